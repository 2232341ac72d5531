"""A figure's passport: published and recomputed side by side, and the rows that sum to it."""

import csv
import io
import json
import re
from datetime import date, datetime

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procurement.counting import Channel, Stage, Standing
from procurement.models import Edition, Slice, Transaction
from procurement.places import Places
from procurement.queries import summed_again
from tests.builders import bought, covered, publish, region, small_site, source_file
from tests.naive import RULES

pytestmark = pytest.mark.django_db

MALANG = "daerah=kota-malang&tahun=2022"


@pytest.fixture
def regions():
    """Beside the rows that count: failed, repeated, of another year, another channel and another government."""
    found = small_site()
    file = source_file(rows=5)
    covered(found["rich"], 2022, file, channel=Channel.E_KATALOG, system="katalog-v6")
    bought(found["rich"], 70, file, order_id="two-lines")
    bought(found["rich"], 7, file, order_id="two-lines")
    bought(found["rich"], 1000, file, stage=Stage.FAILED)
    bought(found["rich"], 2000, file, standing=Standing.REPEATED)
    bought(found["rich"], 4000, file, channel=Channel.E_KATALOG, system="katalog-v6")
    publish()
    return found


def page(client, query):
    answer = client.get(f"/asal/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content)


def test_published_and_recomputed_are_equal(client, regions):
    html = page(client, MALANG)
    assert "<b>Rp587</b>" in html and html.count("<span>Rp587</span>") == 2
    assert "Dijumlahkan ulang dari barisnya: sama" in html
    assert html.count("<span>sama</span>") == 4  # value, orders, rows, suppliers


def test_a_row_that_was_tampered_with_shows(client, regions):
    row = Transaction.objects.get(order_id="two-lines", value_sen=700)
    Transaction.objects.filter(pk=row.pk).update(value_sen=800)
    html = page(client, MALANG)
    assert "Dijumlahkan ulang dari barisnya: TIDAK sama" in html and "<span>Rp588</span>" in html
    assert "NOT equal" in client.get(f"/en/asal/?{MALANG}").content.decode()


@pytest.mark.parametrize("rule", ["bersih", "selesai", "terverifikasi", "tidak-gagal", "semua"])
@pytest.mark.parametrize("government", ["", "daerah=kota-malang&"])
def test_the_rows_sum_to_the_figure(client, regions, rule, government):
    query = f"{government}tahun=2022&aturan={rule}"
    rows = [
        row
        for row in Transaction.objects.filter(year=2022, channel="toko-daring").exclude(region=regions["province"])
        if RULES[rule]({"standing": row.standing, "stage": row.stage, "verified": row.verification})
        and (not government or row.region == regions["rich"])
    ]
    expected = sum(row.value_sen for row in rows) // 100
    records = list(csv.DictReader(io.StringIO(body(client, f"/asal.csv?{query}").decode(), newline=""), strict=True))
    assert (len(records), sum(int(one["nilai_rupiah"]) for one in records)) == (len(rows), expected)
    assert {one["aturan"] for one in records} == {rule}
    document = json.loads(body(client, f"/asal.json?{query}"))
    assert sum(one["nilai_rupiah"] for one in document["baris"]) == expected
    sheet = openpyxl.load_workbook(io.BytesIO(body(client, f"/asal.xlsx?{query}")))["baris"]
    names = [cell.value for cell in sheet[1]]
    assert sum(row[names.index("nilai_rupiah")].value for row in sheet.iter_rows(min_row=2)) == expected
    assert f"<b>Rp{expected:,}</b>".replace(",", ".") in page(client, query)


def test_files_and_their_rows(client, regions):
    html = page(client, MALANG)
    assert "3 baris terhitung senilai Rp587" in html
    assert html.count("made-up.json") == 2 and "/data/muatan/" in html


def test_channels_and_the_province_stay_apart(client, regions):
    assert "<b>Rp4.000</b>" in page(client, f"{MALANG}&kanal=e-katalog")
    assert "<b>Rp1.107</b>" in page(client, "tahun=2022")  # 587 + 210 + 310, without the provincial government's 910
    assert "<b>Rp910</b>" in page(client, "daerah=provinsi-jawa-timur&tahun=2022")


def test_each_measure(client, regions):
    assert "<b>2</b>" in page(client, f"{MALANG}&ukuran=pesanan")
    assert "<b>3</b>" in page(client, f"{MALANG}&ukuran=baris")
    assert "<b>1</b>" in page(client, f"{MALANG}&ukuran=penyedia")


def test_without_a_year_it_asks_for_one(client, regions):
    html = page(client, "")
    assert '<select id="tahun"' in html and "Kota Malang" in html


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("daerah=nowhere&tahun=2022", 404),
        ("daerah=kota-malang&tahun=2019", 404),
        ("tahun=2022&ukuran=penyedia", 400),
        ("tahun=22", 400),
        ("tahun=2022&ukuran=harga", 400),
        ("tahun=2022&x=1", 400),
        ("tahun=2022&kanal=e-katalog&aturan=terverifikasi", 400),
        (f"{MALANG}&daerah=kota-kediri", 400),
    ],
)
def test_bad_requests(client, regions, query, status):
    assert client.get(f"/asal/?{query}").status_code == status
    assert client.get(f"/asal.csv?{query}").status_code == status


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    "query", ["daerah=kota-malang&tahun=2019", f"{MALANG}&satker=9999", "daerah=nowhere&tahun=2022"]
)
def test_what_is_not_found_can_be_searched_for_on_a_phone(client, regions, language, query):
    """The header's own field is hidden there."""
    answer = client.get(f"{language}/asal/?{query}")
    html = answer.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert answer.status_code == 404
    assert re.search(rf'<form class="filter[^"]*" method="get" action="{language}/cari/" role="search"', main)


