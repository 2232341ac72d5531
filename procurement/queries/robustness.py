"""How much a government's rank depends on the way of counting: the same year and channel ranked in up to six ways."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from procurement import ranks
from procurement.models import MonthTotal, SliceTotal, Total
from procurement.months import DECEMBER, OUTSIDE_YEAR, UNDATED, WHOLE_YEAR
from procurement.queries.rankings import RankingRow

VALUE, ORDERS, PER_HEAD = "nilai", "pesanan", "per-kapita"
COMPLETED, WITHOUT_LARGEST, WITHOUT_DECEMBER = "selesai", "tanpa-terbesar", "tanpa-desember"
WAYS = (VALUE, ORDERS, PER_HEAD, COMPLETED, WITHOUT_LARGEST, WITHOUT_DECEMBER)

type Figures = Mapping[str, int]
"""region code -> what it is ranked by: sen, orders, or whole rupiah a head."""


@dataclass(frozen=True)
class Way:
    """One way of counting, and where the government stands by it."""

    name: str
    """One of WAYS."""
    rank: int | None
    """Competition rank; None where nothing of the government is left to count."""
    with_data: int
    """Governments that have a figure counted so."""
    figure: int | None
    """Sen; orders for `pesanan`; whole rupiah a head for `per-kapita`."""


@dataclass(frozen=True)
class Robustness:
    rank: int
    """By value: the rank of the page."""
    ways: list[Way]
    """By value first."""
    left_out: list[str]
    """Ways that would only repeat another, or that the data do not allow."""
    undated: bool
    """Counted rows of any government stand in no month, so that `tanpa-desember` keeps them."""

    @property
    def alike(self) -> int:
        """In how many ways the rank is that of the page."""
        return sum(way.rank == self.rank for way in self.ways)


def robustness(rows: Sequence[RankingRow], code: str, year: int, channel: str, rule: str) -> Robustness:
    """`rows` are all that the ranking of this year, channel and rule has. Three queries, all of totals.

    Raises KeyError for a government that is not among them.
    """
    months = _months(rows, year, channel, rule)
    figures: dict[str, Figures | None] = {
        VALUE: {row.region.code: row.value_sen for row in rows},
        ORDERS: {row.region.code: row.orders for row in rows},
        PER_HEAD: {row.region.code: row.per_head for row in rows},
        COMPLETED: _completed(rows, year, channel) if rule != COMPLETED else None,
        WITHOUT_LARGEST: _without_largest(rows, year, channel, rule),
        WITHOUT_DECEMBER: _without_december(rows, months),
    }
    ranked = {way: found for way, found in figures.items() if found is not None}
    return Robustness(
        rank=ranks.competition_ranks(ranked[VALUE])[code],
        ways=[_way(way, found, code) for way, found in ranked.items()],
        left_out=[way for way in WAYS if way not in ranked],
        undated=any(month != DECEMBER for _code, month in months),
    )


def _way(name: str, figures: Figures, code: str) -> Way:
    return Way(name, ranks.competition_ranks(figures).get(code), len(figures), figures.get(code))


def _codes(rows: Sequence[RankingRow]) -> list[str]:
    return [row.region.code for row in rows]


def _completed(rows: Sequence[RankingRow], year: int, channel: str) -> Figures:
    found = Total.objects.filter(year=year, channel=channel, rule=COMPLETED, region__in=_codes(rows))
    return dict(found.values_list("region_id", "value_sen"))


def _without_largest(rows: Sequence[RankingRow], year: int, channel: str, rule: str) -> Figures | None:
    """A government whose largest order is its only one has nothing left. None where a largest order is not known."""
    found = SliceTotal.objects.filter(
        rule=rule, month=WHOLE_YEAR, slice__year=year, slice__channel=channel, slice__region__in=_codes(rows)
    )
    of_slices: defaultdict[str, list[int | None]] = defaultdict(list)
    for code, sen in found.values_list("slice__region_id", "largest_order_sen"):
        of_slices[code].append(sen)
    left = {}
    for row in rows:
        known = [sen for sen in of_slices[row.region.code] if sen is not None]
        if not known or len(known) < len(of_slices[row.region.code]):
            return None
        if row.orders > 1:
            left[row.region.code] = row.value_sen - max(known)
    return left


def _months(rows: Sequence[RankingRow], year: int, channel: str, rule: str) -> dict[tuple[str, int], tuple[int, int]]:
    """(region code, December or a month that is none) -> (sen, rows)."""
    found = MonthTotal.objects.filter(
        year=year, channel=channel, rule=rule, region__in=_codes(rows), month__in=(UNDATED, DECEMBER, OUTSIDE_YEAR)
    )
    return {(total.region_id, total.month): (total.value_sen, total.rows) for total in found}


def _without_december(rows: Sequence[RankingRow], months: Mapping[tuple[str, int], tuple[int, int]]) -> Figures | None:
    """None where no government has a row of December: the way would change nothing."""
    december = {code: found for (code, month), found in months.items() if month == DECEMBER}
    if not december:
        return None
    return {
        row.region.code: row.value_sen - december.get(row.region.code, (0, 0))[0]
        for row in rows
        if row.rows > december.get(row.region.code, (0, 0))[1]
    }
