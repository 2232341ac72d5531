"""Query strings: what is refused and by which name, what is redirected, what is the same as nothing."""

import re
from html import unescape

import pytest

from procurement.keys import short_key
from tests.visiting import ROWS, assert_armoured, client, site

__all__ = ["client", "site"]  # fixtures
pytestmark = pytest.mark.django_db

SHOP = short_key("bela", "cv maju")

BAD_QUERIES = [
    ("/peringkat/2022/", "tahunn=2023"),
    ("/peringkat/2022/", "kanal=toko-daring&kanal=e-katalog"),
    ("/peringkat/2022/", "aturan=Bersih"),
    ("/peringkat/2022/", "aturan=%20bersih"),
    ("/peringkat/2022/", "aturan=terverifikasi&kanal=e-katalog"),
    ("/peringkat/2022/", "jenis=provinsi"),
    ("/peringkat/2022/", "urut=password"),
    ("/peringkat/2022/", "urut=nilai__foo"),
    ("/peringkat/2022/", "urut=?"),
    ("/peringkat/2022/", "urut=nilai);--"),
    ("/peringkat/2022/", "urut=-"),
    ("/peringkat/2022/", "urut=--nilai"),
    ("/peringkat/2022/", "urut=nilai,nilai"),
    ("/peringkat/2022/", "q=" + "a" * 101),
    ("/peringkat/2022.csv", "q=a%09b"),
    (ROWS, "q=a%7Fb"),
    (ROWS, "kategori=%0Aalat"),
    ("/peringkat/2022/", "_connector=OR%201=1"),
    ("/peringkat/2022/", "nama__regex=(a%2B)%2B$"),
    ("/peringkat/2022/", "id__in=1"),
    ("/peringkat/2022.csv", "halaman=1"),
    ("/peringkat/2022.json", "urut=?"),
    ("/daerah/kota-malang/", "tahun=2022"),
    ("/daerah/kota-malang/2022/", "urut=nilai"),
    ("/daerah/", "q=x"),
    ("/", "x=1"),
    ("/data/", "x=1"),
    ("/data/cakupan/", "tahun=2022"),
    ("/peta/", "urut=nilai"),
    ("/peta/", "tahun=2022&tahun=2022"),
    ("/bandingkan/", "d=kota-malang&d=kota-malang"),
    ("/bandingkan/", "d=a&d=b&d=c&d=e&d=f"),
    ("/bandingkan/", "d=kota-malang&d=kota-kediri&e=kota-batu"),
    ("/sorotan/", "aturan=semua"),
    ("/sorotan/", "tahun=dua"),
    ("/metode/", "x=1"),
    ("/penghargaan/", "x=1"),
    (ROWS, "halaman=-1"),
    (ROWS, "halaman=0"),
    (ROWS, "halaman=01"),
    (ROWS, "halaman=abc"),
    (ROWS, "halaman=1.5"),
    (ROWS, "halaman=%201"),
    (ROWS, "halaman=1%0a"),
    (ROWS, "halaman=%D9%A1"),
    (ROWS, "halaman=" + "9" * 3000),
    (ROWS, "halaman[]=1"),
    (ROWS, "tahun=2022%20"),
    (ROWS, "tahun=%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%92"),
    (ROWS, "tahun=0"),
    (ROWS, "min=-1"),
    (ROWS, "min=1.5"),
    (ROWS, "min=1e3"),
    (ROWS, "maks=92233720368547759"),
    (ROWS, "maks=9223372036854775808"),
    (ROWS, "maks=" + "9" * 23),
    (ROWS, "tahap=none"),
    (ROWS, "kedudukan=COUNTED"),
    (ROWS, "penyedia=" + "a" * 13),
    (ROWS.replace("transaksi/", "transaksi.csv"), "halaman=1"),
    (ROWS.replace("transaksi/", "transaksi.json"), "min=x"),
    (ROWS, "penyedia=%20"),
    (ROWS, "kategori=+"),
    (ROWS.replace("transaksi/", "transaksi.csv"), "q=%20%20"),
    (ROWS.replace("transaksi/", "transaksi.json"), "penyedia=%C2%A0"),
    (ROWS.replace("transaksi/", "transaksi.json"), "satker=%E2%80%83"),
    ("/peringkat/2022.json", "q=%20"),
    ("/sorotan.json", "daerah=%20"),
    ("/cari/", "q=%20"),
    ("/asal.json", "tahun=2022&daerah=%20"),
    *(
        ("/asal.json", f"daerah=kota-malang&tahun=2022&{key}=%20")
        for key in ("satker", "penyedia", "kategori", "lokapasar", "katalog", "sistem", "transaksi", "q")
    ),
    ("/asal/", "tahun=2022&nama=%E3%80%80"),
]


