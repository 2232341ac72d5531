"""/data/: every load with its ledger, so that anyone can see that no row was lost on the way."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procurement import filters
from procurement.counting import Channel, Size
from procurement.known_edition import known_edition
from procurement.models import SizeRegister, Slice
from procurement.queries import coverage, sizes
from procurement.queries.coverage import LedgerLine, Loaded, LoadedFile
from procurement.queries.reach import Rejects, rejects
from procurement.views import bulk, load_notes, parts, province, structured_data, words
from regions.models import RegionAlias

COLUMNS = {
    "ignored": _("ignored"),
    "rejected": _("rejected"),
    "out_of_scope": _("out of scope"),
    "re_sent": _("sent again"),
    "in_both": _("in both sources"),
    "repeated": _("repeated"),
    "counted": _("counted"),
}


def data(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    loads, older = coverage.loads()
    edition = known_edition(request)
    found = bulk.files(edition)
    context = {
        "files": bulk.lines(found, edition),
        "missing_files": len(found.missing),
        "loads": [_load(loaded) for loaded in loads],
        "older": words.number(older) if older else "",
        "structured": _structured(request, loads, found, whole=not older),
        "columns": COLUMNS.values(),
        "register": _register(sizes.current_register()),
        "names": [_name(one) for one in coverage.decided_names()],
        "citations": parts.citations(request, lambda: gettext("Data")),
    }
    response = render(request, "procurement/data.html", context)
    bulk.keep_fresh(response, found, with_reports=True)
    return response


def _structured(request: HttpRequest, loads: list[Loaded], found: bulk.Files, *, whole: bool) -> str:
    """`whole`: whether the loads are all there are."""
    years = {part.year for loaded in loads for part in loaded.slices} if whole else coverage.years()
    files = bulk.distributions(found)
    return structured_data.block(structured_data.dataset(known_edition(request), province.name(), years, files))


def _load(loaded: Loaded) -> dict[str, Any]:
    by_channel = ledgers(loaded.files)
    return {
        "id": loaded.load.pk,
        "is_sample": loaded.load.is_sample,
        "when": words.moment(loaded.load.started_at),
        "editions": ", ".join(map(str, loaded.editions)),
        "files": [_file(one) for one in loaded.files],
        "ledgers": by_channel,
        "rows": words.number(sum(one.file.rows for one in loaded.files)),
        "value": "; ".join(
            f"{one['channel']}: {one['value']}" if len(by_channel) > 1 else one["value"] for one in by_channel
        ),
        "rejected": _rejected(loaded.slices),
        "years": _years(loaded.slices),
        "nothing_stands": "" if loaded.slices else load_notes.nothing_stands(loaded.editions),
    }


def ledgers(files: list[LoadedFile]) -> list[dict[str, Any]]:
    """The ledgers of a load's files, one a channel: channels are never added together.

    A file whose rows say their own channels has one ledger all the same: its sum is a check on the file.
    """
    groups: dict[Channel | None, list[LoadedFile]] = {}
    for one in files:
        groups.setdefault(one.channel, []).append(one)
    found = []
    for channel, mine in sorted(groups.items(), key=lambda group: group[0] or "~"):
        value_sen = sum(one.file.value_sen for one in mine)
        found.append(
            {
                "channel": words.channel(channel) if channel else gettext("channel as each row says"),
                "lines": _ledger(sum_of(one.ledger for one in mine)),
                "rows": words.number(sum(one.file.rows for one in mine)),
                "value": words.exact(value_sen),
                "amount": words.amount(value_sen),
            }
        )
    return found


def sum_of(ledgers: Iterable[list[LedgerLine]]) -> list[LedgerLine]:
    """The ledgers of several files as one, column by column."""
    totals: dict[str, list[int]] = {column: [0, 0] for column in COLUMNS}
    for ledger in ledgers:
        for line in ledger:
            totals[line.column][0] += line.rows
            totals[line.column][1] += line.value_sen
    return [LedgerLine(column, rows, value_sen) for column, (rows, value_sen) in totals.items()]


def _ledger(lines: list[LedgerLine]) -> list[dict[str, Any]]:
    return [
        {"name": COLUMNS[line.column], "rows": words.number(line.rows), "value": words.amount(line.value_sen)}
        for line in lines
    ]


def _file(loaded: LoadedFile) -> dict[str, Any]:
    file = loaded.file
    return {
        "name": file.name,
        "sha256": file.sha256,
        "layout": file.layout,
        "rows": words.number(file.rows),
        "value": words.exact(file.value_sen),
        "mismatches": words.number(mismatches) if (mismatches := file.notes.get("mismatches")) else "",
        # In words and only where rows are: a table of seven columns a file would not fit a phone.
        "ledger": " + ".join(
            f"{words.number(line.rows)} {COLUMNS[line.column]}" for line in loaded.ledger if line.rows
        ),
    }


def _rejected(slices: list[Slice]) -> list[dict[str, str]]:
    """What is said beside every figure of a slice that was published without some of its rows, and once what may be of
    several slices.
    """
    said = [
        {
            "place": f"{part.region.name} {part.year}, {part.system}",
            "text": parts.rejected(Rejects(part.rejected_rows, part.rejected_sen)),
        }
        for part in slices
        if part.rejected_rows
    ]
    unplaced = replace(rejects(slices), rows=0)
    return said + ([{"place": gettext("Several slices"), "text": parts.rejected(unplaced)}] if unplaced else [])


def _years(slices: list[Slice]) -> str:
    return ", ".join(map(str, sorted({part.year for part in slices})))


def _register(found: SizeRegister | None) -> dict[str, Any] | None:
    """The register of supplier sizes that stands, with what it says of itself."""
    if found is None:
        return None
    return {
        "name": found.name,
        "sha256": found.sha256,
        "is_sample": found.is_sample,
        "edition": found.edition_id,
        "rows": words.number(found.rows),
        "sizes": [(size.label, words.number(found.sizes.get(size, 0))) for size in Size],
        "sources": [_source(one) for one in found.sources],
    }


def _source(one: dict[str, Any]) -> dict[str, str]:
    first, last = (words.day(date.fromisoformat(one[end])) for end in ("first", "last"))
    return {
        "name": one["source"],
        "rows": words.number(one["rows"]),
        "as_of": first if first == last else f"{first} – {last}",
    }


def _name(one: RegionAlias) -> dict[str, str]:
    return {
        "printed": one.alias,
        "means": one.region.name if one.region else gettext("none of these governments: out of scope"),
        "source": one.source,
    }
