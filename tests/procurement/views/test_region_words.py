"""The sentences of a government's page."""

from datetime import date

import pytest

from procurement.counting import Stage
from tests.builders import bought, covered, publish, region, source_file
from tests.procurement.views.test_region import HERE, page

pytestmark = pytest.mark.django_db


def of_two_years(before, as_of=None, *, dated=True):
    """`before`: what the slice of 2021 has, None where there is none; 2022 reaches to March."""
    city, file = region("Kota Malang"), source_file(rows=2)
    covered(city, 2022, file, date(2022, 3, 31))
    bought(city, 50, file, **({} if dated else {"ordered_at": None}))
    if before is not None:
        covered(city, 2021, file, as_of)
        bought(city, 40, file, year=2021, **before)
    publish()


@pytest.mark.parametrize(
    ("before", "as_of", "dated", "says"),
    [
        (None, None, True, "belum ada ekspor toko daring (Jatim Bejo) 2021 yang dimuat"),
        ({}, None, False, "ada baris tanpa tanggal pada salah satu tahun"),
        ({}, date(2021, 1, 30), True, "data kedua tahun tidak mencakup bulan yang sama"),
        ({"stage": Stage.FAILED}, None, True, "2021 tidak berisi apa pun dalam bulan tercakup yang sama"),
    ],
)
def test_why_nothing_is_compared_with_the_year_before(client, before, as_of, dated, says):
    of_two_years(before, as_of, dated=dated)
    html = page(client, HERE)
    assert f"tidak bisa dibandingkan: {says}" in html and html.count("tidak bisa dibandingkan: ") == 1
