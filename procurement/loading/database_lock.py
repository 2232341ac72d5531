"""The lock of a writer inside PostgreSQL, who holds it, and what stands once nobody is writing any more.

A table lock, since only a role that may write can take it; an advisory lock could be taken by the public site's role.
On SQLite nothing of this is needed: its file has one machine, and its transactions one writer.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
from django.db import DatabaseError, connection
from psycopg import errors

from procurement.loading.refusals import Both, Refusal, unchanged

GUARDED = "procurement_edition"
"""Locked for as long as a writer runs, in a mode that stops other such locks and neither readers nor the writer."""
WRITTEN = "procurement_load"
"""Locked while a transaction publishes."""

_NEWEST = f"SELECT COALESCE(MAX(number), 0) FROM {GUARDED}"
UNSEEN = "?"
"""What F20 says of a holder that PostgreSQL does not show, or shows no more."""
_OUR_NAME = "belanja-terbuka "
_PATIENCE = ("300ms", "3s", "3s")
"""How long to wait for the guard, try by try. The first is for a writer, who is told at once who else writes. The
others come where nobody who writes has it: whoever had it is gone, or it is autovacuum, which takes the same lock and
is made by the server to give way to who waits for a second."""
_GUARD = (
    "SET LOCAL idle_in_transaction_session_timeout = 0",
    # Of a machine that is gone without a word, the server hears nothing; so let it ask.
    "SET LOCAL tcp_keepalives_idle = 30",
    "SET LOCAL tcp_keepalives_interval = 10",
    "SET LOCAL tcp_keepalives_count = 3",
    f"LOCK TABLE {GUARDED} IN SHARE UPDATE EXCLUSIVE MODE",
)
_WHO = """
SELECT a.application_name, a.pid, to_char(a.xact_start AT TIME ZONE 'Asia/Jakarta', 'YYYY-MM-DD HH24:MI:SS')
FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.relation = %s::regclass AND l.granted AND l.pid <> pg_backend_pid()
    AND a.usesysid IS NOT NULL -- a background process of the server, such as autovacuum, has no user
    AND l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY a.xact_start LIMIT 1
"""


@contextmanager
def alone_in_the_database() -> Iterator[None]:
    """Holds the guard over a connection of its own. Raises F20 with its holder, F30 when the database is away."""
    if connection.vendor != "postgresql":
        yield
        return
    try:
        guard = _another_connection()
    except psycopg.Error as error:
        raise away(error) from error
    try:
        _take(guard)
        yield
    finally:
        guard.close()  # nothing was written over it


def _take(guard: psycopg.Connection[Any]) -> None:
    for tried, patience in enumerate(_PATIENCE, start=1):
        try:
            for statement in (f"SET LOCAL lock_timeout = '{patience}'", *_GUARD):
                guard.execute(statement)
            _introduce()
            return
        except errors.UndefinedTable:
            guard.rollback()  # an unmigrated database: F27 follows
            return
        except errors.LockNotAvailable as error:
            refusal = busy(GUARDED)
            if tried == len(_PATIENCE) or refusal.details["p"] != UNSEEN:
                raise refusal from error
            guard.rollback()
        except (psycopg.Error, DatabaseError) as error:
            raise away(error) from error


def busy(table: str) -> Refusal:
    """F20 with who holds a lock on the table and since when (WIB), as far as PostgreSQL lets us see."""
    try:
        with closing(_another_connection()) as asking:  # nothing to commit
            found = asking.execute(_WHO, [table]).fetchone()
    except psycopg.Error:
        found = None
    if not found:
        return Refusal("F20", {"t": UNSEEN, "p": UNSEEN})
    name, backend, since = found
    who = name.removeprefix(_OUR_NAME) if name.startswith(_OUR_NAME) else f"PostgreSQL {backend} {name}".strip()
    return Refusal("F20", {"t": since or "?", "p": who})


def newest_edition() -> int | None:
    """The newest edition as it is read now (0: none); None when it cannot be read."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST)
            return int(cursor.fetchone()[0])
    except DatabaseError:
        return None


def settled_edition() -> int | None:
    """The newest edition once no transaction that writes is left to add one; None when it cannot be told.

    A commit whose answer got lost may still be under way on the server, so reading alone would not do. Not to be
    called inside a transaction that publishes: it would wait for itself.
    """
    if connection.vendor != "postgresql":
        return newest_edition()
    try:
        with closing(_another_connection()) as asking:  # nothing to commit
            asking.execute("SET LOCAL lock_timeout = '10s'")
            asking.execute(f"LOCK TABLE {WRITTEN} IN EXCLUSIVE MODE")
            found = asking.execute(_NEWEST).fetchone()
            return int(found[0]) if found else None
    except psycopg.Error:
        return None


def published_since(before: int | None) -> int | None:
    """After an error of the database: the edition that was made since `before`, 0 for none, None where nobody can tell.

    An error says nothing of a commit whose answer got lost, so the state is read again over a new connection, once no
    writing is under way any more.
    """
    connection.close()
    now = settled_edition()
    if now is None or before is None:
        return None
    return now if now != before else 0


def what_stands(error: Exception, before: int | None) -> Refusal:
    """F30 after an error of the database, with what became of the writing; `before` is the newest edition before it."""
    made = published_since(before)
    name = type(error).__name__
    if made is None:
        return Refusal("F30", {"d": f"{name} (?)"})
    return Refusal("F30", {"d": Both(f"{name} (terbit)", f"{name} (published)") if made else unchanged(name)})


def _another_connection() -> psycopg.Connection[Any]:
    known: dict[str, Any] = connection.get_connection_params()
    parameters = {name: value for name, value in known.items() if name not in ("cursor_factory", "context")}
    return psycopg.connect(**parameters | {"application_name": _name()})


def _introduce() -> None:
    """Names our own session too, and lets the server end what it is doing when we are gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('application_name', %s, false)", [_name()])
        cursor.execute(
            "SELECT set_config(name, '1s', false) FROM pg_settings WHERE name = 'client_connection_check_interval'"
        )


def _name() -> str:
    return f"{_OUR_NAME}{os.getpid()}@{socket.gethostname()}"[:63]


def away(error: Exception) -> Refusal:
    """F30 for a database that cannot be asked, before anything was written."""
    said = (str(error).splitlines() or [""])[0]
    return Refusal("F30", {"d": unchanged(f"{type(error).__name__}: {said}")})
