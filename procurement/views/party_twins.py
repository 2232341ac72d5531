"""The rows that an agency's or a supplier's page counts, for machines: they sum to the value that the page shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify

from procurement import filters
from procurement.counting import RULES
from procurement.downloads import umum
from procurement.downloads.fields import PASSPORT
from procurement.models import Supplier
from procurement.money import exact
from procurement.queries import agencies, party_figures, suppliers, transactions
from procurement.queries.party_figures import Cell
from procurement.views import addresses, parts, party
from procurement.views.export_places import in_place, is_large
from procurement.views.party import Asked
from procurement.views.province import of_site
from procurement.views.table_twins import TableTwin, written
from procurement.views.twins import edition_of, file_name, rows_csv_stream


@dataclass(frozen=True)
class Summed:
    """What is asked of a party, and what is known of it without a look at its rows."""

    asked: Asked
    cells: Sequence[Cell]
    is_loaded: Callable[[], bool]
    """Whether an export of what is asked is loaded; asked only where no row counts."""


def agency(request: HttpRequest, slug: str, key: str, kind: str) -> HttpResponseBase:
    """A code that two systems share is no one agency: its page says which there are."""
    region = get_object_or_404(of_site(), slug=slug)
    named = agencies.named(region, key)
    if len(named) != 1:
        raise Http404
    rows = agencies.rows_of(named[0].agency)
    cells = party_figures.cells(rows)
    asked = party.asked_of(request, cells, filters.PartyTwinForm)

    def is_loaded() -> bool:
        return any(party.is_asked(one, asked) for one in agencies.slices_of(named[0].agency))

    return _answer(request, rows, Summed(asked, cells, is_loaded), ("satker", slug, slugify(key)), kind)


def supplier(request: HttpRequest, key: str, kind: str, slug: str = "") -> HttpResponseBase:
    """Rows of regencies and cities: the provincial government is in no sum of the page."""
    firm = get_object_or_404(Supplier, key=key)
    filters.read(request, filters.PartyTwinForm)  # what is refused is not sent on
    right = supplier_path(firm, kind)
    if request.path != right:
        return HttpResponsePermanentRedirect(addresses.with_query(right, request.GET.dict()))
    cells, apart = suppliers.cells_of(firm)
    asked = party.asked_of(request, [*cells, *apart], filters.PartyTwinForm)

    def is_loaded() -> bool:
        return bool(suppliers.slices(asked.channel, asked.year))

    return _answer(request, suppliers.rows_of(firm), Summed(asked, cells, is_loaded), ("penyedia", key), kind)


def supplier_path(firm: Supplier, kind: str) -> str:
    slug = slugify(firm.name or firm.code)
    return reverse(f"supplier-{kind}", args=[firm.key, slug] if slug else [firm.key])


def agency_downloads(slug: str, key: str, asked: Asked) -> list[dict[str, str]]:
    path = reverse("agency-csv", args=[slug, key])
    return parts.downloads(f"satker-{slug}-{slugify(key)}", path, _query(asked))


def supplier_downloads(firm: Supplier, asked: Asked) -> list[dict[str, str]]:
    return parts.downloads(f"penyedia-{firm.key}", supplier_path(firm, "csv"), _query(asked))


def _query(asked: Asked) -> dict[str, str]:
    """The channel always: without one a page takes the first that has rows."""
    return {"tahun": str(asked.year or ""), "kanal": asked.channel} | addresses.query_of({"aturan": asked.rule})


def _answer(request: HttpRequest, rows: Any, summed: Summed, named: tuple[str, ...], kind: str) -> HttpResponseBase:
    asked = summed.asked
    counted = rows.counted(RULES[asked.rule], asked.channel)
    counted = counted.in_year(asked.year) if asked.year else counted
    if is_large(counted, narrowed=True):
        return in_place(request, lambda: _written(request, counted, summed, named, kind))
    return _written(request, counted, summed, named, kind)


def _written(
    request: HttpRequest, counted: Any, summed: Summed, named: tuple[str, ...], kind: str
) -> StreamingHttpResponse:
    asked = summed.asked
    chosen = party_figures.chosen(summed.cells, asked.channel, asked.year)
    whole = party_figures.summed(cell for cell in chosen if cell.counts(RULES[asked.rule]))
    edition = edition_of(request)
    name = file_name(*named, asked.year or "semua-tahun", asked.channel, asked.rule, edition=edition)
    said = {
        "kanal": asked.channel,
        "satuan": "rupiah",
        "jumlah_baris": whole.rows,
        # No data is not zero.
        "total_rupiah": exact(whole.value_sen) if whole.rows or summed.is_loaded() else None,
    }
    constant = {"aturan": asked.rule, **edition}
    portions = transactions.in_turn(counted, "-tanggal")
    if kind == "csv":
        return rows_csv_stream(portions, None, constant, name)
    return written(TableTwin("baris", name, PASSPORT, umum.records(*portions), constant, said), kind)
