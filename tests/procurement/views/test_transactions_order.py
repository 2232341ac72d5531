"""The list of rows is sorted by links in its heads, and says in words how it is sorted."""

import re
from datetime import datetime

import pytest

from tests.builders import agency, bought, covered, publish, region, source_file

pytestmark = pytest.mark.django_db
LIST = "/daerah/kota-malang/transaksi/"
ORDERS = {
    "": (["3", "9", "5"], "menurut tanggal, terbaru dulu", "descending"),
    "tanggal": (["5", "9", "3"], "menurut tanggal, terlama dulu", "ascending"),
    "-nilai": (["9", "5", "3"], "menurut nilai, terbesar dulu", "descending"),
    "nilai": (["3", "5", "9"], "menurut nilai, terkecil dulu", "ascending"),
}


@pytest.fixture(autouse=True)
def rows():
    city, file = region("Kota Malang"), source_file(rows=3)
    covered(city, 2022, file)
    office = agency(city, "Dinas Pendidikan", "1001")
    for month, rupiah in ((1, 5), (2, 9), (3, 3)):
        bought(city, rupiah, file, ordered_at=datetime(2022, month, 1), agency=office, agency_name=office.name)
    publish()


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def heads(html: str) -> list[tuple[str, str, str]]:
    """(aria-sort, address, label) of each head that is a link."""
    thead = html[html.index("<thead>") : html.index("</thead>")]
    found = re.findall(r'<th [^>]*?(?:aria-sort="(\w+)")?><a href="([^"]+)">([^<]+)</a></th>', thead)
    return [(sort, address.replace("&amp;", "&"), label) for sort, address, label in found]


@pytest.mark.parametrize("order", ORDERS)
def test_the_order_is_said_in_words_and_marked_in_its_head(client, order):
    values, said, sort = ORDERS[order]
    html = page(client, f"{LIST}?tahun=2022{order and f'&urut={order}'}")
    assert re.findall(r'<td class="num val">(\d)</td>', html) == values
    assert f"3 baris dari 3 pesanan, semua kanal, {said}." in html
    assert f'<option value="{order or "-tanggal"}" selected>{said}</option>' in html
    column = "Nilai (Rp)" if "nilai" in order else "Tanggal"
    assert [(mark, label) for mark, _address, label in heads(html) if mark] == [(sort, column)]


def test_heads_sort_the_largest_first_and_a_second_time_reversed(client):
    def links(query: str) -> list[str]:
        return [address for _sort, address, _label in heads(page(client, LIST + query))]

    kept = "?tahun=2022&tahap=completed"
    assert links(kept) == [f"{LIST}{kept}&urut=-nilai", f"{LIST}{kept}&urut=tanggal"]
    assert links(f"{kept}&urut=-nilai") == [f"{LIST}{kept}&urut=nilai", f"{LIST}{kept}"]
    assert links(f"{kept}&urut=nilai") == [f"{LIST}{kept}&urut=-nilai", f"{LIST}{kept}"]
    assert links(f"{kept}&urut=tanggal") == [f"{LIST}{kept}&urut=-nilai", f"{LIST}{kept}"]


def test_a_party_lists_its_rows_in_one_order_only(client):
    html = page(client, "/satker/kota-malang/1001/")
    assert "stack tx" in html and "aria-sort" not in html and "urut=" not in html
