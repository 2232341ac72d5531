"""Question 4: orders at night."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from procurement.models import Transaction
from procurement.money import percent
from procurement.queries.questions.bounds import MOST_ROWS, NIGHT_FROM, NIGHT_TO, NO_TIME
from procurement.queries.questions.scope import Scope
from procurement.queries.questions.sql import Clock

LATE = Q(clock__gte=NIGHT_FROM.isoformat()) | Q(clock__lt=NIGHT_TO.isoformat())
"""Of rows `with_time`."""


@dataclass(frozen=True)
class AtNight:
    region_code: str
    night: int
    """Orders with a counted row at night."""
    timed: int
    """Orders with a counted row whose time is stated."""

    @property
    def share(self) -> Decimal | None:
        return percent(self.night, self.timed)


@dataclass(frozen=True)
class Night:
    shown: list[AtNight]
    """Most orders at night first."""
    every: int
    """Governments with an order at night."""
    night: int
    timed: int
    orders: int
    """All orders looked at; those beyond `timed` have no time."""


def with_time(rows: QuerySet[Transaction]) -> QuerySet[Transaction]:
    """Those whose time is stated, with it as `clock`."""
    has_time = Q(ordered_at__isnull=False) & ~Q(clock=NO_TIME.isoformat())
    return rows.annotate(clock=Clock("ordered_at")).filter(has_time)


def night(scope: Scope) -> Night:
    """One query beside the totals."""
    found = (
        with_time(scope.rows)
        .values_list("region_id")
        .annotate(timed=Count("order_key", distinct=True), night=Count("order_key", filter=LATE, distinct=True))
    )
    every = [AtNight(code, late_orders, timed) for code, timed, late_orders in found]
    with_some = sorted((one for one in every if one.night), key=lambda one: (-one.night, one.timed, one.region_code))
    return Night(
        with_some[:MOST_ROWS],
        len(with_some),
        sum(one.night for one in every),
        sum(one.timed for one in every),
        sum(total.orders for total in scope.totals.values()),
    )
