"""How a slice's rows differ from those that stand: added, changed and withdrawn, order by order. Pure."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from procurement.loading.identities import order_keys, shared_bits
from procurement.money import exact

NAMED = 20
"""Orders that the plan names of each kind of change."""

type Numbers = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class CurrentRows:
    """The published rows of one slice."""

    order: Numbers
    """as `identities.identities_of` reads it from the order's key"""
    content: Numbers
    value_sen: Numbers
    order_id: list[str]


@dataclass
class ChangedOrder:
    """One order whose lines are not what they were. Values in sen, of the lines that differ."""

    order_id: str
    before: int | None
    after: int | None
    row: int = -1
    """A row of the load that knows the order id, while it is not named."""

    def as_json(self) -> dict[str, Any]:
        sides = {"before": self.before, "after": self.after}
        return {"order_id": self.order_id} | {k: exact(v) for k, v in sides.items() if v is not None}


@dataclass
class Changes:
    """Rows added, changed and withdrawn, and the orders they belong to."""

    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    withdrawn_sen: int = 0
    gone: list[str] = field(default_factory=list)
    """Keys of the orders of which no line is left."""
    orders: dict[str, list[ChangedOrder]] = field(default_factory=lambda: {"added": [], "changed": [], "withdrawn": []})
    """In the order of their ids. Of a slice that is wholly new only the first ones, in the order of the file."""

    def unnamed(self) -> list[int]:
        return [one.row for orders in self.orders.values() for one in orders if one.row >= 0]

    def name(self, order_ids: dict[int, str]) -> None:
        for kind, orders in self.orders.items():
            for one in orders:
                one.order_id = order_ids.get(one.row, one.order_id)
            self.orders[kind] = sorted(orders, key=lambda one: one.order_id)

    def named(self, kind: str) -> list[ChangedOrder]:
        return self.orders[kind][:NAMED]

    def as_json(self, *, whole: bool) -> dict[str, Any]:
        kept = {k: v if whole or k != "added" else v[:NAMED] for k, v in self.orders.items()}
        return {
            "added": self.added,
            "changed": self.changed,
            "withdrawn": self.withdrawn,
            "orders": {kind: [one.as_json() for one in orders] for kind, orders in kept.items()},
        }


def everything_is_new(rows: pd.DataFrame) -> Changes:
    """The rows of a slice that did not stand before; its first orders are named, each with all its lines."""
    changes = Changes(added=len(rows))
    orders = rows["order"]
    first = orders[~orders.duplicated()].head(NAMED)
    values = dict.fromkeys(first.tolist(), 0)
    for order, sen in rows.loc[orders.isin(first), ["order", "value_sen"]].itertuples(index=False):
        values[order] += sen
    for row, value in zip(first.index.tolist(), values.values(), strict=True):
        changes.orders["added"].append(ChangedOrder("", None, value, row))
    return changes


def compare(before: CurrentRows, after: pd.DataFrame) -> Changes:
    """Row by row inside each order: equal content is unchanged, what is left over is changed, added or withdrawn."""
    orders = shared_bits(after["order"].to_numpy())
    old = _counted(before.order, before.content, before.value_sen)
    new = _counted(orders, after["content"].to_numpy(), after["value_sen"].to_numpy())
    both = old.merge(new, on=["order", "content"], how="outer", suffixes=("_old", "_new")).fillna(0).astype(np.int64)
    gone = (both["rows_old"] - both["rows_new"]).clip(lower=0)
    come = (both["rows_new"] - both["rows_old"]).clip(lower=0)
    differs = both.assign(lost=gone, won=come, lost_sen=gone * both["value_old"], won_sen=come * both["value_new"])[
        (gone > 0) | (come > 0)
    ]
    by_order = differs.groupby("order")[["lost", "won", "lost_sen", "won_sen"]].sum()
    lost, won = by_order["lost"].to_numpy(), by_order["won"].to_numpy()
    changes = Changes(
        added=int(np.clip(won - lost, 0, None).sum()),
        changed=int(np.minimum(lost, won).sum()),
        withdrawn=int(np.clip(lost - won, 0, None).sum()),
        withdrawn_sen=sum(max(a - b, 0) for a, b in by_order[["lost_sen", "won_sen"]].itertuples(index=False)),
        gone=order_keys(np.setdiff1d(before.order, orders)).to_pylist(),
    )
    _list_orders(changes, by_order, before, pd.Series(after.index, orders))
    return changes


def _counted(order: Numbers, content: Numbers, value: Numbers) -> pd.DataFrame:
    rows = pd.DataFrame({"order": order, "content": content, "value": value})
    groups = rows.groupby(["order", "content"], sort=False)["value"]
    # Int64, not int64: what an outer merge leaves empty would turn plain integers into floats.
    return groups.agg(rows="size", value="first").astype("Int64").reset_index()


def _list_orders(changes: Changes, by_order: pd.DataFrame, before: CurrentRows, rows: "pd.Series[int]") -> None:
    ids = dict(zip(before.order.tolist(), before.order_id, strict=True))
    row_of = rows[~rows.index.duplicated()].reindex(by_order.index, fill_value=-1)
    for (order, lost, won, gone, come), row in zip(by_order.itertuples(), row_of.tolist(), strict=True):
        values = (gone if lost else None, come if won else None)
        one = ChangedOrder(ids.get(order, ""), *values, row=-1 if order in ids else row)
        kinds = (("changed", min(lost, won)), ("added", won - lost), ("withdrawn", lost - won))
        for kind, count in kinds:
            if count > 0:
                changes.orders[kind].append(one)
