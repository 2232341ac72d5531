"""/edisi/: every numbered state of what was published; /edisi/<n>/: what that one changed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext

from procurement import filters
from procurement.counting import DEFAULT_RULE, Channel
from procurement.known_edition import known_edition
from procurement.models import Edition
from procurement.queries import editions as query
from procurement.queries import frozen_ranking
from procurement.queries.changed_slices import SliceChange
from procurement.queries.editions import Difference, EditionLine
from procurement.queries.printed import Printed
from procurement.queries.printed import changed as changed_figures
from procurement.views import addresses, links, parts, printed_words, words

SHOWN = 60
"""Rows of a table of changes that are printed; a larger change is told in numbers and stands whole in the twins."""


def editions(request: HttpRequest) -> HttpResponse:
    asked = filters.read(request, filters.PageForm)
    number = asked["halaman"] or 1
    try:
        found, pages = query.newest(page=number)
    except LookupError:
        raise Http404 from None
    context = {
        "lines": [_line(one) for one in found],
        "pager": parts.pager(request.path, {}, number, pages),
        "downloads": parts.downloads("edisi", reverse("editions-csv"), {}),
        "citations": parts.citations(request, lambda: gettext("Editions")),
    }
    return render(request, "procurement/editions.html", context)


def _line(one: EditionLine) -> dict[str, Any]:
    edition = one.edition
    return {
        "number": edition.number,
        "address": reverse("edition", args=[edition.number]),
        "when": words.moment(edition.made_at),
        "cause": cause(edition),
        "is_sample": edition.is_sample,
        "files": ", ".join(one.files),
        "changed": changed(one),
    }


def cause(edition: Edition) -> str:
    return str(Edition.Cause(edition.cause).label)


def changed(one: EditionLine) -> str:
    if not one.governments:
        return nothing_changed()
    return ngettext(
        "Figures of %(count)s government changed, %(years)s: %(figures)s.",
        "Figures of %(count)s governments changed, %(years)s: %(figures)s.",
        one.governments,
    ) % {
        "count": one.governments,
        "years": words.listed(map(str, one.years)),
        "figures": printed_words.names(one.changed),
    }


def nothing_changed() -> str:
    """Editions are compared by the default rule, so that the others may have changed."""
    return gettext("No figure by the rule “%(rule)s” changed.") % {"rule": DEFAULT_RULE.label}


def edition(request: HttpRequest, number: int) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    found = query.find(number)
    if found is None:
        raise Http404
    latest = newer_number(request, found)
    slices = query.slices_of(found)
    differences, since, figures = query.differences_and_since(number - 1, number, latest or number)
    context = {
        "found": found,
        "of_sample": bool(query.of_sample([number])),
        "heading": title(number),
        "when": words.moment(found.made_at),
        "cause": cause(found),
        "newer": _newer(latest, since, figures) if latest else None,
        "slices": [_slice(one) for one in slices[:SHOWN]],
        "more_slices": words.number(len(slices) - SHOWN) if len(slices) > SHOWN else "",
        "sums": _sums(slices),
        "goes_back": [f"{_name(one)} ({one.system}): {_until(one)}" for one in slices if one.goes_back()],
        "differences": [_difference(one, number) for one in differences[:SHOWN]],
        "more_differences": words.number(len(differences) - SHOWN) if len(differences) > SHOWN else "",
        "unchanged": nothing_changed(),
        "rankings": _rankings(found),
        "crumbs": [
            {"label": gettext("Editions"), "address": reverse("editions")},
            {"label": title(number), "address": ""},
        ],
        "downloads": parts.downloads(
            f"perubahan-edisi-{number}",
            reverse("edition-csv", args=[number]),
            {},
        ),
        "citations": parts.citations(request, lambda: title(number), edition=found),
    }
    return render(request, "procurement/edition.html", context)


def title(number: int) -> str:
    return gettext("Edition %(number)s") % {"number": number}


def newer_number(request: HttpRequest, found: Edition) -> int | None:
    """The number of the latest edition where that is a newer one."""
    latest = known_edition(request)
    return latest.number if latest and latest.number > found.number else None


def _newer(latest: int, changed: int, figures: list[str]) -> dict[str, str]:
    """What an older edition's page says of the newest."""
    if changed:
        says = ngettext(
            "There is a newer edition: %(count)s government differs (%(figures)s).",
            "There is a newer edition: %(count)s governments differ (%(figures)s).",
            changed,
        ) % {"count": words.counted(changed), "figures": printed_words.names(figures)}
    else:
        says = gettext("There is a newer edition: no figure by the rule “%(rule)s” differs.") % {
            "rule": DEFAULT_RULE.label
        }
    return {
        "says": says,
        "label": gettext("Edition %(number)s is what the pages show today.") % {"number": latest},
        "address": reverse("edition", args=[latest]),
    }


