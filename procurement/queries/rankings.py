"""The ranking of a province's regencies and cities for one year, channel and counting rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from procurement import ranks
from procurement.counting import DEFAULT_CHANNEL, Channel
from procurement.models import MonthTotal, Slice, Total
from procurement.money import Share
from procurement.queries.changes import change, months_of
from procurement.queries.government_search import meant
from procurement.queries.reach import Reach, Rejects, is_known_year, reaches, rejects_of
from regions.models import Region

ORDERS = tuple(
    sign + column
    for column in ("nilai", "pesanan", "penyedia", "per-kapita", "perubahan", "daerah")
    for sign in ("-", "")
)
"""What a ranking is sorted by; `-` is from the largest down. The default first."""
NOT_LOADED = "belum-ada-data"
NONE_COUNTED = "tidak-ada-yang-memenuhi-aturan"


@dataclass(frozen=True)
class RankingRow:
    """One government that has a counted row. Money in sen."""

    region: Region
    rank: int
    """Competition rank by value among all governments with data, whatever is shown."""
    rank_in_kind: int
    """The same among its own kind (cities, or regencies)."""
    value_sen: int
    orders: int
    rows: int
    suppliers: int
    per_head: int
    """Whole rupiah a head, rounded half up."""
    until: date | None
    """How far its data reach: of several systems the one that ends first. None where no slice says so."""
    change: Share | None
    """Percent against the same covered months of the year before; None when either year does not cover them."""


@dataclass(frozen=True)
class Missing:
    """A government without a counted row: no data is not zero."""

    region: Region
    reason: str
    """`belum-ada-data` (no export loaded) or `tidak-ada-yang-memenuhi-aturan`."""


@dataclass(frozen=True)
class Ranking:
    year: int
    channel: str
    rule: str
    rows: list[RankingRow]
    """As filtered and sorted; ranks stay those of the whole."""
    missing: list[Missing]
    """As filtered, in code order."""
    total_sen: int
    """Sum of the rows shown."""
    total_orders: int
    with_data: int
    """How many governments have a rank: the denominator of "rank 3 of 31"."""
    governments: int
    """How many governments the reference has, of the province, the provincial one excluded."""
    median_sen: int | None
    """Over all governments with data, whatever is shown."""
    as_of: tuple[date, date] | None
    """The earliest and the latest as-of date of the exports of the governments shown, with a counted row or not."""
    rejects: Rejects
    """Of the same exports."""
    alike: bool
    """No name is what the query says; those shown are like it."""

    @property
    def is_loaded(self) -> bool:
        """Whether an export is loaded of any government shown: without one there is no total, not one of zero.

        The total of a search that finds nobody among governments with data is zero.
        """
        return self.as_of is not None or bool(self.with_data and not self.missing)


@dataclass(frozen=True)
class Counted:
    """Everything of one year, channel and rule before it is narrowed and sorted."""

    year: int
    channel: str
    rule: str
    regions: Sequence[Region]
    """All governments of the reference, in code order."""
    reach: Mapping[tuple[str, int], Reach]
    """Of every year."""
    rows: Sequence[RankingRow]


def years(channel: str = "") -> list[int]:
    """Years of which any ranked government of the site's province has an export of the channel, latest first.

    Of any channel where none is named.
    """
    found = _slices().filter(channel=channel) if channel else _slices()
    return sorted(set(found.values_list("year", flat=True)), reverse=True)


def overview() -> tuple[str, list[int]]:
    """(channel, its years, latest first) where nobody chose one: the default channel, or else the first with a year.

    The default one without a year where nothing is loaded of any ranked government.
    """
    for channel in sorted(Channel, key=lambda one: one != DEFAULT_CHANNEL):
        if found := years(channel):
            return channel.value, found
    return DEFAULT_CHANNEL.value, []


def ranking(
    year: int, channel: str, rule: str, *, kind: str | None = None, query: str = "", order: str = ORDERS[0]
) -> Ranking:
    """The ranking; `kind` (city, regency) and `query` narrow what is shown, never the ranks. Four queries.

    One more where no name holds the query.

    Raises LookupError for a year that is not known. The provincial government's own years are: its pages lead here.
    """
    slices = list(_slices())
    if not any(part.year == year for part in slices) and not is_known_year(year, _all_governments()):
        raise LookupError(year)
    regions = sorted(_governments(), key=lambda region: region.code)
    reach = reaches([part for part in slices if part.channel == channel])
    counted = Counted(year, channel, rule, regions, reach, _rows(regions, year, channel, rule, reach))
    return _shown(counted, kind, query, order)


def not_loaded(*, kind: str | None = None, query: str = "") -> list[Missing]:
    """All that there is to say where no year has data of any ranked government; narrowed as a ranking is. One query.

    One more where no name holds the query.
    """
    regions = sorted(_governments(), key=lambda region: region.code)
    codes, _alike = _chosen(regions, kind, query)
    return [Missing(region, NOT_LOADED) for region in regions if region.code in codes]


def _all_governments() -> Any:
    return Region.objects.of_province(settings.SITE_PROVINCE)


def _governments() -> Any:
    return _all_governments().ranked()


def _slices() -> Any:
    return Slice.objects.filter(region__in=_governments())


def _rows(
    regions: Sequence[Region], year: int, channel: str, rule: str, reach: Mapping[tuple[str, int], Reach]
) -> list[RankingRow]:
    """One row per government with a counted row, in code order."""
    asked = {"channel": channel, "rule": rule, "region__in": _governments()}
    totals = {total.region_id: total for total in Total.objects.filter(year=year, **asked)}
    months = months_of(MonthTotal.objects.filter(year__in=(year - 1, year), **asked))
    counted = [region for region in regions if region.code in totals]
    overall = ranks.competition_ranks({region.code: totals[region.code].value_sen for region in counted})
    in_kind: dict[str, int] = {}
    for kind in {region.kind for region in counted}:
        values = {region.code: totals[region.code].value_sen for region in counted if region.kind == kind}
        in_kind |= ranks.competition_ranks(values)
    return [
        RankingRow(
            region=region,
            rank=overall[region.code],
            rank_in_kind=in_kind[region.code],
            value_sen=total.value_sen,
            orders=total.orders,
            rows=total.rows,
            suppliers=total.suppliers,
            per_head=ranks.per_head(total.value_sen, region.population),
            until=reach[region.code, year].earliest if (region.code, year) in reach else None,
            change=change(region.code, year, months, reach),
        )
        for region in counted
        for total in (totals[region.code],)
    ]


def _chosen(regions: Sequence[Region], kind: str | None, query: str) -> tuple[set[str], bool]:
    """(codes of those shown, whether their names are only like the query)"""
    found, alike = meant(query, regions)
    return {region.code for region in found if not kind or region.kind == kind}, alike


def _shown(counted: Counted, kind: str | None, query: str, order: str) -> Ranking:
    codes, alike = _chosen(counted.regions, kind, query)
    ranked = {row.region.code for row in counted.rows}
    shown = in_order([row for row in counted.rows if row.region.code in codes], order)
    reach = {code: one for (code, year), one in counted.reach.items() if year == counted.year and code in codes}
    ends = [(one.earliest, one.latest) for one in reach.values()]
    return Ranking(
        year=counted.year,
        channel=counted.channel,
        rule=counted.rule,
        rows=shown,
        missing=[
            Missing(region, NONE_COUNTED if region.code in reach else NOT_LOADED)
            for region in counted.regions
            if region.code in codes - ranked
        ],
        total_sen=sum(row.value_sen for row in shown),
        total_orders=sum(row.orders for row in shown),
        with_data=len(counted.rows),
        governments=len(counted.regions),
        median_sen=ranks.median(row.value_sen for row in counted.rows),
        as_of=(min(first for first, _last in ends), max(last for _first, last in ends)) if ends else None,
        rejects=rejects_of(reach.values()),
        alike=alike,
    )


def in_order(rows: Sequence[RankingRow], order: str) -> list[RankingRow]:
    """Sorted; ties stay in code order both ways, and rows without a change stand last both ways.

    In Python: forty rows, and a database's collation would sort names and nulls in its own way.
    """
    column, largest_first = order.removeprefix("-"), order.startswith("-")
    keyed = [(_KEYS[column](row), row) for row in sorted(rows, key=lambda row: row.region.code)]
    known = sorted((pair for pair in keyed if pair[0] is not None), key=lambda pair: pair[0], reverse=largest_first)
    return [row for _key, row in known] + [row for key, row in keyed if key is None]


_KEYS: dict[str, Any] = {
    "nilai": lambda row: row.value_sen,
    "pesanan": lambda row: row.orders,
    "penyedia": lambda row: row.suppliers,
    "per-kapita": lambda row: row.per_head,
    "perubahan": lambda row: row.change,
    "daerah": lambda row: row.region.name.casefold(),
}
