"""The rows that are taken: their numbers in memory, their texts on disk until all files have been judged.

A bad last row refuses a file before much memory is spent, and five million rows cost little more than one.
"""

import tempfile
import weakref
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from procurement.loading.words import Words

NUMBERS: dict[str, Any] = {
    "slice": np.int32, "order": np.int64, "file": np.int16, "line": np.int64, "content": np.int64,
    "value_sen": np.int64, "moment": np.int64, "month": np.int8, "stage": np.int8, "verification": np.int8,
    "is_import": np.bool_, "agency": np.int32, "supplier": np.int32,
}  # fmt: skip
"""What standing, planning and totals work on; see `standing` for each."""
SELDOM: dict[str, tuple[Any, int]] = {
    "stated": (np.int8, -1), "lines_in_package": (np.int32, 0), "package_total": (np.int64, -1),
}  # fmt: skip
"""Numbers that only some layouts have, with what stands for their absence; left out of a load without them."""
WORDED = ("marketplace", "category", "payment_method", "location", "source", "stage_note")
"""Columns of text that occur again and again: on disk they are numbers of words."""


class Taken:
    """The taken rows of all files of a load. It holds no personal column."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the rows themselves)
        weakref.finalize(self, self._file.close)
        self._writer: pa.ipc.RecordBatchStreamWriter | None = None
        self._numbers: dict[str, list[np.ndarray[Any, Any]]] = {name: [] for name in (*NUMBERS, *SELDOM)}
        self._seldom: set[str] = set()
        self.slices, self.agencies, self.suppliers = Words(), Words(), Words()
        """(government, year, system, channel); (government, system, code, name); (system, code, name)"""
        self.words = {name: Words() for name in WORDED}
        self.differing: set[int] = set()
        """Slices with a row whose value is not the number that its order id is."""
        self.marketplaces: set[tuple[int, str]] = set()
        """(slice, case-folded marketplace) of every row"""
        self.marks: set[bool] = set()
        """Whether order ids bear the mark of a sample export: both, for a mixture."""
        self.rows = 0

    def add(self, numbers: dict[str, np.ndarray[Any, Any]], texts: dict[str, pa.Array]) -> None:
        """Takes a chunk of rows: a number and a text column of each name."""
        batch = pa.record_batch(texts)
        if self._writer is None:
            self._writer = pa.ipc.new_stream(self._file, batch.schema)
        self._writer.write_batch(batch)
        for name, kind in NUMBERS.items():
            self._numbers[name].append(numbers[name].astype(kind, copy=False))
        for name, (kind, absent) in SELDOM.items():
            self._numbers[name].append(
                numbers[name].astype(kind) if name in numbers else np.broadcast_to(kind(absent), len(batch))
            )
        self._seldom |= SELDOM.keys() & numbers.keys()
        self.rows += len(batch)

    def frame(self) -> pd.DataFrame:
        """The numbers of all rows, in the order of reading. Can be asked once: the chunks are given away."""
        columns = {}
        for name in (*NUMBERS, *sorted(self._seldom)):
            parts, self._numbers[name] = self._numbers[name], []
            columns[name] = np.concatenate(parts) if parts else np.empty(0, NUMBERS[name])
        pa.default_memory_pool().release_unused()  # what the chunks were made of
        return pd.DataFrame(columns, copy=False)

    def texts(self) -> Iterator[pa.RecordBatch]:
        """The texts of all rows, chunk by chunk, in the order of reading. Nothing can be added any more."""
        if self._writer is None:
            return
        self._writer.close()
        self._file.seek(0)
        yield from pa.ipc.open_stream(self._file)

    def order_ids(self, rows: Sequence[int]) -> dict[int, str]:
        """The order ids of some rows, given by their places in ascending order."""
        found: dict[int, str] = {}
        start, places = 0, np.asarray(rows, np.int64)
        for batch in self.texts() if rows else ():
            mine = places[(places >= start) & (places < start + len(batch))]
            ids = batch.column("order_id").take(pa.array(mine - start))
            found |= dict(zip(mine.tolist(), ids.to_pylist(), strict=True))
            start += len(batch)
        return found
