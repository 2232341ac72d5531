"""One supplier: who buys from it, when and what. Regencies and cities are summed; the province stands apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Count, Q, Sum

from procurement.counting import RULES
from procurement.identity import supplier_identity
from procurement.models import Slice, Supplier, SupplierSize, Transaction
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
    """Percent of what the government bought through the same channel and system, by the same rule, in `share_years`."""


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
    share_years: list[int]
    """Those of what is asked in which anybody bought from the supplier."""
    of_system: bool
    """Whether its buyers bought through the channel in other systems too in these years."""
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


def with_rows(supplier: Supplier, slices: Sequence[Slice]) -> list[Slice]:
    """Those of the slices that hold a row of it; what is loaded of other years does not say how far its rows reach.

    All of them where none does. One query.
    """
    held = set(rows_of(supplier).order_by().values_list("region", "year", "system").distinct())
    return [one for one in slices if (one.region_id, one.year, one.system) in held] or list(slices)


def cells_of(supplier: Supplier) -> tuple[list[Cell], list[Cell]]:
    """What all rows are: (of regencies and cities, of the provincial government). Two queries."""
    return party_figures.cells(rows_of(supplier)), party_figures.cells(_of_kinds(supplier, [Kind.PROVINCE]))


def spending(
    supplier: Supplier,
    cells: Sequence[Cell],
    apart: Sequence[Cell],
    *,
    year: int | None,
    channel: str,
    rule: str,
    number: int,
) -> SupplierSpending:
    """At most ten queries; the cells are those of `cells_of`.

    Raises LookupError for a page past the end, KeyError for a rule that the channel does not have.
    """
    counted = [cell for cell in cells if cell.channel == channel and cell.counts(RULES[rule])]
    whole = party_figures.summed(party_figures.chosen(counted, channel, year))
    every = rows_of(supplier).counted(RULES[rule], channel)
    rows = every.in_year(year) if year else every
    province = _of_kinds(supplier, [Kind.PROVINCE]).counted(RULES[rule], channel)
    sold, sold_apart = _sold(rows), _sold(province.in_year(year) if year else province)
    asked = party_figures.chosen([*cells, *apart], channel, year)
    share_years = sorted({cell.year for cell in asked if cell.counts(RULES[rule])})
    bought = party_figures.bought({*sold, *sold_apart}, channel, rule, share_years)
    of_government = {code: sen for (code, system), sen in bought.items() if system == supplier.system}
    return SupplierSpending(
        year=year,
        channel=channel,
        rule=rule,
        value_sen=whole.value_sen,
        rows=whole.rows,
        orders=party_figures.orders(rows),
        buyers=_buyers(sold, of_government),
        province=next(iter(_buyers(sold_apart, of_government)), None),
        share_years=share_years,
        of_system=any(system != supplier.system for _code, system in bought),
        by_rule=party_figures.by_rule(party_figures.chosen(cells, channel, year), channel),
        by_year=party_figures.by_year(every),
        categories=breakdowns.categories(rows),
        page=turned(in_order(rows, "-tanggal"), whole.rows, number),
    )


def _sold(rows: TransactionQuerySet) -> dict[str, tuple[int, int]]:
    """Region code -> (sen, orders). One query."""
    figures = rows.order_by().values_list("region").annotate(Sum("value_sen"), Count("order_key", distinct=True))
    return {code: (int(sen), orders) for code, sen, orders in figures}


def _buyers(sold: Mapping[str, tuple[int, int]], of_government: Mapping[str, int]) -> list[Buyer]:
    """One query; none where nothing was sold."""
    whole = sum(sen for sen, _orders in sold.values())
    buyers = [
        Buyer(region, sen, orders, percent(sen, whole), percent(sen, of_government.get(region.code, 0)))
        for region in Region.objects.filter(code__in=sold).order_by("code")
        for sen, orders in (sold[region.code],)
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
