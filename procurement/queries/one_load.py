"""One load: its files with their ledgers and notes, why rows were rejected, and what it changed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min

from procurement.counting import DEFAULT_RULE
from procurement.models import Load, Rejection, Slice
from procurement.queries.changed_slices import changes_of
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
class State:
    """What a slice holds: every accepted row, and the value under the default rule. Money in sen."""

    rows: int
    orders: int
    value_sen: int
    """Under the default rule."""


@dataclass(frozen=True)
class SliceChange:
    """What the load did to one government, year and system."""

    region: Region | None
    region_code: str
    year: int
    system: str
    edition: int | None
    """None where the load brought the same rows again."""
    as_of: date | None
    before: State | None
    after: State | None
    added: int
    changed: int
    withdrawn: int
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
    slices: list[SliceChange]
    """By government, year and system: those it changed, and those of it that stand."""


def one_load(number: int) -> OneLoad:
    """Eight queries, seven for a load that made no edition. Raises Load.DoesNotExist."""
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


def _slices(load: Load, editions: Sequence[int]) -> list[SliceChange]:
    changes = changes_of(editions)
    codes = {change["region_code"] for _edition, change in changes}
    mine = list(Slice.objects.filter(load=load))
    places = codes | {part.region_id for part in mine}
    regions = Region.objects.in_bulk(sorted(places))
    standing = {(one.region_id, one.year, one.system): one for one in Slice.objects.filter(region__in=sorted(places))}
    found = [_change(edition, change, regions, standing) for edition, change in changes]
    known = {(one.region_code, one.year, one.system) for one in found}
    found += [_the_same(part, regions) for part in mine if (part.region_id, part.year, part.system) not in known]
    return sorted(found, key=lambda one: (one.region_code, one.year, one.system))


def _change(
    edition: int,
    change: dict[str, Any],
    regions: dict[str, Region],
    standing: dict[tuple[str, int, str], Slice],
) -> SliceChange:
    code, year, system = change["region_code"], change["year"], change["system"]
    now = standing.get((code, year, system))
    return SliceChange(
        region=regions.get(code),
        region_code=code,
        year=year,
        system=system,
        edition=edition,
        as_of=date.fromisoformat(change["as_of"]),
        before=_state(change, "before"),
        after=_state(change, "after"),
        added=change["added"],
        changed=change["changed"],
        withdrawn=change["withdrawn"],
        rejected=change["rejected"],
        unplaced=change.get("unplaced", 0),
        standing_load=now.load_id if now else None,
        channel=now.channel if now else "",
    )


def _state(change: dict[str, Any], when: str) -> State:
    whole, counted = change[when], change[DEFAULT_RULE.slug][when]
    return State(rows=whole["rows"], orders=whole["orders"], value_sen=counted["sen"])


def _the_same(part: Slice, regions: dict[str, Region]) -> SliceChange:
    """A slice that the load brought again without a change, and which therefore stands under its number."""
    return SliceChange(
        regions.get(part.region_id), part.region_id, part.year, part.system, None, part.as_of, None, None,
        0, 0, 0, part.rejected_rows, rejects([part]).unplaced_rows, part.load_id, part.channel,
    )  # fmt: skip
