"""The whole list of a government's rows, however long: what it holds from totals, its pages from an index alone.

A list of a million rows cannot be counted or turned over for each answer. What no filter touches is published already
as totals under the rule `semua`, which counts every row; and a page by date is found by walking the dates of the index
(government, date) from the nearer end, without a look at the rows before it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from procurement.models import Total, Transaction
from procurement.queries.categories import names as names_of
from procurement.queries.transactions import PAGE_SIZE, Choices, RowPage, Summary, agency_choices, rows_of
from regions.models import Region

LONG = 50_000
"""Rows from which a list is long; shorter ones are counted row by row."""
BY_DATE = ("-tanggal", "tanggal")
_SAMPLED = 20_000
"""Latest rows whose categories the form of a long list offers."""
_TIE = ("file_id", "line")


@dataclass(frozen=True)
class Held:
    """What a government's rows are, by totals. Of all years unless one was asked for."""

    by_channel: dict[str, Summary]
    """Channel -> what it holds. Orders are None over several years: one order may have rows in two."""
    years: list[int]
    """Latest first."""

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.by_channel.values())

    @property
    def whole(self) -> Summary:
        """Over the channels. The value is no sum to print where there are several."""
        found = list(self.by_channel.values())
        return Summary(self.rows, added(one.orders for one in found), sum(one.value_sen for one in found))


def held(region: Region, year: int | None = None, channel: str = "") -> Held:
    """Of one year and channel where they are given. One query."""
    totals = Total.objects.filter(region=region, rule="semua").order_by("channel", "year")
    every = list(totals)
    chosen = [one for one in every if year in (None, one.year) and channel in ("", one.channel)]
    grouped = {name: [one for one in chosen if one.channel == name] for name in sorted({one.channel for one in chosen})}
    return Held(
        {name: _summary(found) for name, found in grouped.items()}, sorted({one.year for one in every}, reverse=True)
    )


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


def choices(region: Region, years: list[int]) -> Choices:
    """What the filters of a long list can be set to; categories are those of its latest rows. Two queries."""
    dated = rows_of(region).filter(ordered_at__isnull=False).order_by("-ordered_at")
    cells = set(dated.values_list("category", flat=True)[:_SAMPLED])
    categories = {name for cell in cells if cell for name in names_of(cell)}
    return Choices(years=years, agencies=agency_choices(region), categories=sorted(categories))
