"""Which database holds which tables: the desk's may lie in one of their own, and nothing else lies there."""

from functools import cache
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

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
    held = {one for one in _known() if router.allow_migrate(alias, one[0])}
    apps = {app for app, _name in held}
    return held != {one for one in MigrationRecorder(connections[alias]).applied_migrations() if one[0] in apps}


@cache
def _known() -> frozenset[tuple[str, str]]:
    """Every migration of this code, as (app, name): its files stay what they are for as long as a process runs."""
    return frozenset(MigrationLoader(None).graph.nodes)
