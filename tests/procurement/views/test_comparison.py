"""/bandingkan/: what may be asked, what is said of what cannot be compared, and that no key gets lost."""

import re
from datetime import date, datetime

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from procurement.counting import Stage
from procurement.views import addresses
from tests.builders import bought, covered, publish, region, small_site, source_file
from tests.visiting import client, without_sources

__all__ = ["client"]  # fixtures
pytestmark = pytest.mark.django_db
TWO = "/bandingkan/?d=kota-malang&d=kota-kediri"


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return without_sources(answer.content.decode())


def test_the_figures_of_each_stand_beside_one_another(client):
    small_site()
    html = page(client, f"{TWO}&d=kabupaten-malang&tahun=2021")
    assert "<h1>Belanja lewat toko daring (Jatim Bejo) pada 2021: Kota Malang Rp500, Kota Kediri Rp200" in html
    assert re.findall(r'<td class="pos">(\d)</td><th scope="row"><a href="([^"]*)"', html) == [
        ("1", "/daerah/kota-malang/2021/"),
        ("3", "/daerah/kota-kediri/2021/"),
        ("2", "/daerah/kabupaten-malang/2021/"),
    ]
    assert re.findall(r'<data value="(\d+)">', html) == ["500", "200", "300"]
    assert "Belanja Kota Malang 2,5 kali belanja Kota Kediri." in html
    assert "median 3 kabupaten dan kota yang punya data, Rp300" in html
    assert "Rp1.000" not in html, "nothing is added together"
    assert len(re.findall(r'<svg class="chart"', html)) == 3


def test_a_share_of_the_largest_says_of_the_largest_what(client):
    small_site()
    html = page(client, "/bandingkan/?d=kota-malang&d=kota-kediri")
    assert '<th scope="col" class="num">Porsi lima penyedia terbesar</th>' in html
    assert 'data-u="pada lima penyedia terbesar"' in html and "lima terbesar" not in html


def test_every_chart_has_the_same_scale(client):
    sites = small_site()
    file = source_file()
    bought(sites["rich"], 490, file)
    publish()
    html = page(client, TWO)
    tops = [
        chart for chart in re.findall(r'<svg class="chart".*?</svg>', html) if ">Rp1,0\N{NO-BREAK SPACE}ribu<" in chart
    ]
    assert len(tops) == 2
    heights = [int(h) for h in re.findall(r'<rect class="b"[^>]* height="(\d+)"', html)]
    assert heights == [96, 210 * 96 // 1000]


def test_the_latest_year_that_any_of_them_has(client):
    sites = small_site()
    file = source_file()
    covered(sites["silent"], 2023, file)
    assert "pada 2022:" in page(client, TWO)
    assert "untuk 2023" in page(client, "/bandingkan/?d=kota-malang&d=kabupaten-blitar")


def test_one_without_data_says_why(client):
    sites = small_site()
    html = page(client, "/bandingkan/?d=kota-malang&d=kabupaten-blitar")
    says = "Belum ada ekspor toko daring (Jatim Bejo) 2022 yang dimuat."
    assert f"Kabupaten Blitar tidak punya angka. {says} Tanpa data bukan nol." in html
    assert f'<td colspan="7" class="why">{says}' in html
    file = source_file()
    covered(sites["silent"], 2022, file, rejected_rows=3, rejected_sen=12300)
    bought(sites["silent"], 5, file, stage=Stage.FAILED)
    publish()
    html = page(client, "/bandingkan/?d=kota-malang&d=kabupaten-blitar")
    assert "tidak ada baris yang memenuhi aturan ini" in html and "Rp0" not in html
    assert "Kabupaten Blitar: 3 baris senilai Rp123 ditolak" in html


def test_the_provincial_government_has_no_rank(client):
    small_site()
    html = page(client, "/bandingkan/?d=kota-malang&d=provinsi-jawa-timur")
    assert '<td class="pos">–</td><th scope="row"><a href="/daerah/provinsi-jawa-timur/2022/">' in html
    assert "pembeli tersendiri" in html
    assert "median 3 kabupaten dan kota" in html


def test_data_that_end_on_different_days_are_not_compared_beyond(client):
    one, other = region("Kota Malang"), region("Kota Batu")
    file = source_file()
    covered(one, 2022, file)
    covered(other, 2022, file, date(2022, 6, 30))
    bought(one, 900, file, ordered_at=datetime(2022, 9, 1))
    bought(one, 30, file, ordered_at=datetime(2022, 6, 1))
    bought(other, 10, file, ordered_at=datetime(2022, 5, 1))
    publish()
    html = page(client, "/bandingkan/?d=kota-malang&d=kota-batu")
    assert "Sesudah 30 Juni 2022 angkanya tidak bisa dibandingkan." in html
    assert "Januari–Juni 2022: Belanja Kota Malang 3,0 kali belanja Kota Batu." in html
    assert re.findall(r'<td class="num" data-l="Bulan yang sama \(Rp\)">(\d+)</td>', html) == ["30", "10"]
    assert "Per kapita Kota" not in html


def test_one_alone_or_none_shows_the_form(client):
    small_site()
    html = page(client, "/bandingkan/")
    assert html.count('<select id="d') == 4 and "<h1>Bandingkan daerah</h1>" in html
    assert 'href="/bandingkan/?d=kota-malang&amp;d=kabupaten-malang"' in html
    alone = page(client, "/bandingkan/?d=kota-kediri")
    assert "<h1>Bandingkan Kota Kediri dengan …</h1>" in alone
    assert '<option value="kota-kediri" selected>' in alone
    # A browser sends the fields that nobody chose too.
    assert page(client, "/bandingkan/?d=kota-kediri&d=&d=&d=&kanal=toko-daring&aturan=bersih").count(" selected>") == 3


def test_taking_one_out_keeps_everything_else(client):
    small_site()
    html = page(client, f"{TWO}&d=kabupaten-malang&tahun=2021&aturan=semua")
    assert (
        'class="chip" href="/bandingkan/?d=kota-malang&amp;d=kabupaten-malang&amp;tahun=2021&amp;aturan=semua"' in html
    )
    assert (
        'href="/bandingkan/?d=kota-malang&amp;d=kota-kediri&amp;d=kabupaten-malang&amp;tahun=2022&amp;aturan=semua"'
        in html
    )


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("d=a&d=b&d=c&d=d&d=e", 400, "paling banyak 4 kali"),
        ("d=kota-malang&d=kota-malang", 400, "Kota Malang disebut dua kali."),
        ("d=kota-malang&d=kota-antah", 404, ""),
        ("d=kota-antah", 404, ""),
        (f"d={'a' * 3000}", 404, ""),
        ("d=kota-malang&d=kota-kediri&tahun=1999", 404, ""),
        ("d=kota-malang&tahun=2022&tahun=2021", 400, "tahun"),
        ("d=kota-malang&d=kota-kediri&kanal=x", 400, "kanal"),
        ("d=kota-malang&d=kota-kediri&kanal=e-katalog&aturan=terverifikasi", 400, "aturan"),
        ("d=kota-malang&jenis=kota", 400, "jenis"),
    ],
)
def test_what_is_refused(client, query, status, says):
    small_site()
    answer = client.get(f"/bandingkan/?{query}")
    assert answer.status_code == status
    assert says in answer.content.decode()


