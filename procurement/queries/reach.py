"""How far data reach, and what was left out of them: of a government and year, or of whatever a figure is of."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from procurement.models import Slice
from regions.models import Region


@dataclass(frozen=True)
class Rejects:
    """Rows that were left out of some slices with the operator's consent."""

    rows: int = 0
    """Certainly of these slices."""
    sen: int = 0
    unplaced_rows: int = 0
    """May be of these slices or of others of their loads: only `rejects` sums them, which knows them again."""
    unplaced_sen: int = 0

    def __bool__(self) -> bool:
        return bool(self.rows or self.unplaced_rows)


@dataclass(frozen=True)
class Reach:
    """Slices taken together: of one government, year and channel, or of all that a figure may count rows of."""

    slices: tuple[Slice, ...]
    earliest: date
    """Where several systems make the channel, the one that ends first says which months are covered."""
    latest: date

    @property
    def rejects(self) -> Rejects:
        return rejects(self.slices)

    def covers(self, year: int, month: int) -> bool:
        """Whether the data reach the last day of the month."""
        return self.earliest >= date(year, month, monthrange(year, month)[1])

    def begins(self, year: int, month: int) -> bool:
        """Whether the data of any of the slices reach into the month."""
        return self.latest >= date(year, month, 1)

    def months(self, year: int) -> set[int]:
        """The covered months, 1 to 12, of the year that these slices are of."""
        return {month for month in range(1, 13) if self.covers(year, month)}


def reaches(slices: Iterable[Slice]) -> dict[tuple[str, int], Reach]:
    """(region code, year) -> how far the given slices of one channel reach."""
    grouped: defaultdict[tuple[str, int], list[Slice]] = defaultdict(list)
    for part in slices:
        grouped[part.region_id, part.year].append(part)
    return {key: together(parts) for key, parts in grouped.items()}


def together(slices: Sequence[Slice]) -> Reach:
    """Of at least one slice."""
    ends = [part.as_of for part in slices]
    return Reach(tuple(slices), min(ends), max(ends))


def rejects(slices: Iterable[Slice]) -> Rejects:
    """What was rejected from slices together. What may be of several of them is counted once."""
    listed = list(slices)
    unplaced = {
        (part.load_id, one["region"], one["year"], one["system"]): (one["rows"], one["sen"])
        for part in listed
        for one in part.unplaced
    }
    return Rejects(
        sum(part.rejected_rows for part in listed),
        sum(part.rejected_sen for part in listed),
        sum(rows for rows, _sen in unplaced.values()),
        sum(sen for _rows, sen in unplaced.values()),
    )


def rejects_of(reached: Iterable[Reach]) -> Rejects:
    """The same of what is reached by government and year."""
    return rejects(part for one in reached for part in one.slices)


def loaded(
    governments: Iterable[Region] | QuerySet[Region], channel: str = "", years: Collection[int] = ()
) -> list[Slice]:
    """The slices that stand of these governments; of one channel and some years where they are named. One query."""
    found = Slice.objects.filter(region__in=governments)
    found = found.filter(channel=channel) if channel else found
    return list(found.filter(year__in=years) if years else found)


def known_years(governments: QuerySet[Region]) -> list[int]:
    """Of which any of these governments has an export, of whatever channel, latest first."""
    slices = Slice.objects.filter(region__in=governments)
    return sorted(set(slices.values_list("year", flat=True)), reverse=True)


def is_known_year(year: int, governments: QuerySet[Region]) -> bool:
    """Whether any of these governments has an export of the year, of whatever channel.

    Before anything is loaded every year may still come. Two queries at most.
    """
    slices = Slice.objects.filter(region__in=governments)
    return slices.filter(year=year).exists() or not slices.exists()
