"""Question 2: how much of a government's value is with its largest suppliers."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from procurement.money import percent
from procurement.queries.questions.bounds import CONCENTRATION_LEAST_ORDERS, LARGEST_SUPPLIERS, MOST_ROWS
from procurement.queries.questions.scope import Scope
from procurement.queries.questions.shares import median_of
from procurement.queries.questions.sql import from_groups
from regions.codes import NOWHERE, code_of


@dataclass(frozen=True)
class Concentrated:
    """One government with orders enough."""

    region_code: str
    supplier: int
    """The largest."""
    largest_sen: int
    five_sen: int
    value_sen: int
    """Of the whole year, rows without a supplier included."""
    suppliers: int
    orders: int

    @property
    def largest(self) -> Decimal | None:
        return percent(self.largest_sen, self.value_sen)

    @property
    def five(self) -> Decimal | None:
        return percent(self.five_sen, self.value_sen)


@dataclass(frozen=True)
class Concentration:
    shown: list[Concentrated]
    """The largest share of one supplier first."""
    every: int
    """Governments with CONCENTRATION_LEAST_ORDERS orders or more that can be looked at: the median is of these."""
    too_few: int
    """Governments with fewer orders: not looked at."""
    unnamed: int
    """Governments with orders enough that name no supplier, or come to nothing: there is no share to look at."""
    median: Decimal | None
    """Of the shares of the largest supplier; None of nothing."""


def concentration(scope: Scope) -> Concentration:
    """Two queries: totals, and the largest suppliers of each government."""
    enough = [code for code, total in scope.totals.items() if total.orders >= CONCENTRATION_LEAST_ORDERS]
    worth = [code for code in enough if scope.totals[code].value_sen]
    found = [_one(scope, code, largest) for code, largest in _largest(scope, worth).items()]
    found.sort(key=lambda one: (-(one.largest or Decimal()), -one.value_sen, one.region_code))
    return Concentration(
        found[:MOST_ROWS],
        len(found),
        len(scope.totals) - len(enough),
        len(enough) - len(found),
        median_of((one.largest_sen, one.value_sen) for one in found),
    )


def _one(scope: Scope, code: str, largest: list[tuple[int, int]]) -> Concentrated:
    total = scope.totals[code]
    return Concentrated(
        region_code=code,
        supplier=largest[0][0],
        largest_sen=largest[0][1],
        five_sen=sum(sen for _supplier, sen in largest),
        value_sen=total.value_sen,
        suppliers=total.suppliers,
        orders=total.orders,
    )


def _largest(scope: Scope, codes: list[str]) -> dict[str, list[tuple[int, int]]]:
    """code -> (supplier, sen) of its largest suppliers, the largest first."""
    groups = (
        scope.rows.filter(region__in=[NOWHERE, *codes], supplier__isnull=False)  # a query, also where there is no code
        .values("region_id", "supplier_id")
        .annotate(sen=Sum("value_sen"))
    )
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, supplier, sen in from_groups(
        groups,
        "SELECT region_id, supplier_id, sen FROM (SELECT region_id, supplier_id, sen,"
        " ROW_NUMBER() OVER (PARTITION BY region_id ORDER BY sen DESC, supplier_id) AS place FROM {groups})"
        " AS placed WHERE place <= %s ORDER BY region_id, place",
        [LARGEST_SUPPLIERS],
    ):
        found[code_of(number)].append((supplier, int(sen)))
    return dict(found)
