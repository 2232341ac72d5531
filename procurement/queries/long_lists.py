"""The whole list of a government's rows, however long: what it holds from totals, its pages from an index alone.

A list of a million rows cannot be counted or turned over for each answer. What no filter touches is published already
as totals under the rule `semua`, which counts every row; and a page by date is found by walking the dates of the index
(government, date) from the nearer end, without a look at the rows before it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from procurement.counting import Channel
from procurement.models import MonthTotal, Total, Transaction
from procurement.months import OUTSIDE_YEAR, UNDATED
from procurement.queries.categories import names as names_of
from procurement.queries.transactions import (
    PAGE_SIZE,
    Choices,
    RowPage,
    Summary,
    agency_choices,
    in_order,
    rows_of,
)
from procurement.queries.transactions import turned as page_turned
from regions.models import Region

LONG = 50_000
"""Rows from which a list is long; shorter ones are counted row by row."""
_SAMPLED = 20_000
"""Latest rows whose categories the form of a long list offers."""
_TIE = ("file_id", "line")


@dataclass(frozen=True)
class Held:
    """What a government's rows are, by totals. Of all years unless one was asked for."""

    by_channel: dict[str, Summary]
    """Channel -> what it holds, in their published order.

    Orders are None over several years: one order may have rows in two.
    """
    years: list[int]
    """Latest first."""

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.by_channel.values())

    @property
    def is_long(self) -> bool:
        return self.rows > LONG

    @property
    def whole(self) -> Summary:
        """Over the channels. The value is no sum to print where there are several."""
        found = list(self.by_channel.values())
        return Summary(self.rows, added(one.orders for one in found), sum(one.value_sen for one in found))


def held(region: Region, year: int | None = None, channel: str = "") -> Held:
    """Of one year and channel where they are given. One query."""
    every = list(Total.objects.filter(region=region, rule="semua"))
    chosen = [one for one in every if year in (None, one.year) and channel in ("", one.channel)]
    grouped = {name.value: [one for one in chosen if one.channel == name] for name in Channel}
    years = sorted({one.year for one in every}, reverse=True)
    return Held({name: _summary(found) for name, found in grouped.items() if found}, years)


def _summary(totals: Sequence[Total]) -> Summary:
    orders = totals[0].orders if len(totals) == 1 else None
    return Summary(sum(one.rows for one in totals), orders, sum(one.value_sen for one in totals))


def added(counts: Iterable[int | None]) -> int | None:
    """Their sum; None where one of them is not known."""
    found = list(counts)
    known = [count for count in found if count is not None]
    return sum(known) if len(known) == len(found) else None


def turned(region: Region, count: int, number: int, order: str) -> RowPage:
    """A page of all `count` rows by date, one of BY_DATE. Five queries, six where it reaches rows without a date.

    Raises LookupError past the end.
    """
    pages = max(1, -(-count // PAGE_SIZE))
    if number > pages:
        raise LookupError(number)
    first = (number - 1) * PAGE_SIZE
    wanted = min(PAGE_SIZE, count - first)
    rows = rows_of(region)
    dated = count - rows.filter(ordered_at__isnull=True).count()
    keys = _dated_keys(rows, first, wanted, dated, order) if first < dated else []
    if len(keys) < wanted:
        undated = rows.filter(ordered_at__isnull=True).order_by(*_TIE).values_list("pk", flat=True)
        start = max(0, first - dated)
        keys += undated[start : start + wanted - len(keys)]
    return _page(keys, number, pages)


def _page(keys: Sequence[int], number: int, pages: int) -> RowPage:
    found = Transaction.objects.select_related("agency", "supplier", "file").in_bulk(keys)
    return RowPage([found[key] for key in keys], number, pages)


def _dated_keys(rows: QuerySet[Transaction], first: int, wanted: int, dated: int, order: str) -> list[int]:
    """The keys from place `first` on: from the date that stands there, less those of this date before the place."""
    latest_first = order == "-tanggal"
    forward, backward = ("-ordered_at", "ordered_at") if latest_first else ("ordered_at", "-ordered_at")
    dates = rows.filter(ordered_at__isnull=False).values_list("ordered_at", flat=True)
    near = first * 2 <= dated
    day = dates.order_by(forward)[first] if near else dates.order_by(backward)[dated - 1 - first]
    before, onward = ("gt", "lte") if latest_first else ("lt", "gte")
    reached = rows.filter(**{f"ordered_at__{onward}": day})
    earlier = rows.filter(**{f"ordered_at__{before}": day}).count() if near else dated - reached.count()
    keys = reached.order_by(forward, *_TIE).values_list("pk", flat=True)
    return list(keys[first - earlier : first - earlier + wanted])


def turned_in_year(region: Region, held: Held, year: int, channel: str, number: int, order: str) -> RowPage:
    """A page of one year by date, of one channel unless that is empty: the totals of its months say where it begins.

    Four queries. Where rows are dated in another year than their own, months tell no places and all keys are turned.
    Raises LookupError past the end.
    """
    mine = {"channel": channel} if channel else {}
    rows = in_order(rows_of(region).filter(year=year, **mine), order)
    months = MonthTotal.objects.filter(region=region, year=year, rule="semua", **mine)
    counts = Counter[int]()
    for month, count in months.values_list("month", "rows"):
        counts[month] += count
    first = (number - 1) * PAGE_SIZE
    if OUTSIDE_YEAR in counts or not first < held.rows - counts[UNDATED]:
        return page_turned(rows, held.rows, number)
    month, before = _month_at(counts, first, latest_first=order == "-tanggal")
    # The index on dates must be walked: the one on years would have the whole year sorted.
    found = rows_of(region).annotate(of_year=F("year") + 0).filter(of_year=year, **mine)
    end = datetime(year + month // 12, month % 12 + 1, 1)
    if order == "-tanggal":
        found = found.filter(ordered_at__lt=end)
    else:
        found = found.filter(ordered_at__gte=datetime(year, month, 1))
    sign = "-" if order == "-tanggal" else ""
    dated = found.order_by(f"{sign}ordered_at", *_TIE).values_list("pk", flat=True)
    keys = list(dated[first - before : first - before + PAGE_SIZE])
    if len(keys) < PAGE_SIZE:
        undated = rows.filter(ordered_at__isnull=True).order_by(*_TIE).values_list("pk", flat=True)
        keys += undated[: PAGE_SIZE - len(keys)]
    return _page(keys, number, max(1, -(-held.rows // PAGE_SIZE)))


def _month_at(counts: Counter[int], place: int, *, latest_first: bool) -> tuple[int, int]:
    """(the month in which a place of the year lies, how many rows come before that month)"""
    before = 0
    for month in range(12, 0, -1) if latest_first else range(1, 13):
        if place < before + counts[month]:
            return month, before
        before += counts[month]
    raise LookupError(place)


def choices(region: Region, years: list[int]) -> Choices:
    """What the filters of a long list can be set to; categories are those of its latest rows. Two queries."""
    dated = rows_of(region).filter(ordered_at__isnull=False).order_by("-ordered_at")
    cells = set(dated.values_list("category", flat=True)[:_SAMPLED])
    categories = {name for cell in cells if cell for name in names_of(cell)}
    return Choices(years=years, agencies=agency_choices(region), categories=sorted(categories))
