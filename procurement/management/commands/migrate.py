"""`manage.py migrate`: Django's command, for the published database and then for the desk's, where that is another."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections


class Command(migrate.Command):
    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    def get_check_kwargs(self, options: dict[str, Any]) -> dict[str, Any]:
        return {**super().get_check_kwargs(options), "databases": _aliases(options["database"])}

    def handle(self, *args: Any, **options: Any) -> None:
        for alias in _aliases(options["database"]):
            super().handle(*args, **{**options, "database": alias})


def _aliases(named: str | None) -> list[str]:
    return [named] if named else [DEFAULT_DB_ALIAS, *(alias for alias in connections if alias != DEFAULT_DB_ALIAS)]
