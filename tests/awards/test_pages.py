"""The pages of stated figures and the blocks on other pages: what they say, what they must not say, what they cost."""

import html
import re
from datetime import datetime

import pytest

from awards import sentences
from awards.cards import remark
from awards.judging import store_verdicts
from awards.models import Claim, Verdict
from awards.rivals import linked
from awards.terms import Outcome
from procurement.models import Slice
from regions.models import Region
from tests import builders
from tests.awards import hand_made
from tests.awards.answers import WORDS, head_of, text_of, verdicts_in
from tests.visiting import broken_links

pytestmark = pytest.mark.django_db

CLAIM = "/klaim/epa-2023-kota-malang/"
EVENT = "/penghargaan/penghargaan-jatim-bejo-2021/"
MARK = "terhadap data contoh, "


def test_the_headline_says_what_was_claimed_and_what_the_transactions_say(real, client):
    def first_lines(claim):
        return text_of(client.get(f"/klaim/{claim}/"))

    assert (
        "MalangVoice tentang Kota Malang: “Rp67.082.500.435”, peringkat 1. "
        "Menurut transaksi: Rp67.002.500.435, peringkat 1. selisih (nilai) peringkat cocok "
        "Dihitung untuk 1 Januari–31 Desember 2022 dari toko daring (Jatim Bejo) dengan aturan “Bersih”."
    ) in first_lines("epa-2023-kota-malang")
    assert "Menurut transaksi: peringkat 3 menurut nilai dan 2 menurut pesanan." in first_lines("epa-2023-kota-kediri")
    assert "Sumbernya tidak menyebut periode, sehingga tidak ada jumlah pembanding." in first_lines(
        "bejo-2025-kota-malang"
    )
    assert "Ekspor yang dimuat belum cukup untuk memeriksanya." in first_lines("jpnn-2023-kab-situbondo")


def test_over_sample_rows_the_headline_calls_the_transactions_made_up(sample, client):
    page = text_of(client.get(CLAIM))
    assert "Menurut transaksi contoh rekaan: Rp67.002.500.435, peringkat 1." in page
    assert "Terhitung dari data contoh" in page


def links_of(answer):
    return set(map(html.unescape, re.findall(r'href="([^"]+)"', answer.content.decode())))


def test_computed_figures_lead_to_the_right_year_channel_and_rule(real, client):
    links = links_of(client.get(CLAIM))
    assert {
        "/daerah/kota-malang/2022/",
        "/peringkat/2022/",
        "/daerah/kota-malang/2022/?aturan=semua",  # what would match
        "/daerah/kota-malang/transaksi/?tahun=2022&kanal=toko-daring",
        "/asal/?daerah=kota-malang&tahun=2022",
    } <= links
    for link in sorted(link for link in links if "2022" in link and not link.startswith("http")):
        assert client.get(link).status_code == 200, link
    page = text_of(client.get("/klaim/jpnn-2023-kota-malang/"))
    assert "Kota Malang pada 2023 (setahun penuh)" in page  # its page holds more days than the claim
    assert "Kota Malang pada 2022 (setahun penuh)" not in text_of(client.get(CLAIM))
    assert "(setahun penuh)" not in text_of(client.get("/klaim/jpnn-2023-kab-pasuruan/"))  # no data, no link


def test_links_of_a_part_of_a_year_open_those_days_or_say_that_they_do_not(real, client):
    answer = client.get("/klaim/bejo-2021-kota-malang-malangpagi/")
    days = "/asal/?daerah=kota-malang&dari=2021-01-01&sampai=2021-08-31"
    ways = answer.content.decode().split("Periksa sendiri")[1].split("</p>")[0]
    assert f'href="{days.replace("&", "&amp;")}">Asal angka 1 Januari–31 Agustus 2021<' in ways
    assert "2.959.536.672" in text_of(client.get(days))
    assert ">Transaksinya pada 2021 (setahun penuh)<" in ways  # rows are not filtered by day
    assert "/asal/?daerah=kota-malang&tahun=2021" not in links_of(answer)


