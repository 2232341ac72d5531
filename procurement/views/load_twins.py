"""A load's ledger for machines, with the reasons of its rejects. Not their text: it may be the name of a person."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from procurement import filters
from procurement.downloads.page_fields import LOAD
from procurement.models import Load
from procurement.money import exact
from procurement.queries.coverage import LoadedFile
from procurement.queries.one_load import OneLoad, one_load
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
    """Of each file every column of its ledger, which sum to the file; then why rows were rejected."""
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


def _file(one: LoadedFile) -> dict[str, Any]:
    return empty(LOAD) | {
        "berkas": one.file.name,
        "sha256": one.file.sha256,
        "tata_letak": one.file.layout,
        "kanal": one.channel.value if one.channel else None,
    }
