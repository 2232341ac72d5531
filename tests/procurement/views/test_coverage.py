"""/data/cakupan/: signs with a legend and a sentence, and counts that follow from the slices."""

import re
from datetime import date

import pytest

from procurement.counting import Stage
from procurement.models import Slice
from tests.builders import bought, covered, publish, region, small_site, source_file
from tests.visiting import client

__all__ = ["client"]  # fixtures
pytestmark = pytest.mark.django_db


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def row(html, name):
    return re.search(rf'<tr[^>]*><th scope="row"><a href="[^"]*">{name}</a>.*?</tr>', html)[0]


def cells(html, name):
    return "".join(re.findall(r'<td class="mo">(.)</td>', row(html, name)))


def test_signs_and_sentences(client):
    sites = small_site()
    file = source_file()
    covered(sites["silent"], 2022, file, date(2022, 6, 20))
    bought(sites["silent"], 5, file)
    publish()
    html = page(client, "/data/cakupan/")
    assert cells(html, "Kabupaten Blitar") == "○○○○○◐––––––"
    said = row(html, "Kabupaten Blitar")
    assert "Tidak ada baris yang dihitung pada Januari–Mei. Belum sampai akhir bulan: Juni." in said
    assert "Tidak tercakup: Juli–Desember." in said
    assert f'20 Juni 2022, <a href="/data/muatan/{file.load_id}/">muatan {file.load_id}</a>' in said
    assert cells(html, "Kota Malang") == "○○○○○●○○○○○○"
    for sign, meaning in (("●", "ada baris yang dihitung"), ("–", "tidak bisa dikatakan apa-apa")):
        assert re.search(rf"<li><b>{sign}</b> [^<]*{meaning}</li>", html)


def test_without_an_export_there_are_no_signs_but_words(client):
    small_site()
    html = page(client, "/data/cakupan/")
    assert cells(html, "Kabupaten Blitar") == ""
    assert "Belum ada ekspor toko daring (Jatim Bejo) 2022 yang dimuat. Tanpa data bukan nol." in row(
        html, "Kabupaten Blitar"
    )


def test_counts_by_year(client):
    sites = small_site()
    file = source_file()
    covered(sites["silent"], 2022, file, date(2022, 6, 30))
    bought(sites["silent"], 5, file, stage=Stage.FAILED)
    publish()
    html = page(client, "/data/cakupan/")
    counts = re.findall(r'<th scope="row"><a href="#y(\d+)">.*?</tr>', html)
    assert counts == ["2022", "2021"]
    figures = [re.findall(r'<td class="num" data-l="[^"]*">(\d+)</td>', line) for line in html.split('<a href="#y')[1:]]
    # With counted rows, with an export, covered for the whole year, without an export; the province is in none.
    assert figures[0][:4] == ["3", "4", "3", "0"]
    assert figures[1][:4] == ["3", "3", "3", "1"]
    assert "<h1>3 dari 4 kabupaten dan kota punya data" in html
    assert Slice.objects.filter(year=2022).count() == 5
    assert "<h1>4 dari 4 kabupaten dan kota" in page(client, "/data/cakupan/?aturan=semua")


@pytest.mark.parametrize(
    "query", ["tahun=2022", "kanal=x", "aturan=terverifikasi&kanal=e-katalog", "aturan=semua&aturan=semua"]
)
def test_what_is_refused(client, query):
    assert client.get(f"/data/cakupan/?{query}").status_code == 400


def test_an_empty_database_says_so(client):
    assert "belum ada data" in page(client, "/data/cakupan/")
    region("Kota Malang")
    assert "Belum ada data." in page(client, "/data/cakupan/?kanal=e-katalog")
