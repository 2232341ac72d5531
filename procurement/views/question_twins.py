"""The tables of /sorotan/ as one long table for machines, card by card; what a card does not ask about is empty."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from procurement import filters
from procurement.downloads.page_fields import QUESTIONS
from procurement.money import exact
from procurement.queries.questions.bounds import RULE
from procurement.queries.questions.record import Record
from procurement.queries.rankings import NONE_COUNTED, NOT_LOADED
from procurement.views.province import of_site
from procurement.views.questions import record_of, scope_of
from procurement.views.table_twins import TableTwin, empty, written
from procurement.views.twins import edition_of, file_name

type Line = dict[str, Any]


def questions(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Empty where nothing is loaded of the channel and year, or no row counts; the JSON says which."""
    asked = filters.read(request, filters.QuestionsForm)
    scope, _years = scope_of(asked, sorted(of_site(), key=lambda region: region.code))
    year = scope.year if scope else asked["tahun"]
    beside = {"satuan": "rupiah"}
    lines: Iterator[Line] = iter(())
    if scope and scope.totals:
        lines = _lines(record_of(request, scope), one=bool(asked["daerah"]))
    else:
        beside["alasan"] = NONE_COUNTED if scope and scope.regions else NOT_LOADED
    edition = edition_of(request)
    constant = {"tahun": year, "kanal": asked["kanal"], "aturan": RULE.slug, **edition}
    where = [one for one in (asked["daerah"], year) if one]
    name = file_name("sorotan", *where, asked["kanal"], edition=edition)
    return written(TableTwin("sorotan", name, QUESTIONS, list(lines), constant, beside), kind)


def _lines(found: Record, *, one: bool) -> Iterator[Line]:
    """`one`: the page looks at one government, and names the orders near the limit rather than the governments."""
    cards = {
        "pasangan": _pairs(found),
        "pemasok-terbesar": _concentration(found),
        "desember": _december(found),
        "malam": _night(found),
        "nilai-sama": _same(found),
        "batas-pejabat": _orders_near(found) if one else _governments_near(found),
    }
    for card, lines in cards.items():
        for place, (code, line) in enumerate(lines, start=1):
            region = found.scope.regions[code]
            said = {"kartu": card, "urutan": place, "kode_klpd": region.klpd_code, "daerah": region.name}
            yield empty(QUESTIONS) | said | line


def _parties(found: Record, agency: int | None, supplier: int | None) -> Line:
    buyer = found.parties.agencies.get(agency or 0)
    seller = found.parties.suppliers.get(supplier or 0)
    return {
        "kunci_satker": buyer and buyer.key,
        "satker": buyer and buyer.name,
        "kunci_penyedia": seller and seller.key,
        "penyedia": seller and seller.name,
    }


def _pairs(found: Record) -> Iterator[tuple[str, Line]]:
    for pair in found.pairs.shown:
        yield (
            pair.region_code,
            {
                **_parties(found, pair.agency, pair.supplier),
                "nilai_rupiah": exact(pair.value_sen),
                "jumlah_pesanan": pair.orders,
                "persen": pair.share,
            },
        )


def _concentration(found: Record) -> Iterator[tuple[str, Line]]:
    for each in found.concentration.shown:
        yield (
            each.region_code,
            {
                **_parties(found, None, each.supplier),
                "nilai_rupiah": exact(each.largest_sen),
                "dari_rupiah": exact(each.value_sen),
                "jumlah_pesanan": each.orders,
                "jumlah_penyedia": each.suppliers,
                "persen": each.largest,
                "lima_terbesar_persen": each.five,
            },
        )


def _december(found: Record) -> Iterator[tuple[str, Line]]:
    for each in found.december.shown:
        sums = {"nilai_rupiah": exact(each.december_sen), "dari_rupiah": exact(each.value_sen)}
        yield each.region_code, {**sums, "persen": each.share}


def _night(found: Record) -> Iterator[tuple[str, Line]]:
    for each in found.night.shown:
        yield each.region_code, {"jumlah_pesanan": each.night, "dari_pesanan": each.timed, "persen": each.share}


def _same(found: Record) -> Iterator[tuple[str, Line]]:
    for each in found.same.shown:
        yield (
            each.region_code,
            {
                **_parties(found, each.agency, each.supplier),
                "tanggal": each.day.isoformat(),
                "nilai_rupiah": exact(each.amount_sen),
                "jumlah_pesanan": each.orders,
            },
        )


def _governments_near(found: Record) -> Iterator[tuple[str, Line]]:
    for code, below, above in found.limit.governments if found.limit else ():
        yield code, {"jumlah_pesanan": below, "pesanan_di_atas_batas": above}


def _orders_near(found: Record) -> Iterator[tuple[str, Line]]:
    for each in found.limit.shown if found.limit else ():
        parties = _parties(found, each.agency, each.supplier)
        order = {"kunci_pesanan": each.order_key, "nilai_rupiah": exact(each.value_sen)}
        yield each.region_code, {**parties, **order}
