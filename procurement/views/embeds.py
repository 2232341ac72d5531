"""/sematkan/…: small pages that a newsroom puts into an article. Only these may stand in another site's frame."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override

from procurement import filters
from procurement.queries import rankings, spending
from procurement.queries.spending import Held
from procurement.views import addresses, charts, parts, province, ranking_words, region_words, words
from procurement.views.month_cells import month_rows
from procurement.views.ranking_table import lines
from regions.models import RANKED_KINDS

TOP = 10
FRAMED = {name: value for name, value in settings.SECURE_CSP.items() if name != "frame-ancestors"}

type View = Callable[..., HttpResponse]


def embeddable(view: View) -> View:
    """Any site may frame the answer; everything else of the policy stays."""

    def framed(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        response = view(request, *arguments, **named)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return csp_override({**FRAMED, "frame-ancestors": ["*"]})(xframe_options_exempt(framed))


@embeddable
def ranking(request: HttpRequest, year: int) -> HttpResponse:
    """The ten first of the ranking as filtered and sorted."""
    asked = filters.read(request, filters.RankingForm)
    kind = RANKED_KINDS.get(asked["jenis"])
    try:
        found = rankings.ranking(
            year, asked["kanal"], asked["aturan"], kind=kind, query=asked["q"], order=asked["urut"]
        )
    except LookupError:
        raise Http404 from None
    query = addresses.query_of(asked)
    context = {
        "heading": ranking_words.headline(found, asked["q"], asked["jenis"]),
        "lines": lines(found, query, asked["jenis"])[:TOP],
        "of": len(found.rows),
        "median": words.short(found.median_sen) if found.median_sen is not None else "",
        "year": year,
        "how": parts.counted_how(found.channel, found.rule),
        "data_date": words.reaching(*found.as_of) if found.as_of else "",
        "rejected": parts.rejected(found.rejects),
        "page": addresses.absolute(addresses.with_query(reverse("ranking", args=[year]), query)),
    }
    return render(request, "embeds/ranking.html", context)


@embeddable
def government(request: HttpRequest, slug: str) -> HttpResponse:
    """The latest year of one government: its figure, its rank and its months.

    The figures of months are no links: in the frame of another site a passport would not open.
    """
    region = get_object_or_404(province.of_site(), slug=slug)
    asked = filters.read(request, filters.SpendingForm)
    years = spending.years_of(region, asked["kanal"])
    found = spending.held(region, years[0], asked["kanal"], asked["aturan"]) if years else None
    page = reverse("region-year", args=[slug, years[0]]) if years else reverse("region", args=[slug])
    context = {
        "region": region,
        "how": parts.counted_how(asked["kanal"], asked["aturan"]),
        "reason": words.reason(
            rankings.NONE_COUNTED if years else rankings.NOT_LOADED, asked["kanal"], next(iter(years), None)
        ),
        "page": addresses.absolute(addresses.with_query(page, addresses.query_of(asked))),
        **(_figures(found) if found else {}),
    }
    return render(request, "embeds/government.html", context)


def _figures(found: Held) -> dict[str, Any]:
    months = [month for month in found.months if month.year == found.year]
    return {
        "found": found,
        "heading": region_words.headline(found),
        "lead": region_words.lead(found),
        "exact": words.exact(found.value_sen),
        "data_date": words.day(found.as_of),
        "rejected": parts.rejected(found.rejects),
        "months": month_rows(months, lambda _month: ""),
        "chart": charts.columns(months, found.year, region_words.months_heading(found)),
    }
