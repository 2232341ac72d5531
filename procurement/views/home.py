"""/: what this is, the top of the latest ranking, and the way to one's own city."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from procurement import filters, registry
from procurement.counting import DEFAULT_RULE, Channel
from procurement.queries import rankings
from procurement.queries.rankings import Ranking
from procurement.views import addresses, blocks, links, parts, province, ranking_words, words
from procurement.views.ranking_table import lines
from procurement.views.tiles import tile_map

TOP = 10


def home(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    channel, years = rankings.overview()
    found = rankings.ranking(years[0], channel, DEFAULT_RULE.slug) if years else None
    query = addresses.query_of({"kanal": channel})
    named = province.name()
    context = {
        "province": named,
        "how": parts.counted_how(channel, DEFAULT_RULE.slug),
        "blocks": blocks.rendered(registry.home_blocks, request),
        "other_channel": _other_channel(channel, found),
        "map": tile_map(list(province.of_site()), found, query),
        "citations": _citations(request, found, named),
        **(_latest(found, query) if found else {}),
    }
    return render(request, "procurement/home.html", context)


def _other_channel(channel: str, found: Ranking | None) -> dict[str, Any] | None:
    """The ranking that is never added to this one, of its year if it can be; None where there is none."""
    other = next(one.value for one in Channel if one != channel)
    years = rankings.years(other)
    if not found or not years:
        return None
    year = found.year if found.year in years else years[0]
    path = reverse("ranking", args=[year])
    return {
        "channel": words.channel(other),
        "year": year,
        "address": addresses.with_query(path, addresses.query_of({"kanal": other})),
    }


def _citations(request: HttpRequest, found: Ranking | None, named: str) -> list[dict[str, str]]:
    """With what its figures are of: the latest year becomes another one."""
    kept = parts.frozen_ranking(request, found) if found else ""

    def title() -> str:
        text = gettext("Public spending, checked row by row")
        return f"{text}; {ranking_words.title(found, named)}" if found else text

    return parts.citations(request, title, kept_each=kept)


def _latest(found: Ranking, query: dict[str, str]) -> dict[str, Any]:
    return {
        "found": found,
        "headline": ranking_words.headline(found, ""),
        "top": lines(found, query)[:TOP],
        **parts.data_days(found.as_of),
        "total": links.figure(words.both(found.total_sen), links.passport_of_all(found)),
        "median": words.both(found.median_sen) if found.median_sen is not None else "",
        "rejected": parts.rejected(found.rejects),
        "address": addresses.with_query(reverse("ranking", args=[found.year]), query),
        "downloads": parts.downloads(
            f"peringkat-{found.year}",
            reverse("ranking-csv", args=[found.year]),
            query,
        ),
    }
