"""Sums of sen that never wrap and never pass through float, and the totals of slices under every rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from procurement.counting import RULES, Stage, Standing, Verification
from procurement.loading.batches import whole_slices
from procurement.months import WHOLE_YEAR

_MONTHS = 14
"""0 without a date, 1 to 12, 13 dated outside the budget year"""

type Numbers = np.ndarray[Any, np.dtype[Any]]
type SliceKey = tuple[str, int, str, str]
"""(Kemendagri code, year, system, channel)"""


@dataclass(frozen=True)
class Summed:
    """What one rule counts in one slice and month."""

    slice: int
    rule: str
    month: int
    rows: int
    orders: int
    suppliers: int
    sen: int
    largest_order: int | None = None
    """Sen of the order that comes to most; None in the sums of months."""


def exact_sum(sen: Numbers) -> int:
    return exact_sums(np.zeros(len(sen), np.int64), sen, 1)[0]


def exact_sums(groups: Numbers, sen: Numbers, count: int) -> list[int]:
    """The sum of each group 0 to count-1: high and low halves apart, joined as Python integers."""
    high, low = np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.add.at(high, groups, sen >> 32)
    np.add.at(low, groups, sen & 0xFFFFFFFF)
    return [(h << 32) + lo for h, lo in zip(high.tolist(), low.tolist(), strict=True)]


def rule_bits(rows: pd.DataFrame, slices: Sequence[SliceKey]) -> Numbers:
    """One bit a rule, in the order of RULES, for every row with a standing."""
    tables = {channel: _rule_table(channel) for channel in {key[3] for key in slices}}
    table = np.stack([tables[channel] for *_, channel in slices]) if slices else np.empty((0, 1, 1, 1), np.uint8)
    return np.asarray(table[tuple(rows[name].to_numpy() for name in ("slice", "standing", "stage", "verification"))])


def _rule_table(channel: str) -> Numbers:
    """The bits of a channel's rows by the places of their standing, stage and verification."""
    words: list[list[Any]] = [list(Standing), list(Stage), list(Verification)]
    table = np.zeros(tuple(map(len, words)), np.uint8)
    for bit, rule in enumerate(RULES.values()):
        if rule.applies_to(channel):
            for places in np.ndindex(table.shape):
                said = (str(every[place]) for every, place in zip(words, places, strict=True))
                table[places] |= np.uint8(rule.counts(channel, *said) << bit)
    return table


def slice_totals(rows: pd.DataFrame, slices: Sequence[SliceKey]) -> Iterator[Summed]:
    """Every slice under every rule that counts a row of it: month by month and for the whole year.

    `rows` are accepted rows (slice, order, month, value_sen, supplier, standing, stage, verification).
    """
    for batch in whole_slices(rows):
        yield from _totals(batch, slices)


def _totals(rows: pd.DataFrame, slices: Sequence[SliceKey]) -> Iterator[Summed]:
    bits = rule_bits(rows, slices)
    numbers, months = rows["slice"].to_numpy(np.int64), rows["month"].to_numpy(np.int64)
    cells = numbers * _MONTHS + months
    size = len(slices) * _MONTHS
    orders = rows.groupby(["slice", "order"], sort=False).ngroup().to_numpy()
    suppliers = rows["supplier"].to_numpy(np.int64)
    named = suppliers >= 0
    sellers = numbers[named] * (suppliers.max(initial=0) + 1) + suppliers[named]
    distinct = {
        "orders": _distinct(orders, months, numbers, bits),
        "suppliers": _distinct(sellers, months[named], numbers[named], bits[named]),
    }
    for bit, slug in enumerate(RULES):
        counts = (bits >> np.uint8(bit)) & 1 == 1
        if not counts.any():
            continue
        count = np.bincount(cells[counts], minlength=size)
        sen = exact_sums(cells[counts], rows["value_sen"].to_numpy()[counts], size)
        monthly = {name: one.by_month(bit, size) for name, one in distinct.items()}
        yearly = {name: one.by_year(bit, len(slices)) for name, one in distinct.items()}
        largest = _largest_orders(orders[counts], rows["value_sen"].to_numpy()[counts], numbers[counts], len(slices))
        for number in np.unique(numbers[counts]).tolist():
            mine = range(number * _MONTHS, (number + 1) * _MONTHS)
            whole = int(count[mine.start : mine.stop].sum()), sum(sen[mine.start : mine.stop])
            orders_in, sellers_in = (int(yearly[name][number]) for name in ("orders", "suppliers"))
            yield Summed(number, slug, WHOLE_YEAR, whole[0], orders_in, sellers_in, whole[1], int(largest[number]))
            for month, cell in enumerate(mine):
                if count[cell]:
                    orders_in, sellers_in = (int(monthly[name][cell]) for name in ("orders", "suppliers"))
                    yield Summed(number, slug, month, int(count[cell]), orders_in, sellers_in, sen[cell])


def _largest_orders(orders: Numbers, sen: Numbers, slices: Numbers, count: int) -> Numbers:
    """The value of the largest order of each slice. No sum wraps: all of a slice's rows together fit 64 bits."""
    sums = np.zeros(int(orders.max(initial=-1)) + 1, np.int64)
    np.add.at(sums, orders, sen)
    largest = np.zeros(count, np.int64)
    np.maximum.at(largest, slices, sums[orders])
    return largest


@dataclass(frozen=True)
class _Distinct:
    """Things (orders, suppliers) with the rules that count any row of them, in a month and in the whole year."""

    month_cells: Numbers
    month_bits: Numbers
    year_slices: Numbers
    year_bits: Numbers

    def by_month(self, bit: int, size: int) -> Numbers:
        return np.bincount(self.month_cells[(self.month_bits >> np.uint8(bit)) & 1 == 1], minlength=size)

    def by_year(self, bit: int, size: int) -> Numbers:
        return np.bincount(self.year_slices[(self.year_bits >> np.uint8(bit)) & 1 == 1], minlength=size)


def _distinct(things: Numbers, months: Numbers, slices: Numbers, bits: Numbers) -> _Distinct:
    """`things` are numbered apart in each slice."""
    if not len(things):
        none = np.empty(0, np.int64)
        return _Distinct(none, none.astype(np.uint8), none, none.astype(np.uint8))
    keys = things * _MONTHS + months
    sequence = np.argsort(keys, kind="stable")
    keys, slices, bits = keys[sequence], slices[sequence], bits[sequence]
    new = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    of_month = np.bitwise_or.reduceat(bits, new)
    thing = keys[new] // _MONTHS
    new_thing = np.flatnonzero(np.append(True, thing[1:] != thing[:-1]))
    return _Distinct(
        slices[new] * _MONTHS + keys[new] % _MONTHS,
        of_month,
        slices[new[new_thing]],
        np.bitwise_or.reduceat(of_month, new_thing),
    )
