"""What a load would change, slice by slice, and what in it is implausible. Pure: the current state comes in as data."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b, sha256
from typing import Any, cast

import pandas as pd

from procurement.counting import DEFAULT_RULE
from procurement.loading.cleaning import as_of
from procurement.loading.preparing import Prepared
from procurement.loading.refusals import Refusal
from procurement.money import SEN, rupiah

IMPLAUSIBLE_SHARE = 20
"""Percent of a slice's rows or value whose withdrawal asks for a confirmation."""
IMPLAUSIBLE_SEN = 10**12 * SEN
"""A row above Rp1 trillion (10^12) asks for a confirmation."""
NAMED = 20
"""Rows that the plan names of each kind of change."""

type SliceKey = tuple[str, int, str]
"""(Kemendagri code, year, system)"""


@dataclass(frozen=True)
class StandingRow:
    """What planning needs of one published row."""

    order_id: str
    content_hash: int
    value_sen: int


@dataclass(frozen=True)
class Current:
    """One slice as it stands."""

    digest: str
    rows: list[StandingRow]
    figures: "Figures"
    counted: "Figures"


@dataclass(frozen=True)
class Figures:
    rows: int = 0
    orders: int = 0
    sen: int = 0

    def as_json(self) -> dict[str, int]:
        return {"rows": self.rows, "orders": self.orders, "sen": self.sen}


@dataclass(frozen=True)
class SlicePlan:
    """One slice before and after. `before` and `after` are of all accepted rows, `counted_*` under the default rule."""

    region_code: str
    year: int
    system: str
    channel: str
    as_of: date
    digest: str
    before: Figures
    after: Figures
    counted_before: Figures
    counted_after: Figures
    added: int
    changed: int
    withdrawn: int
    named: dict[str, list[str]]
    """added, changed, withdrawn -> the first order ids"""
    rejected_rows: int
    rejected_sen: int
    unchanged: bool
    implausible: tuple[tuple[str, str], ...]
    """(Indonesian, English) sentences"""

    def as_json(self) -> dict[str, Any]:
        return {
            "region_code": self.region_code,
            "year": self.year,
            "system": self.system,
            "as_of": self.as_of.isoformat(),
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            DEFAULT_RULE.slug: {"before": self.counted_before.as_json(), "after": self.counted_after.as_json()},
            "added": self.added,
            "changed": self.changed,
            "withdrawn": self.withdrawn,
            "named": self.named,
            "rejected": self.rejected_rows,
        }


@dataclass(frozen=True)
class Plan:
    slices: list[SlicePlan]
    token: str = field(default="")
    """What --confirm must repeat when anything is implausible."""

    def unchanged(self) -> bool:
        return all(one.unchanged for one in self.slices)

    def implausible(self) -> list[tuple[str, str]]:
        return [sentence for one in self.slices for sentence in one.implausible]


def plan(prepared: Prepared, current: Mapping[SliceKey, Current], stated_as_of: date | None) -> Plan:
    """The plan for every slice of the rows. Raises Refusal when a slice needs --as-of and has none."""
    if prepared.rows.empty:
        return Plan([])
    slices = []
    for group, rows in prepared.rows.groupby(["region", "year", "system"], sort=True, observed=True):
        key = cast(SliceKey, group)
        slices.append(_slice_plan(key, rows, current.get(key), prepared, stated_as_of))
    token = blake2b(repr([(one.digest, one.implausible) for one in slices]).encode(), digest_size=5).hexdigest()
    return Plan(slices, token)


def _slice_plan(
    key: SliceKey, rows: pd.DataFrame, now: Current | None, prepared: Prepared, stated: date | None
) -> SlicePlan:
    region, year, system = key
    channel = str(rows["channel"].iat[0])
    until = as_of(rows["ordered_at"].dropna().max(), year, stated)
    if until is None:
        raise Refusal("F33", {"s": f"{region} {year} {system}"})
    if stated and stated.year < year:
        raise Refusal("F34", {"d": stated, "s": f"{region} {year} {system}"})
    rejected_rows, rejected_sen = _rejected(region, year, prepared)
    new = [StandingRow(*row) for row in zip(rows["order_id"], rows["content_hash"], rows["value_sen"], strict=True)]
    change = _compare(now.rows if now else [], new)
    digest = _digest(rows, until, rejected_rows, rejected_sen)
    counts = [
        DEFAULT_RULE.counts(channel, *words)
        for words in zip(rows["standing"], rows["stage"], rows["verification"], strict=True)
    ]
    return SlicePlan(
        region,
        year,
        system,
        channel,
        until,
        digest,
        now.figures if now else Figures(),
        figures(rows),
        now.counted if now else Figures(),
        figures(rows[counts]),
        len(change.added),
        len(change.changed),
        len(change.withdrawn),
        {kind: sorted(getattr(change, kind))[:NAMED] for kind in ("added", "changed", "withdrawn")},
        rejected_rows,
        rejected_sen,
        now is not None and now.digest == digest,
        tuple(_implausible(key, rows, now, change)),
    )


