"""/data/: every load with its ledger, so that anyone can see that no row was lost on the way."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from procurement import filters
from procurement.models import Slice
from procurement.queries import coverage
from procurement.queries.coverage import LedgerLine, Loaded, LoadedFile
from procurement.views import parts, words

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
    loads = [_load(loaded) for loaded in coverage.loads()]
    context = {
        "loads": loads,
        "columns": COLUMNS.values(),
        "citations": parts.citations(request, lambda: gettext("Where the figures come from")),
    }
    return render(request, "procurement/data.html", context)


def _load(loaded: Loaded) -> dict[str, Any]:
    files = [_file(one) for one in loaded.files]
    value_sen = sum(one.file.value_sen for one in loaded.files)
    return {
        "id": loaded.load.pk,
        "is_sample": loaded.load.is_sample,
        "when": words.moment(loaded.load.started_at),
        "editions": ", ".join(map(str, loaded.editions)),
        "files": files,
        "ledger": _ledger(sum_of(one.ledger for one in loaded.files)),
        "rows": words.number(sum(one.file.rows for one in loaded.files)),
        "value": words.exact(value_sen),
        "amount": words.amount(value_sen),
        "slices": [_slice(part) for part in loaded.slices],
        "years": _years(loaded.slices),
    }


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
        # In words and only where rows are: a table of seven columns a file would not fit a phone.
        "ledger": " + ".join(
            f"{words.number(line.rows)} {COLUMNS[line.column]}" for line in loaded.ledger if line.rows
        ),
    }


def _slice(part: Slice) -> dict[str, str]:
    return {
        "name": part.region.name,
        "year": str(part.year),
        "system": part.system,
        "as_of": words.day(part.as_of),
        "rejected": parts.rejected(part.rejected_rows, part.rejected_sen),
    }


def _years(slices: list[Slice]) -> str:
    return ", ".join(map(str, sorted({part.year for part in slices})))
