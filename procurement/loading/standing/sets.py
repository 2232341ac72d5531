"""Which lines stand when orders come in whole sets, k times over. Shared by every way of deciding that knows sets."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

type Integers = np.ndarray[Any, np.dtype[np.int64]]
type Mask = np.ndarray[Any, np.dtype[np.bool_]]


class Lines:
    """Rows sorted so that equal lines of one order stand together, the first of the first file in front."""

    def __init__(self, rows: pd.DataFrame, order: Sequence[str] = ("slice", "order")) -> None:
        """`order` names the columns that make rows one order; content, file and line are used too."""
        parts = [rows[name].to_numpy() for name in order]
        content = rows["content"].to_numpy()
        # The last key of lexsort is the first to sort by.
        self.sorted = np.lexsort((rows["line"].to_numpy(), rows["file"].to_numpy(), content, *parts))
        """positions of the rows in their frame, in the sorted order"""
        new_order = np.logical_or.reduce([_starts(part[self.sorted]) for part in parts])
        new_kind = new_order | _starts(content[self.sorted])
        self._orders, self._kinds = np.flatnonzero(new_order), np.flatnonzero(new_kind)
        """where each order, and each kind of equal lines, begins"""
        self._order_of, self._kind_of = np.cumsum(new_order) - 1, np.cumsum(new_kind) - 1
        self._counts = np.diff(np.append(self._kinds, len(rows)))
        """lines of each kind"""
        self._first_kinds = np.flatnonzero(new_order[self._kinds])
        """the first kind of each order"""

    def per_order(self) -> Integers:
        """Lines of each order."""
        return np.diff(np.append(self._orders, len(self.sorted)))

    def lowest(self, values: Integers) -> Integers:
        """The lowest of the values of each order's lines; `values` as in the frame."""
        return np.asarray(np.minimum.reduceat(values[self.sorted], self._orders))

    def times(self) -> Integers:
        """How many equal sets each order's lines make: the greatest common divisor of the counts of equal lines."""
        return np.asarray(np.gcd.reduceat(self._counts, self._first_kinds))

    def one_set(self, times: Integers) -> Mask:
        """Which rows stand when each order's lines are `times` equal sets, of which one stands."""
        place = np.arange(len(self.sorted)) - self._kinds[self._kind_of]
        stand = np.empty(len(self.sorted), bool)
        stand[self.sorted] = place < (self._counts[self._kind_of] // times[self._order_of])
        return stand

    def contradictions(self) -> dict[int, int]:
        """Every row of an order that has lines of several kinds -> the first row of it that is of another kind."""
        several = np.diff(np.append(self._first_kinds, len(self._kinds))) > 1
        found: dict[int, int] = {}
        ends = np.append(self._orders[1:], len(self.sorted))
        for start, end in zip(self._orders[several].tolist(), ends[several].tolist(), strict=True):
            mine, kinds = self.sorted[start:end].tolist(), self._kind_of[start:end].tolist()
            other = mine[kinds.index(kinds[0] + 1)]
            found |= {row: other if kind == kinds[0] else mine[0] for row, kind in zip(mine, kinds, strict=True)}
        return found


def _starts(values: Integers) -> Mask:
    """Where a value differs from the one before it."""
    new = np.ones(len(values), bool)
    new[1:] = values[1:] != values[:-1]
    return new
