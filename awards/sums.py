"""Sums of counted rows between two days, government by government: exact integers, one query for many of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, Sum

from awards.terms import Quantity
from awards.verdicts import Figures
from procurement.counting import MBIZ, RULES
from procurement.models import Transaction


@dataclass(frozen=True)
class Cut:
    """The rows of a channel that one rule counts, dated from `start` to `end`, both included."""

    channel: str
    rule: str
    start: date
    end: date


type Sums = dict[Cut, dict[str, Figures]]
"""cut -> government -> figures, for every government asked"""


def summed(cuts: Iterable[Cut], codes: Collection[str], quantities: Collection[str]) -> Sums:
    """One query for all cuts of a channel that begin on the same day. What is not asked for is 0."""
    together: dict[tuple[str, date], list[Cut]] = defaultdict(list)
    for cut in cuts:
        together[cut.channel, cut.start].append(cut)
    found: Sums = {}
    for mine in together.values():
        found |= _summed(mine, codes, quantities)
    return found


def _summed(cuts: list[Cut], codes: Collection[str], quantities: Collection[str]) -> Sums:
    """The rows are the same, only rules and last days differ."""
    last = max(cut.end for cut in cuts)
    # The governments are named so that the index on (region, ordered_at) serves.
    first = datetime.combine(cuts[0].start, time.min)
    rows = Transaction.objects.filter(_until(last), region_id__in=sorted(codes), ordered_at__gte=first)
    rules = {cut.rule for cut in cuts}
    if len(rules) == 1:
        rows = rows.counted(RULES[rules.pop()], cuts[0].channel)
    aggregates: dict[str, Any] = {}
    for number, cut in enumerate(cuts):
        aggregates |= _aggregates(number, RULES[cut.rule].condition(cut.channel) & _until(cut.end), quantities)
    found: Sums = {cut: dict.fromkeys(codes, Figures()) for cut in cuts}
    for sums in rows.order_by().values("region_id").annotate(**aggregates):
        for number, cut in enumerate(cuts):
            found[cut][sums["region_id"]] = _read(sums, number)
    return found


def _until(end: date) -> Q:
    return Q(ordered_at__lt=datetime.combine(end + timedelta(days=1), time.min))


def _aggregates(number: int, condition: Q, quantities: Collection[str]) -> dict[str, Any]:
    """Orders are counted only where they are asked for: distinct counts are most of the time that this takes."""
    found: dict[str, Any] = {}
    if Quantity.VALUE in quantities:
        found[f"value_{number}"] = Sum("value_sen", filter=condition)
        found[f"mbiz_{number}"] = Sum("value_sen", filter=condition & Q(marketplace__iexact=MBIZ))
    if Quantity.ORDERS in quantities:
        found[f"orders_{number}"] = Count("order_key", distinct=True, filter=condition)
    return found


def _read(sums: Mapping[str, Any], number: int) -> Figures:
    # PostgreSQL sums BIGINT as NUMERIC: int() is exact. A sum of no rows is null.
    value, orders, mbiz = (int(sums.get(f"{name}_{number}") or 0) for name in ("value", "orders", "mbiz"))
    return Figures(value, orders, mbiz)
