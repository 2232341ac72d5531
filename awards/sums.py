"""Sums of counted rows between two days: exact integers, one query for everything that begins on the same day."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from awards.periods import Window
from awards.terms import Quantity
from awards.verdicts import Candidate, Figures
from procurement.counting import DEFAULT_RULE, rules_for
from procurement.models import Transaction
from procurement.models.orders import TransactionQuerySet

MBIZ = "mbiz market"
"""The marketplace of Jatim Bejo, as LKPP's exports name it; case differs."""

type Sums = dict[tuple[str, Window], dict[str, Figures]]
"""(channel, window) -> government -> figures, for governments with a counted row in the window."""


def of_windows(keys: Iterable[tuple[str, Window]], codes: Collection[str]) -> Sums:
    """What the governments bought in each window of a channel, under the default rule."""
    together: dict[tuple[str, date], list[Window]] = defaultdict(list)
    for channel, window in keys:
        together[channel, window.start].append(window)
    found: Sums = {}
    for (channel, _start), windows in together.items():
        found |= {(channel, window): sums for window, sums in _windows(channel, windows, codes).items()}
    return found


def of_candidates(
    quantity: str, channel: str, codes: Collection[str], window: Window, cut_offs: Iterable[date]
) -> list[Candidate]:
    """The value or the orders of the governments' window by the other rules in their order, then until other days."""
    rules = [rule for rule in rules_for(channel) if rule != DEFAULT_RULE]
    days = list(cut_offs)
    conditions = [rule.condition(channel) & _until(window.end) for rule in rules]
    conditions += [DEFAULT_RULE.condition(channel) & _until(day) for day in days]
    # Orders are counted only where they are asked for: distinct counts are most of the time that this takes.
    measure = _value if quantity == Quantity.VALUE else _orders
    rows = _rows(codes, window.start, max([window.end, *days]))
    sums = rows.aggregate(**{f"figure_{number}": measure(condition) for number, condition in enumerate(conditions)})
    figures = [int(sums[f"figure_{number}"] or 0) for number in range(len(conditions))]
    by_rule = [Candidate(figure, rule=rule.slug) for rule, figure in zip(rules, figures, strict=False)]
    return by_rule + [Candidate(figure, cut_off=day) for day, figure in zip(days, figures[len(rules) :], strict=True)]


def _windows(channel: str, windows: list[Window], codes: Collection[str]) -> dict[Window, dict[str, Figures]]:
    """Windows that begin on one day: the rows are the same, only the cut-offs differ."""
    rows = _rows(codes, windows[0].start, max(window.end for window in windows)).counted(DEFAULT_RULE, channel)
    aggregates = _aggregates([_until(window.end) for window in windows])
    found: dict[Window, dict[str, Figures]] = {window: {} for window in windows}
    for sums in rows.values("region_id").annotate(**aggregates):
        for number, window in enumerate(windows):
            figures = _read(sums, number)
            if figures.orders:
                found[window][sums["region_id"]] = figures
    return found


def _rows(codes: Collection[str], start: date, end: date) -> TransactionQuerySet:
    # The governments are named so that the index on (region, ordered_at) serves.
    first = datetime.combine(start, time.min)
    return Transaction.objects.filter(_until(end), region_id__in=sorted(codes), ordered_at__gte=first)


def _until(end: date) -> Q:
    return Q(ordered_at__lt=datetime.combine(end + timedelta(days=1), time.min))


def _aggregates(conditions: list[Q]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, condition in enumerate(conditions):
        found[f"value_{number}"] = _value(condition)
        found[f"orders_{number}"] = _orders(condition)
        found[f"mbiz_{number}"] = _value(condition & Q(marketplace__iexact=MBIZ))
    return found


def _value(condition: Q) -> Sum:
    return Sum("value_sen", filter=condition)


def _orders(condition: Q) -> Count:
    return Count("order_key", distinct=True, filter=condition)


def _read(sums: dict[str, Any], number: int) -> Figures:
    # PostgreSQL sums BIGINT as NUMERIC: int() is exact. A sum of no rows is null.
    return Figures(int(sums[f"value_{number}"] or 0), sums[f"orders_{number}"], int(sums[f"mbiz_{number}"] or 0))
