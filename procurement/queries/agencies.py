"""One agency: which one an address means, and what it bought."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from procurement.counting import RULES
from procurement.models import Agency, Slice, Transaction
from procurement.models.orders import TransactionQuerySet
from procurement.money import percent
from procurement.months import OUTSIDE_YEAR, UNDATED
from procurement.queries import agency_keys, breakdowns, party_figures
from procurement.queries.breakdowns import Part
from procurement.queries.categories import Categories
from procurement.queries.closeness import plain
from procurement.queries.party_figures import Amount, Cell, YearFigures
from procurement.queries.reach import Reach, reaches
from procurement.queries.spending import Month
from procurement.queries.transactions import RowPage, in_order, turned
from regions.models import Region

TOP = 10


@dataclass(frozen=True)
class Keyed:
    agency: Agency
    key: str
    """For its address; see `agency_keys`."""


@dataclass(frozen=True)
class AgencySpending:
    """Of one year, or of all years where `year` is None; of one channel, by one rule. Money in sen."""

    year: int | None
    channel: str
    rule: str
    years: list[int]
    """With a counted row, latest first."""
    as_of: date | None
    """How far the data of the latest of them reach; None where no export stands."""
    value_sen: int
    rows: int
    orders: int
    suppliers: int
    share: Decimal | None
    """Percent of what its government bought through the same channel and system, by the same rule, in `share_years`."""
    share_years: list[int]
    """Those of what is asked with a counted row: its code may be younger than the channel, or given up."""
    of_system: bool
    """Whether its government bought through the channel in other systems too in these years."""
    by_rule: list[tuple[str, Amount]]
    listed: Amount
    """What the transactions page lists under the filters that come nearest, counted by the rule or not."""
    by_year: list[YearFigures]
    """Every year with a counted row, whatever year is chosen."""
    months: list[Month]
    """Of all loaded years, January of the first to December of the last."""
    undated_sen: int
    outside_sen: int
    categories: Categories
    top_suppliers: list[Part]
    """Ten largest, then the unknown one where rows have no supplier."""
    top_five_sen: int
    top_five_share: Decimal | None
    page: RowPage
    """Of the counted rows, the latest first: they sum to the value."""


def named(region: Region, key: str) -> list[Keyed]:
    """The agencies that the key of an address means: one, or each of those whose systems share a bare code.

    One query. The full form `system:code` means one agency for ever, whether or not its code is shared today.
    """
    system, _colon, identity = key.partition(":")
    found = list(region.agencies.filter(identity__in={key, identity}).order_by("system", "identity"))
    keyed = _keyed(found, found)
    exact = [one for one in keyed if one.key == key]
    full = [one for one in keyed if (one.agency.system, one.agency.identity) == (system, identity)]
    return exact or full or [one for one in keyed if one.agency.identity == key]


def alike(region: Region, agency: Agency) -> list[Keyed]:
    """The agencies of the government that bear the same code or name elsewhere. One query: it has some hundreds."""
    every = list(region.agencies.order_by("system", "identity"))
    name = plain(agency.name)
    found = [one for one in every if one.identity == agency.identity or (name and plain(one.name) == name)]
    return [one for one in _keyed(found, every) if one.agency != agency]


def _keyed(agencies: Sequence[Agency], rivals: Sequence[Agency]) -> list[Keyed]:
    keys = agency_keys.told_apart(map(agency_keys.named, rivals))
    return [Keyed(one, keys[agency_keys.named(one)]) for one in agencies]


def rows_of(agency: Agency) -> TransactionQuerySet:
    return Transaction.objects.filter(agency=agency)


def slices_of(agency: Agency) -> list[Slice]:
    """The slices that stand of its government, of every system. One query."""
    return list(Slice.objects.filter(region=agency.region_id))


def spending(
    agency: Agency,
    cells: Sequence[Cell],
    slices: Sequence[Slice],
    *,
    year: int | None,
    channel: str,
    rule: str,
    number: int,
) -> AgencySpending | None:
    """Seven queries; None and no query where no row counts. Raises LookupError for a page past the end.

    `cells` are all of its rows', `slices` its government's. Raises KeyError for a rule that the channel does not have.
    """
    counted = [cell for cell in cells if cell.channel == channel and cell.counts(RULES[rule])]
    whole = party_figures.summed(party_figures.chosen(counted, channel, year))
    if not whole.rows:
        return None
    every = rows_of(agency).counted(RULES[rule], channel)
    rows = every.in_year(year) if year else every
    mine = {one_year: one for (_code, one_year), one in reaches(s for s in slices if s.system == agency.system).items()}
    months = party_figures.by_month(every)
    page = turned(in_order(rows, "-tanggal"), whole.rows, number)
    suppliers = breakdowns.suppliers(rows)
    known = [part for part in suppliers if part.key]
    top_five = sum(part.value_sen for part in known[:5])
    share_years = sorted({cell.year for cell in party_figures.chosen(counted, channel, year)})
    bought = party_figures.bought([agency.region_id], channel, rule, share_years)
    listed = party_figures.filtered_alike(party_figures.chosen(cells, channel, year), RULES[rule])
    years = party_figures.years_of(counted, channel)
    last = year or years[0]
    return AgencySpending(
        year=year,
        channel=channel,
        rule=rule,
        years=years,
        as_of=mine[last].earliest if last in mine else None,
        value_sen=whole.value_sen,
        rows=whole.rows,
        orders=party_figures.orders(rows),
        suppliers=len(known),
        share=percent(whole.value_sen, bought.get((agency.region_id, agency.system), 0)),
        share_years=share_years,
        of_system=any(system != agency.system for _code, system in bought),
        by_rule=party_figures.by_rule(party_figures.chosen(cells, channel, year), channel),
        listed=party_figures.summed(listed),
        by_year=party_figures.by_year(every),
        months=_months(months, mine),
        undated_sen=_in_month(months, UNDATED, year),
        outside_sen=_in_month(months, OUTSIDE_YEAR, year),
        categories=breakdowns.categories(rows),
        top_suppliers=known[:TOP] + [part for part in suppliers if not part.key],
        top_five_sen=top_five,
        top_five_share=percent(top_five, whole.value_sen),
        page=page,
    )


def _in_month(months: Mapping[tuple[int, int], tuple[int, int]], month: int, year: int | None) -> int:
    return sum(sen for (one, place), (sen, _orders) in months.items() if place == month and year in (None, one))


def _months(found: Mapping[tuple[int, int], tuple[int, int]], reach: Mapping[int, Reach]) -> list[Month]:
    years = sorted({*reach, *(year for year, _month in found)})
    return [
        Month(
            year,
            month,
            *found.get((year, month), (0, 0)),
            covered=year in reach and reach[year].covers(year, month),
            begun=year in reach and reach[year].begins(year, month),
        )
        for year in range(years[0], years[-1] + 1)
        for month in range(1, 13)
    ]
