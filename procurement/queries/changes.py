"""Change against the year before: the same covered months of both or nothing (docs/semantics.md, "Rank and change")."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

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


def change(region: str, year: int, months: Months, reach: Mapping[tuple[str, int], Reach]) -> Share | None:
    """Percent with one decimal. None where either year covers no month of the other, has rows without a date, or the
    year before comes to nothing in those months."""
    now, before = (region, year), (region, year - 1)
    if now not in reach or before not in reach:
        return None
    values = months.get(now, {}), months.get(before, {})
    if any(UNDATED in one for one in values):
        return None
    same = reach[now].months(year) & reach[before].months(year - 1)
    return ranks.change(*(sum(one.get(month, 0) for month in same) for one in values))
