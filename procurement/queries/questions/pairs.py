"""Question 1: the same agency and supplier, again and again."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Min, Sum

from procurement.money import percent
from procurement.queries.questions.bounds import MOST_ROWS, PAIR_LEAST_ORDERS
from procurement.queries.questions.parties import NOBODY
from procurement.queries.questions.scope import Scope
from procurement.queries.questions.sql import from_groups
from regions.codes import code_of


@dataclass(frozen=True)
class Pair:
    region_code: str
    agency: int
    supplier: int
    orders: int
    """Distinct orders with a counted row of both."""
    value_sen: int
    share: Decimal | None
    """Percent of all that the agency bought in the year and channel."""


@dataclass(frozen=True)
class Pairs:
    shown: list[Pair]
    """Most orders first, then the larger value."""
    every: int
    """Pairs with PAIR_LEAST_ORDERS orders or more."""


def pairs(scope: Scope) -> Pairs:
    """Two queries."""
    rows = scope.rows.filter(agency__isnull=False, supplier__isnull=False)
    groups = rows.values("agency_id", "supplier_id").annotate(
        place=Min("region_id"), orders=Count("order_key", distinct=True), sen=Sum("value_sen")
    )
    found = from_groups(
        groups.filter(orders__gte=PAIR_LEAST_ORDERS),
        "SELECT place, agency_id, supplier_id, orders, sen, COUNT(*) OVER () FROM {groups}"
        " ORDER BY orders DESC, sen DESC, agency_id, supplier_id LIMIT %s",
        [MOST_ROWS],
    )
    whole = _bought_by(scope, {row[1] for row in found})
    shown = [
        Pair(code_of(place), agency, supplier, orders, int(sen), percent(int(sen), whole[agency]))
        for place, agency, supplier, orders, sen, _every in found
    ]
    return Pairs(shown, found[0][5] if found else 0)


def _bought_by(scope: Scope, agencies: set[int]) -> Mapping[int, int]:
    """agency -> sen of its counted rows."""
    found = scope.rows.filter(agency__in={NOBODY, *agencies}).values_list("agency_id").annotate(sen=Sum("value_sen"))
    return {agency: int(sen) for agency, sen in found}
