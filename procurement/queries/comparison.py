"""Two to four governments side by side: the same year, channel and rule, the same months."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from procurement import money, ranks
from procurement.counting import RULES
from procurement.models import MonthTotal, Slice, Total, Transaction
from procurement.money import Share
from procurement.months import OUTSIDE_YEAR, UNDATED
from procurement.queries.categories import Categories, categories
from procurement.queries.changes import Months, change, months_of
from procurement.queries.rankings import NONE_COUNTED, NOT_LOADED
from procurement.queries.reach import Reach, Rejects, reaches
from regions.models import Region

LARGEST_SUPPLIERS = 5


@dataclass(frozen=True)
class MonthValue:
    month: int
    """1 to 12."""
    value_sen: int
    counted: bool
    """Whether any order counts in it: their value may come to zero."""
    covered: bool
    begun: bool
    """As in `spending.Month`."""


@dataclass(frozen=True)
class Figures:
    """What one government has of the year. Money in sen."""

    value_sen: int
    orders: int
    rows: int
    suppliers: int
    per_head: int
    """Whole rupiah, rounded half up."""
    change: Share | None
    rank: int | None
    """None for the provincial government, which stands in no ranking."""
    same_months_sen: int
    """Value in the months that the data of every government compared cover."""
    months: list[MonthValue]
    undated_sen: int
    outside_sen: int
    """Dated in another year than their budget's; like the undated in no month."""
    categories: Categories
    top_five_share: Share | None
    """Percent of the value with the five largest suppliers."""


@dataclass(frozen=True)
class Side:
    """One government of the comparison: its figures, or why it has none."""

    region: Region
    as_of: date | None
    """None where no export is loaded."""
    figures: Figures | None
    reason: str
    """`belum-ada-data`, `tidak-ada-yang-memenuhi-aturan`; empty where there are figures."""
    rejects: Rejects


@dataclass(frozen=True)
class Comparison:
    year: int
    channel: str
    rule: str
    sides: list[Side]
    """As asked for."""
    with_data: int
    """How many regencies and cities of the province have a rank."""
    median_sen: int | None
    """Of them, whatever is compared."""
    same_months: list[int]
    """1 to 12: covered by the data of all governments here that have figures."""


def years(regions: Iterable[Region], channel: str) -> list[int]:
    """Years of which any of them has an export of the channel, latest first."""
    found = Slice.objects.filter(region__in=list(regions), channel=channel).values_list("year", flat=True)
    return sorted(set(found), reverse=True)


def comparison(regions: Sequence[Region], year: int, channel: str, rule: str) -> Comparison:
    """The governments in the order given. Six queries. The rule must apply to the channel (KeyError)."""
    reach = reaches(list(Slice.objects.filter(region__in=regions, channel=channel, year__in=(year - 1, year))))
    totals = {one.region_id: one for one in _totals(year, channel, rule).filter(region__in=regions)}
    counted = [region for region in regions if region.code in totals]
    values = _ranked_values(regions, year, channel, rule)
    same = _same_months([reach[region.code, year] for region in counted if (region.code, year) in reach], year)
    months = months_of(
        MonthTotal.objects.filter(region__in=regions, channel=channel, rule=rule, year__in=(year - 1, year))
    )
    live = _live(counted, year, channel, rule)
    place = ranks.competition_ranks(values)
    figures = {one.code: _figures(totals[one.code], one, place, same, months, reach, live) for one in counted}
    sides = [_side(region, figures.get(region.code), reach.get((region.code, year))) for region in regions]
    return Comparison(year, channel, rule, sides, len(values), ranks.median(values.values()), sorted(same))


def _side(region: Region, figures: Figures | None, reach: Reach | None) -> Side:
    return Side(
        region=region,
        as_of=reach.earliest if reach else None,
        figures=figures,
        reason="" if figures else NONE_COUNTED if reach else NOT_LOADED,
        rejects=reach.rejects if reach else Rejects(),
    )


def _totals(year: int, channel: str, rule: str):  # type: ignore[no-untyped-def]
    return Total.objects.filter(year=year, channel=channel, rule=rule)


def _ranked_values(regions: Sequence[Region], year: int, channel: str, rule: str) -> dict[str, int]:
    """region code -> sen of every ranked government of the province."""
    if not regions:
        return {}
    ranked = Region.objects.of_province(regions[0].province_code).ranked()
    return dict(_totals(year, channel, rule).filter(region__in=ranked).values_list("region_id", "value_sen"))


def _same_months(reach: Sequence[Reach], year: int) -> set[int]:
    covered = [one.months(year) for one in reach]
    return set.intersection(*covered) if covered else set()


@dataclass(frozen=True)
class _Live:
    """What is read from the rows rather than from totals."""

    categories: Mapping[str, list[tuple[str, int]]]
    """region code -> (category cell, sen)"""
    suppliers: Mapping[str, list[int]]
    """region code -> sen of each known supplier"""


def _live(regions: Sequence[Region], year: int, channel: str, rule: str) -> _Live:
    rows = Transaction.objects.filter(region__in=regions).in_year(year).counted(RULES[rule], channel).order_by()
    cells: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for code, cell, sen in rows.values_list("region_id", "category").annotate(value_sum=Sum("value_sen")):
        cells[code].append((cell, int(sen)))
    suppliers: defaultdict[str, list[int]] = defaultdict(list)
    known = rows.filter(supplier__isnull=False).values_list("region_id", "supplier_id")
    for code, _supplier, sen in known.annotate(value_sum=Sum("value_sen")):
        suppliers[code].append(int(sen))
    return _Live(cells, suppliers)


def _figures(
    total: Total,
    region: Region,
    place: Mapping[str, int],
    same: set[int],
    months: Months,
    reach: Mapping[tuple[str, int], Reach],
    live: _Live,
) -> Figures:
    year, mine = total.year, months.get((region.code, total.year), {})
    largest = sorted(live.suppliers.get(region.code, ()), reverse=True)[:LARGEST_SUPPLIERS]
    return Figures(
        value_sen=total.value_sen,
        orders=total.orders,
        rows=total.rows,
        suppliers=total.suppliers,
        per_head=ranks.per_head(total.value_sen, region.population),
        change=change(region.code, year, months, reach),
        rank=place.get(region.code),
        same_months_sen=sum(mine.get(month, 0) for month in same),
        months=[
            MonthValue(month, mine.get(month, 0), month in mine, *_reached(reach.get((region.code, year)), year, month))
            for month in range(1, 13)
        ],
        undated_sen=mine.get(UNDATED, 0),
        outside_sen=mine.get(OUTSIDE_YEAR, 0),
        categories=categories(live.categories.get(region.code, ())),
        top_five_share=money.percent(sum(largest), total.value_sen),
    )


def _reached(reach: Reach | None, year: int, month: int) -> tuple[bool, bool]:
    """Whether the data cover the month, and whether they reach into it."""
    return (reach.covers(year, month), reach.begins(year, month)) if reach else (False, False)