def figures(rows: pd.DataFrame) -> Figures:
    """Rows, distinct orders and exact value of rows of one slice."""
    if rows.empty:
        return Figures()
    orders = len(rows[["market", "order_id"]].drop_duplicates())
    return Figures(len(rows), orders, sum(map(int, rows["value_sen"])))


@dataclass
class _Change:
    """Order ids, one for each row that is added, changed or withdrawn, and the value that goes."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    withdrawn_sen: int = 0


def _compare(before: list[StandingRow], after: list[StandingRow]) -> _Change:
    """Row by row inside each order: equal content is unchanged, what is left over is changed, added or withdrawn."""
    old, new = _by_order(before), _by_order(after)
    change = _Change()
    for order in old.keys() | new.keys():
        gone, come = old[order] - new[order], new[order] - old[order]
        lost, won = gone.total(), come.total()
        change.changed += [order] * min(lost, won)
        change.added += [order] * max(won - lost, 0)
        change.withdrawn += [order] * max(lost - won, 0)
        change.withdrawn_sen += max(_value(gone) - _value(come), 0)
    return change


def _by_order(rows: list[StandingRow]) -> defaultdict[str, Counter[tuple[int, int]]]:
    orders: defaultdict[str, Counter[tuple[int, int]]] = defaultdict(Counter)
    for row in rows:
        orders[row.order_id][(row.content_hash, int(row.value_sen))] += 1
    return orders


def _value(rows: Counter[tuple[int, int]]) -> int:
    return sum(value * count for (_, value), count in rows.items())


def _digest(rows: pd.DataFrame, until: date, rejected_rows: int, rejected_sen: int) -> str:
    """SHA-256 over the slice's rows in any order, with what else a page would show of it."""
    lines = sorted(
        f"{content} {standing}" for content, standing in zip(rows["content_hash"], rows["standing"], strict=True)
    )
    lines.append(f"{until} {rejected_rows} {rejected_sen}")
    return sha256("\n".join(lines).encode()).hexdigest()


def _rejected(region: str, year: int, prepared: Prepared) -> tuple[int, int]:
    """Rejected rows that belong to the slice, or may: a row whose government or year is unreadable may be anyone's."""
    amounts = [
        amount
        for file in prepared.files
        for line, amount in file.cleaned.rejected.items()
        if file.cleaned.rejected_of.get(line, (region, year)) == (region, year)
    ]
    return len(amounts), sum(amounts)


def _implausible(key: SliceKey, rows: pd.DataFrame, now: Current | None, change: _Change) -> list[tuple[str, str]]:
    where = " ".join(map(str, key))
    found = []
    if now and len(change.withdrawn) * 100 > IMPLAUSIBLE_SHARE * now.figures.rows:
        n, all_rows = len(change.withdrawn), now.figures.rows
        found.append((f"{where}: {n} dari {all_rows} baris ditarik", f"{where}: {n} of {all_rows} rows withdrawn"))
    if now and change.withdrawn_sen * 100 > IMPLAUSIBLE_SHARE * now.figures.sen:
        a, b = rupiah(change.withdrawn_sen), rupiah(now.figures.sen)
        found.append((f"{where}: {a} dari {b} ditarik", f"{where}: {a} of {b} withdrawn"))
    if high := int((rows["value_sen"] > IMPLAUSIBLE_SEN).sum()):
        limit = rupiah(IMPLAUSIBLE_SEN)
        found.append((f"{where}: {high} baris di atas {limit}", f"{where}: {high} rows above {limit}"))
    if len(rows) > 1 and all(str(v // SEN) == i for v, i in zip(rows["value_sen"], rows["order_id"], strict=True)):
        found.append((f"{where}: kolom nilai sama dengan nomor pesanan", f"{where}: value equals the order id"))
    return found
