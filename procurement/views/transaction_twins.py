"""A government's rows for machines, under the filters of its page, in the columns of our own layout `umum`."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from procurement import filters
from procurement.downloads import umum
from procurement.money import exact
from procurement.queries import transactions as query
from procurement.queries.reach import loaded
from procurement.views.export_places import in_place, is_large
from procurement.views.province import refuse_unknown_year
from procurement.views.twins import edition_of, file_name, json_stream, rows_csv_stream, xlsx_stream
from regions.models import Region


def transactions(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Every row that matches, as csv, xlsx or json; the first two end with the columns edisi and contoh."""
    region = get_object_or_404(Region.objects.of_province(settings.SITE_PROVINCE), slug=slug)
    asked, rows = filters.filtered(request, filters.TransactionFilter, query.rows_of(region))
    refuse_unknown_year(asked["tahun"])
    portions = query.in_turn(rows, asked["urut"])
    if is_large(rows, narrowed=_is_narrowed(asked)):
        return in_place(request, lambda: _written(request, region, rows, portions, kind, asked))
    return _written(request, region, rows, portions, kind, asked)


def _stem(region: Region, asked: dict[str, Any]) -> tuple[str, ...]:
    """Named after the year and channel where the list is of one."""
    return ("transaksi", region.slug, *(str(asked[key]) for key in ("tahun", "kanal") if asked[key]))


def _is_narrowed(asked: dict[str, Any]) -> bool:
    return any(value not in (None, "") for key, value in asked.items() if key != "urut")


def _written(
    request: HttpRequest, region: Region, rows: Any, portions: list[Any], kind: str, asked: dict[str, Any]
) -> StreamingHttpResponse:
    edition = edition_of(request)
    name = file_name(*_stem(region, asked), edition=edition)
    if kind == "csv":
        return rows_csv_stream(portions, region, edition, name, at_once=not _is_narrowed(asked))
    records = umum.records(*portions)
    if kind == "xlsx":
        return xlsx_stream("transaksi", umum.COLUMNS, records, edition, name)
    return json_stream(_envelope(region, rows, edition, asked), records, name)


def _envelope(region: Region, rows: Any, edition: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    summary = query.summary(rows)
    values = {channel: exact(sen) for channel, sen in query.by_channel(rows).items()}
    return {
        **edition,
        "kode_klpd": region.klpd_code,
        "daerah": region.name,
        "satuan": "rupiah",
        "jumlah_baris": summary.rows,
        "jumlah_pesanan": summary.orders,
        # No total over several channels: what is ordered through one may be other money than what is through another.
        # Nor one of what no export is loaded of: no data is not zero.
        "total_rupiah": exact(summary.value_sen) if len(values) < 2 and (values or _is_loaded(region, asked)) else None,
        "total_rupiah_per_kanal": values,
    }


def _is_loaded(region: Region, asked: dict[str, Any]) -> bool:
    return bool(loaded([region], asked["kanal"], [asked["tahun"]] if asked["tahun"] else []))
