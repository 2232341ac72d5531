"""What the checks of contents find, in both languages, and how text is read that may be damaged."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Finding:
    """One thing that is not what was published."""

    place: str
    """The slice with its row, or the table."""
    indonesian: str
    english: str

    def __str__(self) -> str:
        return f"{self.place}: {self.indonesian} / {self.english}"


@contextmanager
def damaged_text_too() -> Iterator[None]:
    """Text whose bytes are no UTF-8 any more is read all the same, as other text, so that its row can be named.

    Only SQLite hands out such bytes; PostgreSQL looks at none either, but its driver refuses them.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    database = connection.connection
    database.text_factory = lambda raw: raw.decode(errors="backslashreplace")
    try:
        yield
    finally:
        database.text_factory = str
