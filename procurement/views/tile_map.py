"""/peta/: a year on the tile map, with the limits of its classes and its table."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from procurement import filters
from procurement.queries import rankings
from procurement.queries.rankings import Ranking
from procurement.views import addresses, links, map_words, parts, province, words
from procurement.views.ranking_table import lines, missing_lines
from procurement.views.ranking_twins import WRITERS, of_nothing, of_today
from procurement.views.tiles import fifth_of
from procurement.views.tiles import tile_map as tiles


def tile_map(request: HttpRequest) -> HttpResponse:
    asked = filters.read(request, filters.YearForm)
    years = rankings.years(asked["kanal"])
    return render(request, "procurement/map.html", _page(request, _found(asked, years), years, asked))


def twin(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The rows of the map's table, which are those of the ranking."""
    asked = filters.read(request, filters.YearForm)
    found = _found(asked, rankings.years(asked["kanal"]))
    return WRITERS[kind](of_today(request, found, "peta") if found else of_nothing(request, asked, "peta"))


def _found(asked: dict[str, Any], years: list[int]) -> Ranking | None:
    """None before anything is loaded. Raises Http404 for a year without any export."""
    year = asked["tahun"] or next(iter(years), None)
    if year is None:
        return None
    try:
        found = rankings.ranking(year, asked["kanal"], asked["aturan"])
    except LookupError:
        raise Http404 from None
    return found if years else None


def _page(request: HttpRequest, found: Ranking | None, years: list[int], asked: dict[str, Any]) -> dict[str, Any]:
    named = province.name()
    query = addresses.query_of({"kanal": asked["kanal"], "aturan": asked["aturan"]})
    frame = {
        "asked": asked,
        "how": parts.counted_how(asked["kanal"], asked["aturan"]),
        "province": named,
        "map": tiles(list(province.of_site().ranked()), found, query),
        "found": found,
        "headline": map_words.headline(found, asked["kanal"]),
        "description": map_words.description(found, named, asked["kanal"], asked["aturan"]),
        "choices": parts.choices(asked["kanal"], asked["aturan"]),
        "citations": parts.citations(
            request,
            lambda: map_words.title(named, found.year if found else None, asked["kanal"], asked["aturan"]),
            addresses.with_query(reverse("map"), {"tahun": str(found.year), **query}) if found else "",
            kept_each=parts.frozen_ranking(request, found) if found else "",
        ),
    }
    return frame | _year(found, years, query) if found else frame


def _year(found: Ranking, years: list[int], query: dict[str, str]) -> dict[str, Any]:
    return {
        **parts.data_days(found.as_of),
        "rejected": parts.rejected(found.rejects),
        "years": parts.year_links(
            years, found.year, lambda year: addresses.with_query(reverse("map"), {"tahun": str(year), **query})
        ),
        "classes": _classes(found),
        "lines": lines(found, query),
        "missing": missing_lines(found, query),
        "median": words.short(found.median_sen) if found.median_sen is not None else "",
        "total": links.figure(words.both(found.total_sen), links.passport_of_all(found)) if found.rows else "",
        "total_amount": links.figure(words.amount(found.total_sen), links.passport_of_all(found)),
        "ranking_address": addresses.with_query(reverse("ranking", args=[found.year]), query),
        "downloads": parts.downloads(f"peta-{found.year}", reverse("map-csv"), {"tahun": str(found.year), **query}),
    }


def _classes(found: Ranking) -> list[dict[str, Any]]:
    """The fifths of the ranking that have a government, with their limits in rupiah."""
    groups: dict[int, list[int]] = {}
    for row in found.rows:
        groups.setdefault(fifth_of(row.rank, found.with_data), []).append(row.value_sen)
    return [
        {"css": f"m{fifth}", "label": map_words.fifth(fifth, min(values), max(values), len(values))}
        for fifth, values in sorted(groups.items())
    ]
