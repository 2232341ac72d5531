"""Which lines stand when orders come in whole sets, k times over. Shared by every way of deciding that knows sets."""

from collections import defaultdict
from collections.abc import Sequence
from math import gcd
from typing import Any

import numpy as np
import pandas as pd

from procurement.loading.standing.conflicts import COUNTED, REPEATED, Conflicts, Standings

type Integers = np.ndarray[Any, np.dtype[Any]]
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


def repeated(rows: pd.DataFrame, orders: Integers, chosen: Integers, standing: Standings) -> Conflicts:
    """One set of an order's lines stands. Files of one load must bring equal sets; the first file's stands.

    `orders` has a number for each row's order, `chosen` the rows that are to be decided, in `standing`.
    """
    if not len(chosen):
        return {}
    files = rows["file"].to_numpy()[chosen]
    seen = pd.DataFrame({"order": orders[chosen], "file": files})
    several = (seen.groupby("order")["file"].transform("nunique") > 1).to_numpy()
    alone = chosen[~several]
    if len(alone):
        lines = Lines(rows[["slice", "order", "content", "file", "line"]].iloc[alone])
        standing[alone] = np.where(lines.one_set(lines.times()), COUNTED, REPEATED)
    conflicts: Conflicts = {}
    for _, mine in seen[several].groupby("order", sort=False):
        conflicts |= _of_several_files(rows, chosen[mine.index.to_numpy()], standing)
    return conflicts


def of_several_files(rows: pd.DataFrame, orders: Integers, chosen: Integers, standing: Standings) -> Conflicts:
    """Files that bring an order with the same rows under the same standings overlap: the first file's stand as they
    are, the others' are repeated. Else all rows of the order are in conflict: which file is right would be a guess.

    As for `repeated`; what has no standing yet (-1) keeps none in the first file.
    """
    if not len(chosen):
        return {}
    files = rows["file"].to_numpy()[chosen]
    said = pd.DataFrame({"order": orders[chosen], "file": files})
    said["content"], said["standing"] = rows["content"].to_numpy()[chosen], standing[chosen]
    standing[chosen[files != said.groupby("order")["file"].transform("min").to_numpy()]] = REPEATED
    conflicts: Conflicts = {}
    for _, mine in said[said["order"].isin(_differing(said))].groupby("order", sort=False):
        numbers, sources = chosen[mine.index.to_numpy()], mine["file"].to_numpy()
        a, b = (int(numbers[sources == file][0]) for file in (sources.min(), sources.max()))
        conflicts |= {
            row: b if first else a for row, first in zip(numbers.tolist(), sources == sources.min(), strict=True)
        }
    return conflicts


def _differing(said: pd.DataFrame) -> Integers:
    """Orders of which a content under a standing is not in every file of the order, equally often."""
    counts = said.groupby(["order", "content", "standing", "file"], sort=False).size()
    kinds = counts.groupby(level=[0, 1, 2], sort=False).agg(["size", "min", "max"])
    orders = kinds.index.get_level_values(0).to_numpy()
    files = said.groupby("order")["file"].nunique()[orders].to_numpy()
    unequal = (kinds["size"].to_numpy() != files) | (kinds["min"] != kinds["max"]).to_numpy()
    return np.unique(orders[unequal])


def _of_several_files(rows: pd.DataFrame, mine: Integers, standing: Standings) -> Conflicts:
    """One order's lines that came in several files of a load."""
    by_file: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    files, contents = (rows[name].to_numpy()[mine].tolist() for name in ("file", "content"))
    for row, file, content in zip(mine.tolist(), files, contents, strict=True):
        by_file[file][content].append(row)
    sets = {file: _one_set(lines) for file, lines in by_file.items()}
    first = min(by_file)
    if other := next((file for file in sorted(by_file) if sets[file] != sets[first]), None):
        a, b = (next(iter(by_file[file].values()))[0] for file in (first, other))
        return {row: b if row != b else a for row in mine.tolist()}
    for file, lines in by_file.items():
        for content, alike in lines.items():
            stand = sets[first][content] if file == first else 0
            standing[alike[:stand]], standing[alike[stand:]] = COUNTED, REPEATED
    return {}


def _one_set(lines: dict[int, list[int]]) -> dict[int, int]:
    times = gcd(*(len(alike) for alike in lines.values()))
    return {content: len(alike) // times for content, alike in lines.items()}


def _starts(values: Integers) -> Mask:
    """Where a value differs from the one before it."""
    new = np.ones(len(values), bool)
    new[1:] = values[1:] != values[:-1]
    return new
