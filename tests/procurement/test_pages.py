"""Each page: what it says equals the database, costs a fixed number of queries, and is safe and well formed."""

import re
from datetime import date, datetime

import pytest
from django.db.models import Sum
from django.test import Client

from procurement import money
from procurement.counting import RULES, Stage, Standing
from procurement.keys import short_key
from procurement.models import Transaction
from tests.builders import bought, covered, publish, region, small_site, source_file, supplier
from tests.visiting import without_data_block, without_sources

pytestmark = pytest.mark.django_db

PAGES = {
    "/": 10,
    "/peringkat/2022/": 8,
    "/peringkat/2022/?aturan=selesai&jenis=kota&urut=-pesanan&q=malang": 8,
    "/daerah/": 8,
    "/daerah/kota-malang/": 27,
    "/daerah/kota-malang/2022/": 27,
    "/daerah/kota-malang/2022/?aturan=semua": 27,
    "/daerah/provinsi-jawa-timur/": 19,
    "/daerah/kabupaten-blitar/": 5,
    "/daerah/kota-malang/transaksi/": 14,
    "/daerah/kota-malang/transaksi/?kanal=toko-daring": 12,
    "/data/": 10,
    "/data/cakupan/": 5,
    "/bandingkan/": 3,
    "/bandingkan/?d=kota-malang&d=kota-kediri&d=kabupaten-blitar": 9,
    "/peta/": 8,
    "/peta/?tahun=2021&aturan=semua": 8,
    "/tentang/": 3,
    "/koreksi/": 1,
    "/istilah/": 1,
    "/cari/": 2,
    "/cari/?q=malang": 11,
    "/metode/": 2,
    "/sorotan/": 14,
    "/sorotan/?tahun=2021&daerah=kota-malang": 14,
    "/satker/kota-malang/1001/": 16,
    f"/penyedia/{short_key('bela', 'cv maju')}-cv-maju/": 21,
    "/asal/": 4,
    "/asal/?daerah=kota-malang&tahun=2022": 8,
    "/edisi/": 4,
    "/edisi/1/": 8,
    "/data/kamus/": 1,
    "/data/ocds/": 2,
    "/data/lisensi/": 1,
    "/api/": 1,
}
"""Address -> what it costs in queries, however much data there is."""


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return without_sources(answer.content.decode())


def counted_sen(**where) -> int:
    """What `bersih` counts, summed row by row in plain Python."""
    rule = RULES["bersih"]
    rows = Transaction.objects.filter(**where)
    return sum(r.value_sen for r in rows if rule.counts(r.channel, r.standing, r.stage, r.verification))


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", PAGES)
def test_page_is_well_formed(client, address, prefix):
    small_site(is_sample=True)
    html = page(client, prefix + address)
    assert html.count("<h1") == 1
    assert f'<html lang="{prefix[1:] or "id"}">' in html
    assert 'style="' not in html and "<script" not in without_data_block(html)
    assert ("SAMPLE DATA." if prefix else "DATA CONTOH.") in html
    assert len(re.findall(r'rel="alternate" hreflang="(?:id|en|x-default)"', html)) == 3
    assert 'rel="canonical"' in html and 'property="og:title"' in html
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def shared(html: str) -> tuple[str, str]:
    """The title and the description that a shared link shows."""
    title = re.search(r'<meta property="og:title" content="([^"]*)">', html)
    description = re.search(r'<meta property="og:description" content="([^"]*)">', html)
    return title[1], description[1]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_share_texts_are_each_pages_own(client, prefix):
    small_site()
    addresses = [address for address in PAGES if "?" not in address and address != "/daerah/kota-malang/"]
    found = [shared(page(client, prefix + address)) for address in addresses]
    assert len({title for title, _description in found}) == len(addresses)
    assert len({description for _title, description in found}) == len(addresses)
    title, description = shared(page(client, prefix + "/peringkat/2022/"))
    assert "Kota Malang" in title and "Rp510" in title and "Rp510" in description
    html = page(client, prefix + "/peringkat/2022/")
    assert f"<title>{title} · Belanja Terbuka</title>" in html
    assert f'<meta name="description" content="{description}">' in html


