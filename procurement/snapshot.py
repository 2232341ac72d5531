"""One read snapshot of the database: whatever is published meanwhile, an answer is made from one edition.

`transaction.atomic` alone would not do: it ends with the view, before a streamed body is read, and on PostgreSQL each
statement of its transaction sees the newest commit. On SQLite a writer's connection would even take the write lock.
"""

from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError, connection
from django.db.transaction import Atomic

from procurement.reader.patience import LONG_PATIENCE, PATIENCE

_SCHEMA_MISSING = {"42P01", "42703"}
"""PostgreSQL: undefined table, undefined column. SQLite says the same with an OperationalError."""


class ReadSnapshot:
    """A transaction that only reads; begins and ends at points that no `with` block could join.

    Inside an atomic block (a test case) it does nothing: the block is its snapshot.
    """

    def __init__(self) -> None:
        self._atomic: Atomic | None = None

    def begin(self) -> None:
        """Ends what an answer that nobody closed left behind on this thread's connection, then begins."""
        left_behind = getattr(connection, "read_snapshot", None)
        if left_behind is not None:
            left_behind.end()
        if connection.in_atomic_block:
            return
        connection.ensure_connection()
        connection.patience = PATIENCE  # type: ignore[attr-defined]
        self._atomic = Atomic(using=None, savepoint=False, durable=False)
        connection.read_snapshot = self  # type: ignore[attr-defined]
        if connection.vendor == "sqlite":
            self._enter_deferred(self._atomic)
        else:
            self._atomic.__enter__()
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    @staticmethod
    def _enter_deferred(atomic: Atomic) -> None:
        """BEGIN DEFERRED, whatever the connection's mode: the first read pins the snapshot, and no lock is taken."""
        mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # type: ignore[attr-defined]
        try:
            atomic.__enter__()
        finally:
            connection.transaction_mode = mode  # type: ignore[attr-defined]

    def end(self) -> None:
        """Rolls back; a second call does nothing. A database that is gone by now is not an error any more."""
        if self._atomic is None:
            return
        atomic, self._atomic = self._atomic, None
        connection.read_snapshot = None  # type: ignore[attr-defined]
        try:
            if connection.in_atomic_block:
                connection.set_rollback(True)
                atomic.__exit__(None, None, None)
        except (DatabaseError, InterfaceError):
            connection.close()

    def drop(self) -> None:
        """Ends it and closes the connection, so that the next request opens a new one."""
        owned = self._atomic is not None
        if owned:
            connection.close()  # first: Django would ask a database that is away to roll back, and then connect anew
        self.end()
        if owned or not connection.in_atomic_block:
            connection.close()


def allow_slow_readers(cursor: Any) -> None:
    """Lets one statement of this answer run as long as its reader reads: up to an hour, where a page has seconds.

    PostgreSQL. Ends with the answer's transaction.
    """
    connection.patience = LONG_PATIENCE  # type: ignore[attr-defined]
    cursor.execute("SET LOCAL statement_timeout = '1h'; SET LOCAL idle_in_transaction_session_timeout = '1h'")


def is_unavailable(error: BaseException) -> bool:
    """Whether an error says that the database is away, unreadable or not of our schema, rather than our mistake."""
    if isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError:
        return True
    return isinstance(error, ProgrammingError) and getattr(error.__cause__, "sqlstate", None) in _SCHEMA_MISSING