def rivals_of(answer):
    block = answer.content.decode().split('<div class="rivals">')[1].split("</div>")[0]
    return re.findall(r"<article.*?</article>", block, re.DOTALL)


def test_each_rival_has_its_figure_its_computed_figure_and_its_verdicts(real, client):
    voice, jpnn, bisnis = rivals_of(client.get(CLAIM))
    assert "halaman ini" in voice and f'href="{CLAIM}"' not in voice
    assert 'href="/klaim/jpnn-2023-kota-malang/"' in jpnn and "Rp36.000.000.000" in jpnn
    assert voice.count('class="bar"') == jpnn.count('class="bar"') == 2
    assert bisnis.count('class="bar"') == 1 and "tidak terbaca (nilai)" in bisnis  # never drawn as a number
    assert "100.0%" in voice and "59.6%" in jpnn  # Rp40 of 67,08 billion


def test_a_verdict_says_that_it_does_not_weigh_figures_against_each_other(real, client):
    """Two figures that cannot both hold may each match its own days."""
    alone = "Setiap putusan menilai satu angka saja; tidak ada yang mengatakan apakah angka-angka itu sejalan"
    page = text_of(client.get(CLAIM))
    assert page.index("peringkat cocok") < page.index(alone) < page.index("Putusan Satu putusan")
    assert alone in text_of(client.get("/penghargaan/"))
    assert alone not in text_of(client.get("/klaim/bejo-2021-kota-malang-malangpagi/"))  # no rival


def test_a_note_names_other_claims_by_links(real, client):
    content = client.get(CLAIM).content.decode()
    assert (
        'lihat <a href="/klaim/jpnn-2023-kota-malang/">JPNN.com</a> dan '
        '<a href="/klaim/bisnis-2023-kota-malang/">Bisnis.com Surabaya</a>'
    ) in content
    assert "jpnn-2023 " not in text_of(client.get(CLAIM)) and "jpnn-2023 " not in text_of(client.get("/penghargaan/"))


def test_a_note_that_names_no_claim_stays_as_it_is(real):
    group = list(Claim.objects.filter(conflict_group="kota-malang-2022-2023"))
    assert linked("e-purchasing of jpnn-2023 <b>", group)["text"] == (
        'e-purchasing of <a href="/klaim/jpnn-2023-kota-malang/">JPNN.com</a> &lt;b&gt;'
    )
    assert linked("", group) is None


def test_words_of_another_language_are_marked(real, client):
    english = client.get("/en" + EVENT).content.decode()
    assert '<h1><span lang="id">Penghargaan Jatim Bejo 2021</span></h1>' in english
    assert '“<span lang="id">hampir Rp40 miliar</span>” (almost Rp40\xa0billion), more than 4,000 orders' in (
        client.get("/en/klaim/jpnn-2023-kota-malang/").content.decode()
    )
    assert '“<span lang="en">Rp9.37 billion</span>” (Rp9,37\xa0miliar)' in (
        client.get("/klaim/standing-2021-12-30-kota-malang/").content.decode()
    )
    assert 'lang="id">Penghargaan' not in client.get(EVENT).content.decode()


def test_the_link_of_a_card_is_one_running_line(real, client):
    """On a phone it is a flex box, so that it is high enough to touch: its parts would stand in columns."""
    links = re.findall(r"<h3><a [^>]*>(.*?)</a></h3>", client.get("/penghargaan/").content.decode())
    assert any('lang="en"' in link for link in links)
    assert [link for link in links if not re.fullmatch(r"<span>(?:[^<]|<span [^>]*>[^<]*</span>)*</span>", link)] == []


