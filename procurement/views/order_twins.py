"""An order's rows for machines, counted or not, in the columns of our own layout `umum`."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from procurement import filters
from procurement.downloads import umum
from procurement.queries import orders
from procurement.views.order import gone
from procurement.views.twins import csv_stream, edition_of, file_name, json_stream, xlsx_stream


def order(request: HttpRequest, key: str, kind: str) -> HttpResponseBase:
    """Its rows are few: it needs no place among the large exports. 410 and 404 as the page has them."""
    filters.read(request, filters.NoKeys)
    rows = orders.rows_of(key).order_by("file", "line")
    years = sorted(set(rows.order_by().values_list("year", flat=True)))
    if not years:
        return gone(request, key)
    edition = edition_of(request)
    name = file_name("pesanan", key, *years, edition=edition)
    if kind == "csv":
        return csv_stream(umum.COLUMNS, umum.records(rows), edition, name)
    if kind == "xlsx":
        return xlsx_stream("pesanan", umum.COLUMNS, umum.records(rows), edition, name)
    return json_stream({**edition, "satuan": "rupiah"}, umum.records(rows), name)
