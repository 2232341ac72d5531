"""The rows of a load as the database has them: numbers and words become columns of its table, chunk by chunk."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from procurement.counting import Stage, Standing, Verification
from procurement.loading.masks import Masks
from procurement.loading.parties import Parties
from procurement.loading.preparing import REJECTED, Prepared
from procurement.loading.taken import WORDED
from regions.codes import number_of

_CHOICES: dict[str, list[Any]] = {"stage": list(Stage), "verification": list(Verification), "standing": list(Standing)}

type Numbers = np.ndarray[Any, np.dtype[Any]]


def table_rows(
    prepared: Prepared, files: list[int], agencies: Parties, suppliers: Parties, masks: Masks
) -> Iterator[pa.Table]:
    """Tables of the accepted rows with the database's columns. `files` are its keys of the load's files."""
    taken, start = prepared.taken, 0
    words = _words(prepared)
    names = {"agency": _names(agencies.words), "supplier": _names(suppliers.words)}
    keys = {"agency": agencies.find(), "supplier": suppliers.find()}
    for texts in taken.texts():
        rows = prepared.rows.iloc[start : start + len(texts)]
        start += len(texts)
        accepted = rows["standing"].to_numpy() != REJECTED
        if not accepted.all():
            rows, texts = rows[accepted], texts.filter(pa.array(accepted))
        numbers = {name: rows[name].to_numpy() for name in rows.columns}
        columns = {
            **{name: _worded(numbers["slice"], words[name]) for name in ("region_id", "year", "channel", "system")},
            **{name: _worded(texts.column(name), words[name]) for name in WORDED},
            **{name: _worded(numbers[name], words[name]) for name in _CHOICES},
            **{name: texts.column(name) for name in ("order_id", "order_key", "details")},
            "description": masks.descriptions(texts.column("description"), texts.column("order_key"), numbers["slice"]),
            "ordered_at": _moments(numbers["moment"]),
            "month": pa.array(numbers["month"]).cast(pa.int16()),
            "value_sen": pa.array(numbers["value_sen"]),
            "file_id": pa.array(np.array(files, np.int64)[numbers["file"]]),
            "line": pa.array(numbers["line"]),
            "content_hash": pa.array(numbers["content"]),
        }
        for party, ids in keys.items():
            mine = ids[numbers[party]]
            columns[f"{party}_id"] = pa.array(mine, mask=mine < 0)
            columns[f"{party}_name"] = _worded(numbers[party] % len(names[party]), names[party])
        yield pa.table(columns)


def _worded(numbers: Any, words: pa.Array) -> pa.DictionaryArray:
    return pa.DictionaryArray.from_arrays(pa.array(numbers), words)


def _words(prepared: Prepared) -> dict[str, pa.Array]:
    """database column -> its words in the order of their numbers"""
    regions, years, systems, channels = zip(*prepared.taken.slices.listed(), strict=True)
    return {
        "region_id": pa.array(map(number_of, regions), pa.int16()),
        "year": pa.array(years, pa.int16()),
        "system": pa.array(systems, pa.string()),
        "channel": pa.array(channels, pa.string()),
        **{name: pa.array(prepared.taken.words[name].listed(), pa.string()) for name in WORDED},
        **{name: pa.array([word.value for word in words], pa.string()) for name, words in _CHOICES.items()},
    }


def _names(parties: Sequence[tuple[str, ...]]) -> pa.Array:
    """The parties' names as printed, and behind the last one nothing, for rows without a party."""
    return pa.array([*(party[-1] for party in parties), ""], pa.string())


def _moments(seconds: Numbers) -> pa.Array:
    """Null without a date."""
    return pa.array(seconds, mask=seconds < 0).cast(pa.timestamp("s"))