def test_share_texts_over_sample_rows_say_so_first(client):
    small_site(is_sample=True)
    assert all(text.startswith("Data contoh: ") for text in shared(page(client, "/peringkat/2022/")))
    assert all(text.startswith("Sample data: ") for text in shared(page(client, "/en/peringkat/2022/")))


def test_who_is_first_is_said_among_those_shown(client):
    small_site()
    html = page(client, "/peringkat/2022/?jenis=kabupaten")
    assert "<h1>Di antara kabupaten: Kabupaten Malang paling banyak belanja" in html
    assert shared(html)[1].startswith("Di antara kabupaten: ")
    assert "paling banyak" not in shared(page(client, "/peringkat/2022/?q=kediri"))[1]


def test_transactions_are_summed_once_a_channel(client):
    rich = small_site()["rich"]
    bought(rich, 40, source_file(rows=1), channel="e-katalog", system="ekatalog")
    every = page(client, "/daerah/kota-malang/transaksi/")
    assert "<b>Rp1.010</b> (Rp1,0\N{NO-BREAK SPACE}ribu) lewat toko daring (Jatim Bejo), 2 baris" in every
    assert "<b>Rp40</b> lewat e-katalog, 1 baris" in every
    assert "Rp1.050" not in every
    assert "Kanal tidak pernah dijumlahkan." in every
    one = page(client, "/daerah/kota-malang/transaksi/?kanal=e-katalog")
    assert "<b>Rp40</b> lewat e-katalog, 1 baris" in one and "Rp1.010" not in one


def test_a_row_that_does_not_count_says_so(client):
    rich = small_site()["rich"]
    bought(rich, 77, source_file(rows=1), stage=Stage.FAILED)
    html = page(client, "/daerah/kota-malang/transaksi/?tahap=failed")
    assert "gagal, terverifikasi<small>tidak dihitung “Bersih” karena tahapnya</small>" in html


def test_quotation_marks_in_a_citation_are_nested(client):
    small_site()
    html = page(client, "/peringkat/2022/")
    assert "aturan ‘Bersih’”, edisi 1" in html
    assert "””" not in html


def test_no_banner_over_real_data(client):
    small_site(is_sample=False)
    html = page(client, "/")
    assert "DATA CONTOH" not in html
    assert "Data contoh:" not in html


@pytest.mark.parametrize("address", PAGES)
def test_queries_do_not_grow_with_the_data(client, address, django_assert_num_queries):
    small_site()
    with django_assert_num_queries(PAGES[address]):
        page(client, address)
    governments = [region(f"Kota Ke{number}", f"36.{number:02}") for number in range(1, 20)]
    file = source_file(rows=60)
    for government in governments:
        covered(government, 2022, file)
        for rupiah in (10, 20, 30):
            shop = supplier(f"Toko {government.name} {rupiah}")
            bought(government, rupiah, file, supplier=shop, category=f"jenis {rupiah}")
    publish()
    with django_assert_num_queries(PAGES[address]):
        page(client, address)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/peringkat/",
        "/peringkat/2022/",
        "/daerah/",
        "/data/",
        "/data/cakupan/",
        "/peta/",
        "/bandingkan/",
        "/sorotan/",
        "/metode/",
    ],
)
def test_empty_database_says_so(client, address):
    html = client.get(address, follow=True)
    assert html.status_code == 200
    if address != "/metode/":
        assert "elum ada" in html.content.decode()


def test_figures_equal_the_rows(client):
    small_site()
    total = counted_sen(year=2022, region__kind__in=("city", "regency"))
    assert money.rupiah(total) in page(client, "/peringkat/2022/")
    mine = counted_sen(year=2022, region__slug="kota-malang")
    assert money.rupiah(mine) in page(client, "/daerah/kota-malang/2022/")
    every = Transaction.objects.filter(region__slug="kota-malang").aggregate(sum=Sum("value_sen"))["sum"]
    assert money.rupiah(every) in page(client, "/daerah/kota-malang/transaksi/")