def test_a_claim_with_its_source_its_verdicts_and_what_would_match(real, client):
    page = text_of(client.get(CLAIM))
    assert "MalangVoice tentang Kota Malang: “Rp67.082.500.435”, peringkat 1" in page
    assert (
        "Selisih: terhitung Rp67.002.500.435, Rp80.000.000 (0,1%) di bawah yang disebut. "
        "Dihitung dengan aturan “Semua” akan cocok: Rp67.082.500.435."
    ) in page
    assert (
        "Peringkat cocok: peringkat 1 menurut nilai dan 1 menurut pesanan; keduanya seperti yang disebut. "
        "3 dari 7 daerah punya data untuk periode itu."
    ) in page
    assert "1 Januari–31 Desember 2022" in page and "Batas tanggal 31 Desember 2022" in page
    assert "Bagian di marketplace “mbiz market” pada hari-hari yang sama: Rp66.002.500.435." in page
    assert "MalangVoice, diakses 23 November 2026" in page
    content = client.get(CLAIM).content.decode()
    assert '<a href="https://malangvoice.com/kota-malang-peringkat-pertama-transaksi-jatim-bejo' in content
    assert 'href="/peringkat/2022/"' in content and 'href="/daerah/kota-malang/2022/"' in content


def test_contradicting_claims_stand_side_by_side(real, client):
    page = text_of(client.get(CLAIM))
    for other in ("“hampir Rp40 miliar”, lebih dari 4.000 pesanan, peringkat 1", "“Rp 52.071.487,453”, peringkat 1"):
        assert other in page
    assert "Dua berita kemudian tentang 2023 tampak tidak sejalan dengannya" in page


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("standing-2021-12-30-kota-malang", "Cocok: terhitung Rp9.365.000.000, yang dibulatkan menjadi angka"),
        (
            "standing-2021-12-30-kota-malang",
            "terhitung 5 pesanan, 2.743 (99,8%) di bawah yang disebut. Tidak ada aturan",
        ),
        ("standing-2021-12-30-kota-batu", "Dihitung sampai 30 November 2021 akan cocok: Rp5.070.000.000."),
        ("standing-2021-12-30-kab-gresik", "Pesanan cocok: terhitung 440 pesanan, seperti yang disebut."),
        (
            "bejo-2021-kab-sidoarjo-detik",
            "Peringkat berbeda: peringkat 4 menurut nilai dan 4 menurut pesanan; keduanya bukan",
        ),
        (
            "epa-2023-kota-kediri",
            "peringkat 3 menurut nilai dan 2 menurut pesanan; yang disebut adalah peringkat menurut pesanan",
        ),
        ("jpnn-2023-kota-malang", "terhitung Rp36.000.000.000, paling banyak sepersepuluh di bawah"),
        ("jpnn-2023-kota-kediri", "Di antaranya, data 1 daerah berakhir sebelum 31 Agustus 2023."),
        ("jpnn-2023-kab-situbondo", "Belum ada data: data baru sampai 30 Agustus 2023, sedangkan angka yang disebut"),
        ("jpnn-2023-kab-pasuruan", "Belum ada data: ekspor tahun 2023 belum dimuat."),
        ("bisnis-2023-kota-malang", "Tidak terbaca: angka yang tercetak salah bentuk"),
        ("bejo-2025-kota-malang", "tahun 2025 dengan data s.d. 30 Juni 2025: Rp1.000.000."),
        ("programme-2022-02", "baru 3 dari 8 pemerintah daerah di provinsi punya data 2022"),
        ("programme-2021-11-30", "Nilai, seluruh pemerintah daerah di provinsi, termasuk pemerintah provinsi"),
    ],
)
def test_every_kind_of_verdict_in_words(real, client, claim, sentence):
    assert sentence in text_of(client.get(f"/klaim/{claim}/"))


def test_what_is_left_out_of_a_figure_stands_beside_it(real, client):
    gresik, file = Region.objects.get(code="35.25"), builders.source_file()
    Slice.objects.filter(region=gresik).update(rejected_rows=2, rejected_sen=900)
    builders.bought(gresik, 5, file, year=2021, ordered_at=None)
    store_verdicts(builders.publish())
    page = text_of(client.get("/klaim/standing-2021-12-30-kab-gresik/"))
    assert "Cocok: terhitung Rp922.499.999" in page
    assert "2 baris senilai Rp9 ditolak" in page
    assert "1 baris senilai Rp5 tidak bertanggal dalam ekspor: tidak masuk periode mana pun" in page


def test_a_programme_leads_to_the_ranking_but_to_no_governments_page(real, client):
    content = client.get("/klaim/programme-2021-11-30/").content.decode()
    assert 'href="/peringkat/2021/"' in content and 'href="/daerah/provinsi-jawa-timur/2021/"' not in content


