"""What /sorotan/ looks at: one year of one channel, of all regencies and cities or of one government."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from procurement.models import Slice, Total, Transaction
from procurement.models.orders import TransactionQuerySet
from procurement.queries.questions.bounds import RULE
from procurement.queries.reach import Reach, Rejects, reaches, rejects_of
from regions.models import Kind, Region

type Rows = TransactionQuerySet


@dataclass(frozen=True)
class Scope:
    year: int
    channel: str
    regions: Mapping[str, Region]
    """code -> government, of those looked at that have an export of the year and channel."""
    reach: Mapping[tuple[str, int], Reach]
    """(code, year) -> how far its data reach."""

    @property
    def rows(self) -> Rows:
        """The rows that count, in no order."""
        rows: Rows = Transaction.objects.order_by().filter(region__in=self.codes)
        return rows.in_year(self.year).counted(RULE, self.channel)

    @property
    def codes(self) -> list[str]:
        return sorted(self.regions)

    @cached_property
    def totals(self) -> dict[str, Total]:
        """code -> the government's published total. One query."""
        found = Total.objects.filter(region__in=self.codes, year=self.year, channel=self.channel, rule=RULE.slug)
        return {total.region_id: total for total in found}

    @property
    def as_of(self) -> tuple[date, date] | None:
        """The earliest and the latest as-of date of the governments looked at."""
        found = [self.reach[code, self.year] for code in self.regions]
        return (min(one.earliest for one in found), max(one.latest for one in found)) if found else None

    @property
    def rejects(self) -> Rejects:
        """Of the exports of the governments looked at."""
        return rejects_of(self.reach[code, self.year] for code in self.regions)


@dataclass(frozen=True)
class Loaded:
    """What could be looked at: the slices of the province's governments."""

    slices: Sequence[Slice]

    def years(self, channel: str, codes: set[str]) -> list[int]:
        """Years of which any of the governments has an export of the channel, latest first."""
        found = {one.year for one in self.slices if one.channel == channel and one.region_id in codes}
        return sorted(found, reverse=True)


def loaded(regions: Sequence[Region]) -> Loaded:
    """One query."""
    return Loaded(list(Slice.objects.filter(region__in=regions)))


def looked_at(regions: Sequence[Region], slug: str) -> list[Region]:
    """The government of that slug; without one the regencies and cities, the provincial government left out.

    Raises LookupError for a slug that is none of theirs.
    """
    if not slug:
        return [region for region in regions if region.kind != Kind.PROVINCE]
    found = [region for region in regions if region.slug == slug]
    if not found:
        raise LookupError(slug)
    return found


def scope(found: Loaded, regions: Sequence[Region], year: int, channel: str) -> Scope:
    reach = reaches(one for one in found.slices if one.channel == channel and one.year == year)
    return Scope(year, channel, {region.code: region for region in regions if (region.code, year) in reach}, reach)
