"""/sorotan/: what its cards say and link to, what it never says, and which addresses it refuses."""

import html as html_module
import re
from datetime import datetime

import pytest
from django.core.management import call_command

from procurement.counting import Stage
from procurement.views.links import agency_address, order_address, supplier_address
from tests.builders import agency, bought, covered, publish, region, small_site, source_file, supplier
from tests.visiting import body_of

pytestmark = pytest.mark.django_db
MILLION = 10**6
ACCUSING = (
    "pecah paket", "memecah", "pemecahan", "korup", "curang", "kecurangan", "langgar", "mencurigakan", "curiga",
    "diduga", "dugaan", "terduga", "menyimpang", "penyimpangan", "penyelewengan", "kolusi", "nepotisme", "rekayasa",
    "fiktif",
    "mark up", "mark-up", "janggal", "kejanggalan", "terburuk", "ilegal", "melawan hukum", "skandal", "bocor",
    "merugikan", "penyalahgunaan", "monopoli", "kongkalikong", "temuan:", "indikasi",
    "corrupt", "fraud", "suspicious", "suspect", "violat", "irregular", "splitting", "collusion", "worst", "red flag",
    "illegal", "unlawful", "abuse", "scandal", "cheat", "wrongdoing", "evade", "avoid", "monopol",
)  # fmt: skip


@pytest.fixture
def with_rules(settings, tmp_path, capsys):
    settings.DATA_DIR = tmp_path / "data"
    call_command("load_rules", settings.BASE_DIR / "fixtures" / "rules.csv")


def busy(year=2022, channel="toko-daring", system="bela"):
    """A city whose record has something for every card; a failed twin beside every order."""
    city = region("Kota Malang", "35.73")
    file = source_file()
    covered(city, year, file, channel=channel, system=system)
    office, shop = agency(city, "Dinas Pendidikan", "1001", system), supplier("CV Maju", system)
    base = {"year": year, "channel": channel, "system": system, "agency": office, "supplier": shop}
    for number in range(60):
        when = datetime(year, 12 if number % 2 else 5, 2 + number % 20, 23 if number < 7 else 9, 1)
        for stage in (Stage.COMPLETED, Stage.FAILED):
            bought(city, number + 1, file, ordered_at=when, stage=stage, order_id=f"{stage}{number}", **base)
    for number in range(4):
        when = datetime(year, 5, 28, 9, number)
        bought(city, 195 * MILLION, file, ordered_at=when, order_id=f"n{number}", **base)
    publish()
    return city, office, shop


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    html = answer.content.decode()
    body = html[html.index("<main") : html.index("</main>")]
    return html_module.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))), html_module.unescape(html)


def test_cards_say_what_the_record_says(client):
    city, _office, shop = busy()
    text, html = text_of(client, "/sorotan/")
    assert "Pertanyaan yang layak diajukan, 2022" in text
    assert "64 pesanan senilai Rp780,0 juta (Rp780.001.830)" in text
    assert "Ada 1 pasangan satker dan penyedia yang berulang: 3 pesanan atau lebih dalam setahun." in text
    assert "Dinas Pendidikan dengan CV Maju, 64 pesanan" in text
    assert "7 pesanan pada malam hari (pukul 22.00–05.00 WIB) di antara 64 pesanan yang jamnya tercatat." in text
    assert "3 pesanan atau lebih yang bernilai sama pada satu hari, 1 kali: 4 pesanan seluruhnya." in text
    query = "?tahun=2022&kanal=toko-daring"
    assert f'href="{agency_address(city.slug, "1001")}{query}"' in html
    assert f'href="{supplier_address(shop.key, shop.name)}{query}"' in html
    rows = f"/daerah/kota-malang/transaksi/{query}&satker=1001&penyedia={shop.key}"
    assert f'href="{rows}&kedudukan=counted"' in html
    assert f'href="{rows}&min=195000000&maks=195000000&kedudukan=counted"' in html
    found, _html = text_of(client, f"{rows}&min=195000000&maks=195000000&kedudukan=counted")
    assert "Rp780.000.000" in found and "4 baris" in found


def test_what_is_too_little_to_be_shown_says_how_much_would_be_enough(client):
    small_site()
    text, _html = text_of(client, "/sorotan/")
    assert "Tidak ada satker yang mempunyai 3 pesanan atau lebih dengan satu penyedia." in text
    assert "Tidak ada satker dengan 3 pesanan atau lebih yang bernilai sama dari satu penyedia pada satu hari." in text
    assert "Tidak ada daerah dengan 50 pesanan atau lebih, yang cukup untuk berbicara tentang bagian." in text
    assert "Cara menghitung pertanyaan-pertanyaan ini" in text and "keenam" not in text
    assert "0 orders at night (22:00 to 05:00 WIB) among 3 orders with a time." in text_of(client, "/en/sorotan/")[0]


