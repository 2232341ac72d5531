"""What a load would change, slice by slice, and what in it is implausible. Pure: the current state comes in as data."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import blake2b, sha256
from typing import Any

import numpy as np
import pandas as pd

from procurement.counting import DEFAULT_RULE, RULES
from procurement.loading.batches import one_by_one
from procurement.loading.differences import Changes, CurrentRows, compare, everything_is_new
from procurement.loading.preparing import Prepared
from procurement.loading.refusals import Refusal
from procurement.loading.rejects import Rejects, by_place, shared_out
from procurement.loading.standing.lines import misfits, sentences
from procurement.loading.sums import SliceKey, exact_sum, rule_bits
from procurement.money import SEN, rupiah

IMPLAUSIBLE_SHARE = 20
"""Percent of a slice's rows or value whose withdrawal asks for a confirmation."""
IMPLAUSIBLE_SEN = 10**12 * SEN
"""A row above Rp1 trillion (10^12) asks for a confirmation."""

NONE = Rejects()

type Numbers = np.ndarray[Any, np.dtype[Any]]
type Sentences = list[tuple[str, str]]
"""(Indonesian, English)"""


@dataclass(frozen=True)
class Figures:
    rows: int = 0
    orders: int = 0
    sen: int = 0

    def as_json(self) -> dict[str, int]:
        return {"rows": self.rows, "orders": self.orders, "sen": self.sen}


@dataclass(frozen=True)
class Current:
    """One slice as it stands."""

    digest: str
    as_of: date
    lifted: bool
    """Its rows hold the wording of a mask that was lifted since: their texts come back with the same rows."""
    figures: Figures
    counted: Figures
    rows: Callable[[], CurrentRows]
    """Reads its rows: asked only when the slice changes."""


@dataclass(frozen=True)
class SlicePlan:
    """One slice before and after. `before` and `after` are of all accepted rows, `counted_*` under the default rule."""

    number: int
    """Of the slice in the load's words."""
    key: SliceKey
    name: str
    """Of its government."""
    as_of: date
    as_of_before: date | None
    """None where nothing of it stood."""
    digest: str
    before: Figures
    after: Figures
    counted_before: Figures
    counted_after: Figures
    changes: Changes
    rejects: Rejects
    unchanged: bool
    implausible: tuple[tuple[str, str], ...]
    """(Indonesian, English) sentences"""

    @property
    def region_code(self) -> str:
        return self.key[0]

    @property
    def year(self) -> int:
        return self.key[1]

    @property
    def system(self) -> str:
        return self.key[2]

    @property
    def channel(self) -> str:
        return self.key[3]

    def says(self) -> str:
        """Which slice it is, for a person."""
        return f"{self.name} {self.year} {self.system}"

    def goes_back(self) -> bool:
        """Whether its data end earlier than those that stand: most likely an older export."""
        return self.as_of_before is not None and self.as_of < self.as_of_before

    @property
    def unchanged_rows(self) -> int:
        """Rows that stood before with the same content; all of them where the slice is the same."""
        return self.after.rows - self.changes.added - self.changes.changed

    def as_json(self, *, whole: bool = False) -> dict[str, Any]:
        """For the edition (every changed and withdrawn order, the first added ones) or, `whole`, for the report."""
        return {
            "region_code": self.region_code,
            "year": self.year,
            "system": self.system,
            "as_of": self.as_of.isoformat(),
            "as_of_before": self.as_of_before.isoformat() if self.as_of_before else None,
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            DEFAULT_RULE.slug: {"before": self.counted_before.as_json(), "after": self.counted_after.as_json()},
            **self.changes.as_json(whole=whole),
            "unchanged": self.unchanged_rows,
            "rejected": self.rejects.rows,
            "unplaced": sum(one["rows"] for one in self.rejects.unplaced),
        }


@dataclass(frozen=True)
class Plan:
    slices: list[SlicePlan]
    token: str = field(default="")
    """What --confirm must repeat when anything is implausible."""

    def unchanged(self) -> bool:
        return all(one.unchanged for one in self.slices)

    def implausible(self) -> Sentences:
        return [sentence for one in self.slices for sentence in one.implausible]

    def going_back(self) -> Sentences:
        """Of each slice whose data end earlier than those that stand: it asks for no confirmation, so it is said."""
        return [
            (
                f"{one.says()}: data s.d. {one.as_of_before} -> {one.as_of} (mundur)",
                f"{one.says()}: data to {one.as_of_before} -> {one.as_of} (goes back)",
            )
            for one in self.slices
            if one.goes_back()
        ]


def plan(
    prepared: Prepared, current: Mapping[SliceKey, Current], stated_as_of: date | None, names: Mapping[str, str]
) -> Plan:
    """The plan for every slice of the rows. Raises Refusal when a slice needs --as-of and has none.

    `names`: code of a government -> its name
    """
    if prepared.rows.empty:
        return Plan([])
    words, accepted = prepared.taken.slices.listed(), prepared.accepted()
    rejects = _rejects(prepared)
    slices = [
        _slice_plan(
            number,
            rows,
            current.get(words[number]),
            prepared,
            rejects.get(words[number], NONE),
            stated_as_of,
            names.get(words[number][0], words[number][0]),
        )
        for number, rows in one_by_one(accepted.assign(counted=_default_bit(accepted, words)))
    ]
    slices.sort(key=lambda one: one.key)
    _name_orders(slices, prepared)
    token = blake2b(repr([(one.digest, one.implausible) for one in slices]).encode(), digest_size=5).hexdigest()
    return Plan(slices, token)


