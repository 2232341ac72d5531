"""The tables of a government's year as one long table for machines: each sums as on the page, none is cut short."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from procurement import filters
from procurement.counting import RULES, Size, Stage, Verification
from procurement.downloads.page_fields import GOVERNMENT_YEAR
from procurement.money import exact
from procurement.queries import sizes
from procurement.queries import spending as query
from procurement.queries.spending import Part, Spending
from procurement.views import words
from procurement.views.province import of_site, refuse_unknown_year
from procurement.views.table_twins import TableTwin, empty, written
from procurement.views.twins import edition_of, file_name

UNKNOWN = "tidak disebut sumbernya"

type Record = dict[str, Any]


def tables(request: HttpRequest, slug: str, year: int, kind: str) -> HttpResponseBase:
    """Empty where no row counts or no export is loaded, as the page then says in words."""
    region = get_object_or_404(of_site(), slug=slug)
    asked = filters.read(request, filters.SpendingForm)
    channel, rule = asked["kanal"], asked["aturan"]
    try:
        found = query.spending(region, year, channel, rule)
        total = exact(found.value_sen if found else 0)
    except LookupError:
        refuse_unknown_year(year)
        found, total = None, None  # no data is not zero
    edition = edition_of(request)
    constant = {
        "kode_klpd": region.klpd_code,
        "daerah": region.name,
        "tahun": year,
        "kanal": channel,
        "aturan": rule,
        **edition,
    }
    name = file_name(slug, year, "tabel", channel, rule, edition=edition)
    said = {"satuan": "rupiah", "total_rupiah": total}
    records = list(_records(found)) if found else []
    return written(TableTwin("tabel", name, GOVERNMENT_YEAR, records, constant, said), kind)


def _records(found: Spending) -> Iterator[Record]:
    yield from _months(found)
    yield from _categories(found)
    yield from _parts("satker", found.agencies)
    suppliers = query.every_supplier(found.region, found.year, found.channel, found.rule)
    yield from _parts("penyedia", [replace(one, name=words.supplier(one.name)) for one in suppliers])
    if any(part.name for part in found.marketplaces):
        yield from _parts("marketplace", found.marketplaces)
    yield from _parts("katalog", found.catalogues)
    for rule, sen, orders in found.by_rule:
        yield _line("aturan", rule, str(RULES[rule].label), sen, orders)
    yield from _stages(found)
    yield from _sizes(found)
    for one in found.history:
        yield _line("riwayat", str(one.year), str(one.year), one.value_sen, peringkat=one.rank)


def _line(table: str, key: str, name: str, sen: int | None, orders: int | None = None, **more: Any) -> Record:
    return empty(GOVERNMENT_YEAR) | {
        "tabel": table,
        "kunci": key,
        "nama": name,
        "nilai_rupiah": None if sen is None else exact(sen),
        "jumlah_pesanan": orders,
        **more,
    }


def _months(found: Spending) -> Iterator[Record]:
    """Those of the year with what is in none of them sum to its value; the other years of the chart stand apart."""
    for month in found.months:
        table = "bulan" if month.year == found.year else "bulan-tahun-lain"
        name = words.month(month.year, month.month)
        known = month.covered or month.value_sen
        sen, orders = (month.value_sen, month.orders) if known else (None, None)
        yield _line(table, f"{month.year}-{month.month:02}", name, sen, orders)
    for key, name, sen in (
        ("tanpa-tanggal", "tanpa tanggal", found.undated_sen),
        ("tanggal-tahun-lain", "bertanggal tahun lain", found.outside_sen),
    ):
        if sen:
            yield _line("bulan", key, name, sen)


def _categories(found: Spending) -> Iterator[Record]:
    """They sum to the value and kategori-ganda: what stands in several of them."""
    whole = found.categories
    if not any(one.name for one in whole.named):
        return
    for one in whole.named:
        yield _line("kategori", one.name, words.category(one.name or UNKNOWN), one.value_sen)
    if whole.overlap_sen:
        yield _line("kategori-ganda", "", "Disebut lebih dari sekali", whole.overlap_sen)
    for several in whole.joined:
        yield _line("gabungan-kategori", several.key, several.key.replace(";", "; "), several.value_sen)


def _parts(table: str, parts: Iterable[Part]) -> Iterator[Record]:
    for part in parts:
        yield _line(table, part.key, part.name or words.capital(UNKNOWN), part.value_sen, part.orders)


def _stages(found: Spending) -> Iterator[Record]:
    """Every accepted row in exactly one line: a rule's value is the sum of the lines that name it."""
    for step in found.ladder:
        stage = [Stage(step.stage).label, Verification(step.verification).label] if step.stage else []
        name = ", ".join(str(text) for text in stage if text)
        yield _line(
            "tahap",
            ":".join(text for text in (step.stage, step.verification) if text),
            words.capital(name) or "Mengulang pesanan lain",
            step.value_sen,
            step.orders,
            jumlah_baris=step.rows,
            terhitung_oleh=";".join(step.rules),
        )


def _sizes(found: Spending) -> Iterator[Record]:
    """Of the suppliers, by the register that is loaded; with the unknown they sum to the value."""
    if sizes.current_register() is None:
        return
    shares = sizes.shares_of(found.region, found.year, found.channel, found.rule)
    for size, sen in shares.by_size.items():
        yield _line("ukuran", size, words.capital(str(Size(size).label)), sen)
    yield _line("ukuran", "", "Tidak diketahui", shares.unknown_sen)
