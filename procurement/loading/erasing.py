"""What SQLite leaves of overwritten text: nothing, where the text had to go for somebody's sake."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def erasing() -> Iterator[None]:
    """Wrap it around the transaction that overwrites texts.

    On SQLite freed bytes are zeroed, and the log, which still has the pages as they were, is emptied where no reader
    holds it. PostgreSQL keeps old versions of rows until its own VACUUM; no query can read them.
    """
    if connection.vendor != "sqlite":
        yield
        return
    before = _pragma("secure_delete")
    _pragma("secure_delete = ON")
    try:
        yield
    finally:
        _pragma(f"secure_delete = {before}")
    if not connection.in_atomic_block:
        _pragma("wal_checkpoint(TRUNCATE)")


def forget_old_names() -> None:
    """Lets the index of suppliers' names drop what it only marks as deleted. Inside the transaction."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procurement_supplier_trigrams(procurement_supplier_trigrams) VALUES ('optimize')"
            )


def _pragma(said: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {said}")
        row = cursor.fetchone()
    return int(row[0]) if row else 0
