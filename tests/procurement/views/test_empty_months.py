"""Months in tables: covered and empty, not covered, and those whose orders come to nothing."""

import re
from datetime import date, datetime

import pytest

from procurement.models import Slice
from tests import page_figures
from tests.builders import agency, bought, covered, publish, region, source_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    """Kota Malang, covered up to August: Rp500 in June, an order of nothing in May, one row in September."""
    city = region("Kota Malang", "35.73")
    other = region("Kota Kediri", "35.71")
    file = source_file()
    office = agency(city, "Dinas Pendidikan", "1001")
    for one in (city, other):
        covered(one, 2022, file, as_of=date(2022, 8, 31))
    for month, rupiah in ((5, 0), (6, 500), (9, 7)):
        bought(city, rupiah, file, ordered_at=datetime(2022, month, 3), agency=office, agency_name=office.name)
    bought(other, 3, file)
    publish()
    return office


def months(client, address: str, head: str) -> dict[str, list[str]]:
    """Month -> the cells beside it."""
    answer = client.get(address)
    assert answer.status_code == 200
    printed = page_figures.read(answer.content.decode())
    table = next(one for one in printed.tables if one.head[0] == head)
    return {row[0]: row[1:3] for row in table.body}


@pytest.mark.parametrize("path", ["/daerah/kota-malang/2022/", "/satker/kota-malang/1001/"])
def test_an_empty_month_is_said_in_words(client, office, path):
    found = months(client, path, "Bulan")
    assert found["Januari 2022"] == ["tidak ada pesanan yang dihitung", "–"]
    assert found["Mei 2022"] == ["0", "1"], "an order of nothing is an order"
    assert found["Juni 2022"] == ["500", "1"]
    assert found["September 2022"] == ["7", "1"]
    assert found["Oktober 2022"] == ["tidak tercakup", "–"]
    assert months(client, f"/en{path}", "Month")["January 2022"] == ["no order counts", "–"]


@pytest.mark.parametrize("path", ["/daerah/kota-malang/2022/", "/satker/kota-malang/1001/"])
def test_months_that_the_data_do_not_cover_are_named(client, office, path):
    html = client.get(path).content.decode()
    before_the_drawing = html[: html.index('<p class="key">')]
    assert "Baru tercakup sebagian: September 2022. Tidak tercakup: Oktober–Desember 2022." in before_the_drawing
    noted = re.findall(r'<th scope="row">(\w+ 2022) <small>belum penuh</small></th>', html)
    assert noted == ["September 2022"], "August is whole, and of the others nothing is known"
    assert '<span class="k3">tidak tercakup</span>' in html and "belum ada data" not in html


@pytest.mark.parametrize("path", ["/daerah/kota-malang/2022/", "/satker/kota-malang/1001/"])
def test_a_month_that_data_only_begin_is_covered_in_part(client, office, path):
    Slice.objects.update(as_of=date(2022, 10, 15))
    html = client.get(path).content.decode()
    assert "Baru tercakup sebagian: Oktober 2022. Tidak tercakup: November–Desember 2022." in html
    assert re.findall(r'<th scope="row">(\w+ 2022) <small>belum penuh</small></th>', html) == ["Oktober 2022"]
    found = months(client, path, "Bulan")
    assert found["Oktober 2022"] == ["tidak ada pesanan yang dihitung", "–"]
    assert found["November 2022"] == ["tidak tercakup", "–"]


def test_an_empty_month_is_said_in_words_side_by_side(client, office):
    found = months(client, "/bandingkan/?d=kota-malang&d=kota-kediri&tahun=2022", "Bulan")
    assert found["Januari 2022"] == ["tidak ada pesanan yang dihitung"] * 2
    assert found["Mei 2022"] == ["0", "tidak ada pesanan yang dihitung"]
    assert found["Juni 2022"] == ["500", "3"]
    assert found["September 2022"] == ["7 (belum penuh tercakup)", "tidak tercakup"]