def test_a_government_with_few_orders_is_left_out_by_a_number_that_is_named(client):
    busy()
    other = region("Kota Kediri", "35.71")
    file = source_file()
    covered(other, 2022, file)
    bought(other, 5, file)
    publish()
    assert "1 daerah dengan kurang dari 50 pesanan tidak dilihat." in text_of(client, "/sorotan/")[0]


def test_a_government_whose_exports_name_no_supplier_is_not_said_to_have_few_orders(client):
    city = region("Kota Malang", "35.73")
    file = source_file()
    covered(city, 2022, file)
    for _ in range(50):
        bought(city, 5, file)
    publish()
    text, _html = text_of(client, "/sorotan/?daerah=kota-malang")
    assert "50 pesanan senilai" in text and "Tidak ada daerah dengan 50 pesanan atau lebih" not in text
    assert "1 daerah dengan 50 pesanan atau lebih tidak dilihat: pesanannya tidak menyebut penyedia" in text


def test_every_row_link_of_a_card_opens(client):
    busy()
    _text, html = text_of(client, "/sorotan/")
    body = html[html.index("<main") : html.index("</main>")]
    pages = re.findall(r'href="(/[^"#]*)', body)
    links = {link for link in pages if not link.startswith(("/satker/", "/penyedia/"))}  # those have tests of their own
    assert len(links) > 4
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200 and body_of(answer), link


def test_the_limit_is_asked_of_e_katalog_only_and_printed_with_its_rule(client, with_rules):
    city, _office, _shop = busy(2025, "e-katalog", "katalog-v6")
    text, html = text_of(client, "/sorotan/?kanal=e-katalog")
    assert "4 pesanan bernilai Rp190 juta sampai Rp200 juta" in text
    assert "0 pesanan di atas Rp200 juta sampai Rp210 juta" in text
    assert "PPK melaksanakan e-purchasing di atas Rp200 juta. Perpres 16/2018 pasal 11(1)(h); sejak 2 Feb" in text
    assert f'href="/sorotan/?tahun=2025&kanal=e-katalog&daerah={city.slug}#batas-pejabat"' in html
    _text, html = text_of(client, f"/sorotan/?tahun=2025&kanal=e-katalog&daerah={city.slug}")
    order = html[html.index('id="batas-pejabat"') :]
    keys = set(re.findall(r'href="/transaksi/([a-z2-7]{12})/"', order))
    assert len(keys) == 4 and all(f'href="{order_address(key)}"' in order for key in keys)


def test_an_order_just_above_the_limit_is_listed_with_whose_it_is(client, with_rules):
    city, _office, _shop = busy(2025, "e-katalog", "katalog-v6")
    other = region("Kota Batu", "35.79")
    file = source_file()
    covered(other, 2025, file, channel="e-katalog", system="katalog-v6")
    catalogue = {"year": 2025, "channel": "e-katalog", "system": "katalog-v6"}
    for place, name in ((city, "ours"), (other, "theirs")):
        bought(place, 205 * MILLION, file, ordered_at=datetime(2025, 6, 1, 9), order_id=name, **catalogue)
    publish()
    address = "/sorotan/?tahun=2025&kanal=e-katalog"
    text, html = text_of(client, address)
    assert "Pesanan e-katalog di dekat batas kewenangan pejabat pembuat komitmen (PPK)" in text
    assert "2 pesanan di atas Rp200 juta" in text and f"{address}&daerah=kota-batu#batas-pejabat" in html
    lines = client.get("/sorotan.csv?tahun=2025&kanal=e-katalog").getvalue().decode().splitlines()
    assert [line.split(",")[3] for line in lines if line.startswith("batas-pejabat")] == ["Kota Malang", "Kota Batu"]
    text, _html = text_of(client, f"{address}&daerah=kota-batu")
    assert "205.000.000" in text[text.index("Pesanan e-katalog di dekat") :]


def test_without_rules_no_limit_is_shown(client):
    busy(2025, "e-katalog", "katalog-v6")
    text, html = text_of(client, "/sorotan/?kanal=e-katalog")
    assert 'id="batas-pejabat"' not in html
    assert "Tidak ada aturan dalam daftar kami yang berbicara tentang ini." in text


@pytest.mark.parametrize("year", [2022, 2025])
def test_toko_daring_has_no_limit_and_no_rule(client, with_rules, year):
    """Orders after April 2025, too, are orders like any other; nothing is claimed of them."""
    busy(year)
    text, html = text_of(client, "/sorotan/")
    assert 'id="batas-pejabat"' not in html
    assert html.count('class="ask"') == text.count("Tidak ada aturan dalam daftar kami") == 5
    assert "Perpres" not in text and "200 juta" not in text


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("channel", ["toko-daring", "e-katalog"])
@pytest.mark.parametrize("slug", ["", "kota-malang"])
def test_no_word_accuses_anybody(client, with_rules, prefix, channel, slug):
    busy(2025, channel)
    text, html = text_of(client, f"{prefix}/sorotan/?tahun=2025&kanal={channel}&daerah={slug}")
    head = html[: html.index("<main")]
    said = (text + head).casefold()
    assert [word for word in ACCUSING if word in said] == []
    assert ("no proof of anything" if prefix else "bukan bukti apa pun") in text
    assert ("questions, not findings" if prefix else "pertanyaan, bukan temuan") in text.casefold()


