"""Embeds: the same figures as their page, and the only answers that another site may frame."""

import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement.models import Slice
from tests.builders import covered, publish, region, small_site, source_file
from tests.visiting import EVERY, hang_up

pytestmark = pytest.mark.django_db

EMBEDS = ("/sematkan/peringkat/2022/", "/sematkan/daerah/kota-malang/")


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", EMBEDS)
def test_any_site_may_frame_it_and_nothing_else_is_loosened(client, address, prefix):
    small_site()
    answer, ordinary = client.get(prefix + address), client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy and "default-src 'none'" in policy and "unsafe" not in policy
    assert policy.replace("frame-ancestors *", "frame-ancestors 'none'") == ordinary.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()


def test_no_other_answer_may_be_framed(client):
    small_site()
    for address in (*EVERY, "/sematkan/peringkat/1999/", "/sematkan/daerah/x/"):
        answer = client.get(address)
        hang_up(answer)  # else so many exports at once were refused
        assert answer.headers["X-Frame-Options"] == "DENY", address
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], address


def test_figures_are_those_of_the_page(client):
    small_site()
    embed, whole = page(client, EMBEDS[0] + "?jenis=kota"), page(client, "/peringkat/2022/?jenis=kota")
    found = re.findall(r'<data value="(\d+)">', embed)
    assert found == ["510", "210"] == re.findall(r'<data value="(\d+)">', whole)
    assert "Tepatnya Rp510." in page(client, EMBEDS[1])


def test_the_numbers_of_the_columns_stand_below_them(client):
    rich = small_site()["rich"]
    Slice.objects.filter(region=rich, year=2022).update(as_of="2022-09-30")
    html = page(client, EMBEDS[1])
    details = html[html.index("<details>") : html.index("</details>")]
    months = re.findall(r'<th scope="row">(.*?)</th><td class="num">(.*?)</td><td class="num">(.*?)</td>', details)
    assert len(months) == 12
    assert months[5] == ("Juni 2022", "510", "1")
    assert months[6] == ("Juli 2022", "tidak ada pesanan yang dihitung", "–")
    assert months[9] == ("Oktober 2022", "tidak tercakup", "–")


def test_source_edition_and_sample_are_said(client):
    small_site(is_sample=True)
    for address in EMBEDS:
        html = page(client, address)
        assert "edisi 1" in html and "DATA CONTOH." in html and "aturan “Bersih”" in html
        assert re.search(r'<link rel="canonical" href="http[^"]*/(peringkat/2022|daerah/kota-malang/2022)/">', html)


def test_what_was_rejected_is_said(client):
    small_site()
    Slice.objects.filter(region="35.73").update(rejected_rows=3, rejected_sen=300)
    Slice.objects.filter(region="35.07").update(rejected_rows=4, rejected_sen=400)
    said = '<p class="small">{} ditolak saat ekspor dimuat'
    assert said.format("7 baris senilai Rp7") in page(client, EMBEDS[0])
    assert said.format("3 baris senilai Rp3") in page(client, f"{EMBEDS[0]}?jenis=kota")
    assert said.format("3 baris senilai Rp3") in page(client, EMBEDS[1])
    assert "ditolak" not in page(client, f"{EMBEDS[0]}?q=kediri")


def test_a_governments_figures_come_from_totals(client):
    small_site()
    with CaptureQueriesContext(connection) as queries:
        page(client, EMBEDS[1])
    assert not any('FROM "procurement_transaction"' in one["sql"] for one in queries)


def test_a_government_without_data_or_without_a_row_that_counts(client):
    small_site()
    assert "Tanpa data bukan nol." in page(client, "/sematkan/daerah/kabupaten-blitar/")
    covered(region("Kota Batu"), 2022, source_file())
    publish()
    assert "tetapi tidak ada baris" in page(client, "/sematkan/daerah/kota-batu/")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/sematkan/peringkat/2022/?x=1", 400),
        ("/sematkan/peringkat/2022/?urut=x", 400),
        ("/sematkan/peringkat/1999/", 404),
        ("/sematkan/daerah/x/", 404),
        ("/sematkan/daerah/kota-malang/?tahun=2022", 400),
    ],
)
def test_bad_requests(client, address, status):
    small_site()
    assert client.get(address).status_code == status


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", ["/peringkat/2022/?jenis=kota", "/daerah/kota-malang/2022/?aturan=semua"])
def test_a_page_offers_its_embed(client, address, prefix):
    small_site()
    code = re.search(r'&lt;iframe src="([^"]+)" title="([^"]+)"', page(client, prefix + address))
    embed = page(client, code[1].removeprefix(settings.SITE_URL).replace("&amp;", "&"))
    assert code[2] and ("Kota Malang" in embed)
    assert code[1].endswith(address.partition("?")[2])
