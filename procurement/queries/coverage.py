"""What is loaded: loads with their files and ledgers, the slices that stand, and the edition."""

from dataclasses import dataclass

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