@pytest.mark.parametrize(("path", "query"), BAD_QUERIES)
def test_a_bad_query_is_refused_by_the_name_of_its_key(client, site, path, query):
    response = client.get(f"{path}?{query}")
    assert response.status_code == 400
    assert_armoured(response)
    key = query.rpartition("&")[2].partition("=")[0] if "aturan=terv" not in query else "aturan"
    assert key in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", ["/sehat/", "/robots.txt", "/.well-known/security.txt", "/sitemap.xml"])
def test_addresses_for_machines_have_no_keys_either(client, path):
    assert client.get(path).status_code == 200
    response = client.get(f"{path}?x=1")
    assert response.status_code == 400 and "x" in response.content.decode()


MALFORMED = ["q=%ff%fe", "q=%c0%af", "q=%ed%a0%80", "q=%00", "%00=1", "q=" + "%25" * 3000, "q=" + "a" * 65536]


@pytest.mark.parametrize("query", [*MALFORMED, "&".join(f"a{n}=1" for n in range(21)), "a=1&" * 1001])
@pytest.mark.parametrize("path", ["/peringkat/2022/", "/tidak-ada/", "/sehat/", "/peringkat/2022.csv"])
def test_a_malformed_query_is_refused_everywhere(client, path, query):
    response = client.get(path, QUERY_STRING=query)
    assert response.status_code in (400, 414)
    assert_armoured(response)


@pytest.mark.parametrize("page", ["99999999999999999999999", "9" * 30, "2"])
def test_a_page_past_the_end_does_not_exist(client, site, page):
    assert client.get(f"{ROWS}?halaman={page}").status_code == 404
    assert client.get(f"{ROWS}?halaman=1").status_code == 200


def test_keys_sent_empty_by_a_form_are_keys_not_sent(client, site):
    plain = client.get("/peringkat/2022.json").json()
    assert client.get("/peringkat/2022.json?kanal=&aturan=&jenis=&urut=&q=").json() == plain
    assert client.get(f"{ROWS}?tahun=&min=&maks=&halaman=&satker=&penyedia=&kategori=&q=").status_code == 200
    assert client.get("/asal.json?daerah=kota-malang&tahun=2022&satker=&q=").status_code == 200


@pytest.mark.parametrize(
    ("asked", "clean"),
    [
        ("/?utm_source=x", "/"),
        (
            "/peringkat/2022/?utm_source=x&aturan=semua&q=a%2Bb+c%c3%a9&fbclid=1",
            "/peringkat/2022/?aturan=semua&q=a%2Bb+c%c3%a9",
        ),
        ("/peringkat/2022.csv?gclid=&jenis=kota", "/peringkat/2022.csv?jenis=kota"),
        ("/en/metode/?utm%5Fmedium=x", "/en/metode/"),
        ("/peringkat/2022/?x=1&utm_id=2", "/peringkat/2022/?x=1"),
        ("//elsewhere.example/?utm_source=x", "/%2Felsewhere.example/"),
    ],
)
def test_tracking_keys_lead_to_the_clean_address(client, asked, clean):
    path, _mark, query = asked.partition("?")
    response = client.get("/", PATH_INFO=path, QUERY_STRING=query)
    assert (response.status_code, response.headers["Location"]) == (301, clean)
    assert_armoured(response)


def test_a_bad_query_of_a_page_leads_to_the_page_without_it(client, site):
    """And repeats nothing that was asked."""
    html = client.get("/peringkat/?x=%22%3E%3Cb%3E&q=rahasia").content.decode()
    assert 'href="/peringkat/">Halaman yang sama tanpa saringan</a>' in html
    assert "rahasia" not in html
    assert "tanpa saringan" not in client.get("/tidak-ada/?x=%FF").content.decode()


def main_of(client, address):
    response = client.get(address)
    assert response.status_code == 400, address
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


@pytest.mark.parametrize("typed", ["90.000.000", "90,000,000", "Rp90.000.000", "Rp%2090.000.000"])
def test_an_amount_as_people_write_it_is_refused_with_the_plain_digits_to_go_on_with(client, site, typed):
    html = main_of(client, f"{ROWS}?tahun=2022&q=rahasia&min={typed}&tahap=completed")
    assert "<strong>Dari (rupiah)</strong>, <code>min</code>: Isinya rupiah bulat dengan angka polos, tanpa" in html
    assert f'href="{ROWS}?tahun=2022&amp;tahap=completed&amp;min=90000000">Halaman yang sama, hanya dengan' in html
    assert "hanya dengan tahun=2022, tahap=completed, min=90000000</a>" in html
    assert "92233720368547758" not in html and "rahasia" not in html and "90.000" not in html
    assert client.get(f"{ROWS}?tahun=2022&tahap=completed&min=90000000").status_code == 200


