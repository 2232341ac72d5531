"""What a taken row is: its slice, its order, its content. All of it follows from the row alone, never from its file."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from procurement.counting import Stage, Standing, Verification
from procurement.loading.columns import Column, combined, together
from procurement.loading.hashing import SEPARATOR, identity_hashes, mixed, text_hashes
from procurement.loading.layouts import Layout
from procurement.loading.taken import WORDED, Taken
from procurement.money import SEN
from procurement.months import OUTSIDE_YEAR, UNDATED

SAMPLE_MARK = "CONTOH-"
"""Every order id of a sample export begins with it; no real one does."""
_ALPHABET = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", np.uint8)
_VALUES = np.zeros(256, np.uint64)
_VALUES[_ALPHABET] = np.arange(32, dtype=np.uint64)
_SHIFTS = np.arange(59, 0, -5, dtype=np.uint64)
_POSITIONS = {
    "stage": {word.value: place for place, word in enumerate(Stage)},
    "verification": {word.value: place for place, word in enumerate(Verification)},
    "stated_standing": {word.value: place for place, word in enumerate(Standing)},
}

HASHED_TEXTS = (*(name for name in WORDED if name != "marketplace"), "stage", "verification", "description")
"""Columns whose texts are parts of a row's content, in their order: it never changes."""

type Numbers = np.ndarray[Any, np.dtype[Any]]


