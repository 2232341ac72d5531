"""Editions for machines: their list, and what each of them changed."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from procurement import filters
from procurement.downloads.page_fields import EDITION_CHANGES, EDITIONS
from procurement.money import exact
from procurement.queries import editions as query
from procurement.queries.changed_slices import SliceChange
from procurement.queries.editions import Difference, EditionLine
from procurement.queries.printed import Printed
from procurement.views.printed_words import FIELDS
from procurement.views.table_twins import TableTwin, empty, written
from procurement.views.twins import edition_of, file_name

type Record = dict[str, Any]


def editions(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All of them, the latest first; read some at a time, since each comes with its frozen figures."""
    filters.read(request, filters.NoKeys)
    edition = edition_of(request)
    name = file_name("daftar-edisi", edition=edition)
    return written(TableTwin("edisi", name, EDITIONS, _every(), edition), kind)


def _every() -> Iterator[Record]:
    page, pages = 1, 1
    while page <= pages:
        found, pages = query.newest(page=page)
        yield from map(_line, found)
        page += 1


def _line(one: EditionLine) -> Record:
    return {
        "nomor": one.edition.number,
        "dibuat": one.edition.made_at.isoformat(sep=" ", timespec="seconds"),
        "sebab": one.edition.cause,
        "berisi_contoh": one.edition.is_sample,
        "muatan": one.edition.load_id,
        "berkas": "; ".join(one.files),
        "daerah_berubah": one.governments,
        "tahun_berubah": "; ".join(map(str, one.years)),
        "angka_berubah": "; ".join(FIELDS[name] for name in one.changed),
    }


def edition(request: HttpRequest, number: int, kind: str) -> HttpResponseBase:
    """The figures and the slices that it changed; the page prints the first of them only."""
    filters.read(request, filters.NoKeys)
    found = query.find(number)
    if found is None:
        raise Http404
    edition = {"edisi": found.number, "contoh": bool(query.of_sample([number]))}
    records = [
        *map(_difference, query.differences(number - 1, number)),
        *map(_slice, query.slices_of(found)),
    ]
    return written(
        TableTwin("perubahan", file_name("perubahan", edition=edition), EDITION_CHANGES, records, edition), kind
    )


def _place(table: str, one: Difference | SliceChange) -> Record:
    return empty(EDITION_CHANGES) | {
        "tabel": table,
        "kode_wilayah": one.code,
        "daerah": one.region.name if one.region else None,
        "tahun": one.year,
    }


def _difference(one: Difference) -> Record:
    sides = _side(one.before, "sebelum") | _side(one.after, "sesudah")
    return _place("angka", one) | {"kanal": one.channel} | sides


def _side(one: Printed | None, when: str) -> Record:
    """Every printed figure of one of the two editions; nothing where it has none."""
    if one is None:
        return {}
    counts = {f"{field}_{when}": getattr(one, name) for name, field in FIELDS.items() if name != "value_sen"}
    return counts | {f"nilai_{when}_rupiah": exact(one.value_sen)}


def _slice(one: SliceChange) -> Record:
    return _place("potongan", one) | {
        "sistem": one.system,
        "data_sampai_sebelum": one.as_of_before.isoformat() if one.as_of_before else None,
        "data_sampai_sesudah": one.as_of.isoformat() if one.after.rows else None,
        "nilai_sebelum_rupiah": exact(one.before.whole_sen),
        "nilai_sesudah_rupiah": exact(one.after.whole_sen),
        "baris_sebelum": one.before.rows,
        "baris_sesudah": one.after.rows,
        "baris_ditambah": one.added,
        "baris_diubah": one.changed,
        "baris_ditarik": one.withdrawn,
    }
