"""/daerah/<slug>/ and its years: what one of them buys."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from procurement import filters, registry
from procurement.known_edition import known_edition
from procurement.queries import spending
from procurement.queries.rankings import NONE_COUNTED, NOT_LOADED
from procurement.queries.spending import Spending
from procurement.views import (
    addresses,
    blocks,
    parts,
    province,
    region_ladder,
    region_sizes,
    region_standing,
    region_story,
    region_words,
    structured_data,
    words,
)
from regions.models import Region


@dataclass(frozen=True)
class Visit:
    """What was asked of which government, and which others there are."""

    request: HttpRequest
    region: Region
    governments: list[Region]
    """All of the province, this one and the provincial one among them."""
    asked: dict[str, str]
    years: list[int]
    """With data of the channel, latest first."""


def region(request: HttpRequest, slug: str, year: int | None = None) -> HttpResponse:
    """The latest year with data, or the one asked for. A government without data gets a page that says why."""
    visit = _visit(request, slug)
    chosen = year or next(iter(visit.years), None)
    if chosen is None:
        return _without(visit, None, NOT_LOADED)
    try:
        found = spending.spending(visit.region, chosen, visit.asked["kanal"], visit.asked["aturan"])
    except LookupError:
        province.refuse_unknown_year(chosen)
        return _without(visit, chosen, NOT_LOADED)
    if found is None:
        return _without(visit, chosen, NONE_COUNTED)
    return render(request, "procurement/region.html", _page(visit, found))


def _visit(request: HttpRequest, slug: str) -> Visit:
    """Raises Http404 for an unknown government, BadQuery for a bad key."""
    governments = list(province.of_site())
    here = next((one for one in governments if one.slug == slug), None)
    if here is None:
        raise Http404
    asked = filters.read(request, filters.SpendingForm)
    return Visit(request, here, governments, asked, spending.years_of(here, asked["kanal"]))


def _without(visit: Visit, year: int | None, reason: str) -> HttpResponse:
    government, channel = visit.region, visit.asked["kanal"]
    rows = region_story.rows_address(government, year, channel)

    def title() -> str:
        return region_words.empty_title(government, year, channel, visit.asked["aturan"])

    context = {
        "region": government,
        "year": year,
        "empty_title": title(),
        "reason": words.reason(reason, channel, year),
        "structured": _structured(visit, None),
        "rows_address": rows if reason != NOT_LOADED else "",
        "citations": parts.citations(visit.request, title),
        **_frame(visit, year),
    }
    return render(visit.request, "procurement/region_empty.html", context)


def _structured(visit: Visit, found: Spending | None) -> str:
    named = province.name_among(visit.governments)
    return structured_data.block(structured_data.government(visit.region, named, found, known_edition(visit.request)))


def _frame(visit: Visit, year: int | None) -> dict[str, Any]:
    """What the page has whether or not there is data."""
    asked, query = visit.asked, addresses.query_of(visit.asked)
    return {
        "asked": asked,
        "how": parts.counted_how(asked["kanal"], asked["aturan"]),
        "crumbs": _crumbs(visit.region, year, query),
        "years": _years(visit, year, query),
        "choices": parts.choices(asked["kanal"], asked["aturan"]),
        "other_channel": _other_channel(visit, year),
        "namesake": namesake(visit.region, visit.governments),
        "blocks": blocks.rendered(registry.government_blocks, visit.request, visit.region, asked["aturan"]),
    }


def _other_channel(visit: Visit, year: int | None) -> dict[str, str] | None:
    """The way to what it spent through the other channel, which is never added; None where nothing counts there."""
    found = spending.in_other_channel(visit.region, year, visit.asked["kanal"], visit.asked["aturan"])
    if found is None:
        return None
    path = reverse("region-year", args=[visit.region.slug, found.year])
    query = addresses.query_of({"kanal": found.channel, "aturan": found.rule})
    says = region_words.in_other_channel(found, visit.asked["aturan"])
    return {"says": says, "address": addresses.with_query(path, query)}


def _crumbs(government: Region, year: int | None, query: dict[str, str]) -> list[dict[str, str]]:
    back = addresses.with_query(reverse("ranking", args=[year]), query) if year else reverse("regions")
    label = gettext("Ranking %(year)s") % {"year": year} if year else gettext("Governments")
    return [{"label": label, "address": back}, {"label": government.name, "address": ""}]


def _years(visit: Visit, year: int | None, query: dict[str, str]) -> list[dict[str, Any]]:
    return parts.year_links(
        visit.years,
        year or 0,
        lambda one: addresses.with_query(reverse("region-year", args=[visit.region.slug, one]), query),
    )


def namesake(government: Region, governments: list[Region]) -> Region | None:
    """The regency of a city's name, or the city of a regency's: seven names in East Java are both."""
    form, _blank, name = government.name.partition(" ")
    other = {"Kota": "Kabupaten", "Kabupaten": "Kota"}.get(form)
    return next((one for one in governments if one.name == f"{other} {name}"), None)


def _page(visit: Visit, found: Spending) -> dict[str, Any]:
    query = addresses.query_of(visit.asked)
    return {
        **_frame(visit, found.year),
        "found": found,
        "region": found.region,
        "headline": region_words.headline(found),
        "structured": _structured(visit, found),
        "lead": region_words.lead(found),
        "description": region_words.description(found),
        "data_date": words.day(found.as_of),
        "figures": region_words.figures(found),
        "rejected": parts.rejected(found.rejects),
        "jatim_bejo": region_words.jatim_bejo(found),
        **region_story.time(found),
        **region_story.position(found, visit.governments, query),
        **region_story.tables(found),
        "ladder": region_ladder.lines(found),
        "by_rule": region_ladder.rules(found, visit.request.path),
        "sizes": region_sizes.sizes(found),
        "catalogues": region_sizes.catalogues(found),
        "history": region_standing.history(found, query),
        **region_story.take(visit.request, found, is_latest=found.year == visit.years[0]),
    }
