"""One order: every row that the exports have of it, what each rule makes of them, and which edition took it out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, QuerySet

from procurement.counting import Channel
from procurement.models import Edition, Slice, Transaction, WithdrawnOrder
from procurement.queries import party_figures
from procurement.queries.party_figures import Amount
from procurement.queries.reach import loaded

SHOWN = 200
"""Rows of one order that are printed; real orders have a few dozen, snapshots and lines together."""


@dataclass(frozen=True)
class OrderPage:
    rows: list[Transaction]
    """The latest first, with government, agency, supplier, file and its load; at most SHOWN."""
    all_rows: int
    by_rule: list[tuple[str, Amount]]
    """What each rule of the channel counts of the order's rows."""
    editions: list[int]
    """Those that the loads of its rows made."""

    @property
    def main(self) -> Transaction:
        """The row that names the order: one that stands, the latest of them."""
        return next((row for row in self.rows if row.standing == "counted"), self.rows[0])


def find(key: str) -> OrderPage | None:
    """None where no row has the key. Three queries."""
    every = rows_of(key)
    ordered = every.order_by(F("ordered_at").desc(nulls_last=True), "file", "line")
    rows = list(ordered.select_related("region", "agency", "supplier", "file__load")[:SHOWN])
    if not rows:
        return None
    cells = party_figures.cells(every)
    return OrderPage(
        rows=rows,
        all_rows=sum(cell.rows for cell in cells),
        by_rule=party_figures.by_rule(cells, Channel(rows[0].channel)),
        editions=_editions(rows),
    )


def slices_of(found: OrderPage) -> list[Slice]:
    """Those that its rows stand in. One query."""
    main = found.main
    return loaded([main.region], main.channel, {row.year for row in found.rows})


def rows_of(key: str) -> QuerySet[Transaction]:
    return Transaction.objects.filter(order_key=key, region__province_code=settings.SITE_PROVINCE)


def _editions(rows: Sequence[Transaction]) -> list[int]:
    loads = {row.file.load_id for row in rows}
    return sorted(Edition.objects.filter(load__in=loads).values_list("number", flat=True))


def withdrawn(key: str) -> WithdrawnOrder | None:
    """The edition that took an order out. It says nothing of an order that stands."""
    found = WithdrawnOrder.objects.filter(order_key=key, region__province_code=settings.SITE_PROVINCE)
    return found.select_related("region", "edition").defer("edition__changes").first()
