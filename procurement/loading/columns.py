"""A chunk of an export as columns: the different values of each field, and which of them each row has.

Most columns hold few different cells, so whatever asks for Python is done once per different cell or combination.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

_MOST = 2**62
"""Combinations that one number can tell apart; beyond, numpy would wrap without a word."""

type Codes = np.ndarray[Any, np.dtype[Any]]
"""one position in `values` a row"""


@dataclass
class Column:
    """One field of a chunk."""

    values: Any
    """Different values: a list, an Arrow array of text, or a numpy array of amounts. "" or None where missing."""
    codes: Codes

    def __len__(self) -> int:
        return len(self.codes)

    def listed(self) -> list[Any]:
        return self.values if isinstance(self.values, list) else list(self.values.tolist())

    def text(self) -> pa.Array:
        """The different values as Arrow text; what is missing is empty."""
        if isinstance(self.values, pa.Array):
            return self.values
        return pa.array(["" if value is None else str(value) for value in self.values], pa.string())

    def rows(self) -> pa.Array:
        """The value of each row as Arrow text."""
        return self.text().take(pa.array(self.codes))

    def rows_of(self, positions: Collection[int]) -> np.ndarray[Any, Any]:
        """Rows that hold one of these values."""
        if not positions:
            return np.empty(0, np.int64)
        chosen = np.zeros(len(self.values), bool)
        chosen[list(positions)] = True
        return np.flatnonzero(chosen[self.codes])

    def only(self, rows: np.ndarray[Any, Any]) -> "Column":
        return Column(self.values, self.codes[rows])


def constant(value: Any, rows: int) -> Column:
    return Column([value], np.zeros(rows, np.int32))


def different(cells: Any) -> Column:
    """The raw cells of a column, each different one once. Cells that cannot be compared are all different, and so are
    those of an Arrow array that is no dictionary: whoever read them has looked whether they repeat themselves.
    """
    if isinstance(cells, pa.DictionaryArray):
        return Column(cells.dictionary, cells.indices.to_numpy())
    if isinstance(cells, pa.Array):
        return Column(cells, np.arange(len(cells), dtype=np.int32))
    places: dict[Any, int] = {}
    values: list[Any] = []
    codes = np.empty(len(cells), np.int32)
    for row, cell in enumerate(cells):
        key = (type(cell), cell) if _comparable(cell) else (row,)
        place = places.setdefault(key, len(values))
        if place == len(values):
            values.append(cell)
        codes[row] = place
    return Column(values, codes)


def _comparable(cell: Any) -> bool:
    return not isinstance(cell, (list, dict))


def together(columns: Sequence[Column]) -> Column:
    """The different combinations of several columns, as tuples."""
    codes, rows = combined(columns)
    parts = [_values(column, column.codes[rows]) for column in columns]
    return Column(list(zip(*parts, strict=True)), codes)


def combined(columns: Sequence[Column]) -> tuple[Codes, Codes]:
    """(code of each row's combination, a row that has it for each combination)"""
    whole, kinds = columns[0].codes.astype(np.int64), len(columns[0].values)
    for column in columns[1:]:
        if kinds * len(column.values) > _MOST:
            whole, different_ones = pd.factorize(whole)
            kinds = len(different_ones)
        whole = whole * len(column.values) + column.codes
        kinds *= len(column.values)
    codes, different_ones = pd.factorize(whole)
    rows = np.empty(len(different_ones), np.int64)
    rows[codes[::-1]] = np.arange(len(codes))[::-1]  # the first row of each stays
    return codes.astype(np.int32), rows


def _values(column: Column, places: Codes) -> list[Any]:
    if isinstance(column.values, list):
        return [column.values[place] for place in places.tolist()]
    return list(column.values.take(places).tolist())