def _default_bit(rows: pd.DataFrame, slices: list[SliceKey]) -> np.ndarray[Any, Any]:
    place = list(RULES).index(DEFAULT_RULE.slug)
    return np.asarray((rule_bits(rows, slices) >> np.uint8(place)) & 1 == 1)


def _slice_plan(
    number: int,
    rows: pd.DataFrame,
    now: Current | None,
    prepared: Prepared,
    rejects: Rejects,
    stated: date | None,
    name: str,
) -> SlicePlan:
    key: SliceKey = prepared.taken.slices.listed()[number]
    until = _as_of(key, int(rows["moment"].max()), stated)
    digest = slice_digest(rows["content"].to_numpy(), rows["standing"].to_numpy(), until, rejects)
    same = now is not None and now.digest == digest
    unchanged = same and not (now and now.lifted)
    changes = Changes() if same else compare(now.rows(), rows) if now else everything_is_new(rows)
    return SlicePlan(
        number,
        key,
        name,
        until,
        now.as_of if now else None,
        digest,
        now.figures if now else Figures(),
        figures(rows),
        now.counted if now else Figures(),
        figures(rows.loc[rows["counted"], ["order", "value_sen"]]),
        changes,
        rejects,
        unchanged,
        tuple(_implausible(number, f"{name} {key[1]} {key[2]}", rows, now, changes, prepared)),
    )


def as_of(latest: date | None, year: int, stated: date | None) -> date | None:
    """The day up to which a slice's data reach: as stated, else its latest order; never after its year."""
    day = stated or latest
    return min(day, date(year, 12, 31)) if day else None


def _as_of(key: SliceKey, moment: int, stated: date | None) -> date:
    region, year, system, _ = key
    latest = datetime.fromtimestamp(moment, UTC).date() if moment >= 0 else None
    until = as_of(latest, year, stated)
    if until is None:
        raise Refusal("F33", {"s": f"{region} {year} {system}"})
    if stated and (stated.year < year or (latest and latest.year == year and stated < latest)):
        raise Refusal("F34", {"d": stated, "s": f"{region} {year} {system}"})
    return until


def figures(rows: pd.DataFrame) -> Figures:
    """Rows, distinct orders and exact value of rows of one slice."""
    return Figures(len(rows), len(pd.unique(rows["order"])), exact_sum(rows["value_sen"].to_numpy()))


def slice_digest(content: Numbers, standing: Numbers, until: date, rejects: Rejects) -> str:
    """SHA-256 over the slice's rows in any order, with what else a page would show of it.

    `content`: of each row; `standing`: its place in list(Standing), in one byte.
    """
    sequence = _in_order(content, standing)
    whole = sha256(content[sequence].astype("<i8").tobytes())
    whole.update(standing[sequence].tobytes())
    whole.update(f"{until} {rejects.rows} {rejects.sen}".encode())
    if rejects.unplaced:
        whole.update(json.dumps(rejects.unplaced, sort_keys=True).encode())
    return whole.hexdigest()


def _in_order(content: Numbers, standing: Numbers) -> Numbers:
    """Places of the rows by content, then standing. Few contents occur twice: one quick sort does nearly all."""
    sequence = np.argsort(content)
    equal = content[sequence[1:]] == content[sequence[:-1]]
    tied = np.flatnonzero(np.append(equal, False) | np.append(False, equal))
    rows = sequence[tied]
    sequence[tied] = rows[np.lexsort((standing[rows], content[rows]))]
    return sequence


def _rejects(prepared: Prepared) -> dict[SliceKey, Rejects]:
    """Slice -> the rejected rows that are said beside its figures; no look at rows where none is rejected."""
    places = by_place(file.cleaned for file in prepared.files)
    return shared_out(places, prepared.slice_keys()) if places else {}


def _implausible(
    number: int, where: str, rows: pd.DataFrame, now: Current | None, changes: Changes, prepared: Prepared
) -> Sentences:
    found = []
    if now and changes.withdrawn * 100 > IMPLAUSIBLE_SHARE * now.figures.rows:
        n, all_rows = changes.withdrawn, now.figures.rows
        found.append((f"{where}: {n} dari {all_rows} baris ditarik", f"{where}: {n} of {all_rows} rows withdrawn"))
    if now and changes.withdrawn_sen * 100 > IMPLAUSIBLE_SHARE * now.figures.sen:
        a, b = rupiah(changes.withdrawn_sen), rupiah(now.figures.sen)
        found.append((f"{where}: {a} dari {b} ditarik", f"{where}: {a} of {b} withdrawn"))
    if high := int((rows["value_sen"] > IMPLAUSIBLE_SEN).sum()):
        limit = rupiah(IMPLAUSIBLE_SEN)
        found.append((f"{where}: {high} baris di atas {limit}", f"{where}: {high} rows above {limit}"))
    if len(rows) > 1 and number not in prepared.taken.differing:
        found.append((f"{where}: kolom nilai sama dengan nomor pesanan", f"{where}: value equals the order id"))
    if "package_total" in rows and len(wrong := misfits(rows, rows["standing"].to_numpy())):
        first = rows[rows["order"].isin(wrong["order"])].drop_duplicates("order").index
        found.append(sentences(where, list(prepared.taken.order_ids(sorted(first)).values())))
    return found


def _name_orders(slices: list[SlicePlan], prepared: Prepared) -> None:
    """Puts the order ids to the orders that the plan names; their rows' texts lie on disk."""
    wanted = sorted({row for one in slices for row in one.changes.unnamed()})
    names = prepared.taken.order_ids(wanted)
    for one in slices:
        one.changes.name(names)
