"""/data/muatan/<n>/: one load with its files, ledgers, notes and rejects, and what it changed.

Who ran it is kept but not printed: it is the name of a person. Nor is the text of a rejected cell: it may be one too.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from procurement import filters
from procurement.counting import DEFAULT_RULE
from procurement.models import Load
from procurement.queries.changed_slices import SliceChange
from procurement.queries.coverage import LoadedFile
from procurement.queries.one_load import LoadedSlice, OneLoad, Reason, one_load
from procurement.views import links, load_notes, parts, words
from procurement.views.data import COLUMNS, ledgers
from procurement.views.ranking_table import government_address
from procurement.views.reject_words import meaning


def load(request: HttpRequest, number: int) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    try:
        found = one_load(number)
    except Load.DoesNotExist:
        raise Http404 from None
    standing = [one for one in found.slices if one.standing_load == found.load.pk]
    context = {
        "load": found.load,
        "when": words.moment(found.load.started_at),
        "headline": _headline(found),
        "lead": _lead(found, standing),
        "editions": [{"number": one, "address": reverse("edition", args=[one])} for one in found.editions],
        "options": load_notes.options(found.load.options),
        "ledgers": ledgers(found.files),
        "files": [_file(one, found.reasons.get(one.file.pk, [])) for one in found.files],
        "slices": [_slice(one, found.load.pk) for one in found.slices],
        "changes": _changes(found.slices),
        "rule": DEFAULT_RULE.label,
        "crumbs": [
            {"label": gettext("Data"), "address": reverse("data")},
            {"label": gettext("Load %(number)s") % {"number": found.load.pk}, "address": ""},
        ],
        "downloads": parts.downloads(
            f"muatan-{found.load.pk}",
            reverse("load-csv", args=[found.load.pk]),
            {},
        ),
        "citations": parts.citations(request, lambda: gettext("Load %(number)s") % {"number": found.load.pk}),
    }
    return render(request, "procurement/load.html", context)


def _headline(found: OneLoad) -> str:
    count = len(found.files)
    text = ngettext(
        "Load %(number)s of %(day)s: %(rows)s rows from %(count)s file",
        "Load %(number)s of %(day)s: %(rows)s rows from %(count)s files",
        count,
    )
    return text % {
        "number": found.load.pk,
        "day": words.day(found.load.started_at),
        "rows": words.number(sum(one.file.rows for one in found.files)),
        "count": count,
    }


def _lead(found: OneLoad, standing: list[LoadedSlice]) -> str:
    """How much of it still stands."""
    if not standing:
        return load_notes.nothing_stands(found.editions)
    whole = len(found.slices)
    years = words.listed(str(year) for year in sorted({one.year for one in standing}))
    values = {"standing": words.number(len(standing)), "whole": words.number(whole), "years": years}
    text = gettext("%(standing)s of its %(whole)s slices still stand, for %(years)s.") % values
    return f"{text} {gettext('A slice is one government, one year and one system; a newer load replaces it whole.')}"


def _file(one: LoadedFile, reasons: list[Reason]) -> dict[str, Any]:
    file = one.file
    rows, value_sen = sum(line.rows for line in one.ledger), sum(line.value_sen for line in one.ledger)
    rejected = next(line for line in one.ledger if line.column == "rejected")
    return {
        "name": file.name,
        "sha256": file.sha256,
        "size": words.number(file.size),
        "layout": file.layout,
        "channel": words.channel(one.channel) if one.channel else gettext("channel as each row says"),
        "ledger": [
            {"name": COLUMNS[line.column], "rows": words.number(line.rows), "value": words.amount(line.value_sen)}
            for line in one.ledger
        ],
        "rows": words.number(rows),
        "value": words.amount(value_sen),
        "check": _check(rows == file.rows and value_sen == file.value_sen, file.rows, file.value_sen),
        "rejected": _rejected(rejected.rows, rejected.value_sen),
        "reasons": [_reason(reason) for reason in reasons],
        "notes": load_notes.of_file(file.notes),
    }


def _check(equal: bool, rows: int, value_sen: int) -> str:
    values = {"rows": words.number(rows), "value": words.exact(value_sen)}
    if equal:
        return gettext("Equal: the second reader counted %(rows)s rows and %(value)s too.") % values
    return gettext("NOT EQUAL: the second reader counted %(rows)s rows and %(value)s.") % values


def _rejected(rows: int, value_sen: int) -> str:
    if not rows:
        return ""
    return ngettext(
        "%(rows)s row worth %(value)s was rejected and is in no figure.",
        "%(rows)s rows worth %(value)s were rejected and are in no figure.",
        rows,
    ) % {"rows": words.number(rows), "value": words.exact(value_sen)}


def _reason(one: Reason) -> dict[str, str]:
    return {
        "code": one.code,
        "means": meaning(one.code),
        "column": one.column,
        "rows": words.number(one.rows),
        "first": words.number(one.first_line),
    }


def _slice(one: LoadedSlice, number: int) -> dict[str, Any]:
    change = one.change
    return {
        "name": one.region.name if one.region else one.code,
        "address": government_address(one.region.slug, one.year, {}) if one.region else "",
        "year": one.year,
        "system": one.system,
        "as_of": words.day(one.as_of) if one.as_of else "–",
        "rows": _rows(change),
        "before": words.amount(change.before.value_sen) if change and change.before.rows else "–",
        "after": links.figure(words.amount(change.after.value_sen), _source(one, number)) if change else "–",
        "rejected": words.number(one.rejected) if one.rejected else "",
        "unplaced": words.number(one.unplaced) if one.unplaced else "",
        "stands": _stands(one, number),
        "newer": one.standing_load if one.standing_load and one.standing_load != number else None,
    }


def _source(one: LoadedSlice, number: int) -> str:
    """Of what stands: rows that a later load replaced are gone."""
    if one.region is None or one.standing_load != number:
        return ""
    return links.passport_address(one.region, one.year, one.channel, DEFAULT_RULE.slug, sistem=one.system)


def _changes(slices: list[LoadedSlice]) -> str:
    """Rows only: values of different channels are never added together."""
    found = [one.change for one in slices if one.change]
    values = {
        "added": words.number(sum(one.added for one in found)),
        "changed": words.number(sum(one.changed for one in found)),
        "withdrawn": words.number(sum(one.withdrawn for one in found)),
    }
    return gettext("Rows added: %(added)s, changed: %(changed)s, withdrawn: %(withdrawn)s.") % values


def _rows(one: SliceChange | None) -> str:
    """+84 ~0 −0 in words of signs that the head explains."""
    if one is None:
        return gettext("the same rows again")
    return f"+{words.number(one.added)} ~{words.number(one.changed)} −{words.number(one.withdrawn)}"


def _stands(one: LoadedSlice, number: int) -> str:
    if one.standing_load is None:
        return gettext("withdrawn")
    if one.standing_load == number:
        return gettext("stands")
    return gettext("replaced by load %(number)s") % {"number": one.standing_load}
