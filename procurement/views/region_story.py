"""What a government's page tells of its data, part by part: when, among whom, what for, and where to take it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from procurement.counting import Channel
from procurement.known_edition import known_edition
from procurement.queries import rankings
from procurement.queries.rankings import Ranking
from procurement.queries.robustness import robustness
from procurement.queries.spending import Spending
from procurement.views import (
    addresses,
    charts,
    links,
    parts,
    region_compare,
    region_standing,
    region_tables,
    region_words,
    words,
)
from regions.models import Kind, Region


def time(found: Spending) -> dict[str, Any]:
    heading = region_words.months_heading(found)
    return {
        "months_heading": heading,
        "months_text": region_words.months_text(found),
        "months_chart": charts.columns(found.months, found.year, heading),
        "months": region_tables.months(found),
        "several_years": len({month.year for month in found.months}) > 1,
    }


def position(found: Spending, governments: list[Region], query: dict[str, str]) -> dict[str, Any]:
    """Among all governments; the provincial government is not one of them and can only be compared."""
    if found.region.kind == Kind.PROVINCE:
        return {"compare": region_compare.form(found, governments, [], query)}
    whole = rankings.ranking(found.year, found.channel, found.rule)
    return {
        "strip": charts.strip(whole.rows, found.region.code, whole.median_sen),
        "strip_rows": region_tables.position(whole, found.region),
        "median": words.both(whole.median_sen) if whole.median_sen is not None else "",
        "governments": whole.governments,
        "with_data": whole.with_data,
        "compare": region_compare.form(found, governments, whole.rows, query),
        "robust": _robustness(found, whole),
    }


def _robustness(found: Spending, whole: Ranking) -> dict[str, Any] | None:
    """Nothing where there is no other government to stand before or behind."""
    if whole.with_data < 2:
        return None
    counted = robustness(whole.rows, found.region.code, found.year, found.channel, found.rule)
    return region_standing.robustness(found, counted)


def tables(found: Spending) -> dict[str, Any]:
    return {
        "categories": region_tables.categories(found),
        "categories_foot": region_tables.categories_foot(found),
        "categories_text": region_words.categories_text(found),
        "joined": region_tables.joined(found),
        "agencies": region_tables.agencies(found),
        "suppliers": region_tables.suppliers(found),
        "top_five": region_words.top_five(found),
        "marketplaces": region_tables.marketplaces(found),
        "by_number": found.channel == Channel.E_KATALOG,
        "latest": region_tables.latest(found.latest),
    }


def take(request: HttpRequest, found: Spending, *, is_latest: bool) -> dict[str, Any]:
    """Downloads, citations, and the embed, which shows the latest year: under an earlier one it would be another.

    The rows are those that the headline counts, so that the file sums to it.
    """
    slug = found.region.slug
    counted = addresses.query_of({"kanal": found.channel, "aturan": found.rule})
    query = {"daerah": slug, "tahun": str(found.year), **counted}
    tables = reverse("region-year-csv", args=[slug, found.year])
    return {
        "rows_address": rows_address(found.region, found.year, found.channel),
        "downloads": parts.downloads(f"{slug}-{found.year}", reverse("passport-csv"), query, _says_rows(found))
        + parts.downloads(
            f"{slug}-{found.year}-tabel", tables, counted, gettext("the tables of this page; not to be added up")
        ),
        "embed": _embed(found, counted) if is_latest else None,
        "citations": parts.citations(
            request,
            lambda: region_words.title(found.region, found.year, found.channel, found.rule),
            addresses.with_query(reverse("region-year", args=[slug, found.year]), counted),
            kept=_kept(request, found, counted),
        ),
    }


def _says_rows(found: Spending) -> str:
    text = ngettext("the %(count)s row that counts", "all %(count)s rows that count", found.rows)
    return text % {"count": words.number(found.rows)}


def _kept(request: HttpRequest, found: Spending, counted: dict[str, str]) -> str:
    """The row of the ranking that the edition froze; of the provincial government, which has none, the passport."""
    edition = known_edition(request)
    if edition is None:
        return ""
    if found.rank is None:
        number = str(edition.number)
        return links.passport_address(found.region, found.year, found.channel, found.rule, edisi=number)
    path = reverse("edition-ranking", args=[edition.number, found.year])
    return f"{addresses.with_query(path, counted)}#{found.region.slug}"


def _embed(found: Spending, counted: dict[str, str]) -> dict[str, Any]:
    slug, title = found.region.slug, region_words.title(found.region, found.year, found.channel, found.rule)
    return parts.embed_of_government(reverse("region-year", args=[slug, found.year]), slug, counted, title)


def rows_address(government: Region, year: int | None, channel: str) -> str:
    query = {"tahun": str(year or ""), "kanal": channel}
    return addresses.with_query(reverse("transactions", args=[government.slug]), query)
