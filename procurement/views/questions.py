"""/sorotan/: questions worth asking. What the record says, which rule speaks of it, why one would ask; no judgement."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from procurement import filters
from procurement.counting import Channel
from procurement.known_edition import known_edition
from procurement.queries.kept import kept
from procurement.queries.questions import scope as scopes
from procurement.queries.questions.bounds import RULE
from procurement.queries.questions.record import Record, record
from procurement.queries.questions.scope import Loaded, Scope
from procurement.queries.rules import rules
from procurement.views import addresses, parts, question_words
from procurement.views.province import of_site
from procurement.views.question_cards import cards
from regions.models import Kind, Region


def questions(request: HttpRequest) -> HttpResponse:
    asked = filters.read(request, filters.QuestionsForm)
    regions = sorted(of_site(), key=lambda region: region.code)
    scope, years = scope_of(asked, regions)
    return render(request, "procurement/questions.html", _page(request, scope, years, regions, asked))


def scope_of(asked: dict[str, Any], regions: list[Region]) -> tuple[Scope | None, list[int]]:
    """(what is looked at, None without any data of the channel; the years that have some). Raises Http404."""
    try:
        chosen = scopes.looked_at(regions, asked["daerah"])
    except LookupError:
        raise Http404 from None
    found = scopes.loaded(regions)
    years = found.years(asked["kanal"], {region.code for region in regions})
    year = _year(found, years, asked, chosen)
    return scopes.scope(found, chosen, year, asked["kanal"]) if year else None, years


def record_of(request: HttpRequest, scope: Scope) -> Record:
    named = ("questions", str(scope.year), scope.channel, *scope.codes)
    return kept(known_edition(request), named, lambda: record(scope, rules()))


def _year(found: Loaded, years: list[int], asked: dict[str, Any], chosen: list[Region]) -> int | None:
    """The year asked for, else the latest with data of those chosen; None where the channel has no data at all.

    Raises Http404 for a year of which no government has an export, of whatever channel.
    """
    year: int | None = asked["tahun"]
    if year and found.slices and not any(one.year == year for one in found.slices):
        raise Http404
    own = found.years(asked["kanal"], {region.code for region in chosen})
    return year or next(iter(own or years), None)


def _page(
    request: HttpRequest, scope: Scope | None, years: list[int], regions: list[Region], asked: dict[str, Any]
) -> dict[str, Any]:
    one = next((region for region in regions if region.slug == asked["daerah"]), None)
    year = scope.year if scope else None
    query = addresses.query_of({"kanal": asked["kanal"], "daerah": asked["daerah"]})
    frame = {
        "asked": asked,
        "year": year,
        "one": one,
        "how": parts.counted_how(asked["kanal"], RULE.slug),
        "years": parts.year_links(
            years, year or 0, lambda each: addresses.with_query(reverse("questions"), {"tahun": str(each), **query})
        ),
        "choices": {
            "kanal": [(channel.value, channel.label) for channel in Channel],
            "daerah": [(region.slug, region.name) for region in _by_name(regions)],
        },
        "headline": question_words.headline(year, one),
        "citations": parts.citations(
            request,
            lambda: question_words.title(year, one, asked["kanal"]),
            addresses.with_query(reverse("questions"), {"tahun": str(year or ""), **query}),
        ),
    }
    if scope and scope.totals:
        return frame | _record(request, scope, one)
    return frame | {"cards": [], "description": "", "none_counts": bool(scope and scope.regions)}


def _by_name(regions: list[Region]) -> list[Region]:
    """The regencies and cities in the order of their codes, the provincial government last."""
    return sorted(regions, key=lambda region: (region.kind == Kind.PROVINCE, region.code))


def _record(request: HttpRequest, scope: Scope, one: Region | None) -> dict[str, Any]:
    found = record_of(request, scope)
    return {
        "cards": cards(found, one),
        "downloads": _downloads(scope, one),
        "lead": question_words.lead(found, one),
        "description": question_words.description(found, one),
        **parts.data_days(scope.as_of),
        "rejected": parts.rejected(scope.rejects),
    }


def _downloads(scope: Scope, one: Region | None) -> list[dict[str, str]]:
    said = {"tahun": scope.year, "kanal": scope.channel, "daerah": one.slug if one else ""}
    return parts.downloads(f"sorotan-{scope.year}", reverse("questions-csv"), addresses.query_of(said))
