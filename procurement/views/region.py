"""/daerah/: all governments; /daerah/<slug>/ and its years: what one of them buys."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from procurement import filters, registry
from procurement.counting import Channel, rules_for
from procurement.queries import rankings, spending
from procurement.queries.spending import Spending
from procurement.views import addresses, blocks, charts, parts, region_tables, region_words, words
from procurement.views.province import of_site
from procurement.views.ranking import query_of
from regions.models import Kind, Region


def region(request: HttpRequest, slug: str, year: int | None = None) -> HttpResponse:
    """The latest year with data, or the one asked for. A government without data gets a page that says why."""
    government = get_object_or_404(of_site(), slug=slug)
    asked = filters.read(request, filters.SpendingForm)
    years = spending.years_of(government, asked["kanal"])
    chosen = year or (years[0] if years else None)
    if chosen is None:
        return _without(request, government, None, years, asked, "belum-ada-data")
    try:
        found = spending.spending(government, chosen, asked["kanal"], asked["aturan"])
    except LookupError:
        _refuse_unknown_year(chosen, asked)
        return _without(request, government, chosen, years, asked, "belum-ada-data")
    if found is None:
        return _without(request, government, chosen, years, asked, "tidak-ada-yang-memenuhi-aturan")
    return render(request, "procurement/region.html", _page(request, found, years, asked))


def _refuse_unknown_year(year: int, asked: dict[str, str]) -> None:
    known = rankings.years(asked["kanal"])
    if known and year not in known:
        raise Http404


def _without(
    request: HttpRequest, government: Region, year: int | None, years: list[int], asked: dict[str, str], reason: str
) -> HttpResponse:
    context = {
        "region": government,
        "year": year,
        "empty_title": _empty_title(government, year),
        "reason": words.reason(reason),
        "rows_address": _rows_address(government, year, asked["kanal"]) if reason != "belum-ada-data" else "",
        "citations": parts.citations(request, lambda: _empty_title(government, year)),
        **_frame(request, government, year, years, asked),
    }
    return render(request, "procurement/region_empty.html", context)


def _empty_title(government: Region, year: int | None) -> str:
    if year:
        return gettext("%(name)s %(year)s: no figure") % {"name": government.name, "year": year}
    return gettext("%(name)s: no figure") % {"name": government.name}


def _rows_address(government: Region, year: int | None, channel: str) -> str:
    query = {"tahun": str(year or ""), "kanal": channel}
    return addresses.with_query(reverse("transactions", args=[government.slug]), query)


def _frame(
    request: HttpRequest, government: Region, year: int | None, years: list[int], asked: dict[str, str]
) -> dict[str, Any]:
    """What the page has whether or not there is data."""
    query = query_of(asked)
    return {
        "asked": asked,
        "how": parts.counted_how(asked["kanal"], asked["aturan"]),
        "crumbs": _crumbs(government, year, query),
        "years": _years(government, years, year, query),
        "choices": {
            "kanal": [(channel.value, channel.label) for channel in Channel],
            "aturan": [(rule.slug, rule.label) for rule in rules_for(asked["kanal"])],
        },
        "namesake": namesake(government),
        "blocks": blocks.rendered(registry.government_blocks, request, government),
    }


def _crumbs(government: Region, year: int | None, query: dict[str, str]) -> list[dict[str, str]]:
    back = addresses.with_query(reverse("ranking", args=[year]), query) if year else reverse("regions")
    label = gettext("Ranking %(year)s") % {"year": year} if year else gettext("Governments")
    return [{"label": label, "address": back}, {"label": government.name, "address": ""}]


def _years(government: Region, years: list[int], year: int | None, query: dict[str, str]) -> list[dict[str, Any]]:
    return parts.year_links(
        years,
        year or 0,
        lambda one: addresses.with_query(reverse("region-year", args=[government.slug, one]), query),
    )


def namesake(government: Region) -> Region | None:
    """The regency of a city's name, or the city of a regency's: seven names in East Java are both."""
    form, _blank, name = government.name.partition(" ")
    other = {"Kota": "Kabupaten", "Kabupaten": "Kota"}.get(form)
    return of_site().filter(name=f"{other} {name}").first() if other else None


def _page(request: HttpRequest, found: Spending, years: list[int], asked: dict[str, str]) -> dict[str, Any]:
    return {
        **_frame(request, found.region, found.year, years, asked),
        "found": found,
        "region": found.region,
        "headline": region_words.headline(found),
        "lead": region_words.lead(found),
        "description": region_words.description(found),
        "data_date": words.day(found.as_of),
        "figures": region_words.figures(found),
        "rejected": parts.rejected(found.rejected_rows, found.rejected_sen),
        "jatim_bejo": region_words.jatim_bejo(found),
        **_time(found),
        **_position(found),
        **_tables(found, request.path),
        **_take(request, found),
    }


def _time(found: Spending) -> dict[str, Any]:
    heading = region_words.months_heading(found.months)
    return {
        "months_heading": heading,
        "months_text": region_words.months_text(found),
        "months_chart": charts.columns(found.months, found.year, heading),
        "months": region_tables.months(found),
        "several_years": len({month.year for month in found.months}) > 1,
    }


def _position(found: Spending) -> dict[str, Any]:
    """The strip of all governments; the provincial government is not among them."""
    if found.region.kind == Kind.PROVINCE:
        return {}
    whole = rankings.ranking(found.year, found.channel, found.rule)
    return {
        "strip": charts.strip(whole.rows, found.region.code, whole.median_sen),
        "median": words.both(whole.median_sen) if whole.median_sen is not None else "",
        "governments": whole.governments,
        "with_data": whole.with_data,
    }


def _tables(found: Spending, path: str) -> dict[str, Any]:
    return {
        "categories": region_tables.stated(found, "kategori", found.categories),
        "agencies": region_tables.parts(found, "satker", found.agencies),
        "suppliers": region_tables.suppliers(found),
        "marketplaces": region_tables.stated(found, "", found.marketplaces),
        "by_number": found.channel == Channel.E_KATALOG,
        "by_stage": region_tables.by_stage(found),
        "by_rule": region_tables.by_rule(found, path),
        "latest": region_tables.latest(found.latest),
    }


def _take(request: HttpRequest, found: Spending) -> dict[str, Any]:
    slug = found.region.slug
    query = {"tahun": str(found.year), "kanal": found.channel}
    csv, json = reverse("transactions-csv", args=[slug]), reverse("transactions-json", args=[slug])
    return {
        "rows_address": _rows_address(found.region, found.year, found.channel),
        "downloads": parts.downloads(f"{slug}-{found.year}", csv, json, query),
        "citations": parts.citations(
            request, lambda: region_words.title(found.region, found.year, found.channel, found.rule)
        ),
    }
