"""Toko daring: snapshots of an order are sent again and again; import lines come in whole orders, often repeated."""

from typing import Any

import numpy as np
import pandas as pd

from procurement.counting import Stage, Verification
from procurement.loading.standing.conflicts import IN_BOTH, RE_SENT, Conflicts, Standings
from procurement.loading.standing.sets import repeated

COMPLETED, FAILED = list(Stage).index(Stage.COMPLETED), list(Stage).index(Stage.FAILED)
VERIFIED = list(Verification).index(Verification.VERIFIED)

type Numbers = np.ndarray[Any, np.dtype[Any]]


def decide(rows: pd.DataFrame) -> tuple[Standings, Conflicts]:
    """The standing of every row of a load, and the rows in conflict."""
    standing = np.zeros(len(rows), np.int8)
    orders = rows.groupby(["slice", "order"], sort=False).ngroup().to_numpy()
    snapshot = ~rows["is_import"].to_numpy()
    conflicts = _re_sent(rows, orders, np.flatnonzero(snapshot), standing)
    sent = np.zeros(orders.max(initial=-1) + 1, bool)
    sent[orders[snapshot]] = True
    standing[~snapshot & sent[orders]] = IN_BOTH
    conflicts |= repeated(rows, orders, np.flatnonzero(~snapshot & ~sent[orders]), standing)
    return standing, _whole_orders(conflicts, orders)


def _re_sent(rows: pd.DataFrame, orders: Numbers, chosen: Numbers, standing: Numbers) -> Conflicts:
    """The latest snapshot of an order stands; at the same time confirmed before not, verified before not.

    Rows still tied must agree in value and must not both succeed and fail; then the smallest content hash stands, so
    that the choice never rests on the order of a file.
    """
    often = np.bincount(orders[chosen], minlength=orders.max(initial=-1) + 1) > 1
    chosen = chosen[often[orders[chosen]]]
    if not len(chosen):
        return {}
    column = {name: rows[name].to_numpy()[chosen] for name in ("moment", "stage", "verification", "content")}
    unconfirmed = (column["stage"] != COMPLETED) & (column["stage"] != FAILED)
    unverified = column["verification"] != VERIFIED
    lines = rows["line"].to_numpy()[chosen]
    by_rank = np.lexsort((lines, column["content"], unverified, unconfirmed, -column["moment"], orders[chosen]))
    ranked = chosen[by_rank]
    keys = np.stack([orders[ranked], column["moment"][by_rank], unconfirmed[by_rank], unverified[by_rank]])
    first = np.append(True, keys[0, 1:] != keys[0, :-1])
    standing[ranked[~first]] = RE_SENT
    starts = np.flatnonzero(first)
    leader = np.repeat(starts, np.diff(np.append(starts, len(ranked))))
    tied = (keys == keys[:, leader]).all(axis=0)
    return _contradictions(rows, ranked, leader, tied)


def _contradictions(rows: pd.DataFrame, ranked: Numbers, leader: Numbers, tied: Numbers) -> Conflicts:
    """Rows tied with the first of their order whose values differ, or of which one succeeded and another failed."""
    values, stages = rows["value_sen"].to_numpy()[ranked], rows["stage"].to_numpy()[ranked]
    differs = tied & (values != values[leader])
    completed = np.bincount(leader[tied & (stages == COMPLETED)], minlength=len(ranked)) > 0
    failed = np.bincount(leader[tied & (stages == FAILED)], minlength=len(ranked)) > 0
    in_doubt = np.unique(np.append(leader[differs], np.flatnonzero(completed & failed)))
    ties = np.bincount(leader[tied], minlength=len(ranked))  # they stand in front of their order
    conflicts: Conflicts = {}
    for place, count in zip(in_doubt.tolist(), ties[in_doubt].tolist(), strict=True):
        mine = ranked[place : place + count].tolist()
        conflicts |= {row: mine[0] if row != mine[0] else mine[1] for row in mine}
    return conflicts


def _whole_orders(conflicts: Conflicts, orders: Numbers) -> Conflicts:
    """A rejection takes the whole order: every row of it, with a row that it contradicts."""
    if not conflicts:
        return {}
    named = {int(orders[row]): (row, other) for row, other in conflicts.items()}
    whole = np.flatnonzero(np.isin(orders, list(named))).tolist()
    first = {row: named[int(orders[row])] for row in whole}
    return {row: conflicts.get(row, a if a != row else b) for row, (a, b) in first.items()}