class RowMaker:
    """Turns clean columns of one file into numbers and texts, chunk after chunk."""

    def __init__(self, layout: Layout, file: int, taken: Taken) -> None:
        self.layout, self.file, self.taken = layout, file, taken

    def add(self, values: dict[str, Column], lines: Numbers) -> None:
        """Adds rows, one column a field, none of them with a problem."""
        rows, taken = len(lines), self.taken
        amounts = values["value_sen"].values[values["value_sen"].codes]
        places = together([values[name] for name in ("region", "year", "system", "channel")])
        market = Column([name.casefold() for name in values["marketplace"].listed()], values["marketplace"].codes)
        order, key = _orders([values["region"], values["system"], market], values["order_id"])
        details = _details({name: values[name] for name in self.layout.details}, rows)
        numbers = {
            "slice": taken.slices.numbers(places),
            "order": order,
            "file": np.full(rows, self.file),
            "line": lines,
            "value_sen": amounts,
            "is_import": _where(values["source"], "import"),
            "agency": _parties(taken.agencies, values, ("region", "system", "agency_code", "agency_name")),
            "supplier": _parties(taken.suppliers, values, ("system", "supplier_code", "supplier_name")),
            **_times(values["ordered_at"], values["year"]),
            **{name: _positions(values[name], name) for name in ("stage", "verification")},
        }
        worded = {name: taken.words[name].numbers(values[name]) for name in WORDED}
        numbers["content"] = content_hashes(
            numbers["order"],
            taken.slices.hashes(numbers["slice"]),
            taken.agencies.hashes(numbers["agency"]),
            taken.suppliers.hashes(numbers["supplier"]),
            {
                **{name: taken.words[name].hashes(worded[name]) for name in WORDED},
                **{name: _hashes(values[name]) for name in ("stage", "verification", "description")},
            },
            text_hashes(details) if self.layout.details else None,
            numbers["moment"],
            numbers["value_sen"],
        )
        if self.layout.name_of("stated_standing"):
            numbers["stated"] = _positions(values["stated_standing"], "stated_standing")
        if self.layout.name_of("lines_in_package"):
            for name, field in (("lines_in_package", "package_lines"), ("package_total", "package_sen")):
                numbers[name] = np.array(values[field].listed(), np.int64)[values[field].codes]
        ids = values["order_id"].rows()
        differs = pc.not_equal(ids, pc.cast(pa.array(amounts // SEN), pa.string())).to_numpy(zero_copy_only=False)
        taken.differing |= set(np.unique(numbers["slice"][differs]).tolist())
        taken.marketplaces |= _marketplaces(numbers["slice"], market)
        taken.marks |= set(pc.starts_with(ids, SAMPLE_MARK).unique().to_pylist())
        texts = {
            "order_id": ids,
            "order_key": key,
            "description": values["description"].rows(),
            "details": details,
            **{name: pa.array(column) for name, column in worded.items()},
        }
        taken.add(numbers, texts)


def content_hashes(
    order: Numbers,
    places: Numbers,
    agencies: Numbers,
    suppliers: Numbers,
    texts: Mapping[str, Numbers],
    details: Numbers | None,
    moments: Numbers,
    value_sen: Numbers,
) -> Numbers:
    """64 bits a row over everything that is stored of it but its place in the file and its standing.

    `order`: the order's identity, in which the marketplace counts without case; `places`, `agencies` and `suppliers`:
    hashes of their words, 0 for no party; `texts`: column -> hashes; `details`: hashes, None where the layout has none;
    `moments`: seconds, -1 without a date.
    """
    said = [texts[name] for name in HASHED_TEXTS]
    return mixed(
        [order, places, agencies, suppliers, *said, *([] if details is None else [details]), moments, value_sen]
    )


def _marketplaces(slices: Numbers, market: Column) -> set[tuple[int, str]]:
    names = market.listed()
    pairs = np.unique(slices.astype(np.int64) * len(names) + market.codes)
    return {(pair // len(names), names[pair % len(names)]) for pair in pairs.tolist()}


def _where(column: Column, word: str) -> Numbers:
    return np.array([value == word for value in column.listed()], bool)[column.codes]


def _positions(column: Column, name: str) -> Numbers:
    """The place of each row's word in its enumeration; -1 where no standing is stated, and nowhere else."""
    known = _POSITIONS[name]
    places = np.array([known.get(value, -1) for value in column.listed()], np.int8)[column.codes]
    if name != "stated_standing" and (places < 0).any():
        raise ValueError(f"a row was taken with an unknown {name}")
    return places


def _parties(words: Any, values: dict[str, Column], names: tuple[str, ...]) -> Numbers:
    """The number of each row's party, -1 where the source names none."""
    column = together([values[name] for name in names])
    numbers = [words[party] if any(party[-2:]) else -1 for party in column.values]
    return np.array(numbers, np.int32)[column.codes]


def _hashes(column: Column) -> Numbers:
    return text_hashes(column.text())[column.codes]


def _orders(prefix: list[Column], ids: Column) -> tuple[Numbers, pa.Array]:
    """(identity, key for addresses) of each row's order: `keys.order_key` for whole columns."""
    before = together(prefix)
    before.values = [SEPARATOR.join(parts) for parts in before.values]
    codes, rows = combined([before, ids])
    texts = pc.binary_join_element_wise(before.only(rows).rows(), ids.only(rows).rows(), SEPARATOR)
    identities = identity_hashes(texts)[codes]
    return identities, order_keys(identities)


def order_keys(identities: Numbers) -> pa.Array:
    """The first 60 bits of each identity as an address has them: `keys.short_key` for a whole column."""
    letters = _ALPHABET[(identities.view(np.uint64)[:, None] >> _SHIFTS) & np.uint64(31)]
    offsets = np.arange(0, 12 * len(identities) + 1, 12, dtype=np.int32)
    return pa.Array.from_buffers(
        pa.string(), len(identities), [None, pa.py_buffer(offsets), pa.py_buffer(letters.tobytes())]
    )


def identities_of(keys: Sequence[str]) -> Numbers:
    """The identities that keys of addresses begin, their last four bits 0."""
    letters = np.frombuffer("".join(keys).encode(), np.uint8).reshape(-1, 12)
    return np.asarray(np.bitwise_or.reduce(_VALUES[letters] << _SHIFTS, axis=1)).view(np.int64)


def shared_bits(identities: Numbers) -> Numbers:
    """Identities as far as a key tells them."""
    return identities & ~np.int64(15)


def _times(moments: Column, years: Column) -> dict[str, Numbers]:
    """`moment` in seconds, -1 without a date; `month` in the budget year, UNDATED or OUTSIDE_YEAR."""
    texts = moments.text()
    dated = pc.not_equal(texts, "")
    when = pc.if_else(dated, texts, None).cast(pa.timestamp("s"))
    seconds = pc.fill_null(when.cast(pa.int64()), -1).to_numpy()[moments.codes]
    stamps = seconds.astype("datetime64[s]")
    year = stamps.astype("datetime64[Y]").astype(np.int64) + 1970
    month = stamps.astype("datetime64[M]").astype(np.int64) % 12 + 1
    month[year != np.array([year or 0 for year in years.listed()], np.int64)[years.codes]] = OUTSIDE_YEAR
    month[seconds < 0] = UNDATED
    return {"moment": seconds, "month": month}


def _row_values(column: Column) -> list[Any]:
    values = column.listed()
    return [values[code] for code in column.codes.tolist()]


def _details(columns: dict[str, Column], rows: int) -> pa.Array:
    """What else the layout says of each row, as a JSON object of texts; null where it says nothing."""
    if not columns:
        return pa.nulls(rows, pa.string())
    lists = [_row_values(column) for column in columns.values()]
    objects = []
    for row in zip(*lists, strict=True):
        said = {name: str(value) for name, value in zip(columns, row, strict=True) if value not in (None, "")}
        objects.append(json.dumps(said, ensure_ascii=False, sort_keys=True) if said else None)
    return pa.array(objects, pa.string())
