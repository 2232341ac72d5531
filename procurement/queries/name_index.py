"""Names that hold pieces of text, by the trigram indexes of migration 0005: the one question that is vendor-specific.

PostgreSQL (pg_trgm) and SQLite (FTS5) give the same names in the same order: only letters of ASCII are folded here,
which both do alike whatever the locale of the database. Closer ranking is closeness.py's, on the few that are found.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BooleanField, IntegerField, QuerySet, TextField
from django.db.models.expressions import RawSQL

SHORTEST = 3
"""Letters: a trigram index knows nothing shorter."""

type Pieces = Sequence[Sequence[str]]
"""Of each group, one piece or another stands in a name. In one group at least every piece is SHORTEST or longer."""


def holding(
    parties: QuerySet[Any], pieces: Pieces, typed: str, most: int, *fields: str
) -> list[tuple[int, str, *tuple[str, ...]]]:
    """(key, name, further fields) of at most `most` agencies or suppliers whose names hold a piece of every group.

    Names that begin with `typed` come first, then those with a word that does; then by how near their length is.
    """
    table = parties.model._meta.db_table
    name = f'"{table}".name' + (' COLLATE "C"' if connection.vendor == "postgresql" else "")
    matches = rf"{name} {'ILIKE' if connection.vendor == 'postgresql' else 'LIKE'} %s ESCAPE '\'"
    if connection.vendor == "sqlite":
        indexed = f'"{table}".id IN (SELECT rowid FROM {table}_trigrams WHERE name MATCH %s)'
        parties = parties.filter(_is(indexed, _fts(pieces)))
    for group in pieces:
        either = " OR ".join([matches] * len(group))
        parties = parties.filter(_is(either, *(f"%{_escaped(piece)}%" for piece in group)))
    start = _escaped(typed)
    begins = f"CASE WHEN {matches} THEN 0 WHEN {matches} THEN 1 ELSE 2 END"
    found = parties.order_by(
        RawSQL(begins, (f"{start}%", f"% {start}%"), IntegerField()),
        RawSQL(f"ABS(LENGTH({name}) - %s)", (len(typed),), IntegerField()),
        RawSQL(name, (), TextField()),
        "pk",
    )
    return list(found.values_list("pk", "name", *fields)[:most])


def _is(condition: str, *values: str) -> RawSQL:
    return RawSQL(condition, values, BooleanField())


def _escaped(text: str) -> str:
    r"""For LIKE with ESCAPE '\'."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _fts(pieces: Pieces) -> str:
    """An FTS5 query. Every piece is a quoted phrase, so that none of its operators can be typed."""
    known = [group for group in pieces if all(len(piece) >= SHORTEST for piece in group)]
    return " AND ".join(f"({' OR '.join(map(_phrase, group))})" for group in known)


def _phrase(piece: str) -> str:
    return '"' + piece.replace('"', '""') + '"'