def test_a_page_says_only_where_something_is_computed_what_it_is_of(real, client):
    page = text_of(client.get("/klaim/programme-2021/"))
    reaches = "Data s.d. tanggal antara 30 Desember dan 31 Desember 2021 (berbeda menurut daerah)"
    assert "Dihitung untuk" not in page and reaches in page
    assert "data pemerintah daerah yang berakhir paling awal baru sampai 30 Desember 2021" in page
    counted = text_of(client.get("/klaim/programme-2021-11-30/"))
    assert "Dihitung untuk 1 Januari–30 November 2021" in counted
    assert "Dihitung untuk" not in text_of(client.get("/klaim/jpnn-2023-kab-situbondo/"))
    alone = text_of(client.get(CLAIM))
    assert "Data s.d. 31 Desember 2022 Edisi" in alone


def test_of_e_katalog_no_part_of_jatim_bejo_is_told(real, client):
    Claim.objects.filter(pk="epa-2023-kota-malang").update(channel="e-katalog")
    malang = Region.objects.get(code="35.73")
    file = builders.source_file()
    builders.covered(malang, 2022, file, channel="e-katalog", system="katalog-v6")
    builders.bought(malang, 5, file, channel="e-katalog", system="katalog-v6", ordered_at=datetime(2022, 5, 1))
    store_verdicts(builders.publish())
    answer = client.get(CLAIM)
    page = text_of(answer)
    assert "terhitung Rp5," in page and "mbiz market" not in page
    assert 'href="/peringkat/2022/?kanal=e-katalog"' in answer.content.decode()


def test_a_page_in_english(real, client):
    page = text_of(client.get("/en" + CLAIM))
    assert "Differs: computed Rp67,002,500,435, Rp80,000,000 (0.1%) less than stated." in page
    assert "Counted by the rule “Everything” it would match: Rp67,082,500,435." in page
    assert "Rank matches: rank 1 by value and 1 by orders, both as stated." in page  # one source, two ranks


def test_every_claim_and_event_has_its_page_in_both_languages(real, client):
    for claim in Claim.objects.all():
        for prefix in ("", "/en"):
            page = client.get(f"{prefix}/klaim/{claim.claim_id}/")
            assert html.escape(claim.value_as_printed) in page.content.decode()
            assert len(re.findall("<h1", page.content.decode())) == 1
    assert text_of(client.get(EVENT)).count("detikNews") == 3


def test_every_link_answers(real, client):
    visited, broken = broken_links(client, "/penghargaan/")
    assert broken == []
    for prefix in ("", "/en"):
        assert {f"{prefix}/klaim/{claim.claim_id}/" for claim in Claim.objects.all()} <= visited


