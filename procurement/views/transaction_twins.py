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
from procurement.views.export_places import in_place, is_large
from procurement.views.twins import csv_stream, edition_of, file_name, json_stream, xlsx_stream
from regions.models import Region


def transactions(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Every row that matches, as csv, xlsx or json; the first two end with the columns edisi and contoh."""
    region = get_object_or_404(Region.objects.of_province(settings.SITE_PROVINCE), slug=slug)
    asked, rows = filters.filtered(request, filters.TransactionFilter, query.rows_of(region))
    narrowed = any(value not in (None, "") for key, value in asked.items() if key != "urut")
    if is_large(rows, narrowed=narrowed):
        return in_place(request, lambda: _written(request, region, rows, kind, _stem(region, asked)))
    return _written(request, region, rows, kind, _stem(region, asked))


def _stem(region: Region, asked: dict[str, Any]) -> tuple[str, ...]:
    """Named after the year and channel where the list is of one."""
    return ("transaksi", region.slug, *(str(asked[key]) for key in ("tahun", "kanal") if asked[key]))


def _written(
    request: HttpRequest, region: Region, rows: Any, kind: str, stem: tuple[str, ...]
) -> StreamingHttpResponse:
    edition = edition_of(request)
    name = file_name(*stem, edition=edition)
    records = umum.records(rows)
    if kind == "csv":
        return csv_stream(umum.COLUMNS, records, edition, name)
    if kind == "xlsx":
        return xlsx_stream("transaksi", umum.COLUMNS, records, edition, name)
    return json_stream(_envelope(region, rows, edition), records, name)


def _envelope(region: Region, rows: Any, edition: dict[str, Any]) -> dict[str, Any]:
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
        "total_rupiah": exact(summary.value_sen) if len(values) < 2 else None,
        "total_rupiah_per_kanal": values,
    }
