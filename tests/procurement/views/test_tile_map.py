"""/peta/: the limits of its classes follow from the rows, and its table is the ranking."""

import re

import pytest

from procurement.counting import Stage
from tests.builders import bought, covered, publish, region, small_site, source_file
from tests.visiting import client

__all__ = ["client"]  # fixtures
pytestmark = pytest.mark.django_db


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def ten():
    """Ten governments of Rp100 to Rp1.000 and one without data, each with a place; the province beside them."""
    file = source_file()
    for number in range(1, 11):
        one = region(f"Kota K{number}", grid_row=number // 6, grid_col=number % 6, abbr=f"K{number}")
        covered(one, 2022, file)
        bought(one, number * 100, file)
        bought(one, 5000, file, stage=Stage.FAILED)
    region("Kabupaten Sunyi", grid_row=3, grid_col=3)
    province = region("Provinsi Jawa Timur", "35")
    covered(province, 2022, file)
    bought(province, 10**9, file)
    publish()


def test_classes_are_fifths_with_their_limits(client, ten):
    html = page(client, "/peta/")
    assert re.findall(r'<li class="(m\d)">([^<]*)</li>', html)[:5] == [
        ("m1", "seperlima teratas: Rp900 sampai Rp1,0\N{NO-BREAK SPACE}ribu, 2 daerah"),
        ("m2", "seperlima kedua: Rp700 sampai Rp800, 2 daerah"),
        ("m3", "seperlima tengah: Rp500 sampai Rp600, 2 daerah"),
        ("m4", "seperlima keempat: Rp300 sampai Rp400, 2 daerah"),
        ("m5", "seperlima terbawah: Rp100 sampai Rp200, 2 daerah"),
    ]
    tiles = re.findall(r'<li class="r\d+ c\d+(?: city)?(?: (q\d))?"><a href="/daerah/([^/]*)/', html)
    expected = {f"kota-k{number}": f"q{6 - (number + 1) // 2}" for number in range(1, 11)}
    assert {place: css for css, place in tiles} == expected | {"kabupaten-sunyi": ""}


def test_the_legend_of_the_home_page_explains_every_shade(client, ten):
    html = page(client, "/")
    shades = set(re.findall(r'<li class="r\d+ c\d+(?: city)? q(\d)">', html))
    legend = re.findall(r'<span class="m([1-5])">([^<]*)</span>', html)
    assert {number for number, _name in legend} == shades == set("12345")
    assert [name.removeprefix("seperlima ") for _number, name in legend] == [
        "teratas", "kedua", "tengah", "keempat", "terbawah",
    ]  # fmt: skip


def test_a_tile_leads_to_the_figure_that_it_shows(client, ten):
    for query, kept in (("", ""), ("?tahun=2022&aturan=semua", "?aturan=semua")):
        tiles = re.findall(r'<li class="r\d+ c\d+[^"]*"><a href="([^"]*)"', page(client, f"/peta/{query}"))
        assert len(tiles) == 11 and f"/daerah/kota-k1/2022/{kept}" in tiles
    assert client.get("/daerah/kabupaten-sunyi/2022/?aturan=semua").status_code == 200


def test_the_headline_is_the_share_of_the_darkest(client, ten):
    share = f"{(900 + 1000) * 1000 // 5500 / 10:.1f}".replace(".", ",")
    assert f"<h1>2 dari 10 daerah (petak tergelap) menyumbang {share}% dari seluruh belanja lewat toko daring" in page(
        client, "/peta/"
    )


def test_its_table_is_the_ranking_and_sums_to_its_total(client, ten):
    html = page(client, "/peta/")
    table = html[html.index('<table class="rank">') :]
    values = [int(value) for value in re.findall(r'<data value="(\d+)">', table)]
    assert values == [number * 100 for number in range(10, 0, -1)]
    assert f"{sum(values):,}".replace(",", ".") in table[table.index("<tfoot") :]
    assert "Belum ada ekspor toko daring (Jatim Bejo) 2022 yang dimuat. Tanpa data bukan nol." in table
    assert "Provinsi Jawa Timur</a>" not in html and "1.000.000.000" not in html


def test_years_and_twins_keep_channel_and_rule(client):
    small_site()
    html = page(client, "/en/peta/?tahun=2021&aturan=semua")
    query = "?tahun=2021&amp;aturan=semua"
    assert f'href="/peta.csv{query}"' in html and f'href="/peta.json{query}"' in html
    assert 'href="/en/peta/?tahun=2022&amp;aturan=semua"' in html
    assert 'name="tahun" value="2021"' in html
    assert "in 2021</h1>" in html and "in 2022</h1>" in page(client, "/en/peta/")


@pytest.mark.parametrize(
    ("query", "status"),
    [("tahun=1999", 404), ("tahun=20", 400), ("tahun=2022&tahun=2022", 400), ("urut=nilai", 400),
     ("kanal=e-katalog&aturan=terverifikasi", 400), ("d=kota-malang", 400)],
)  # fmt: skip
def test_what_is_refused(client, query, status):
    small_site()
    assert client.get(f"/peta/?{query}").status_code == status


def test_no_figure_is_not_zero(client):
    sites = small_site()
    file = source_file()
    covered(sites["silent"], 2023, file)
    bought(sites["silent"], 5, file, year=2023, stage=Stage.FAILED)
    publish()
    html = page(client, "/peta/")
    assert "2023: tidak ada angka</h1>" in html and "Rp0" not in html and "<tfoot" not in html
    assert "tidak ada baris yang memenuhi aturan ini" in html
    assert "belum ada data</h1>" in page(client, "/peta/?kanal=e-katalog")


def test_an_empty_database_says_so(client):
    for query in ("", "?tahun=2022"):
        assert "belum ada data" in page(client, f"/peta/{query}")
