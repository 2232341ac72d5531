"""The hash of rows worked out from their stored columns, as the loader worked it out from the cleaned ones."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from django.db import connection

from procurement.loading.hashing import SEPARATOR, identity_hashes, mixed, text_hashes
from procurement.loading.identities import HASHED_TEXTS, content_hashes
from procurement.loading.layouts import LAYOUTS
from regions.codes import code_of

type Numbers = np.ndarray[Any, np.dtype[Any]]


class Row(NamedTuple):
    """What is stored of a row, column by column."""

    id: int
    region_id: int
    year: int
    channel: str
    system: str
    month: int
    order_key: str
    order_id: str
    marketplace: str
    agency_id: int | None
    agency_name: str
    supplier_id: int | None
    supplier_name: str
    description: str
    category: str
    payment_method: str
    location: str
    details: Any
    value_sen: int
    source: str
    stage: str
    stage_note: str
    verification: str
    standing: str
    file_id: int
    line: int
    content_hash: int
    ordered_at: str | None
    agency: tuple[Any, ...]
    """(code, identity) of what `agency_id` names; nothing for none"""
    supplier: tuple[Any, ...]
    """(code, identity, key)"""


_NUMBERS = ("id", "month", "file_id", "line", "content_hash")
_WORDS = ("marketplace", "order_key", "standing")


def row_hashes(rows: Sequence[Row], files: dict[int, tuple[str, str]]) -> Numbers:
    """What `content_hash` of each row must be. Raises ValueError or TypeError where a value is of no sense.

    `files`: number -> (name, layout).
    """
    has_details = np.array([bool(LAYOUTS[files[row.file_id][1]].details) or row.details is not None for row in rows])
    found = np.empty(len(rows), np.int64)
    for with_details in (False, True):
        places = np.flatnonzero(has_details == with_details)
        if len(places):
            found[places] = _hashes([rows[place] for place in places.tolist()], with_details)
    return found


def _hashes(rows: list[Row], with_details: bool) -> Numbers:
    placed = [(code_of(row.region_id), row) for row in rows]
    return content_hashes(
        identity_hashes(
            _joined([(place, row.system, row.marketplace.casefold(), row.order_id) for place, row in placed])
        ),
        text_hashes(_joined([(place, str(row.year), row.system, row.channel) for place, row in placed])),
        _parties(
            [(place, row.system, row.agency[0] or "", row.agency_name) for place, row in placed],
            [row.agency_id for row in rows],
        ),
        _parties(
            [(row.system, row.supplier[0] or "", row.supplier_name) for row in rows],
            [row.supplier_id for row in rows],
        ),
        {name: text_hashes(_texts([getattr(row, name) for row in rows])) for name in HASHED_TEXTS},
        text_hashes(_texts([_details(row.details) for row in rows])) if with_details else None,
        _seconds([row.ordered_at for row in rows]),
        _integers([row.value_sen for row in rows]),
    )


def seals(rows: Sequence[Row], contents: Numbers) -> Numbers:
    """A hash of everything that is stored of each row, what its content is silent about included; as unsigned."""
    parts = [_integers([getattr(row, name) for row in rows]) for name in _NUMBERS]
    parts += [text_hashes(_texts([getattr(row, name) for row in rows])) for name in _WORDS]
    parts += [_integers([-1 if pk is None else pk for pk in ids]) for ids in zip(*map(_optional, rows), strict=True)]
    return mixed([contents, *parts]).view(np.uint64)


def _optional(row: Row) -> tuple[int | None, ...]:
    return row.agency_id, row.supplier_id, None if row.details is None else 0


def _joined(parts: list[tuple[str, ...]]) -> pa.Array:
    return _texts([SEPARATOR.join(words) for words in parts])


def _parties(words: list[tuple[str, ...]], ids: list[int | None]) -> Numbers:
    """0 where a row names none."""
    return np.where(np.array([pk is not None for pk in ids], bool), text_hashes(_joined(words)), 0)


def _texts(values: list[Any]) -> pa.Array:
    """Raises TypeError for what is no text: a damaged database may hold anything anywhere."""
    if any(type(value) is not str for value in values):
        raise TypeError("no text")
    return pa.array(values, pa.string())


def _integers(values: list[Any]) -> Numbers:
    if any(type(value) is not int for value in values):
        raise TypeError("no integer")
    return np.array(values, np.int64)


def _details(said: Any) -> str:
    """The text that was hashed. PostgreSQL keeps the document and not its text."""
    if said is None:
        return ""
    if connection.vendor == "sqlite":
        return str(said)
    return json.dumps(json.loads(said) if isinstance(said, str) else said, ensure_ascii=False, sort_keys=True)


def _seconds(moments: list[str | None]) -> Numbers:
    """Raises ValueError for what is no moment in whole seconds, written as the loader writes it."""
    texts = pa.array(moments, pa.string())
    stamps = texts.cast(pa.timestamp("s"))
    if not stamps.cast(pa.string()).equals(texts):
        raise ValueError("no moment")
    return np.asarray(stamps.cast(pa.int64()).fill_null(-1).to_numpy())
