"""Which database holds which tables: the desk's may lie in one of their own, and nothing else lies there."""

from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.migrations.executor import MigrationExecutor

from procurement.desk_settings import DATABASE, LABELS


class DeskRouter:
    def db_for_read(self, model: Any, **hints: Any) -> str:
        return database_of(model._meta.app_label)

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        return database_of(one._meta.app_label) == database_of(other._meta.app_label)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == database_of(app_label)


def database_of(app_label: str) -> str:
    """The alias of the database that holds an app's tables."""
    return DATABASE if app_label in LABELS and DATABASE in settings.DATABASES else DEFAULT_DB_ALIAS


def outdated(alias: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether a database lacks a migration of an app whose tables it holds, or has one that this code lacks (F27)."""
    executor = MigrationExecutor(connections[alias])
    held = [leaf for leaf in executor.loader.graph.leaf_nodes() if router.allow_migrate(alias, leaf[0])]
    apps, known = {leaf[0] for leaf in held}, executor.loader.graph.nodes
    newer = any(one[0] in apps and one not in known for one in executor.loader.applied_migrations)
    return newer or bool(executor.migration_plan(held))
