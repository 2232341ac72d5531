"""/cari/ and the search form on every page."""

import re

import pytest
from django.core.management import call_command
from django.utils.html import escape

from procurement.counting import Channel
from tests.builders import agency, bought, covered, publish, small_site, source_file, supplier

pytestmark = pytest.mark.django_db


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def main(html):
    return html[html.index("<main") : html.index("</main>")]


def test_two_namesakes_stand_together_and_are_said_to_be_two(client):
    small_site()
    html = main(page(client, "/cari/?q=malang"))
    assert "Kota Malang dan Kabupaten Malang adalah pemerintah daerah yang berbeda" in html
    assert html.index('href="/daerah/kota-malang/"') < html.index('href="/daerah/kabupaten-malang/"')
    assert "kota · Rp510 lewat toko daring (Jatim Bejo) pada 2022, aturan “Bersih”" in html
    assert '<p class="lead">2 daerah.</p>' in html
    assert "are different governments" in page(client, "/en/cari/?q=malang")


def test_every_hit_links_to_its_page(client):
    rich = small_site()["rich"]
    bought(rich, 5, source_file(rows=1), order_id="dinas")
    publish()
    html = main(page(client, "/cari/?q=dinas"))
    assert 'href="/satker/kota-malang/1001/">Dinas Pendidikan</a><span>Kota Malang · toko daring (Jatim Bejo)' in html
    assert "(Jatim Bejo) · kode 1001</span>" in html
    assert re.search(r'href="/transaksi/[a-z2-7]{12}/">dinas</a><span>Kota Malang · toko daring', html)
    assert '<p class="lead">1 pesanan, 1 satker.</p>' in html
    html = main(page(client, "/cari/?q=maju"))
    assert re.search(r'href="/penyedia/[a-z2-7]{12}-cv-maju/">CV Maju</a><span>toko daring \(Jatim Bejo\)</span>', html)


def test_an_office_of_several_systems_is_one_hit_that_leads_to_each(client):
    """And its government is named before its codes."""
    sites = small_site()
    covered(sites["rural"], 2022, source_file(), system="katalog-v5", channel=Channel.E_KATALOG)
    for where, system, code in (("rural", "katalog-v5", "9"), ("rich", "katalog-v5", "8"), ("rural", "bela", "7")):
        agency(sites[where], "DINAS PENDIDIKAN", code, system)
    html = main(page(client, "/cari/?q=dinas+pendidikan"))
    assert html.count("<li><b>") == 2 and "4 satker" in html
    rural, rich = re.findall(r"<li>(<b>.*?</ul>)</li>", html)
    assert rural == (
        "<b>DINAS PENDIDIKAN</b><span>Kabupaten Malang</span>"
        '<ul><li><a href="/satker/kabupaten-malang/7/">Toko daring (Jatim Bejo) (2021, 2022)</a>'
        "<span>kode 7</span></li>"
        '<li><a href="/satker/kabupaten-malang/9/">E-katalog 5 (2022)</a><span>kode 9</span></li></ul>'
    )
    assert "Kota Malang" in rich and rich.index("kode 1001") < rich.index(">E-katalog 5</a><span>kode 8")


def test_claims_and_events_are_found(client, settings):
    call_command("load_regions", settings.BASE_DIR / "fixtures" / "regions.csv", verbosity=0)
    call_command("load_claims", settings.BASE_DIR / "fixtures" / "claims.csv", verbosity=0)
    html = main(page(client, "/cari/?q=e-purchasing"))
    assert 'href="/penghargaan/e-purchasing-awards-2023/"' in html
    assert 'href="/klaim/epa-2023-kota-malang/"' in html
    assert "/klaim/" not in main(page(client, "/cari/?q=e"))


def test_long_lists_turn_pages_and_say_where_they_are(client):
    small_site()
    for number in range(30):
        supplier(f"Toko {number:02}")
    html = main(page(client, "/cari/?q=toko"))
    assert "1–25 dari 30" in html and 'href="/cari/?q=toko&amp;halaman=2" rel="next"' in html
    html = main(page(client, "/cari/?q=toko&halaman=2"))
    assert "26–30 dari 30" in html and html.count("<li>") == 5
    assert client.get("/cari/?q=toko&halaman=3").status_code == 404
    assert client.get("/cari/?halaman=2").status_code == 404


def test_nothing_found_helps_on(client):
    small_site()
    html = main(page(client, "/cari/?q=qqqzzz"))
    assert "Tidak ada nama atau nomor yang cocok." in html
    assert 'href="/daerah/kabupaten-blitar/"' in main(page(client, "/cari/?q=qz"))


def test_a_year_leads_to_the_page_of_it_where_there_is_one(client):
    small_site()
    html = main(page(client, "/cari/?q=malang+2022"))
    assert 'href="/daerah/kota-malang/2022/">Kota Malang</a>' in html
    assert "Nama dicari tanpa tahun 2022. Tautan daerah yang punya angka tahun itu menuju ke sana.</p>" in html
    assert "Nama dicari tanpa tahun 2022.</p>" in main(page(client, "/cari/?q=dinas+pendidikan+2022"))
    html = main(page(client, "/cari/?q=malang+2019"))
    assert 'href="/daerah/kota-malang/">Kota Malang</a>' in html and "/2019/" not in html
    assert "Nama dicari" not in main(page(client, "/cari/?q=malang"))