def test_parts_of_a_government_sum_to_the_whole(client):
    """The rest of a long list is a row of its own, so that each table adds up."""
    rich = small_site()["rich"]
    file = source_file(rows=15)
    for number in range(1, 16):
        shop = supplier(f"Toko {number}")
        bought(rich, number, file, supplier=shop, category=f"jenis {number}", marketplace=f"pasar {number}")
    publish()
    html = page(client, "/daerah/kota-malang/2022/")
    for table in re.findall(r'<table class="share">.*?</table>', html, re.DOTALL):
        values = [text.replace(".", "") for text in re.findall(r'<td class="num">([\d.]+)</td>', table)]
        assert sum(map(int, values)) * 100 == counted_sen(year=2022, region=rich)


def test_filters_can_be_removed_one_by_one(client):
    small_site()
    html = page(client, "/peringkat/2022/?jenis=kota&q=malang")
    assert 'class="chip" href="/peringkat/2022/?q=malang"' in html
    assert 'class="chip" href="/peringkat/2022/?jenis=kota"' in html


def test_language_switch_keeps_page_and_query(client):
    small_site()
    html = page(client, "/peringkat/2022/?jenis=kota")
    assert 'href="/en/peringkat/2022/?jenis=kota" lang="en"' in html
    assert 'href="/peringkat/2022/?jenis=kota" lang="id"' in page(client, "/en/peringkat/2022/?jenis=kota")


def test_twins_are_linked_with_the_same_query_from_both_languages(client):
    small_site()
    for prefix in ("", "/en"):
        html = page(client, f"{prefix}/peringkat/2022/?jenis=kota")
        assert 'href="/peringkat/2022.csv?jenis=kota"' in html
        assert 'href="/peringkat/2022.json?jenis=kota"' in html


def test_government_without_rows_under_the_rule_is_not_zero(client):
    sites = small_site()
    file = source_file(rows=1)
    covered(sites["silent"], 2022, file)
    bought(sites["silent"], 7, file, stage=Stage.FAILED)
    publish()
    html = page(client, "/daerah/kabupaten-blitar/2022/")
    assert "tidak ada baris yang memenuhi aturan ini" in html
    assert "Rp0" not in html


def test_unknown_government_and_year_are_404(client):
    small_site()
    for address in ("/daerah/kota-antah/", "/daerah/kota-malang/1999/", "/peringkat/1999/"):
        assert client.get(address).status_code == 404, address


def test_namesake_is_offered_both_ways(client):
    small_site()
    assert "Bukan Kabupaten Malang?" in page(client, "/daerah/kota-malang/")
    assert "Bukan Kota Malang?" in page(client, "/daerah/kabupaten-malang/")
    assert "Bukan " not in page(client, "/daerah/kota-kediri/")


def test_uncovered_months_are_said_in_words(client):
    government = region("Kota Malang")
    file = source_file(rows=1)
    covered(government, 2022, file, as_of=date(2022, 8, 31))
    bought(government, 5, file)
    publish()
    html = page(client, "/daerah/kota-malang/")
    assert "Tidak tercakup: September–Desember 2022." in html
    assert "sampai 31 Agustus 2022" in html


def test_rejected_rows_are_said_beside_the_figure(client):
    government = region("Kota Malang")
    file = source_file(rows=1)
    covered(government, 2022, file, rejected_rows=3, rejected_sen=12300)
    bought(government, 5, file)
    publish()
    for address in ("/", "/peringkat/2022/", "/daerah/kota-malang/", "/data/"):
        assert "3 baris senilai Rp123 ditolak" in page(client, address), address


def test_hostile_names_are_only_text(client):
    evil = '<script>alert("x")</script><b>'
    government = region("Kota Malang")
    file = source_file(rows=1)
    covered(government, 2022, file)
    bought(
        government, 5, file, supplier=supplier(evil), supplier_name=evil, description=evil, category=evil,
        marketplace=evil, ordered_at=datetime(2022, 1, 2),
    )  # fmt: skip
    publish()
    for address in ("/daerah/kota-malang/", "/daerah/kota-malang/transaksi/", f"/peringkat/2022/?q={evil[:20]}"):
        html = without_data_block(page(client, address))
        assert "<script" not in html and "<b>&quot;" not in html
        assert "&lt;script&gt;" in html


