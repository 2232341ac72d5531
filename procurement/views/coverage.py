"""/data/cakupan/: which months of which governments the data cover."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from procurement import filters
from procurement.models import Slice
from procurement.queries.covered_months import Covered, CoveredYear, State, covered_years
from procurement.queries.rankings import NONE_COUNTED, NOT_LOADED
from procurement.views import addresses, parts, province, words
from procurement.views.ranking_table import government_address

SYMBOLS = {State.COUNTED: "●", State.PART: "◐", State.NOTHING: "○", State.NOT_COVERED: "–"}
MEANINGS = {
    State.COUNTED: _("covered to the last day, with counted rows"),
    State.PART: _("counted rows, but the data end before the month does"),
    State.NOTHING: _("covered to the last day, and no row counts"),
    State.NOT_COVERED: _("not covered: nothing can be said"),
}


def coverage(request: HttpRequest) -> HttpResponse:
    asked = filters.read(request, filters.SpendingForm)
    found = covered_years(asked["kanal"], asked["aturan"])
    counts = [_count(one) for one in found]
    channel = asked["kanal"]

    def title() -> str:
        text = gettext("What the data cover: %(channel)s") % {"channel": words.channel(channel)}
        return words.by_rule(text, asked["aturan"])

    context = {
        "asked": asked,
        "how": parts.counted_how(channel, asked["aturan"]),
        "headline": _headline(found, channel),
        "province": province.name(),
        "counts": counts,
        "years": [_year(one, asked) for one in found],
        "legend": [{"symbol": symbol, "meaning": MEANINGS[state]} for state, symbol in SYMBOLS.items()],
        "months": [(words.month(2022, month), words.month(2022, month, "M")) for month in range(1, 13)],
        "crumbs": [
            {"label": gettext("Data"), "address": reverse("data")},
            {"label": gettext("Coverage"), "address": ""},
        ],
        "choices": parts.choices(channel, asked["aturan"]),
        "downloads": parts.downloads("cakupan", reverse("coverage-csv"), addresses.query_of(asked)),
        "citations": parts.citations(request, title),
    }
    return render(request, "procurement/coverage.html", context)


def _headline(found: list[CoveredYear], channel: str) -> str:
    """How many have a figure of the latest year."""
    if not found:
        return gettext("What the data cover through %(channel)s: no data yet") % {"channel": words.channel(channel)}
    latest = found[0]
    return gettext(
        "%(with_data)s of %(governments)s regencies and cities have data on %(channel)s in %(year)s"
    ) % {
        "with_data": sum(one.has_figures for one in latest.ranked),
        "governments": len(latest.ranked),
        "channel": words.channel(channel),
        "year": latest.year,
    }  # fmt: skip


def _count(one: CoveredYear) -> dict[str, Any]:
    exported = [government for government in one.ranked if government.slices]
    whole = [government for government in exported if not {State.PART, State.NOT_COVERED} & set(government.months)]
    return {
        "year": one.year,
        "governments": len(one.ranked),
        "exported": len(exported),
        "with_figures": sum(government.has_figures for government in one.ranked),
        "whole": len(whole),
        "without": len(one.ranked) - len(exported),
    }


def _year(one: CoveredYear, asked: dict[str, str]) -> dict[str, Any]:
    return {"year": one.year, "lines": [_line(government, one.year, asked) for government in one.governments]}


def _line(one: Covered, year: int, asked: dict[str, str]) -> dict[str, Any]:
    return {
        "name": one.region.name,
        "address": government_address(one.region.slug, year, addresses.query_of(asked)),
        "cells": [SYMBOLS[state] for state in one.months],
        "says": _says(one, year, asked) if one.slices else words.reason(NOT_LOADED, asked["kanal"], year),
        "slices": [_slice(part, len(one.slices) > 1) for part in one.slices],
    }


def _slice(part: Slice, several: bool) -> dict[str, Any]:
    """Up to which day, from which load; the system only where there are several."""
    return {
        "as_of": words.day(part.as_of),
        "system": part.system if several else "",
        "load": part.load_id,
        "address": reverse("load", args=[part.load_id]),
    }


def _says(one: Covered, year: int, asked: dict[str, str]) -> str:
    """The row of symbols in words."""
    said = []
    if not one.has_figures:
        said.append(words.reason(NONE_COUNTED, asked["kanal"], year))
    elif set(one.months) == {State.COUNTED}:
        said.append(gettext("Every month is covered and has counted rows."))
    else:
        texts = (
            (State.NOTHING, gettext("No counted row in %(months)s.")),
            (State.PART, gettext("Not to its end: %(months)s.")),
        )
        said += [text % {"months": _listed(one, state, year)} for state, text in texts if state in one.months]
    if State.NOT_COVERED in one.months:
        said.append(gettext("Not covered: %(months)s.") % {"months": _listed(one, State.NOT_COVERED, year)})
    said += _in_no_month(one)
    return " ".join(said)


def _listed(one: Covered, state: State, year: int) -> str:
    """January, March–May: the table's heading says the year."""
    months = words.months_listed((year, place + 1) for place, found in enumerate(one.months) if found is state)
    return months.replace(f" {year}", "")


def _in_no_month(one: Covered) -> list[str]:
    said = []
    if one.undated_rows:
        said.append(
            ngettext("%(count)s row without a date.", "%(count)s rows without a date.", one.undated_rows)
            % {"count": words.number(one.undated_rows)}
        )
    if one.outside_rows:
        said.append(
            ngettext("%(count)s row dated in another year.", "%(count)s rows dated in another year.", one.outside_rows)
            % {"count": words.number(one.outside_rows)}
        )
    return said
