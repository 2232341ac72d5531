"""A load's ledger for machines, the reasons of its rejects, what it changed. No rejected text: it may name a person."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from procurement import filters
from procurement.downloads.page_fields import LOAD
from procurement.models import Load
from procurement.money import exact
from procurement.queries.coverage import LoadedFile
from procurement.queries.one_load import LoadedSlice, OneLoad, one_load
from procurement.views.table_twins import TableTwin, empty, written
from procurement.views.twins import edition_of, file_name

COLUMNS = {
    "ignored": "diabaikan",
    "rejected": "ditolak",
    "out_of_scope": "di-luar-lingkup",
    "re_sent": "terkirim-ulang",
    "in_both": "ada-di-dua-sumber",
    "repeated": "berulang",
    "counted": "terhitung",
}


def load(request: HttpRequest, number: int, kind: str) -> HttpResponseBase:
    filters.read(request, filters.NoKeys)
    try:
        found = one_load(number)
    except Load.DoesNotExist:
        raise Http404 from None
    edition = edition_of(request)
    name = file_name("muatan", number, edition=edition)
    return written(TableTwin("muatan", name, LOAD, list(_records(found)), {"muatan": number, **edition}), kind)


def _records(found: OneLoad) -> Iterator[dict[str, Any]]:
    """Of each file every column of its ledger, which sum to the file, and why rows were rejected; then every slice."""
    for one in found.files:
        said = _file(one)
        for line in one.ledger:
            yield said | {
                "tabel": "buku-kas",
                "golongan": COLUMNS[line.column],
                "jumlah_baris": line.rows,
                "nilai_rupiah": exact(line.value_sen),
            }
        for reason in found.reasons.get(one.file.pk, ()):
            yield said | {
                "tabel": "tolakan",
                "kode": reason.code,
                "kolom": reason.column,
                "jumlah_baris": reason.rows,
                "baris_pertama": reason.first_line,
            }
    yield from (_slice(one, found.load.pk) for one in found.slices)


def _slice(one: LoadedSlice, number: int) -> dict[str, Any]:
    """What was, where nothing was, and what the same rows again changed is left empty, as on the page."""
    change = one.change
    return empty(LOAD) | {
        "tabel": "potongan",
        "kanal": one.channel,
        "kode_wilayah": one.code,
        "daerah": one.region.name if one.region else None,
        "tahun": one.year,
        "sistem": one.system,
        "data_sampai": one.as_of.isoformat() if one.as_of else None,
        "jumlah_baris": change.after.rows if change else None,
        "baris_ditambah": change.added if change else None,
        "baris_diubah": change.changed if change else None,
        "baris_ditarik": change.withdrawn if change else None,
        "nilai_sebelum_rupiah": exact(change.before.value_sen) if change and change.before.rows else None,
        "nilai_sesudah_rupiah": exact(change.after.value_sen) if change else None,
        "berlaku": one.standing_load == number,
    }


def _file(one: LoadedFile) -> dict[str, Any]:
    return empty(LOAD) | {
        "berkas": one.file.name,
        "sha256": one.file.sha256,
        "tata_letak": one.file.layout,
        "kanal": one.channel.value if one.channel else None,
    }
