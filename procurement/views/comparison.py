"""/bandingkan/: two to four governments side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from procurement import filters
from procurement.queries import comparison as query
from procurement.queries import rankings
from procurement.queries.comparison import Comparison
from procurement.query_keys import BadQuery, Beside
from procurement.views import addresses, comparison_tables, comparison_words, parts, province, words
from regions.models import Kind, Region

MOST = 4


def comparison(request: HttpRequest) -> HttpResponse:
    """With fewer than two governments, or without any data, the form that asks for them."""
    asked = filters.read(request, filters.ComparisonForm)
    governments = sorted(province.of_site(), key=lambda region: region.name)
    chosen = chosen_of(governments, asked)
    years = query.years(chosen, asked["kanal"])
    year = year_of(asked, years)
    frame = _frame(governments, chosen, asked)
    if len(chosen) < 2 or year is None:
        return render(request, "procurement/comparison_form.html", frame | _invitation(request, chosen, year))
    found = query.comparison(chosen, year, asked["kanal"], asked["aturan"])
    return render(request, "procurement/comparison.html", frame | _page(request, found, years, asked))


def chosen_of(governments: list[Region], asked: dict[str, Any]) -> list[Region]:
    """In the order asked for. Raises Http404 for an unknown one, BadQuery for one given twice."""
    by_slug, slugs = {region.slug: region for region in governments}, asked["d"]
    if any(slug not in by_slug for slug in slugs):
        raise Http404
    chosen = [by_slug[slug] for slug in slugs]
    for place, region in enumerate(chosen):
        if region in chosen[:place]:
            once = {"d": list(dict.fromkeys(slugs)), **_counted(asked)}
            raise BadQuery("d", gettext("%(name)s is given twice.") % {"name": region.name}, Beside(once))
    return chosen


def year_of(asked: dict[str, Any], years: list[int]) -> int | None:
    """The year asked for, else the latest that any of them has, else the latest that anyone has. Raises Http404.

    None before anything is loaded of the channel.
    """
    province.refuse_unknown_year(asked["tahun"])
    latest = next(iter(years or rankings.years(asked["kanal"])), None)
    return latest and (asked["tahun"] or latest)


def address(chosen: list[Region], asked: dict[str, Any], **changed: str) -> str:
    kept = {"d": [region.slug for region in chosen], **_counted(asked | changed)}
    return addresses.with_query(reverse("comparison"), kept)


def _counted(asked: dict[str, Any]) -> dict[str, str]:
    return addresses.query_of({key: asked[key] for key in ("tahun", "kanal", "aturan")})


def _frame(governments: list[Region], chosen: list[Region], asked: dict[str, Any]) -> dict[str, Any]:
    kinds = ((Kind.CITY, gettext("Cities")), (Kind.REGENCY, gettext("Regencies")), (Kind.PROVINCE, gettext("Province")))
    slugs = [region.slug for region in chosen]
    return {
        "asked": asked,
        "how": parts.counted_how(asked["kanal"], asked["aturan"]),
        "governments": sum(one.kind != Kind.PROVINCE for one in governments),
        "groups": [(label, [one for one in governments if one.kind == kind]) for kind, label in kinds],
        "fields": [
            {"id": f"d{place + 1}", "number": place + 1, "chosen": (slugs + [""] * MOST)[place]}
            for place in range(MOST)
        ],
        "chips": [
            {"label": one.name, "address": address([other for other in chosen if other != one], asked)}
            for one in chosen
        ],
        "choices": parts.choices(asked["kanal"], asked["aturan"]),
        "pairs": _pairs(governments, chosen, asked),
    }


def _pairs(governments: list[Region], chosen: list[Region], asked: dict[str, Any]) -> list[dict[str, str]]:
    """A city and the regency of its name: what is mixed up most often. With one chosen only its own."""
    regencies = {one.name.removeprefix("Kabupaten "): one for one in governments if one.kind == Kind.REGENCY}
    pairs = [
        (city, regencies[name])
        for city in governments
        if city.kind == Kind.CITY and (name := city.name.removeprefix("Kota ")) in regencies
    ]
    return [
        {"label": gettext("%(front)s and %(last)s") % {"front": one.name, "last": other.name},
         "address": address([one, other], asked)}
        for one, other in pairs
        if not chosen or chosen[0] in (one, other)
    ]  # fmt: skip


def _invitation(request: HttpRequest, chosen: list[Region], year: int | None) -> dict[str, Any]:
    def title() -> str:
        if chosen:
            return gettext("Compare %(names)s with …") % {"names": words.listed(one.name for one in chosen)}
        return gettext("Compare governments")

    return {"heading": title(), "any_data": year is not None, "citations": parts.citations(request, title)}


def _page(request: HttpRequest, found: Comparison, years: list[int], asked: dict[str, Any]) -> dict[str, Any]:
    chosen = [side.region for side in found.sides]
    days = [side.as_of for side in found.sides if side.as_of]
    kept = addresses.query_of({"kanal": found.channel, "aturan": found.rule})
    return {
        "found": found,
        "headline": comparison_words.headline(found),
        "lead": comparison_words.lead(found),
        "description": comparison_words.description(found),
        **parts.data_days((min(days), max(days)) if days else None),
        "apart": comparison_words.apart(found),
        "notes": comparison_words.notes(found),
        "overlap": comparison_words.overlap(found),
        "median": words.both(found.median_sen) if found.median_sen is not None else "",
        "same_months": comparison_words.same_months(found),
        "years": parts.year_links(
            years, found.year, lambda year: address(chosen, asked, tahun=str(year))
        ),
        "files": _files(found, kept),
        "ranking_address": addresses.with_query(reverse("ranking", args=[found.year]), kept),
        "citations": parts.citations(
            request,
            lambda: comparison_words.title(chosen, found.year, found.channel, found.rule),
            address(chosen, asked, tahun=str(found.year)),
        ),
        **comparison_tables.tables(found, kept),
    }  # fmt: skip


def _files(found: Comparison, kept: dict[str, str]) -> list[dict[str, str]]:
    """The governments here, then the rows of each."""
    slugs = [side.region.slug for side in found.sides]
    query = {"d": slugs, "tahun": str(found.year), **kept}
    files = parts.downloads(f"bandingkan-{found.year}", reverse("comparison-csv"), query)
    for side in found.sides:
        if side.as_of:
            slug = side.region.slug
            csv = reverse("transactions-csv", args=[slug])
            rows = {"tahun": str(found.year), "kanal": found.channel}
            says = gettext("every row, counted or not")
            files += parts.downloads(f"{slug}-{found.year}", csv, rows, says)[:1]
    return files
