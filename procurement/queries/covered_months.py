"""Which months of which governments the data cover, and where rows stand in them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from django.conf import settings

from procurement.models import MonthTotal, Slice
from procurement.months import OUTSIDE_YEAR, UNDATED
from procurement.queries.reach import Reach, reaches
from regions.models import Kind, Region


class State(Enum):
    """What stands of one month."""

    COUNTED = "counted"
    """Covered to its last day, with a counted row."""
    PART = "part"
    """A counted row, but the data end before the month's last day."""
    NOTHING = "nothing"
    """Covered to its last day, and no row counts."""
    NOT_COVERED = "not-covered"
    """The data end before its last day, and no row counts."""


@dataclass(frozen=True)
class Covered:
    """One government and year."""

    region: Region
    slices: list[Slice]
    """Of the channel, by system; empty where no export is loaded."""
    months: list[State]
    """January to December; empty where no export is loaded."""
    rows: list[int]
    """Counted rows of each of these months."""
    undated_rows: int
    """Counted rows without a date, in no month."""
    outside_rows: int
    """Counted rows dated in another year than their budget's, in no month."""

    @property
    def has_figures(self) -> bool:
        """Whether any row counts."""
        return bool({State.COUNTED, State.PART} & set(self.months) or self.undated_rows or self.outside_rows)


@dataclass(frozen=True)
class CoveredYear:
    year: int
    governments: list[Covered]
    """Every one of the reference in code order, the provincial government last."""

    @property
    def ranked(self) -> list[Covered]:
        """Regencies and cities."""
        return [one for one in self.governments if one.region.kind != Kind.PROVINCE]


def covered_years(channel: str, rule: str) -> list[CoveredYear]:
    """Each year of which a government of the site's province has an export of the channel, latest first. Three queries.

    Rows of months are counted under the rule.
    """
    regions = sorted(
        Region.objects.of_province(settings.SITE_PROVINCE), key=lambda one: (one.kind == Kind.PROVINCE, one.code)
    )
    slices = _grouped(Slice.objects.filter(region__in=regions, channel=channel).order_by("system"))
    reach = reaches([part for parts in slices.values() for part in parts])
    rows: defaultdict[tuple[str, int], dict[int, int]] = defaultdict(dict)
    for total in MonthTotal.objects.filter(region__in=regions, channel=channel, rule=rule):
        rows[total.region_id, total.year][total.month] = total.rows
    years = sorted({year for _code, year in slices}, reverse=True)
    return [
        CoveredYear(
            year,
            [
                _covered(one, year, slices.get((one.code, year), []), reach, rows.get((one.code, year), {}))
                for one in regions
            ],
        )
        for year in years
    ]


def _grouped(slices: Iterable[Slice]) -> dict[tuple[str, int], list[Slice]]:
    grouped: defaultdict[tuple[str, int], list[Slice]] = defaultdict(list)
    for part in slices:
        grouped[part.region_id, part.year].append(part)
    return dict(grouped)


def _covered(
    region: Region,
    year: int,
    slices: list[Slice],
    reach: Mapping[tuple[str, int], Reach],
    rows: Mapping[int, int],
) -> Covered:
    if not slices:
        return Covered(region, [], [], [], 0, 0)
    reached = reach[region.code, year]
    months = [_state(month in rows, reached.covers(year, month)) for month in range(1, 13)]
    of_months = [rows.get(month, 0) for month in range(1, 13)]
    return Covered(region, slices, months, of_months, rows.get(UNDATED, 0), rows.get(OUTSIDE_YEAR, 0))


def _state(counted: bool, covered: bool) -> State:
    if counted:
        return State.COUNTED if covered else State.PART
    return State.NOTHING if covered else State.NOT_COVERED
