"""Change against the year before: the same covered months of both or nothing (docs/semantics.md, "Rank and change")."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import Enum

from procurement import ranks
from procurement.models import MonthTotal
from procurement.money import Share
from procurement.months import UNDATED
from procurement.queries.reach import Reach

type Months = dict[tuple[str, int], dict[int, int]]
"""(region code, year) -> month -> value in sen."""


def months_of(totals: Iterable[MonthTotal]) -> Months:
    """Groups month totals of one channel and rule."""
    months: defaultdict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for total in totals:
        months[total.region_id, total.year][total.month] = total.value_sen
    return dict(months)


class Incomparable(Enum):
    """Why there is no change."""

    NO_EXPORT = "no export of one of the years is loaded"
    UNDATED = "rows of one of the years have no date"
    OTHER_MONTHS = "no month is covered by both"
    NOTHING_BEFORE = "the year before comes to nothing in the months that both cover"


def change(region: str, year: int, months: Months, reach: Mapping[tuple[str, int], Reach]) -> Share | None:
    """Percent with one decimal; None where the years cannot be compared."""
    found = compared(region, year, months, reach)
    return None if isinstance(found, Incomparable) else found


def compared(region: str, year: int, months: Months, reach: Mapping[tuple[str, int], Reach]) -> Share | Incomparable:
    """The change in percent with one decimal, or why there is none."""
    now, before = (region, year), (region, year - 1)
    if now not in reach or before not in reach:
        return Incomparable.NO_EXPORT
    values = months.get(now, {}), months.get(before, {})
    if any(UNDATED in one for one in values):
        return Incomparable.UNDATED
    same = reach[now].months(year) & reach[before].months(year - 1)
    if not same:
        return Incomparable.OTHER_MONTHS
    found = ranks.change(*(sum(one.get(month, 0) for month in same) for one in values))
    return Incomparable.NOTHING_BEFORE if found is None else found
