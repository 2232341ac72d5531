"""Two to four governments side by side, for machines: the figures of the ranking, a line each, in the order asked."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext

from procurement import filters
from procurement.downloads.page_fields import COMPARISON
from procurement.downloads.tables import government
from procurement.money import exact
from procurement.queries import comparison as query
from procurement.queries.comparison import Figures, Side
from procurement.queries.rankings import NOT_LOADED
from procurement.queries.reach import Rejects
from procurement.query_keys import BadQuery
from procurement.views import province
from procurement.views.comparison import chosen_of, year_of
from procurement.views.table_twins import TableTwin, written
from procurement.views.twins import edition_of, file_name

OF_FIGURES = (
    "peringkat", "nilai_rupiah", "jumlah_pesanan", "jumlah_baris", "jumlah_penyedia", "per_kapita_rupiah",
    "perubahan_persen", "lima_terbesar_persen", "bulan_sama_rupiah",
)  # fmt: skip


def comparison(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Governments without a figure too, with the reason."""
    asked = filters.read(request, filters.ComparisonForm)
    chosen = chosen_of(list(province.of_site()), asked)
    if len(chosen) < 2:
        raise BadQuery("d", gettext("Name two to four governments: d=…&d=…"))
    year = year_of(asked, query.years(chosen, asked["kanal"]))
    channel, rule = asked["kanal"], asked["aturan"]
    if year is None:  # nothing is loaded of the channel
        sides, year = [Side(one, None, None, NOT_LOADED, Rejects()) for one in chosen], asked["tahun"]
    else:
        sides = query.comparison(chosen, year, channel, rule).sides
    edition = edition_of(request)
    constant = {"tahun": year, "kanal": channel, "aturan": rule, **edition}
    named = [*(one.slug for one in chosen), *([year] if year else [])]
    name = file_name("bandingkan", *named, channel, rule, edition=edition)
    records = [_record(side) for side in sides]
    return written(TableTwin("bandingkan", name, COMPARISON, records, constant), kind)


def _record(side: Side) -> dict[str, Any]:
    figures = _figures(side.figures) if side.figures else dict.fromkeys(OF_FIGURES)
    until = side.as_of.isoformat() if side.as_of else None
    return {**government(side.region), **figures, "data_sampai": until, "alasan": side.reason or None}


def _figures(found: Figures) -> dict[str, Any]:
    values = (
        found.rank,
        exact(found.value_sen),
        found.orders,
        found.rows,
        found.suppliers,
        found.per_head,
        found.change,
        found.top_five_share,
        exact(found.same_months_sen),
    )
    return dict(zip(OF_FIGURES, values, strict=True))
