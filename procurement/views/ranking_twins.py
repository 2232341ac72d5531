"""The ranking for machines, at the page's path and under its own filters: of today, or as an edition published it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from procurement import filters
from procurement.downloads.cells import json_text
from procurement.money import exact
from procurement.queries import rankings
from procurement.queries.rankings import Missing, Ranking, RankingRow
from procurement.views.twins import JSON, csv_response, edition_of, file_name, saved_as, xlsx_stream
from regions.models import KIND_WORDS, RANKED_KINDS, Kind, Region

FIELDS = (
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

type Record = dict[str, Any]


@dataclass(frozen=True)
class RankingTable:
    """A ranking as it is written down, with what it is a ranking of."""

    edition: dict[str, Any]
    """edisi, contoh"""
    year: int | None
    """None before anything is loaded."""
    channel: str
    rule: str
    records: Sequence[Record]
    total_sen: int | None
    """None where no export is loaded of any government shown: no data is not zero."""
    missing: Sequence[Record] | None
    """None where it is not known who was missing."""
    page: str = "peringkat"

    def constant(self) -> dict[str, Any]:
        return {"tahun": self.year, "kanal": self.channel, "aturan": self.rule, **self.edition}

    def name(self) -> str:
        year = [self.year] if self.year else []
        return file_name(self.page, *year, self.channel, self.rule, edition=self.edition)


def as_csv(table: RankingTable) -> HttpResponseBase:
    """The ranked rows, each ending with the constant columns tahun, kanal, aturan, edisi, contoh."""
    return csv_response(FIELDS, table.records, table.constant(), table.name())


def as_xlsx(table: RankingTable) -> HttpResponseBase:
    return xlsx_stream(f"peringkat {table.year or ''}".strip(), FIELDS, table.records, table.constant(), table.name())


def as_json(table: RankingTable) -> HttpResponse:
    document = {
        **table.edition,
        "tahun": table.year,
        "aturan": table.rule,
        "kanal": table.channel,
        "satuan": "rupiah",
        "jumlah_daerah": len(table.records),
        "total_rupiah": None if table.total_sen is None else exact(table.total_sen),
        "baris": table.records,
        **({} if table.missing is None else {"tanpa_data": table.missing}),
    }
    return HttpResponse(json_text(document) + "\n", content_type=JSON, headers=saved_as(table.name(), "json", "inline"))


WRITERS: dict[str, Callable[[RankingTable], HttpResponseBase]] = {"csv": as_csv, "xlsx": as_xlsx, "json": as_json}


def ranking(request: HttpRequest, year: int, kind: str) -> HttpResponseBase:
    """Today's ranking as `kind`, one of WRITERS."""
    return WRITERS[kind](of_today(request, _ranking(request, year)))


def of_today(request: HttpRequest, found: Ranking, page: str = "peringkat") -> RankingTable:
    return RankingTable(
        edition_of(request),
        found.year,
        found.channel,
        found.rule,
        [record(row) for row in found.rows],
        found.total_sen if found.is_loaded else None,
        [missing_record(one) for one in found.missing],
        page,
    )


def of_nothing(request: HttpRequest, asked: Mapping[str, Any], page: str) -> RankingTable:
    """Before anything is loaded of the channel: no row, and every government without data."""
    missing = [missing_record(one) for one in rankings.not_loaded()]
    return RankingTable(edition_of(request), asked["tahun"], asked["kanal"], asked["aturan"], [], None, missing, page)


def _ranking(request: HttpRequest, year: int) -> Ranking:
    asked = filters.read(request, filters.RankingForm)
    kind = RANKED_KINDS.get(asked["jenis"])
    try:
        return rankings.ranking(year, asked["kanal"], asked["aturan"], kind=kind, query=asked["q"], order=asked["urut"])
    except LookupError:
        raise Http404 from None


def record(row: RankingRow) -> Record:
    values = (
        row.rank,
        *government(row.region),
        exact(row.value_sen),
        row.orders,
        row.rows,
        row.suppliers,
        row.per_head,
        row.change,
    )
    return dict(zip(FIELDS, values, strict=True))


def missing_record(one: Missing) -> Record:
    return dict(zip(FIELDS[1:5], government(one.region), strict=True)) | {"alasan": one.reason}


def government(region: Region) -> tuple[str, str, str, str]:
    """kode_wilayah, kode_klpd, daerah, jenis."""
    return region.code, region.klpd_code, region.name, KIND_WORDS[Kind(region.kind)]