def test_goods_are_looked_for_where_they_are(client):
    """The word goes on to the rows of each government that has any; a name of a government is no goods.

    Rows are not looked through, so nothing is said of what they hold; governments are listed once.
    """
    small_site()
    html = main(page(client, "/cari/?q=kertas+hvs"))
    assert "<h2>Cari barang ini di:</h2>" in html and "Isi transaksi belum dicari." in html
    assert "ditemukan" not in html and html.count(">Kota Malang</a>") == 1
    assert 'href="/daerah/kota-malang/transaksi/?q=kertas+hvs">Kota Malang</a>' in html
    assert "/daerah/kabupaten-blitar/transaksi/" not in html
    assert "transaksi/?q=" not in main(page(client, "/cari/?q=kota+mlaang"))
    assert "transaksi/?q=" not in main(page(client, "/cari/?q=qz"))


def test_without_a_question_there_is_a_form_and_examples(client):
    small_site()
    html = main(page(client, "/cari/"))
    assert 'name="q"' in html and 'href="/cari/?q=malang"' in html


def test_what_is_alike_is_said_to_be(client):
    small_site()
    assert "Yang ejaannya mirip: 2 daerah." in page(client, "/cari/?q=mallang")


def test_search_results_are_not_for_crawlers(client):
    for address in ("/cari/", "/cari/?q=a", "/en/cari/?q=a"):
        assert '<meta name="robots" content="noindex">' in page(client, address)


@pytest.mark.parametrize(
    ("query", "said"), [("", "Cari”"), ("?q=malang", "Cari: malang”"), ("?q=qqqzzz", "Cari: qqqzzz”")]
)
def test_a_search_is_cited_with_its_edition_and_address(client, query, said):
    small_site()
    indonesian, english = re.findall(r'<p class="cite" lang="..">(.*?)</p>', page(client, f"/cari/{query}"))
    assert said in indonesian and "edisi 1" in indonesian and indonesian.endswith(f"/cari/{query}")
    assert "edition 1" in english and english.endswith(f"/en/cari/{query}")


@pytest.mark.parametrize("query", ["q=%00", "q=a%01b", "q=a%0Ab", "q=a&q=b", "q=" + "a" * 101, "x=1", "q=a&halaman=0"])
def test_bad_queries_are_refused(client, query):
    small_site()
    assert client.get(f"/cari/?{query}").status_code == 400


@pytest.mark.parametrize("text", ['<script>alert("x")</script>', "\u202edlrow", "🏫", "%25%5f", '"><b>'])
def test_what_was_typed_comes_back_as_text(client, text):
    small_site()
    answer = client.get("/cari/", {"q": text})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "<script" not in html and 'value=""><b>' not in html
    assert f'value="{escape(text)}"' in html


def test_hostile_names_are_only_text(client):
    rich = small_site()["rich"]
    agency(rich, "Dinas <script>alert(1)</script>", "<b>")
    html = page(client, "/cari/?q=script")
    assert "<script" not in html and "&lt;script&gt;" in html


def test_every_page_has_a_search_form_and_a_link_to_it(client):
    small_site()
    for address in ("/", "/peringkat/2022/", "/en/data/", "/nowhere/", "/peringkat/2022/?x=1"):
        html = client.get(address).content.decode()
        header = html[html.index("<header") : html.index("</header>")]
        assert re.search(r'<form class="seek" method="get" action="(/en)?/cari/" role="search"', header), address
        assert '<label class="vh" for="cari">' in header and 'id="cari" name="q"' in header
        assert re.search(r'<a class="to-search" href="(/en)?/cari/"', header)
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids)), address


def test_a_missing_page_has_an_empty_form(client):
    small_site()
    answer = client.get("/tidak-ada-halaman-ini/?q=canary")
    assert answer.status_code == 404
    html = answer.content.decode()
    assert 'action="/cari/"' in main(html) and 'name="q" type="search" maxlength="100" value=""' in main(html)
    assert "canary" not in html and "tidak-ada-halaman-ini" not in html


def test_navigation_says_where_one_is(client):
    small_site()
    html = page(client, "/data/cakupan/")
    header, footer = html[: html.index("</header>")], html[html.index("<footer") :]
    assert 'href="/data/" aria-current="true"' in header
    assert 'href="/data/cakupan/" aria-current="page"' in footer
    assert header.count("aria-current") == 2  # with the language
    assert 'href="/cari/" aria-current="page"' in page(client, "/cari/?q=a")


def test_the_foot_of_a_page_leads_everywhere(client):
    html = page(client, "/metode/")
    footer = html[html.index("<footer") :]
    for path in (
        "bandingkan",
        "peta",
        "sorotan",
        "data/cakupan",
        "istilah",
        "tentang",
        "koreksi",
        "metode",
        "data",
        "edisi",
    ):
        assert f'href="/{path}/"' in footer, path
