"""Which rows stand for spending of their own (SEMANTICS, section 3). Worked out inside one slice, whatever the order.

Rows are a DataFrame with one row per accepted row of all files of a load: region, year, system, market (marketplace
without case), order_id, source, ordered_at (text), stage, verification, value_sen, content_hash, file, line.
"""

from collections import defaultdict
from collections.abc import Callable
from math import gcd

import pandas as pd

from procurement.counting import Stage, Standing, Verification

ORDER = ["region", "year", "system", "market", "order_id"]
"""What makes rows one order inside a load."""

type Conflicts = dict[int, int]
"""index of a row that cannot be decided -> index of another row of its order"""


def decide(rows: pd.DataFrame, decider: str) -> tuple[pd.Series, Conflicts]:
    """(standing of every row, rows in conflict). `decider` is the layout's way of standing."""
    return DECIDERS[decider](rows)


def _snapshots(rows: pd.DataFrame) -> tuple[pd.Series, Conflicts]:
    """Toko daring: snapshots are sent again and again, import lines come in repeated whole orders."""
    standing = pd.Series(Standing.COUNTED.value, index=rows.index, dtype=object)
    order = rows.groupby(ORDER, sort=False, observed=True).ngroup()
    snapshot = rows["source"] != "import"
    conflicts = _re_sent(rows[snapshot], order[snapshot], standing)
    both = ~snapshot & order.isin(order[snapshot].unique())
    standing[both] = Standing.IN_BOTH.value
    lines = ~snapshot & ~both
    conflicts |= _repeated(rows[lines], order[lines], standing)
    return standing, _whole_orders(conflicts, order)


def _re_sent(rows: pd.DataFrame, order: pd.Series, standing: pd.Series) -> Conflicts:
    """The latest snapshot of an order stands; at the same time confirmed before not, verified before not.

    Rows still tied must agree in value and must not both succeed and fail; then the smallest content hash stands, so
    that the choice never rests on the order of a file.
    """
    if rows.empty:
        return {}
    rank = pd.DataFrame(
        {
            "order": order,
            "ordered_at": rows["ordered_at"],
            "unconfirmed": ~rows["stage"].isin([Stage.COMPLETED.value, Stage.FAILED.value]),
            "unverified": rows["verification"] != Verification.VERIFIED.value,
            "content_hash": rows["content_hash"],
        }
    ).sort_values(
        ["order", "ordered_at", "unconfirmed", "unverified", "content_hash"],
        ascending=[True, False, True, True, True],
    )
    first = rank.drop_duplicates("order")
    standing[rank.index.difference(first.index)] = Standing.RE_SENT.value
    best = rank.merge(
        first.drop(columns="content_hash"),
        on=["order", "ordered_at", "unconfirmed", "unverified"],
    )["order"]
    tied_orders = best[best.duplicated()].unique()
    if not len(tied_orders):
        return {}
    keys = ["ordered_at", "unconfirmed", "unverified"]
    tops = first.set_index("order")[keys]
    conflicts: Conflicts = {}
    for number in tied_orders:
        mine = rank[rank["order"] == number]
        tied = mine[(mine[keys] == tops.loc[number]).all(axis=1)].index
        stages = set(rows.loc[tied, "stage"])
        if rows.loc[tied, "value_sen"].nunique() > 1 or {Stage.COMPLETED.value, Stage.FAILED.value} <= stages:
            conflicts |= {index: tied[0] if index != tied[0] else tied[1] for index in tied}
    return conflicts


def _repeated(rows: pd.DataFrame, order: pd.Series, standing: pd.Series) -> Conflicts:
    """One set of an order's import lines stands when every line occurs k times, k their greatest common divisor.

    Files of one load must bring equal sets of an order; then the first file's set stands.
    """
    sizes = rows.groupby([order.rename("order"), "file", "content_hash"], sort=False).size()
    groups = sizes.groupby(level=["order", "file"], sort=False)
    several = groups.min() > 1
    files = sizes.reset_index()[["order", "file"]].drop_duplicates().groupby("order").size()
    doubtful = set(several[several].index.get_level_values("order")) | set(files[files > 1].index)
    conflicts: Conflicts = {}
    in_doubt = order.isin(doubtful)
    for _, mine in rows[in_doubt].groupby(order[in_doubt], sort=False):
        conflicts |= _stand_once(mine, standing)
    return conflicts


def _stand_once(order_rows: pd.DataFrame, standing: pd.Series) -> Conflicts:
    """Marks all but one set of one order's lines as repeated."""
    by_file: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, file, content in zip(
        order_rows.index.tolist(), order_rows["file"], order_rows["content_hash"], strict=True
    ):
        by_file[file][content].append(index)
    sets = {file: _one_set({content: len(rows) for content, rows in lines.items()}) for file, lines in by_file.items()}
    first = min(by_file)
    if any(one != sets[first] for one in sets.values()):
        other = min(file for file in by_file if sets[file] != sets[first])
        a, b = (
            next(iter(by_file[first].values()))[0],
            next(iter(by_file[other].values()))[0],
        )
        return {index: b if index != b else a for index in order_rows.index}
    for file, lines in by_file.items():
        for content, indexes in lines.items():
            stand = sets[first][content] if file == first else 0
            standing[indexes[stand:]] = Standing.REPEATED.value
    return {}


def _one_set(counts: dict[int, int]) -> dict[int, int]:
    k = gcd(*counts.values())
    return {content: count // k for content, count in counts.items()}


def _whole_orders(conflicts: Conflicts, order: pd.Series) -> Conflicts:
    """A rejection takes the whole order: every row of it, with a row that it contradicts."""
    if not conflicts:
        return {}
    named = {order[index]: (index, other) for index, other in conflicts.items()}
    whole = order[order.isin(named.keys())]
    return {
        index: conflicts.get(index, named[number][0] if named[number][0] != index else named[number][1])
        for index, number in zip(whole.index.tolist(), whole, strict=True)
    }


DECIDERS: dict[str, Callable[[pd.DataFrame], tuple[pd.Series, Conflicts]]] = {"snapshots": _snapshots}
