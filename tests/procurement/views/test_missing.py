"""What a 404 says: what there is instead, where that is certain, and nothing of what was asked."""

import re

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from tests.builders import covered, region, source_file
from tests.visiting import ROWS, client, site

__all__ = ["client", "site"]  # fixtures
pytestmark = pytest.mark.django_db


def instead(client, address, status=404):
    """(what is said, links beside those of every such page)."""
    response = client.get(address)
    assert response.status_code == status, address
    assert response.headers["Cache-Control"] == "no-store"
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    lead = re.search(r'<p class="lead">(.*?)</p>', main)
    assert lead
    lists = main.split('<ul class="ways">')[1:]
    return lead[1], re.findall(r'<a href="([^"]+)">([^<]+)</a>', lists[0]) if len(lists) > 1 else []


YEAR = "Tahun itu tidak ada di sini. Yang ada:"
ALIKE = "Tidak ada yang bernama persis begitu. Yang ejaannya mirip:"
PAGE = "Daftarnya tidak sampai halaman itu."
ANY = "Begitulah jawaban untuk daerah, tahun, atau halaman daftar yang tidak ada di sini."


@pytest.mark.parametrize(
    ("address", "said", "ways"),
    [
        ("/peringkat/1999/", YEAR, [("/peringkat/2022/", "2022"), ("/peringkat/2021/", "2021")]),
        (
            "/daerah/kota-malang/2019/",
            YEAR,
            [("/daerah/kota-malang/2022/", "Kota Malang 2022"), ("/daerah/kota-malang/2021/", "Kota Malang 2021")],
        ),
        (
            f"{ROWS}?tahun=2025&q=rahasia&halaman=2",
            YEAR,
            [(f"{ROWS}?tahun=2022", "Kota Malang 2022"), (f"{ROWS}?tahun=2021", "Kota Malang 2021")],
        ),
        (f"{ROWS}?halaman=9999", PAGE, [(ROWS, "Halaman pertama daftar ini")]),
        (
            f"{ROWS}?tahun=2022&halaman=9999&urut=nilai",
            PAGE,
            [(f"{ROWS}?tahun=2022&amp;urut=nilai", "Halaman pertama daftar ini")],
        ),
        ("/edisi/?halaman=9999", PAGE, [("/edisi/", "Halaman pertama daftar ini")]),
        (
            "/daerah/kabupaten-mallang/",
            ALIKE,
            [("/daerah/kabupaten-malang/", "Kabupaten Malang"), ("/daerah/kota-malang/", "Kota Malang")],
        ),
        (
            "/daerah/malang/transaksi/",
            ALIKE,
            [("/daerah/kota-malang/", "Kota Malang"), ("/daerah/kabupaten-malang/", "Kabupaten Malang")],
        ),
        ("/satker/kota-kedirii/1/", ALIKE, [("/daerah/kota-kediri/", "Kota Kediri")]),
    ],
)
def test_it_says_what_there_is(client, site, address, said, ways):
    lead, links = instead(client, address)
    assert (lead, sorted(links)) == (said, sorted(ways))
    for path, _label in links:
        assert client.get(path.replace("&amp;", "&")).status_code == 200, path


def test_the_kind_that_was_asked_comes_first(client, site):
    for kind in ("kota", "kabupaten"):
        assert instead(client, f"/daerah/{kind}-mallang/")[1][0][0] == f"/daerah/{kind}-malang/"


@pytest.mark.parametrize(
    "address",
    [
        f"{ROWS}?halaman=9999&q=rahasia",
        "/daerah/rahasia-sekali/",
        "/satker/kota-malang/rahasia/",
        "/rahasia/",
        "/cari/?q=rahasia&halaman=9",
        "/daerah/kabupaten-blitar/1999/",
    ],
)
def test_what_is_not_certain_is_not_said_nor_what_was_asked(client, site, address):
    assert instead(client, address) == (ANY, [])
    assert "rahasia" not in client.get(address).content.decode()


def test_in_english_it_leads_to_english_pages(client, site):
    lead, links = instead(client, "/en/peringkat/1999/")
    assert lead == "That year is not here. These are:" and links[0] == ("/en/peringkat/2022/", "2022")


def test_another_province_is_no_way_on(client, site):
    covered(region("Kota Malangan", "33.74", province_code="33"), 2019, source_file())
    assert ("/daerah/kota-malangan/", "Kota Malangan") not in instead(client, "/daerah/kota-malangann/")[1]
    assert "2019" not in str(instead(client, "/peringkat/1999/"))


def test_with_nothing_loaded_nothing_more_is_said(client):
    assert instead(client, "/daerah/kota-malang/") == (ANY, [])


@pytest.mark.parametrize(
    ("address", "more"), [("/peringkat/1999/", 1), ("/daerah/kota-mallang/", 1), ("/daerah/kota-malang/1999/", 2)]
)
def test_it_costs_few_queries(client, site, address, more, monkeypatch):
    with monkeypatch.context() as without:
        without.setattr("procurement.views.missing.instead", lambda _request: {})
        plain = queries_of(client, address)
    assert queries_of(client, address) - plain == more
    with monkeypatch.context() as without:
        without.setattr("procurement.views.missing.instead", lambda _request: {})
        plain = queries_of(client, "/tidak-ada/")
    assert queries_of(client, "/tidak-ada/") == plain


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 404
    return len(captured)


def test_a_database_that_goes_away_meanwhile_is_said_to_be_away(client, site, monkeypatch):
    def gone(_governments):
        raise OperationalError("gone")

    monkeypatch.setattr("procurement.views.missing.known_years", gone)
    response = client.get("/peringkat/1999/")
    assert response.status_code == 503 and response.headers["Retry-After"] == "30"
