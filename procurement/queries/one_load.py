"""One load: its files with their ledgers and notes, why rows were rejected, and what it changed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min

from procurement.models import Load, Rejection, Slice
from procurement.queries.changed_slices import SliceChange, changes_of
from procurement.queries.coverage import LoadedFile, loaded_file
from procurement.queries.reach import rejects
from regions.models import Region


@dataclass(frozen=True)
class Reason:
    """Why rows of one file were rejected: one code in one column."""

    code: str
    column: str
    """As the file's header prints it; empty where the whole row is at fault."""
    rows: int
    first_line: int


@dataclass(frozen=True)
class LoadedSlice:
    """What the load did to one government, year and system, and what became of that."""

    region: Region | None
    code: str
    year: int
    system: str
    change: SliceChange | None
    """None where the load brought the same rows again."""
    as_of: date | None
    rejected: int
    unplaced: int
    """Rejected rows that may be of it or of others."""
    standing_load: int | None
    """The load whose rows stand now; None where they were withdrawn."""
    channel: str
    """Of what stands; empty where nothing does."""


@dataclass(frozen=True)
class OneLoad:
    load: Load
    editions: list[int]
    files: list[LoadedFile]
    reasons: dict[int, list[Reason]]
    """File id -> reasons, by code and column."""
    slices: list[LoadedSlice]
    """By government, year and system: those it changed, and those of it that stand."""


def one_load(number: int) -> OneLoad:
    """Eight queries, six for a load that made no edition. Raises Load.DoesNotExist."""
    load = Load.objects.get(pk=number)
    files = list(load.files.order_by("id"))
    editions = sorted(load.editions.values_list("number", flat=True))
    return OneLoad(
        load=load,
        editions=editions,
        files=[loaded_file(file) for file in files],
        reasons=_reasons([file.pk for file in files]),
        slices=_slices(load, editions),
    )


def _reasons(files: Sequence[int]) -> dict[int, list[Reason]]:
    """A row may be at fault in several columns, so that the rows of the reasons may be more than were rejected."""
    found: defaultdict[int, list[Reason]] = defaultdict(list)
    groups = Rejection.objects.filter(file__in=files).order_by().values_list("file_id", "code", "column")
    for file, code, column, rows, first in groups.annotate(Count("line", distinct=True), Min("line")):
        found[file].append(Reason(code, column, rows, first))
    return {file: sorted(reasons, key=lambda one: (one.code, one.column)) for file, reasons in found.items()}


def _slices(load: Load, editions: Sequence[int]) -> list[LoadedSlice]:
    changes = changes_of(editions)
    mine = list(Slice.objects.filter(load=load).select_related("region"))
    places = {one.code for one in changes} | {part.region_id for part in mine}
    standing = {(one.region_id, one.year, one.system): one for one in Slice.objects.filter(region__in=sorted(places))}
    found = [_changed(one, standing.get((one.code, one.year, one.system))) for one in changes]
    known = {(one.code, one.year, one.system) for one in found}
    found += [_the_same(part) for part in mine if (part.region_id, part.year, part.system) not in known]
    return sorted(found, key=lambda one: (one.code, one.year, one.system))


def _changed(one: SliceChange, now: Slice | None) -> LoadedSlice:
    return LoadedSlice(
        one.region, one.code, one.year, one.system, one, one.as_of, one.rejected, one.unplaced,
        now.load_id if now else None, now.channel if now else "",
    )  # fmt: skip


def _the_same(part: Slice) -> LoadedSlice:
    """A slice that the load brought again without a change, and which therefore stands under its number."""
    return LoadedSlice(
        part.region, part.region_id, part.year, part.system, None, part.as_of, part.rejected_rows,
        rejects([part]).unplaced_rows, part.load_id, part.channel,
    )  # fmt: skip
