"""Exports with one row a package (katalog-v6, the portal), and rows that say their standing (umum)."""

import numpy as np
import pandas as pd

from procurement.loading.standing.conflicts import COUNTED, REPEATED, Conflicts, Standings
from procurement.loading.standing.sets import Lines, repeated


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
    undecided = np.flatnonzero(standing < 0)
    orders = rows.groupby(["slice", "order"], sort=False).ngroup().to_numpy()
    return standing, repeated(rows, orders, undecided, standing)
