"""Question 6: e-katalog orders just under and just above the amount from which another official buys."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Min, Sum

from procurement.counting import Channel
from procurement.queries.questions.bounds import MOST_ROWS, SIGNER_STEP
from procurement.queries.questions.scope import Rows, Scope
from procurement.queries.questions.sql import from_groups
from regions.codes import code_of

CHANNEL = Channel.E_KATALOG
"""No other channel is asked: no limit is claimed for toko daring."""


@dataclass(frozen=True)
class NearLimit:
    """Orders by their whole value: the sum of their counted rows."""

    order_key: str
    region_code: str
    agency: int | None
    supplier: int | None
    """Of the order's rows, where they name but one."""
    value_sen: int


@dataclass(frozen=True)
class Limit:
    limit_sen: int
    """As the legal rule states it."""
    days: tuple[date, date] | None
    """First and last day of the orders looked at, where the rule is not valid all year; then undated ones are not."""
    below: int
    """Orders from SIGNER_STEP below the limit up to it, both included."""
    below_sen: int
    above: int
    """Orders above the limit, up to SIGNER_STEP above it."""
    above_sen: int
    governments: list[tuple[str, int, int]]
    """(code, orders below, orders above) of the governments with the most orders below, then above."""
    every: int
    """Governments with an order on either side."""
    shown: list[NearLimit]
    """The orders below that are nearest to the limit, then those above: MOST_ROWS of each."""


def near_limit(scope: Scope, limit_sen: int, days: tuple[date, date] | None = None) -> Limit:
    """Two queries: orders of both bands by government, and the nearest of each. `days` as in `Limit`."""
    rows = scope.rows if days is None else _dated(scope.rows, *days)
    under = f"CASE WHEN sen <= {int(limit_sen)} THEN"  # a number of ours: nothing from outside is in the statement
    found = {
        code_of(place): (int(below), int(below_sen), int(orders) - int(below), int(sen) - int(below_sen))
        for place, below, below_sen, orders, sen in from_groups(
            _near(rows, limit_sen - SIGNER_STEP, limit_sen + SIGNER_STEP),
            f"SELECT place, SUM({under} 1 ELSE 0 END), SUM({under} sen ELSE 0 END), COUNT(*), SUM(sen)"
            " FROM {groups} GROUP BY place",
        )
    }
    below, below_sen, above, above_sen = (sum(one[place] for one in found.values()) for place in range(4))
    most = sorted(found, key=lambda code: (-found[code][0], -found[code][2], code))
    return Limit(
        limit_sen,
        days,
        below,
        below_sen,
        above,
        above_sen,
        governments=[(code, found[code][0], found[code][2]) for code in most[:MOST_ROWS]],
        every=len(found),
        shown=_nearest(rows, limit_sen),
    )


def _dated(rows: Rows, first: date, last: date) -> Rows:
    after = datetime.combine(last + timedelta(days=1), time.min)
    return rows.filter(ordered_at__gte=datetime.combine(first, time.min), ordered_at__lt=after)


def _near(rows: Rows, least: int, most: int) -> Any:
    """Orders worth that much, both included, with whom their rows name."""
    orders = rows.values("order_key").annotate(
        sen=Sum("value_sen"),
        place=Min("region_id"),
        buyer=Min("agency_id"),
        last_buyer=Max("agency_id"),
        seller=Min("supplier_id"),
        last_seller=Max("supplier_id"),
    )
    return orders.filter(sen__gte=least, sen__lte=most)


def _nearest(rows: Rows, limit_sen: int) -> list[NearLimit]:
    above = f"CASE WHEN sen <= {int(limit_sen)} THEN 0 ELSE 1 END"
    found = from_groups(
        _near(rows, limit_sen - SIGNER_STEP, limit_sen + SIGNER_STEP),
        "SELECT order_key, place, buyer, last_buyer, seller, last_seller, sen FROM (SELECT *, "
        f"{above} AS side, ROW_NUMBER() OVER (PARTITION BY {above} ORDER BY ABS(sen - {int(limit_sen)}), order_key)"
        " AS nth FROM {groups}) AS nearest WHERE nth <= %s ORDER BY side, nth",
        [MOST_ROWS],
    )
    return [
        NearLimit(
            key, code_of(place), buyer if buyer == other else None, seller if seller == another else None, int(sen)
        )
        for key, place, buyer, other, seller, another, sen in found
    ]