def test_only_d_may_repeat(client):
    small_site()
    for address in ("/peta/?tahun=2022&tahun=2022", "/peringkat/2022/?q=a&q=a", "/daerah/kota-malang/?d=a&d=a"):
        assert client.get(address).status_code == 400, address


def test_canonical_and_language_switch_keep_every_government(client):
    small_site()
    html = page(client, f"/en{TWO}")
    assert f'rel="canonical" href="http://127.0.0.1:8000/en{TWO}"'.replace("&", "&amp;") in html
    assert f'href="{TWO}" lang="id"'.replace("&", "&amp;") in html
    assert "/bandingkan/?d=kota-malang&amp;d=kota-kediri" in html[html.index('class="cite"') :]


def test_addresses_keep_repeated_keys_in_order():
    request = RequestFactory().get("/bandingkan/")
    request.GET = QueryDict("d=b&kanal=x&d=a&q=")
    assert addresses.in_language(request, "en") == "/en/bandingkan/?d=b&d=a&kanal=x"
    assert addresses.with_query("/x/", {"d": ["b", "", "a"], "q": "", "y": "1 2"}) == "/x/?d=b&d=a&y=1+2"
    assert addresses.with_query("/x/", {"d": []}) == "/x/"


def test_categories_stand_side_by_side_and_say_what_stands_twice(client):
    sites = small_site()
    file = source_file()
    bought(sites["poor"], 90, file, category="jasa;kertas & map")
    bought(sites["rich"], 5, file, category="atk")
    publish()
    html = page(client, TWO)
    tables = [re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", one) for one in html.split('<table class="share">')[1:]]
    figures = [[re.findall(r'">([^<]+)</(?:a|td)>', line) for line in table] for table in tables]
    assert figures == [
        [["Alat tulis", "510", "99,0%"], ["ATK", "5", "1,0%"]],
        [["Alat tulis", "210", "70,0%"], ["Jasa", "90", "30,0%"], ["Kertas &amp; map", "90", "30,0%"]],
    ]
    assert "Yang terhitung lebih dari sekali: Kota Kediri Rp90." in html
    assert "kanal=toko-daring&amp;kedudukan=counted&amp;kategori=kertas+%26+map" in html
    widths = re.findall(r'<rect width="([\d.]+)%"', html[html.index('<table class="share">') :])
    assert widths == ["100.0", "0.9", "41.1", "17.6", "17.6"], "one scale"


def test_links_to_what_can_be_downloaded(client):
    small_site()
    html = page(client, f"{TWO}&aturan=semua&tahun=2021")
    assert 'href="/bandingkan.csv?d=kota-malang&amp;d=kota-kediri&amp;tahun=2021&amp;aturan=semua"' in html
    assert 'href="/daerah/kota-kediri/transaksi.csv?tahun=2021&amp;kanal=toko-daring"' in html
    assert html.count('<span class="muted small">CSV · semua baris, dihitung atau tidak</span>') == 2


def test_an_empty_database_says_so(client):
    assert "Belum ada data." in page(client, "/bandingkan/")
    region("Kota Malang"), region("Kota Kediri")
    assert "Belum ada data." in page(client, TWO)
    assert "Belum ada data." in page(client, f"{TWO}&tahun=2022")