def _slice(one: SliceChange) -> dict[str, str]:
    return {
        "name": _name(one),
        "system": one.system,
        "until": _until(one),
        "rows": before_after(words.number(one.before.rows), words.number(one.after.rows)),
        "value": before_after(words.amount(one.before.whole_sen), words.amount(one.after.whole_sen)),
        "added": words.number(one.added),
        "changed": words.number(one.changed),
        "withdrawn": words.number(one.withdrawn),
    }


def _name(one: SliceChange) -> str:
    return f"{one.region.name if one.region else one.code} {one.year}"


def _until(one: SliceChange) -> str:
    """The day up to which its data reach, in the edition before and in this one; a dash where none are left."""
    before = words.day(one.as_of_before) if one.as_of_before else ""
    if not one.after.rows:
        return before_after(words.day(one.as_of), "–")
    said = before_after(before, words.day(one.as_of)) if before else words.day(one.as_of)
    return gettext("%(days)s (goes back)") % {"days": said} if one.goes_back() else said


def before_after(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"


def _sums(slices: list[SliceChange]) -> str:
    """Rows added, changed and withdrawn over all slices, in words; empty where the edition touched no row."""
    if not slices:
        return ""
    counts = {kind: sum(getattr(one, kind) for one in slices) for kind in ("added", "changed", "withdrawn")}
    return gettext("%(added)s rows added, %(changed)s changed, %(withdrawn)s withdrawn.") % {
        kind: words.number(count) for kind, count in counts.items()
    }


def _difference(one: Difference, number: int) -> dict[str, str]:
    def amount(printed: Printed | None, edition: int) -> str:
        return "–" if printed is None else links.figure(words.amount(printed.value_sen), source(edition))

    def source(edition: int) -> str:
        if one.region is None:
            return ""
        return links.passport_address(one.region, one.year, one.channel, DEFAULT_RULE.slug, edisi=str(edition))

    return {
        "name": one.region.name if one.region else one.code,
        "address": reverse("region-year", args=[one.region.slug, one.year]) if one.region else "",
        "year": str(one.year),
        "channel": words.channel(one.channel),
        "value": format_html("{} → {}", amount(one.before, number - 1), amount(one.after, number))
        if "value_sen" in changed_figures(one.before, one.after)
        else amount(one.after, number),
        "rank": before_after(*(printed_words.said(printed, "rank") for printed in (one.before, one.after))),
        "others": printed_words.before_after(one.before, one.after, without=("value_sen", "rank")),
    }


def _rankings(found: Edition) -> list[dict[str, str]]:
    """The rankings that the edition froze, by channel and year."""
    return [
        {
            "label": gettext("%(year)s, %(channel)s") % {"year": year, "channel": words.channel(channel)},
            "address": addresses.with_query(
                reverse("edition-ranking", args=[found.number, year]),
                addresses.query_of({"kanal": channel}),
            ),
        }
        for channel in Channel.values
        for year in frozen_ranking.years_of(found, channel)
    ]
