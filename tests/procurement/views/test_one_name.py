"""One thing has one name wherever it is spoken of."""

import re

import pytest

from procurement.counting import Channel
from tests.builders import agency, bought, covered, publish, small_site, source_file, supplier

pytestmark = pytest.mark.django_db

NUMBER = "99000011"
SAID = f"omor {NUMBER} (nama tidak disebut)"


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def main(html: str) -> str:
    """What is read in the page's middle, citations apart."""
    return re.sub(r'<p class="cite".*?</p>', "", html[html.index("<main") : html.index("</main>")])


@pytest.fixture
def nameless():
    """Kota Malang bought from a supplier that the source gives by number only."""
    rich, file = small_site()["rich"], source_file()
    e_katalog = {"channel": Channel.E_KATALOG, "system": "katalog-v5"}
    covered(rich, 2022, file, **e_katalog)
    shop, office = supplier("", "katalog-v5", NUMBER), agency(rich, "Dinas Kesehatan", "5", "katalog-v5")
    row = bought(rich, 70, file, marketplace="", verification="", supplier=shop, supplier_name="", agency=office,
                 agency_name=office.name, **e_katalog)  # fmt: skip
    publish()
    return row, shop


def test_a_supplier_without_a_name_is_a_number_everywhere(client, nameless):
    row, shop = nameless
    for address in (
        f"/transaksi/{row.order_key}/",
        "/satker/kota-malang/5/?kanal=e-katalog",
        "/daerah/kota-malang/?kanal=e-katalog",
        "/daerah/kota-malang/transaksi/?kanal=e-katalog",
        f"/daerah/kota-malang/transaksi/?kanal=e-katalog&penyedia={shop.key}",
    ):
        read = re.sub(r"<[^>]+>", "\n", main(page(client, address)))
        assert SAID in read, address
        assert not re.search(rf"^\s*{NUMBER}\s*$", read, re.MULTILINE), address
    assert f"<h1>N{SAID}</h1>" in page(client, f"/penyedia/{shop.key}-{NUMBER}/?kanal=e-katalog")


def test_the_page_of_loads_is_called_data(client):
    small_site()
    html = page(client, "/data/")
    assert "<h1>Data</h1>" in html and "<title>Data · Belanja Terbuka</title>" in html
    assert set(re.findall(r'<a href="/data/"[^>]*>([^<]+)</a>', page(client, "/"))) == {"Data"}


def test_the_passport_of_a_figure_is_called_where_it_comes_from(client):
    small_site()
    assert "<h1>Asal angka</h1>" in page(client, "/asal/")
    assert "<h1>Asal angka: nilai, Kota Malang, 2022</h1>" in page(client, "/asal/?daerah=kota-malang&tahun=2022")
    term = page(client, "/istilah/").partition('id="asal-usul"')[2].partition("</dd>")[0]
    assert ">asal angka<" in term and 'href="/asal/">Asal angka</a>' in page(client, "/istilah/")


def test_rows_of_other_governments_are_called_as_their_column_of_the_ledger(client, settings):
    words = (settings.BASE_DIR / "locale/id/LC_MESSAGES/django.po").read_text()
    assert 'msgid "Governments out of scope"\nmsgstr "Daerah di luar cakupan"' in words
    assert "di luar lingkup" not in words


def test_the_dictionary_shows_what_is_typed_as_code_without_marks(client):
    read = main(page(client, "/data/kamus/")) + main(page(client, "/api/"))
    assert "`" not in read and "True" not in read
    assert "<code>true</code> bila ada baris contoh" in read and "dengan <code>.</code> dan dua angka" in read
    assert "`" not in main(page(client, "/en/data/kamus/"))


def test_an_outcome_is_not_asked_and_answered_in_one_line(client):
    small_site()
    html = page(client, "/asal/?daerah=kota-malang&tahun=2022")
    assert 'data-l="Hasil"><span>sama</span>' in html and "?:" not in html
