"""Whether a process that serves pages knows the tables that it reads (F27): asked once a connection, not a request."""

import logging
from functools import cache

from django.db import DatabaseError, OperationalError, ProgrammingError, connection

from procurement.routing import outdated

log = logging.getLogger(__name__)

_NOT_ALLOWED = "42501"
"""PostgreSQL: the role has no right to read a table."""
OTHER = "The tables of the database are not those of this code; run `migrate` with the code that serves (F27)."
UNKNOWN = "The site's role may not read django_migrations, so it cannot tell tables of another version (docs/desk.md)."


def refuse_other_tables() -> None:
    """Raises OperationalError: such a database is as good as away. What failed is asked again over the next connection.

    Inside an atomic block (a test case, an answer that nobody closed) the connection was asked before.
    """
    if connection.in_atomic_block:
        return
    connection.close_if_health_check_failed()  # or it would be replaced after it was asked
    connection.ensure_connection()
    if getattr(connection, "known_tables_of", None) is connection.connection:
        return
    if _other():
        _say_once(OTHER)
        raise OperationalError(OTHER)
    connection.known_tables_of = connection.connection  # type: ignore[attr-defined]


def _other() -> bool:
    try:
        return outdated()
    except DatabaseError as error:
        if not isinstance(error, ProgrammingError) or getattr(error.__cause__, "sqlstate", None) != _NOT_ALLOWED:
            raise
        _say_once(UNKNOWN)
        return False


@cache
def _say_once(what: str) -> None:
    log.error(what)
