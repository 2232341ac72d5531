"""/peringkat/<tahun>/: all governments of the province on one page, by the value of what they bought."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from procurement import filters, registry
from procurement.queries import rankings
from procurement.queries.rankings import Ranking
from procurement.views import addresses, blocks, links, parts, province, ranking_words, words
from procurement.views.ranking_table import headers, lines, missing_lines
from regions.models import RANKED_KINDS


def latest(request: HttpRequest) -> HttpResponse:
    """To the latest year that has data of the channel, or else of any: its page says what is missing and has the form.

    Without any data the page that says so.
    """
    asked = filters.read(request, filters.RankingForm)
    years = _known_years(asked["kanal"])
    if not years:
        return nothing_loaded(request)
    return redirect(addresses.with_query(reverse("ranking", args=[years[0]]), addresses.query_of(asked)))


def ranking(request: HttpRequest, year: int) -> HttpResponse:
    asked = filters.read(request, filters.RankingForm)
    try:
        found = _found(year, asked)
    except LookupError:
        raise Http404 from None
    return render(request, "procurement/ranking.html", _page(request, found, asked))


def nothing_loaded(request: HttpRequest) -> HttpResponse:
    citations = parts.citations(request, lambda: gettext("Ranking: no data yet"))
    return render(request, "procurement/ranking_empty.html", {"citations": citations})


def _known_years(channel: str) -> list[int]:
    return rankings.years(channel) or rankings.years()


def _found(year: int, asked: dict[str, str]) -> Ranking:
    kind = RANKED_KINDS.get(asked["jenis"])
    return rankings.ranking(year, asked["kanal"], asked["aturan"], kind=kind, query=asked["q"], order=asked["urut"])


def _page(request: HttpRequest, found: Ranking, asked: dict[str, str]) -> dict[str, Any]:
    query = addresses.query_of(asked)
    named, shown = province.name(), ranking_words.shown_of(asked)
    return {
        "found": found,
        "how": parts.counted_how(found.channel, found.rule),
        "province": named,
        "headline": ranking_words.headline(found, asked["q"], asked["jenis"]),
        "exactly": ranking_words.exactly(found, asked["q"]),
        "description": ranking_words.description(found, named, asked),
        **parts.data_days(found.as_of),
        "figures": ranking_words.figures(found, asked),
        "state": ranking_words.state(found, asked),
        "elsewhere": _elsewhere(found),
        "notes": ranking_words.notes(found),
        "rejected": parts.rejected(found.rejects),
        "headers": headers(request.path, query, asked["urut"], found.year),
        "lines": lines(found, query, asked["jenis"]),
        "total": links.figure(words.amount(found.total_sen), links.passport_of_all(found, **shown)),
        "total_orders": links.figure(
            words.number(found.total_orders), links.passport_of_all(found, "pesanan", **shown)
        ),
        "missing": missing_lines(found, query),
        "asked": asked,
        "chips": _chips(request.path, query),
        "years": _years(found, query),
        "choices": _choices(asked),
        "blocks": blocks.rendered(registry.year_blocks, request, found.year, found.channel, found.rule, None),
        "downloads": _downloads(found, query),
        "embed": parts.embed_of_ranking(found.year, query, ranking_words.title(found, named, asked)),
        "citations": _citations(request, found, asked, named),
    }


def _citations(request: HttpRequest, found: Ranking, asked: dict[str, str], named: str) -> list[dict[str, str]]:
    """This ranking as its edition froze it; narrowed or in another order itself, with where the whole is kept."""
    kept = parts.frozen_ranking(request, found)
    is_whole = not addresses.query_of(asked).keys() - {"kanal", "aturan"}
    return parts.citations(
        request,
        lambda: ranking_words.title(found, named, asked),
        kept if is_whole else "",
        kept_each="" if is_whole else kept,
    )


def _elsewhere(found: Ranking) -> list[dict[str, str]]:
    """The rankings of the year by other channels, where this one has no export of anybody."""
    if found.with_data or found.is_loaded:
        return []
    return parts.elsewhere(found.channel, found.rule, found.year, rankings.years, lambda year: ("ranking", [year]))


def _years(found: Ranking, query: dict[str, str]) -> list[dict[str, Any]]:
    return parts.year_links(
        _known_years(found.channel),
        found.year,
        lambda year: addresses.with_query(reverse("ranking", args=[year]), query),
    )


def _choices(asked: dict[str, str]) -> dict[str, list[Any]]:
    """The lists of the form."""
    return {
        "jenis": [("", gettext("All")), ("kota", gettext("Cities")), ("kabupaten", gettext("Regencies"))],
        **parts.choices(asked["kanal"], asked["aturan"]),
    }


def _chips(path: str, query: dict[str, str]) -> list[dict[str, str]]:
    """Every filter that is on, with the address of the page without it."""
    return [
        {
            "label": ranking_words.filter_words(key, value),
            "address": addresses.with_query(path, {other: kept for other, kept in query.items() if other != key}),
        }
        for key, value in query.items()
        if key != "urut"
    ]


def _downloads(found: Ranking, query: dict[str, str]) -> list[dict[str, str]]:
    return parts.downloads(f"peringkat-{found.year}", reverse("ranking-csv", args=[found.year]), query)
