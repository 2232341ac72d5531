"""What is loaded: loads with their files and ledgers, the slices that stand, and the edition."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from procurement.counting import LEDGER, Channel
from procurement.models import Edition, Load, Slice, SourceFile
from regions.models import RegionAlias

CHANNEL_OF_LAYOUT = {
    "toko-daring": Channel.TOKO_DARING,
    "ekatalog-v5": Channel.E_KATALOG,
    "ekatalog-v6": Channel.E_KATALOG,
    "inaproc-v1": Channel.E_KATALOG,
}
"""The channel of every row of a file; in a file of another layout each row says its own."""
MOST = 100
"""Loads that are listed, the latest; the editions that the others made lead to them."""


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

    @property
    def channel(self) -> Channel | None:
        """The channel of all its rows; None where each row says its own."""
        return CHANNEL_OF_LAYOUT.get(self.file.layout)


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
    return Edition.objects.current().first()


def loads() -> tuple[list[Loaded], int]:
    """(the latest loads, and older ones of which a slice stands that had rows rejected; how many are left out)

    Latest first. Editions come without what they changed, which names every order of a slice.
    """
    every = Load.objects.order_by("-id")
    latest = every.values("pk")[:MOST]
    left_out = Q(rejected_rows__gt=0) | ~Q(unplaced=[])
    with_rejects = Exists(Slice.objects.filter(left_out, load=OuterRef("pk")))
    found = every.filter(Q(pk__in=latest) | with_rejects)
    listed = [
        Loaded(
            load=load,
            editions=sorted(edition.number for edition in load.editions.all()),
            files=[loaded_file(file) for file in load.files.all()],
            slices=sorted(load.slices.all(), key=lambda part: (part.region_id, part.year, part.system)),
        )
        for load in found.prefetch_related("files", "editions", "slices__region")
    ]
    return listed, every.count() - len(listed) if len(listed) >= MOST else 0


def years() -> set[int]:
    """Of which anything stands."""
    return set(Slice.objects.order_by().values_list("year", flat=True).distinct())


def loaded_file(file: SourceFile) -> LoadedFile:
    return LoadedFile(file, _ledger(file))


def decided_names() -> list[RegionAlias]:
    """Names that a person matched, or said to be none of ours, in the order of the names."""
    return sorted(RegionAlias.objects.select_related("region"), key=lambda one: one.alias)


def _ledger(file: SourceFile) -> list[LedgerLine]:
    return [LedgerLine(column, getattr(file, column), file.values.get(column, 0)) for column in LEDGER]
