"""What is loaded: loads with their files and ledgers, the slices that stand, how far they reach, and the edition."""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from procurement.models import Edition, Load, Slice, SourceFile

LEDGER = ("ignored", "rejected", "out_of_scope", "re_sent", "in_both", "repeated", "counted")
"""The columns of a ledger in their order; each row of a file is in exactly one."""


@dataclass(frozen=True)
class LedgerLine:
    column: str
    rows: int
    value_sen: int


@dataclass(frozen=True)
class LoadedFile:
    file: SourceFile
    ledger: list[LedgerLine]
    """All columns, in their order; they sum to the file's rows and value."""


@dataclass(frozen=True)
class Loaded:
    """One load with its files, and the slices of it that no later load has replaced."""

    load: Load
    editions: list[int]
    files: list[LoadedFile]
    slices: list[Slice]
    """With their regions, by government, year and system."""


def latest_edition() -> Edition | None:
    """The edition that stands; None before anything was published."""
    return Edition.objects.order_by("-number").defer("changes").first()


def is_sample() -> bool:
    """Whether sample rows stand in the latest edition."""
    edition = latest_edition()
    return edition is not None and edition.is_sample


def loads() -> list[Loaded]:
    """Every load, latest first."""
    found = Load.objects.order_by("-id").prefetch_related("files", "editions", "slices__region")
    return [
        Loaded(
            load=load,
            editions=sorted(edition.number for edition in load.editions.all()),
            files=[LoadedFile(file, _ledger(file)) for file in load.files.all()],
            slices=sorted(load.slices.all(), key=lambda part: (part.region_id, part.year, part.system)),
        )
        for load in found
    ]


def _ledger(file: SourceFile) -> list[LedgerLine]:
    return [LedgerLine(column, getattr(file, column), file.values.get(column, 0)) for column in LEDGER]


# --- how far the data of a government and year reach --------------------------------------------------------------
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


def reaches(slices: list[Slice]) -> dict[tuple[str, int], Reach]:
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
