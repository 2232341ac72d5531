"""What claims hang on other pages: the home page, a government's, a year's ranking, the passport of a figure."""

import pytest

from tests import builders
from tests.awards.answers import text_of, verdicts_in

pytestmark = pytest.mark.django_db


def home_block(client, prefix=""):
    page = text_of(client.get(prefix + "/"))
    return page[page.index("Yang pernah disebut") :]


def test_the_home_page_has_the_latest_claims_with_verdicts(real, client):
    block = home_block(client)
    assert "Kota Malang: “Rp. 35.168.201.835”, peringkat 2" in block and "lingkup tidak disebut" in block


def test_over_sample_rows_the_home_page_has_claims_without_verdicts(sample, client):
    block = home_block(client)
    assert "Kota Malang: “Rp. 35.168.201.835”, peringkat 2" in block
    assert not verdicts_in(block)


def test_a_governments_page_has_its_claims_and_who_contradicts_them(real, client):
    page = text_of(client.get("/daerah/kabupaten-gresik/2021/"))
    page = page[page.index("Yang pernah disebut tentang Kabupaten Gresik") :]
    assert (
        "“ Rp922 million ” (Rp922 juta), 440 pesanan, peringkat 3" in page
    )  # the printed words are English, and marked so
    assert "2 angka tentang Kabupaten Sidoarjo dan Kabupaten Gresik yang tampak tidak sejalan" in page or (
        "2 angka tentang Kabupaten Gresik dan Kabupaten Sidoarjo yang tampak tidak sejalan" in page
    )
    assert "Kota Batu" not in page


def test_who_is_not_contradicted_has_its_own_claims_only(real, client):
    page = text_of(client.get("/daerah/kabupaten-situbondo/2023/"))
    page = page[page.index("Yang pernah disebut tentang Kabupaten Situbondo") :]
    assert "peringkat 4" in page
    assert not [name for name in ("Kota Kediri:", "Kabupaten Pasuruan:", "Kota Malang:") if name in page]


def test_a_government_without_claims_has_no_block(real, client):
    builders.covered(builders.region("Kota Blitar", "35.72"), 2021, builders.source_file())
    assert "Yang pernah disebut" not in text_of(client.get("/daerah/kota-blitar/2021/"))


def year_block(client, path, **query):
    """What stands between the heading of the claims and the downloads; empty without such a heading."""
    _, found, rest = text_of(client.get(path, query)).partition("Yang pernah disebut tentang ")
    return rest.partition(" Kutip ")[0] if found else ""


def test_a_years_ranking_has_what_was_claimed_about_that_year(real, client):
    block = year_block(client, "/peringkat/2022/")
    assert block.startswith("tahun 2022 ") and "Kota Malang: “Rp67.082.500.435”" in block and verdicts_in(block)
    assert "Kabupaten Situbondo" not in block  # of 2023
    assert "Kabupaten Situbondo: peringkat 4" in year_block(client, "/peringkat/2023/")


def test_an_english_ranking_says_it_in_english(real, client):
    assert "What was claimed about the year 2022" in text_of(client.get("/en/peringkat/2022/"))


def test_claims_of_one_channel_stand_on_no_ranking_of_another(real, client):
    builders.covered(builders.region("Kota Blitar", "35.72"), 2022, builders.source_file(), channel="e-katalog")
    assert not year_block(client, "/peringkat/2022/", kanal="e-katalog")


def test_the_passport_of_a_governments_year_has_what_was_claimed_about_it(real, client):
    asked = {"daerah": "kota-malang", "tahun": "2022"}
    block = year_block(client, "/asal/", **asked)
    assert block.startswith("Kota Malang, 2022 ") and "Rp67.082.500.435" in block and verdicts_in(block)
    assert "Kota Kediri:" not in block
    assert not year_block(client, "/asal/", **asked, tanpa="desember")  # narrower than what was claimed


@pytest.mark.parametrize(
    "path", ["/peringkat/2022/?", "/daerah/kota-malang/2022/?", "/asal/?daerah=kota-malang&tahun=2022&ukuran=penyedia"]
)
def test_beside_figures_of_another_rule_the_verdicts_say_which_is_theirs(real, client, path):
    said = "Putusan di sini dihitung dengan aturan “Bersih”, bukan dengan aturan halaman ini, “Selesai”."
    assert said not in text_of(client.get(path))
    page = text_of(client.get(f"{path}&aturan=selesai"))
    assert page.index("Yang pernah disebut tentang") < page.index(said) < page.index("“Rp67.082.500.435”")


def test_over_sample_rows_a_ranking_says_of_every_verdict_that_it_is_against_sample_data(sample, client):
    block = year_block(client, "/peringkat/2022/")
    assert block.count("terhadap data contoh, ") == len(verdicts_in(block.replace("terhadap data contoh, ", "")))
