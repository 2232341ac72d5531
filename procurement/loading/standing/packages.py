"""Exports with one row a package (katalog-v6, the portal), and rows that say their standing (umum)."""

from typing import Any

import numpy as np
import pandas as pd

from procurement.loading.standing.conflicts import COUNTED, REPEATED, Conflicts, Standings
from procurement.loading.standing.sets import Lines, of_several_files, repeated


def decide(rows: pd.DataFrame) -> tuple[Standings, Conflicts]:
    """A package seen again with equal content is repeated; with different content all its rows are in conflict."""
    if rows.empty:
        return np.empty(0, np.int8), {}
    lines = Lines(rows)
    stand = lines.one_set(lines.times())
    return np.where(stand, COUNTED, REPEATED), lines.contradictions()


def decide_stated(rows: pd.DataFrame) -> tuple[Standings, Conflicts]:
    """A row that states its standing has it. The others are lines of their orders: of equal whole sets one stands.

    Lines of one order that come in several files must be equal sets, as those of toko daring: files that overlap would
    else count their money twice.
    """
    standing = rows["stated"].to_numpy().astype(np.int8)
    orders = rows.groupby(["slice", "order"], sort=False).ngroup().to_numpy()
    conflicts = of_several_files(rows, orders, _stated_in_several_files(rows, orders, standing), standing)
    undecided = standing < 0
    undecided[list(conflicts)] = False
    return standing, conflicts | repeated(rows, orders, np.flatnonzero(undecided), standing)


def _stated_in_several_files(
    rows: pd.DataFrame, orders: np.ndarray[Any, Any], standing: Standings
) -> np.ndarray[Any, Any]:
    """Rows of orders that come in several files of the load, of which any row states its standing."""
    files = rows["file"].to_numpy()
    if not len(files) or files.min() == files.max():
        return np.empty(0, np.int64)
    by_order = pd.Series(files).groupby(orders)
    several = (by_order.transform("max") != by_order.transform("min")).to_numpy()
    states = np.bincount(orders, standing >= 0) > 0
    return np.flatnonzero(several & states[orders])
