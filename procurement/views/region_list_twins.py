"""Every government of the province for machines, with its figure of the latest year."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from procurement import filters
from procurement.counting import DEFAULT_RULE
from procurement.downloads.page_fields import GOVERNMENT_LIST
from procurement.downloads.tables import governments
from procurement.money import exact
from procurement.queries import rankings, spending
from procurement.queries.rankings import Ranking
from procurement.views import province
from procurement.views.table_twins import TableTwin, written
from procurement.views.twins import edition_of, file_name
from regions.models import Kind, Region

NO_FIGURE: dict[str, Any] = {"peringkat": None, "nilai_rupiah": None, "alasan": None}


def regions(request: HttpRequest, kind: str) -> HttpResponseBase:
    filters.read(request, filters.NoKeys)
    edition = edition_of(request)
    channel, years = rankings.overview()
    year = next(iter(years), None)
    figures = _figures(year, channel) if year else {}
    constant = {"tahun": year, "kanal": channel, "aturan": DEFAULT_RULE.slug, **edition}
    records = ({**one, **figures.get(one["kode_wilayah"], NO_FIGURE)} for one in governments())
    name = file_name("daerah", *([year] if year else []), edition=edition)
    return written(TableTwin("daerah", name, GOVERNMENT_LIST, records, constant), kind)


def _figures(year: int, channel: str) -> dict[str, dict[str, Any]]:
    """Kemendagri's code -> the figure, or why there is none."""
    found = rankings.ranking(year, channel, DEFAULT_RULE.slug)
    missing = {one.region.code: NO_FIGURE | {"alasan": one.reason} for one in found.missing}
    beside = {one.code: _unranked(one, found) for one in province.of_site().filter(kind=Kind.PROVINCE)}
    return (
        missing
        | beside
        | {
            row.region.code: NO_FIGURE | {"peringkat": row.rank, "nilai_rupiah": exact(row.value_sen)}
            for row in found.rows
        }
    )


def _unranked(region: Region, found: Ranking) -> dict[str, Any]:
    """The provincial government's: it is in no ranking."""
    value = spending.value_of(region, found.year, found.channel, found.rule)
    return NO_FIGURE | ({"alasan": value} if isinstance(value, str) else {"nilai_rupiah": exact(value)})