@pytest.mark.parametrize("typed", ["1.5", "90.00", "9.0000", "0.900", "90.000,000", "90.000.000,00", "-90.000"])
def test_any_other_amount_is_not_guessed_at(client, site, typed):
    html = main_of(client, f"{ROWS}?maks={typed}")
    assert "Sampai (rupiah)" in html and "hanya dengan" not in html


def test_the_limit_of_an_amount_is_named_only_where_it_is_passed(client, site):
    for typed in ("92233720368547759", "9" * 23, "9" * 3000):
        assert "Isinya paling banyak, dalam rupiah: 92233720368547758." in main_of(client, f"{ROWS}?maks={typed}")
    assert "92.233.720.368.547.759" not in main_of(client, f"{ROWS}?maks=92.233.720.368.547.759")


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("?kanal=e-katalog&tahap=none&tahun=2022&satker=1&halaman=3", "?tahun=2022&amp;kanal=e-katalog"),
        ("?tahunn=2023&kanal=e-katalog&min=5", "?kanal=e-katalog&amp;min=5"),
        ("?tahun=2021&tahun=2022&urut=nilai", "?urut=nilai"),
        ("?halaman=0&tahun=2022&min=x", "?tahun=2022"),
    ],
)
def test_what_else_was_asked_is_kept_without_the_key_at_fault(client, site, asked, kept):
    html = main_of(client, ROWS + asked)
    assert f'href="{ROWS}{kept}">Halaman yang sama, hanya dengan' in html
    assert f'href="{ROWS}">Halaman yang sama tanpa saringan' in html


@pytest.mark.parametrize(
    ("asked", "kept", "left"),
    [
        (
            "/asal/?daerah=kota-malang&tahun=2022&kanal=e-katalog&aturan=terverifikasi",
            "kanal=e-katalog&daerah=kota-malang&tahun=2022",
            "",
        ),
        (
            "/asal/?daerah=kota-malang&tahun=2022&satker=1001&q=rahasia&bulan=3-12&min=1.000",
            "daerah=kota-malang&tahun=2022&satker=1001&bulan=3-12&min=1000",
            "q",
        ),
        (f"/asal/?tahun=2022&penyedia={SHOP}&x=1", f"tahun=2022&penyedia={SHOP}", ""),
        ("/asal/?tahun=2022&nama=rahasia&x=1", "tahun=2022", "nama"),
        ("/sorotan/?daerah=kota-malang&tahun=22", "daerah=kota-malang", ""),
        ("/bandingkan/?d=kota-malang&d=kota-kediri&tahun=22", "d=kota-malang&d=kota-kediri", ""),
        ("/bandingkan/?d=kota-malang&d=kota-kediri&d=kota-malang&tahun=2021",
         "d=kota-malang&d=kota-kediri&tahun=2021", ""),
        ("/peringkat/2022/?q=rahasia&jenis=kota&aturan=x", "jenis=kota", "q"),
        (f"{ROWS}?satker=1001&penyedia={SHOP}&q=rahasia&kategori=alat%20tulis&min=1.000",
         f"satker=1001&penyedia={SHOP}&kategori=alat+tulis&min=1000", "q"),
        (f"{ROWS}?satker=rahasia&kategori=rahasia&penyedia=rahasia&tahun=2022&x=1",
         "tahun=2022", "satker, penyedia, kategori"),
    ],
)  # fmt: skip
def test_things_that_there_are_are_kept_and_what_is_left_out_is_named(client, site, asked, kept, left):
    html = main_of(client, asked)
    path = asked.partition("?")[0]
    ways = [unescape(way) for way in re.findall(r'href="([^"]*)">Halaman yang sama, hanya', html)]
    assert ways[0] == f"{path}?{kept}" and client.get(ways[0]).status_code == 200
    assert (f"tidak menunjuk apa pun di sini: {left}.</p>" in html) if left else ("Tidak terbawa" not in html)
    assert "rahasia" not in html


@pytest.mark.parametrize(
    "asked",
    [
        "/sorotan/?daerah=rahasia&tahun=22&kanal=e-katalog",
        "/asal/?daerah=rahasia&tahun=2022&min=1.000",
        "/asal/?daerah=kota-malang&daerah=kota-kediri&tahun=2022",
        "/bandingkan/?d=kota-malang&d=rahasia&tahun=22&kanal=e-katalog",
        "/asal/?tahun=2022&tahap=completed&verifikasi=verified",
    ],
)
def test_no_way_leads_to_another_government_s_figures_or_to_the_next_refusal(client, site, asked):
    html = main_of(client, asked)
    assert "hanya dengan" not in html and "rahasia" not in html and "Halaman yang sama tanpa saringan" in html


def test_of_a_ranking_too(client, site):
    html = main_of(client, "/en/peringkat/2022/?aturan=Bersih&jenis=kota&q=x")
    assert 'href="/en/peringkat/2022/?jenis=kota">The same page with only jenis=kota</a>' in html