def test_the_overview_has_events_newest_first_then_the_other_figures(real, client):
    page = text_of(client.get("/penghargaan/"))
    order = [
        "Angka yang tampak tidak sejalan, berdampingan",
        "Penghargaan transaksi terbanyak Jatim Bejo 2025",
        "E-Purchasing Awards 2023",
        "Penghargaan Jatim Bejo 2021",
        "Angka lain yang disebut Posisi",
        "Bisnis.com Surabaya ·",
        "JPNN.com ·",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    assert "Peringkat cocok" not in page and "peringkat cocok" in page


@pytest.mark.parametrize("path", [CLAIM, EVENT, "/klaim/programme-2021-11-30/", "/klaim/bisnis-2023-kota-malang/"])
def test_over_sample_rows_every_verdict_says_so_first(sample, client, path):
    page = text_of(client.get(path))
    marked = page.count(MARK)
    assert marked
    unmarked = page.replace(MARK, "\0")
    told = [place for place in verdicts_in(unmarked) if unmarked[place - 1] == "\0"]
    assert len(told) == marked
    # What is left are no verdicts: the heading of the difference, and "akan cocok" of an alternative.
    rest = [unmarked[max(0, place - 25) : place + 8] for place in verdicts_in(unmarked) if unmarked[place - 1] != "\0"]
    assert all("akan cocok" in words or "Selisih" in words or "membuatnya cocok" in words for words in rest), rest


def test_over_sample_rows_no_verdict_stands_in_titles_or_descriptions(sample, client):
    for claim in Claim.objects.all():
        head = head_of(client.get(f"/klaim/{claim.claim_id}/"))
        assert not verdicts_in(head), head
    assert not verdicts_in(head_of(client.get("/penghargaan/")))


def test_over_real_rows_the_description_says_the_verdict(real, client):
    assert "Selisih: terhitung Rp67.002.500.435" in head_of(client.get(CLAIM))


def test_unknown_keys_and_addresses(real, client):
    for path in ("/penghargaan/", EVENT, CLAIM):
        assert client.get(path, {"tahun": "2022"}).status_code == 400
    for path in ("/klaim/tidak-ada/", "/penghargaan/tidak-ada/"):
        assert client.get(path).status_code == 404


def test_with_nothing_loaded(client):
    assert "Belum ada angka yang dimuat." in text_of(client.get("/penghargaan/"))
    assert client.get(CLAIM).status_code == 404


def test_hostile_text_is_escaped(real, client):
    Claim.objects.filter(pk="epa-2023-kota-malang").update(note="<script>alert(1)</script>", publisher="<b>x</b>")
    for path in (CLAIM, "/penghargaan/", "/"):
        content = client.get(path).content
        assert b"<script>alert" not in content and b"<b>x</b>" not in content


@pytest.mark.parametrize("path", ["/penghargaan/", "/peringkat/2022/"])
def test_a_rank_keeps_its_number_on_its_line(real, client, path):
    cards = re.findall(r"<h3>(.*?)</h3>", client.get(path).content.decode())
    assert any("peringkat\N{NO-BREAK SPACE}1" in one for one in cards) and not [c for c in cards if "peringkat " in c]


def test_no_difference_is_none():
    """ "More than 4,000", and it is 4,000: a verdict of a difference whose size is nothing."""
    of_orders = {"quantity": "orders", "outcome": "selisih", "stated": 4000}
    assert sentences.difference(Verdict(difference=0, **of_orders)) == ""
    assert sentences.difference(Verdict(difference=-4, **of_orders)) == "−4 (0,1%)"


def test_each_outcome_has_its_word():
    assert [str(label) for label in Outcome.labels] == WORDS


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/penghargaan/", 3),  # edition, claims, verdicts
        (EVENT, 3),
        (CLAIM, 5),  # governments, sums of the claim's days
    ],
)
def test_a_page_costs_few_queries(real, client, django_assert_num_queries, path, queries):
    assert Verdict.objects.exists()
    with django_assert_num_queries(queries):
        client.get(path)


def test_rivals_say_what_their_source_said_besides(real, client):
    """The growth that a note argues from must stand beside it."""
    page = text_of(client.get("/penghargaan/"))
    assert page.index("disebut lebih dari 50 % di atas tahun sebelumnya") < page.index("Jika pertumbuhan itu")
    assert "tidak mungkin benar" not in page and "empat bulan terakhirnya" in page  # 2022 may hold, by its last months


def test_a_contradiction_is_called_by_one_strength(real, client):
    """That something seems not to fit is all that a group says; eleven months below twelve are no contradiction."""
    page = text_of(client.get("/penghargaan/"))
    assert "3 angka tentang Kota Malang yang tampak tidak sejalan" in page
    assert page.count("Angka lain yang disebut tampak tidak sejalan dengan yang ini.") == 5
    assert "bertentangan" not in page
    assert "Rp52 miliar pada judulnya, untuk sebelas bulan 2023, lebih rendah" in page
    assert "itu saja bukan pertentangan" in page
    assert "Situs ini tidak membacanya sebagai bilangan." in page and "tidak boleh membacanya" not in page


def test_every_remark_of_the_file_is_said_in_indonesian(load_claims):
    hand_made.governments()
    load_claims()
    remarks = {text for pair in Claim.objects.values_list("note", "conflict_note") for text in pair if text}
    assert remarks and [text for text in remarks if remark(text)["language"] != "id"] == []
