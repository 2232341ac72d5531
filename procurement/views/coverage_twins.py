"""What the data cover, month by month, for machines: their rows sum to what counts."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from procurement import filters
from procurement.downloads.page_fields import COVERAGE
from procurement.downloads.tables import government
from procurement.queries.covered_months import Covered, State, covered_years
from procurement.views.table_twins import TableTwin, written
from procurement.views.twins import edition_of, file_name

WORDS = {
    State.COUNTED: "terhitung",
    State.PART: "sebagian",
    State.NOTHING: "tanpa-baris",
    State.NOT_COVERED: "tidak-tercakup",
}
NOT_LOADED, UNDATED, OUTSIDE = "belum-ada-data", "tanpa-tanggal", "tanggal-tahun-lain"
"""What no month of the calendar is said by."""


def coverage(request: HttpRequest, kind: str) -> HttpResponseBase:
    """A line for every government, year and month."""
    asked = filters.read(request, filters.SpendingForm)
    edition = edition_of(request)
    found = covered_years(asked["kanal"], asked["aturan"])
    records = (record for year in found for one in year.governments for record in _records(one, year.year))
    constant = {"kanal": asked["kanal"], "aturan": asked["aturan"], **edition}
    name = file_name("cakupan", *_span([one.year for one in found]), asked["kanal"], asked["aturan"], edition=edition)
    return written(TableTwin("cakupan", name, COVERAGE, records, constant), kind)


def _span(years: list[int]) -> list[int]:
    """2021, 2023: the first and the last of them."""
    return sorted({min(years), max(years)}) if years else []


def _records(one: Covered, year: int) -> Iterator[dict[str, Any]]:
    until = min((part.as_of for part in one.slices), default=None)
    said = {"tahun": year, **government(one.region), "data_sampai": until.isoformat() if until else None}
    if not one.slices:
        yield said | {"bulan": None, "keadaan": NOT_LOADED, "jumlah_baris": None}
    for month, (state, rows) in enumerate(zip(one.months, one.rows, strict=True), start=1):
        yield said | {"bulan": month, "keadaan": WORDS[state], "jumlah_baris": rows}
    for state_word, rows in ((UNDATED, one.undated_rows), (OUTSIDE, one.outside_rows)):
        if rows:
            yield said | {"bulan": None, "keadaan": state_word, "jumlah_baris": rows}
