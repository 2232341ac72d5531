"""One supplier: who buys from it, when and what. Regencies and cities are summed; the province stands apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Q, Sum

from procurement.counting import RULES
from procurement.identity import supplier_identity
from procurement.models import Slice, Supplier, SupplierSize, Total, Transaction
from procurement.models.orders import TransactionQuerySet
from procurement.money import percent
from procurement.queries import breakdowns, party_figures
from procurement.queries.categories import Categories
from procurement.queries.party_figures import Amount, Cell, YearFigures
from procurement.queries.reach import loaded
from procurement.queries.transactions import RowPage, in_order, turned
from regions.models import Kind, Region

ALIKE_SHOWN = 10


@dataclass(frozen=True)
class Buyer:
    """One government that bought. Money in sen."""

    region: Region
    value_sen: int
    orders: int
    of_supplier: Decimal | None
    """Percent of what all buyers of its kind of total bought from the supplier."""
    of_government: Decimal | None
    """Percent of what the government bought in the same years, through the same channel, by the same rule."""


@dataclass(frozen=True)
class SupplierSpending:
    """Of one year, or of all where `year` is None; of one channel, by one rule; by regencies and cities."""

    year: int | None
    channel: str
    rule: str
    value_sen: int
    rows: int
    orders: int
    buyers: list[Buyer]
    """Largest first, ties in code order; they sum to the value."""
    province: Buyer | None
    """The provincial government, apart and in no sum."""
    by_rule: list[tuple[str, Amount]]
    by_year: list[YearFigures]
    categories: Categories
    page: RowPage
    """Of the counted rows of regencies and cities, the latest first: they sum to the value."""


def rows_of(supplier: Supplier) -> TransactionQuerySet:
    """Rows of regencies and cities of the site's province."""
    return _of_kinds(supplier, [Kind.REGENCY, Kind.CITY])


def _of_kinds(supplier: Supplier, kinds: Sequence[str]) -> TransactionQuerySet:
    regions = Region.objects.filter(province_code=settings.SITE_PROVINCE, kind__in=kinds)
    return Transaction.objects.filter(supplier=supplier, region__in=regions)


def slices(channel: str, year: int | None) -> list[Slice]:
    """All that rows of a supplier may be in: the slices of regencies and cities. One query."""
    governments = Region.objects.of_province(settings.SITE_PROVINCE).ranked()
    return loaded(governments, channel, [year] if year else [])


def cells_of(supplier: Supplier) -> tuple[list[Cell], list[Cell]]:
    """What all rows are: (of regencies and cities, of the provincial government). Two queries."""
    return party_figures.cells(rows_of(supplier)), party_figures.cells(_of_kinds(supplier, [Kind.PROVINCE]))


def spending(
    supplier: Supplier, cells: Sequence[Cell], *, year: int | None, channel: str, rule: str, number: int
) -> SupplierSpending:
    """Nine queries. Raises LookupError for a page past the end, KeyError for a rule that the channel does not have."""
    counted = [cell for cell in cells if cell.channel == channel and cell.counts(RULES[rule])]
    whole = party_figures.summed(party_figures.chosen(counted, channel, year))
    every = rows_of(supplier).counted(RULES[rule], channel)
    rows = every.in_year(year) if year else every
    province = _of_kinds(supplier, [Kind.PROVINCE]).counted(RULES[rule], channel)
    apart = _buyers(province.in_year(year) if year else province, year, channel, rule)
    return SupplierSpending(
        year=year,
        channel=channel,
        rule=rule,
        value_sen=whole.value_sen,
        rows=whole.rows,
        orders=party_figures.orders(rows),
        buyers=_buyers(rows, year, channel, rule),
        province=apart[0] if apart else None,
        by_rule=party_figures.by_rule(party_figures.chosen(cells, channel, year), channel),
        by_year=party_figures.by_year(every),
        categories=breakdowns.categories(rows),
        page=turned(in_order(rows, "-tanggal"), whole.rows, number),
    )


def _buyers(rows: TransactionQuerySet, year: int | None, channel: str, rule: str) -> list[Buyer]:
    """At most three queries."""
    figures = rows.order_by().values_list("region").annotate(Sum("value_sen"), Count("order_key", distinct=True))
    found = {code: (int(sen), orders) for code, sen, orders in figures}
    totals = Total.objects.filter(region__in=found, channel=channel, rule=rule)
    of_year = totals.filter(year=year) if year else totals
    government = dict(of_year.order_by().values_list("region").annotate(Sum("value_sen")))
    whole = sum(sen for sen, _orders in found.values())
    buyers = [
        Buyer(region, sen, orders, percent(sen, whole), percent(sen, int(government.get(region.code, 0))))
        for region in Region.objects.filter(code__in=found).order_by("code")
        for sen, orders in (found[region.code],)
    ]
    return sorted(buyers, key=lambda buyer: -buyer.value_sen)


def size_of(supplier: Supplier) -> str:
    """What the register of sizes says of it; empty where it says nothing. One query."""
    named = (supplier.system, supplier.code, supplier.name)
    return SupplierSize.objects.of([named]).get(named, "")


def alike(supplier: Supplier) -> list[Supplier]:
    """Suppliers of other systems with the same name: maybe the same firm, never merged. One query.

    Where both have codes, the names must be spelt the same; else they are compared as they are normalised.
    """
    identity = supplier_identity(supplier.name)
    if not identity:
        return []
    near = Supplier.objects.exclude(system=supplier.system).filter(Q(identity=identity) | Q(name=supplier.name))
    return list(near.order_by("system", "pk")[:ALIKE_SHOWN])


def spellings(supplier: Supplier) -> list[str]:
    """Its name as its rows print it, the commonest first. One query."""
    return [name for name, _rows in party_figures.spellings(rows_of(supplier), "supplier_name")[:ALIKE_SHOWN]]