def test_the_question_texts_of_the_method_page_accuse_nobody_either(client):
    for prefix in ("", "/en"):
        _text, html = text_of(client, f"{prefix}/metode/")
        part = html[html.index('id="pertanyaan"') : html.index('id="aturan-hukum"')].casefold()
        assert [word for word in ACCUSING if word in part] == []


def test_the_method_page_prints_the_bounds_and_what_is_not_asked(client, with_rules):
    text, html = text_of(client, "/metode/")
    assert "dengan 3 pesanan atau lebih" in text and "dengan 50 pesanan atau lebih" in text
    assert "antara pukul 22.00 dan 05.00 WIB" in text and "dalam jarak Rp10 juta" in text
    assert 'id="EP-PPK-200-TD"' in html and 'id="EP-PPK-200"' not in html
    assert "Not a cap. NOT FOR FLAGS until 12/2021 is read." in text


def test_the_provincial_government_is_left_out_and_can_be_chosen(client):
    small_site()
    text, _html = text_of(client, "/sorotan/")
    assert "pemerintah provinsi tidak disertakan" in text
    assert "6 pesanan" not in text and "3 pesanan" in text and "900" not in text
    text, _html = text_of(client, "/sorotan/?daerah=provinsi-jawa-timur")
    assert "Provinsi Jawa Timur" in text and "Rp910" in text


@pytest.mark.parametrize("address", ["/sorotan/", "/en/sorotan/", "/sorotan/?kanal=e-katalog", "/sorotan/?tahun=2022"])
def test_an_empty_database_says_so(client, address):
    text, _html = text_of(client, address)
    assert ("No data yet" if "/en/" in address else "Belum ada data") in text


def test_a_channel_or_government_without_data_says_so(client):
    small_site()
    for address in ("/sorotan/?kanal=e-katalog", "/sorotan/?daerah=kabupaten-blitar"):
        text, html = text_of(client, address)
        assert "Belum ada data." in text and 'class="ask"' not in html


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("tahun=1999", 404),
        ("tahun=2022&kanal=e-katalog", 200),
        ("daerah=kota-lain", 404),
        ("tahun=22", 400),
        ("tahun=2022&tahun=2021", 400),
        ("kanal=lain", 400),
        ("aturan=semua", 400),
        ("halaman=2", 400),
        ("daerah=" + "x" * 101, 400),
        ("tahun=&kanal=&daerah=", 200),
        ("daerah=kota-malang", 200),
        ("tahun=2021", 200),
    ],
)
def test_addresses(client, query, status):
    small_site()
    assert client.get(f"/sorotan/?{query}").status_code == status


def test_the_year_of_a_government_is_its_own_latest(client):
    regions = small_site()
    newer = source_file()
    covered(regions["poor"], 2023, newer)
    bought(regions["poor"], 10, newer, year=2023)
    publish()
    assert "diajukan, 2023" in text_of(client, "/sorotan/")[0]
    assert "Kota Malang, 2022" in text_of(client, "/sorotan/?daerah=kota-malang")[0]


def test_the_number_of_queries_stays_the_same(client, with_rules, django_assert_num_queries):
    """Whatever the amount of data, once every card has something to name."""
    city, office, shop = busy(2025, "e-katalog", "katalog-v6")
    with django_assert_num_queries(16):
        client.get("/sorotan/?kanal=e-katalog")
    file = source_file()
    for place in [city, *(region(f"Kota Ke{number}", f"35.{number + 40}") for number in range(12))]:
        if place != city:
            covered(place, 2025, file, channel="e-katalog", system="katalog-v6")
        buyer = office if place == city else agency(place, "Dinas", "1", "katalog-v6")
        for number in range(5):
            bought(
                place, 195 * MILLION, file, year=2025, channel="e-katalog", system="katalog-v6", agency=buyer,
                supplier=shop, order_id=f"more{number}",
            )  # fmt: skip
    publish()
    with django_assert_num_queries(16):
        client.get("/sorotan/?kanal=e-katalog")


def test_a_record_is_kept_an_edition_long(client, django_assert_num_queries):
    city, office, shop = busy()
    first = client.get("/sorotan/").content
    with django_assert_num_queries(4):  # the edition, the governments, their slices, their totals
        assert client.get("/sorotan/").content == first
    file = source_file()
    bought(city, 10, file, agency=office, supplier=shop)
    publish()
    text, _html = text_of(client, "/sorotan/")
    assert "Dinas Pendidikan dengan CV Maju, 65 pesanan" in text
    text, _html = text_of(client, "/en/sorotan/")
    assert "Most orders: Dinas Pendidikan with CV Maju, 65 orders" in text
