"""`manage.py migrate`: Django's command, for the published database and then for the desk's, where that is another."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS, connections

from procurement.desk_settings import DATABASE


class Command(migrate.Command):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    def get_check_kwargs(self, options: Any) -> Any:
        return {**super().get_check_kwargs(options), "databases": _aliases(options["database"])}

    def handle(self, *args: Any, **options: Any) -> None:
        for alias in _aliases(options["database"]):
            with _private(alias):
                super().handle(*args, **{**options, "database": alias})


@contextmanager
def _private(alias: str) -> Iterator[None]:
    """The desk's own file holds sessions and hashes of passwords: from its first byte on only its owner may read it."""
    if alias != DATABASE or connections[alias].vendor != "sqlite":
        yield
        return
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
    file = Path(connections[alias].settings_dict["NAME"])
    if file.is_file():  # one in memory has none
        file.chmod(0o600)


def _aliases(named: str | None) -> list[str]:
    return [named] if named else [DEFAULT_DB_ALIAS, *(alias for alias in connections if alias != DEFAULT_DB_ALIAS)]
