"""The ranking and a government's rows for machines: CSV and JSON at the page's path, under the page's own filters.

Twins exist once, under the Indonesian address; their words are data and are never translated. A figure is an exact
integer of rupiah, or a decimal string where sen occur; a percentage is a number with one decimal.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404

from procurement import filters
from procurement.money import exact
from procurement.queries import rankings
from procurement.queries.rankings import Missing, Ranking, RankingRow
from procurement.views import umum
from procurement.views.cells import cell, csv_lines, json_text
from regions.models import Region

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
WORD_OF_KIND = {kind: word for word, kind in filters.KINDS.items()}


def ranking_csv(request: HttpRequest, year: int) -> HttpResponse:
    """The ranked rows, each ending with the constant columns tahun, kanal, aturan, edisi, contoh."""
    found = _ranking(request, year)
    constant = {"tahun": found.year, "kanal": found.channel, "aturan": found.rule, **edition_of(request)}
    records = [_row(row) | constant for row in found.rows]
    header = [*ROW_FIELDS, *constant]
    body = "".join(csv_lines(header, ([cell(record[name]) for name in header] for record in records)))
    return HttpResponse(body, content_type=CSV, headers=_saved_as(_ranking_name(request, found), "csv"))


def ranking_json(request: HttpRequest, year: int) -> HttpResponse:
    found = _ranking(request, year)
    document = {
        **edition_of(request),
        "tahun": found.year,
        "aturan": found.rule,
        "kanal": found.channel,
        "satuan": "rupiah",
        "jumlah_daerah": len(found.rows),
        "total_rupiah": exact(found.total_sen),
        "baris": [_row(row) for row in found.rows],
        "tanpa_data": [_missing(one) for one in found.missing],
    }
    headers = _saved_as(_ranking_name(request, found), "json", "inline")
    return HttpResponse(json_text(document) + "\n", content_type=JSON, headers=headers)


def transactions_csv(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Every row that matches, streamed, in the columns of layout `umum`, then edisi and contoh."""
    region, rows = _rows(request, slug)
    edition = edition_of(request)
    constant = [cell(value) for value in edition.values()]
    records = ([cell(value) for value in record.values()] + constant for record in umum.records(region, rows))
    body = csv_lines([*umum.COLUMNS, *edition], records)
    return StreamingHttpResponse(body, content_type=CSV, headers=_saved_as(_rows_name(request, region), "csv"))


def transactions_json(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    region, rows = _rows(request, slug)
    summary = filters.transactions.summary(rows)
    values = {channel: exact(sen) for channel, sen in filters.transactions.by_channel(rows).items()}
    envelope = {
        **edition_of(request),
        "kode_klpd": region.klpd_code,
        "daerah": region.name,
        "satuan": "rupiah",
        "jumlah_baris": summary.rows,
        "jumlah_pesanan": summary.orders,
        # No total over several channels: what is ordered through one may be other money than what is through another.
        "total_rupiah": exact(summary.value_sen) if len(values) < 2 else None,
        "total_rupiah_per_kanal": values,
    }
    headers = _saved_as(_rows_name(request, region), "json", "inline")
    return StreamingHttpResponse(_document(envelope, umum.records(region, rows)), content_type=JSON, headers=headers)


def edition_of(request: HttpRequest) -> dict[str, Any]:
    """The edition an answer is made from, for its body; null before anything was published."""
    edition = request.edition
    return {"edisi": edition and edition.number, "contoh": bool(edition and edition.is_sample)}


# --- ranking ---------------------------------------------------------------------------------------------------------
ROW_FIELDS = (
    "peringkat",
    "kode_wilayah",
    "kode_klpd",
    "daerah",
    "jenis",
    "nilai_rupiah",
    "jumlah_pesanan",
    "jumlah_baris",
    "jumlah_penyedia",
    "per_kapita_rupiah",
    "perubahan_persen",
)


def _ranking(request: HttpRequest, year: int) -> Ranking:
    asked = filters.read(request, filters.RankingForm)
    kind = filters.KINDS.get(asked["jenis"])
    try:
        return rankings.ranking(year, asked["kanal"], asked["aturan"], kind=kind, query=asked["q"], order=asked["urut"])
    except LookupError:
        raise Http404 from None


def _row(row: RankingRow) -> dict[str, Any]:
    values = (
        row.rank,
        *_government(row.region),
        exact(row.value_sen),
        row.orders,
        row.rows,
        row.suppliers,
        row.per_head,
        row.change,
    )
    return dict(zip(ROW_FIELDS, values, strict=True))


def _missing(one: Missing) -> dict[str, Any]:
    return dict(zip(ROW_FIELDS[1:5], _government(one.region), strict=True)) | {"alasan": one.reason}


def _government(region: Region) -> tuple[str, str, str, str]:
    return region.code, region.klpd_code, region.name, WORD_OF_KIND[region.kind]


# --- rows of a government ------------------------------------------------------------------------------------------
def _rows(request: HttpRequest, slug: str) -> tuple[Region, Any]:
    region = get_object_or_404(Region.objects.of_province(settings.SITE_PROVINCE), slug=slug)
    _asked, rows = filters.filtered(request, filters.TransactionFilter, filters.transactions.rows_of(region))
    return region, rows


def _document(envelope: dict[str, Any], records: Iterator[dict[str, Any]]) -> Iterator[str]:
    """The envelope, then one row a line: a reader of lines needs no parser that holds the whole."""
    yield json_text(envelope)[:-1] + ',"baris":['
    separator = "\n"
    for record in records:
        yield separator + json_text(record)
        separator = ",\n"
    yield "\n]}\n"


# --- names of files --------------------------------------------------------------------------------------------------
def _ranking_name(request: HttpRequest, found: Ranking) -> str:
    return f"peringkat-{found.year}-{found.channel}-{found.rule}-{_edition_name(request)}"


def _rows_name(request: HttpRequest, region: Region) -> str:
    return f"transaksi-{region.slug}-{_edition_name(request)}"


def _edition_name(request: HttpRequest) -> str:
    edition = edition_of(request)
    return f"edisi-{edition['edisi'] or 0}" + ("-contoh" if edition["contoh"] else "")


def _saved_as(stem: str, kind: str, disposition: str = "attachment") -> dict[str, str]:
    return {"Content-Disposition": f'{disposition}; filename="{stem}.{kind}"'}
