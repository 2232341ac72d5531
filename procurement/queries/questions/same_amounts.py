"""Question 5: several orders of one amount on one day, of one agency with one supplier."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Sum

from procurement.queries.questions.bounds import MOST_ROWS, SAME_LEAST_ORDERS
from procurement.queries.questions.scope import Rows, Scope
from procurement.queries.questions.sql import Day, from_groups
from regions.codes import code_of


@dataclass(frozen=True)
class Same:
    region_code: str
    agency: int
    supplier: int
    day: date
    amount_sen: int
    """Of each order."""
    orders: int
    single: bool
    """Every order is one row, so that a list of rows can be narrowed to the amount."""

    @property
    def value_sen(self) -> int:
        return self.amount_sen * self.orders


@dataclass(frozen=True)
class SameAmounts:
    shown: list[Same]
    """Most orders first, then the larger amount, then the earlier day."""
    every: int
    """Groups of SAME_LEAST_ORDERS orders or more."""
    orders: int
    """Orders of all groups."""


def same_amounts(scope: Scope) -> SameAmounts:
    """One query."""
    found = from_groups(
        _orders(scope.rows),
        "SELECT MIN(place), buyer, seller, day, amount, COUNT(*) AS orders, MAX(line_count),"
        " COUNT(*) OVER (), SUM(COUNT(*)) OVER () FROM {groups}"
        " GROUP BY buyer, seller, day, amount HAVING COUNT(*) >= %s"
        " ORDER BY orders DESC, amount DESC, day, buyer, seller LIMIT %s",
        [SAME_LEAST_ORDERS, MOST_ROWS],
    )
    shown = [
        Same(code_of(place), buyer, seller, date.fromisoformat(day), int(amount), orders, lines == 1)
        for place, buyer, seller, day, amount, orders, lines, _every, _orders_of_all in found
    ]
    return SameAmounts(shown, found[0][7] if found else 0, int(found[0][8]) if found else 0)


def _orders(rows: Rows) -> Any:
    """Orders worth something, all of whose counted rows name one agency, one supplier and one day."""
    return (
        rows.values("order_key")
        .annotate(
            place=Min("region_id"),
            buyer=Min("agency_id"),
            seller=Min("supplier_id"),
            day=Day(Min("ordered_at")),
            amount=Sum("value_sen"),
            line_count=Count("pk"),
        )
        .filter(amount__gt=0)
        .alias(
            last_buyer=Max("agency_id"),
            last_seller=Max("supplier_id"),
            last_day=Day(Max("ordered_at")),
            of_buyer=Count("agency_id"),
            of_seller=Count("supplier_id"),
            of_day=Count("ordered_at"),
        )
        .filter(last_buyer=F("buyer"), last_seller=F("seller"), last_day=F("day"))
        .filter(of_buyer=F("line_count"), of_seller=F("line_count"), of_day=F("line_count"))
    )