def test_the_twin_needs_a_year(client, regions):
    assert client.get("/asal.csv").status_code == 400


def test_that_of_all_is_summed_once_an_edition(client, regions, django_assert_num_queries):
    with django_assert_num_queries(8):
        page(client, MALANG)
    with CaptureQueriesContext(connection) as queries:
        first = page(client, "tahun=2022")
    sums = [one["sql"] for one in queries if "SUM(" in one["sql"]]
    assert len(sums) == 2
    with django_assert_num_queries(5):
        assert page(client, "tahun=2022") == first
    assert "<span>Rp1.107</span>" in first and "sekali lagi untuk edisi ini" in first
    assert first.count("<span>sama</span>") == 3  # value, orders, rows
    with django_assert_num_queries(5 + 2 + (connection.vendor == "postgresql")):  # which gives them more time
        assert "<b>Rp797</b>" in page(client, "tahun=2022&jenis=kota"), "another figure"
    row = Transaction.objects.get(order_id="two-lines", value_sen=700)
    Transaction.objects.filter(pk=row.pk).update(value_sen=800)
    Edition.objects.create(number=9, made_at=datetime(2024, 1, 2), cause="claims")
    assert "TIDAK sama" in page(client, "tahun=2022"), "the next edition sums again"


@pytest.mark.parametrize(
    "query",
    ["tahun=2022", "tahun=2022&nama=ka", "tahun=2022&bulan=1-11", "dari=2020-01-01&sampai=2026-12-31"],
)
def test_many_governments_cost_few_queries_and_fewer_again(client, regions, query):
    for number in range(30):
        region(f"Kota Nomor {number}")
    with CaptureQueriesContext(connection) as first:
        html = page(client, query)
    with CaptureQueriesContext(connection) as again:
        assert page(client, query) == html
    assert len(first) <= 12 and len(again) <= 8
    assert not any("procurement_transaction" in one["sql"] for one in again)


def test_days_are_kept_apart(client, regions):
    """What is kept is named by all that was asked."""
    assert "<b>Rp1.107</b>" in page(client, "dari=2022-01-01&sampai=2022-12-31")
    assert "<b>Rp0</b>" in page(client, "dari=2022-01-01&sampai=2022-01-31")
    assert "<b>Rp797</b>" in page(client, "dari=2022-01-01&sampai=2022-12-31&jenis=kota")
    assert "<b>Rp2.107</b>" in page(client, "dari=2021-01-01&sampai=2022-12-31")


def test_where_many_are_summed_already_it_is_said_in_words_when_to_come_again(client, regions, monkeypatch):
    monkeypatch.setattr(summed_again, "PLACES", Places(1))
    assert "<b>Rp1.107</b>" in page(client, "tahun=2022")
    place = summed_again.PLACES.take()
    for query in ("tahun=2021", "dari=2022-01-01&sampai=2022-01-31"):
        answer = client.get(f"/asal/?{query}")
        assert answer.status_code == 503 and answer.headers["Retry-After"] == "30", query
        assert "30 detik" in answer.content.decode()
    assert "<b>Rp1.107</b>" in page(client, "tahun=2022"), "what is kept takes no place"
    assert "<b>Rp587</b>" in page(client, MALANG), "nor does one government"
    place.give_back()
    assert "<b>Rp1.000</b>" in page(client, "tahun=2021")
    assert summed_again.PLACES.take(), "given back"


@pytest.mark.parametrize(
    "query", ["bulan=11", "dari=2022-11-01&sampai=2022-11-30", "dari=2025-01-01&sampai=2025-11-19"]
)
def test_days_that_no_export_reaches_are_no_figure(client, regions, query):
    """No data is not zero: nothing is compared, printed or cited."""
    Slice.objects.filter(region__slug="kota-malang", year=2022).update(as_of=date(2022, 10, 31))
    asked = f"daerah=kota-malang{'' if 'dari' in query else '&tahun=2022'}&{query}"
    answer = client.get(f"/asal/?{asked}")
    html = answer.content.decode()
    assert answer.status_code == 404
    assert client.get(f"/asal.csv?{asked}").status_code == 404
    assert 'class="cite"' not in html
    assert "Rp0" not in html and "Tidak ada data bukan berarti nol." in html and "sampai 31 Oktober 2022" in html
    assert "sama" not in re.sub(r"\s+", " ", html[html.index("<h1>") : html.index("<form")])


def test_covered_days_without_a_row_are_zero(client, regions):
    Slice.objects.filter(region__slug="kota-malang", year=2022).update(as_of=date(2022, 12, 31))
    assert "Rp0" in page(client, "daerah=kota-malang&tahun=2022&bulan=7")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("aturan=selesai", "Asal angka: nilai, Kota Malang, 2022; Aturan hitung: Selesai"),
        ("tanpa=desember", "Asal angka: nilai, Kota Malang, 2022; Tanpa: pesanan bertanggal Desember"),
        ("", "Asal angka: nilai, Kota Malang, 2022<"),
    ],
)
def test_title_and_citation_say_what_narrows_the_figure(client, regions, query, said):
    html = page(client, f"{MALANG}&{query}" if query else MALANG)
    heading = re.search(r"<h1>(.*?<)/h1>", html)[1]
    assert heading.startswith(said)
    assert html.count(heading.rstrip("<")) >= 3, "title, heading, citation"
