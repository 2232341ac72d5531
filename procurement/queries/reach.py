"""How far the data of a government and year reach, and what was left out of them."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from procurement.models import Slice


@dataclass(frozen=True)
class Reach:
    """The slices of one government, year and channel, taken together."""

    earliest: date
    """Where several systems make the channel, the one that ends first says which months are covered."""
    latest: date
    rejected_rows: int
    rejected_sen: int

    def covers(self, year: int, month: int) -> bool:
        """Whether the data reach the last day of the month."""
        return self.earliest >= date(year, month, monthrange(year, month)[1])

    def months(self, year: int) -> set[int]:
        """The covered months, 1 to 12, of the year that these slices are of."""
        return {month for month in range(1, 13) if self.covers(year, month)}


def reaches(slices: Iterable[Slice]) -> dict[tuple[str, int], Reach]:
    """(region code, year) -> how far the given slices of one channel reach."""
    grouped: defaultdict[tuple[str, int], list[Slice]] = defaultdict(list)
    for part in slices:
        grouped[part.region_id, part.year].append(part)
    return {
        key: Reach(
            earliest=min(part.as_of for part in parts),
            latest=max(part.as_of for part in parts),
            rejected_rows=sum(part.rejected_rows for part in parts),
            rejected_sen=sum(part.rejected_sen for part in parts),
        )
        for key, parts in grouped.items()
    }