def test_hostile_name_in_a_chart(client):
    government = region("Kota <b>Malang", slug="kota-malang")
    file = source_file(rows=1)
    covered(government, 2022, file)
    bought(government, 5, file)
    publish()
    html = page(client, "/daerah/kota-malang/")
    assert "<b>Malang" not in html
    assert "<title>1. Kota &lt;b&gt;Malang: Rp5</title>" in html


def test_transactions_show_stage_standing_and_source(client):
    rich = small_site()["rich"]
    file = source_file(rows=1)
    bought(rich, 77, file, standing=Standing.RE_SENT, stage=Stage.ONGOING, line=4711)
    html = page(client, "/daerah/kota-malang/transaksi/?kedudukan=re-sent")
    assert "made-up.json, baris 4711" in html
    state = "berjalan, terverifikasi, kedudukan: dikirim ulang"
    assert f"{state}<small>tidak dihitung “Bersih” karena kedudukannya</small>" in html
    assert "selesai, terverifikasi</td>" in page(client, "/daerah/kota-malang/transaksi/?q=kertas")
    assert "1 baris dari 1 pesanan" in html
    assert "<b>Rp77</b>" in html


def test_transactions_turn_pages_and_keep_filters(client):
    rich = small_site()["rich"]
    file = source_file(rows=60)
    for _ in range(60):
        bought(rich, 1, file)
    first = page(client, "/daerah/kota-malang/transaksi/?tahun=2022")
    assert first.count('<tr><th scope="row">') == 50
    assert 'href="/daerah/kota-malang/transaksi/?tahun=2022&amp;halaman=2" rel="next"' in first
    second = page(client, "/daerah/kota-malang/transaksi/?tahun=2022&halaman=2")
    assert second.count('<tr><th scope="row">') == 11
    assert 'href="/daerah/kota-malang/transaksi/?tahun=2022" rel="prev"' in second


def test_a_number_in_a_row_says_what_it_is_the_number_of(client):
    """On a phone no head of a column stands above it."""
    rich = small_site()["rich"]
    file = source_file(rows=2)
    bought(rich, 5, file, order_id="99000024", supplier=supplier("99000025", code="99000025"), supplier_name="")
    bought(rich, 6, file, supplier=None, supplier_name="", agency=None, agency_name="")
    html = page(client, "/daerah/kota-malang/transaksi/")
    assert ">Penyedia: nomor 99000025 (nama tidak disebut)</a>" in html and "<small>pesanan 99000024 · " in html
    assert '<td class="wide">penyedia tidak disebut<small>satker tidak disebut' in html
    assert ">CV Maju</a>" in html


def test_ledger_columns_stand_on_the_data_page(client):
    small_site()
    html = page(client, "/data/")
    assert "0" * 64 in html
    assert "8 baris = 8 dihitung" in html


def test_method_is_written_from_the_rules(client):
    html = page(client, "/en/metode/")
    for rule in RULES.values():
        assert f'id="{rule.slug}"' in html


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("tahun=2019", "Tidak ada data bukan berarti nol"),
        ("kanal=e-katalog", "Tidak ada data bukan berarti nol"),
        ("min=99999999", "Tidak ada baris yang cocok dengan saringan"),
    ],
)
def test_a_list_of_what_was_never_loaded_is_not_merely_empty(client, query, said):
    covered(small_site()["province"], 2019, source_file())  # a year that others have data of
    html = page(client, f"/daerah/kota-malang/transaksi/?{query}")
    assert said in html
    assert (
        sum(one in html for one in ("Tidak ada data bukan berarti nol", "Tidak ada baris yang cocok dengan saringan"))
        == 1
    )


def test_bounds_the_wrong_way_round_are_said_to_be(client):
    small_site()
    said = "Batas bawah nilainya di atas batas atas"
    assert said in page(client, "/daerah/kota-malang/transaksi/?min=10&maks=1")
    for fitting in ("min=10&maks=10", "min=10", "maks=1", "min=99999999&maks=99999999"):
        assert said not in page(client, f"/daerah/kota-malang/transaksi/?{fitting}")
