"""/oembed/: the embed of a page of ours, for programs that turn a pasted address into one (oEmbed 1.0, JSON)."""

from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import resolve, reverse
from django.utils.html import format_html
from django.utils.translation import override

from procurement import filters
from procurement.downloads.cells import json_text
from procurement.known_edition import known_edition
from procurement.middleware.addresses import without_tracking
from procurement.queries import rankings, spending
from procurement.query_keys import BadQuery, read_query
from procurement.views import addresses, parts, province, ranking_words, region_words
from procurement.views.structured_data import marked
from procurement.views.twins import JSON, edition_of
from regions.models import RANKED_KINDS

WIDTH = 600
"""Pixels, where the consumer asks for no less."""
_NO_XML = "Hanya format=json. Only format=json.\n"


def oembed(request: HttpRequest) -> HttpResponse:
    """404 for what has no embed, 501 for XML, as the specification says."""
    asked = filters.read(request, filters.OembedForm)
    if asked["format"] == "xml":
        return HttpResponse(_NO_XML, status=501, content_type="text/plain; charset=utf-8")
    path, query = _address(asked["url"])
    indonesian = addresses.indonesian_path(path)
    with override("id"):
        match = resolve(indonesian)  # Resolver404 is an Http404
    with override("id" if indonesian == path else "en"):
        found = _embed(match.url_name or "", match.kwargs, query)
        title = marked(found["title"], known_edition(request))
    width = min(WIDTH, asked["maxwidth"] or WIDTH)
    height = min(found["height"], asked["maxheight"] or found["height"])
    document = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": settings.SITE_NAME,
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": 86_400,
        "width": width,
        "height": height,
        "html": _frame(found["address"], title, width, height),
        **edition_of(request),
    }
    return HttpResponse(json_text(document) + "\n", content_type=JSON)


def _address(url: str) -> tuple[str, QueryDict]:
    """The path and query of an address of this site; a fragment and tracking keys mean nothing. Raises Http404."""
    if not url.startswith(f"{settings.SITE_URL}/"):
        raise Http404
    path, _mark, query = url.removeprefix(settings.SITE_URL).partition("#")[0].partition("?")
    return unquote(path), QueryDict(without_tracking(query))


def _embed(name: str, values: dict[str, Any], query: QueryDict) -> dict[str, Any]:
    """Raises Http404 where the page has no embed, or would itself be refused."""
    try:
        if name in ("ranking", "embed-ranking"):
            return _ranking(values["year"], read_query(query, filters.RankingForm))
        if name in ("region", "region-year", "embed-government"):
            return _government(values["slug"], values.get("year"), read_query(query, filters.SpendingForm))
    except (BadQuery, LookupError):
        raise Http404 from None
    raise Http404


def _ranking(year: int, asked: dict[str, str]) -> dict[str, Any]:
    kind = RANKED_KINDS.get(asked["jenis"])
    found = rankings.ranking(year, asked["kanal"], asked["aturan"], kind=kind, query=asked["q"], order=asked["urut"])
    return parts.embed_of_ranking(year, addresses.query_of(asked), ranking_words.title(found, province.name(), asked))


def _government(slug: str, year: int | None, asked: dict[str, str]) -> dict[str, Any]:
    """The embed shows the latest year: the page of an earlier one has none."""
    region = get_object_or_404(province.of_site(), slug=slug)
    years = spending.years_of(region, asked["kanal"])
    if year is not None and years[:1] != [year]:
        raise Http404
    title = region_words.title(region, years[0], asked["kanal"], asked["aturan"]) if years else region.name
    return parts.embed_of_government(reverse("region", args=[slug]), slug, addresses.query_of(asked), title)


def _frame(address: str, title: str, width: int, height: int) -> str:
    code = '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"></iframe>'
    return str(format_html(code, address, title, width, height))
