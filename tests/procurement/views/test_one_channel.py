"""A site with one channel loaded, whichever it is: no page says of it that nothing is loaded."""

import csv
import io
import json
import re

import pytest

from procurement.counting import Channel
from tests.builders import bought, covered, publish, region, source_file

pytestmark = pytest.mark.django_db

LANGUAGES = [("", "Belum ada ekspor transaksi"), ("/en", "No transaction export")]
PROVINCE = ["/", "/peringkat/", "/daerah/", "/asal/"]


@pytest.fixture
def e_katalog_alone():
    """Kota Malang bought for Rp7.000 through e-katalog in 2024; of Kota Kediri nothing is loaded."""
    city, _other = region("Kota Malang", "35.73"), region("Kota Kediri", "35.71")
    file = source_file(rows=1)
    e_katalog = {"channel": Channel.E_KATALOG, "system": "katalog-v6"}
    covered(city, 2024, file, **e_katalog)
    bought(city, 7000, file, year=2024, marketplace="", verification="", **e_katalog)
    publish()


@pytest.fixture
def toko_daring_alone():
    city, file = region("Kota Malang", "35.73"), source_file(rows=1)
    covered(city, 2022, file)
    bought(city, 500, file)
    publish()


def page(client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize(("language", "untrue"), LANGUAGES)
@pytest.mark.parametrize("address", PROVINCE)
def test_nothing_is_said_to_be_missing_that_is_loaded(client, e_katalog_alone, address, language, untrue):
    html = page(client, language + address)
    assert untrue not in html


@pytest.mark.parametrize("address", ["/", "/daerah/"])
def test_the_overviews_show_the_channel_that_is_loaded_and_name_it(client, e_katalog_alone, address):
    html = page(client, address)
    main = html[html.index("<main") : html.index("</main>")]
    assert re.search(r">(7\.000|Rp7,0\sribu)<", main)
    assert "lewat e-katalog" in main and "toko daring" not in main
    linked = set(re.findall(r'href="(/daerah/kota-malang/[^"#]*|/peringkat/2024/[^"#]*)"', html))
    assert linked and all(one.endswith("?kanal=e-katalog") for one in linked)
    assert all("7.000" in page(client, one) for one in linked)


def test_the_twins_of_the_overviews_hold_what_their_pages_show(client, e_katalog_alone):
    answer = client.get("/daerah.csv")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    lines = {one["daerah"]: one for one in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))}
    said = [lines["Kota Malang"][key] for key in ("nilai_rupiah", "tahun", "kanal", "aturan")]
    assert said == ["7000", "2024", "e-katalog", "bersih"]
    assert lines["Kota Kediri"]["alasan"] == "belum-ada-data"
    (twin,) = re.findall(r'href="(/peringkat/2024\.json[^"]*)"', page(client, "/"))
    assert json.loads(client.get(twin).content)["total_rupiah"] == 7000


@pytest.mark.parametrize(
    ("site", "address", "to"),
    [
        ("e_katalog_alone", "/peringkat/", "/peringkat/2024/"),
        ("e_katalog_alone", "/peringkat/?kanal=e-katalog", "/peringkat/2024/?kanal=e-katalog"),
        ("toko_daring_alone", "/peringkat/?kanal=e-katalog&jenis=kota", "/peringkat/2022/?kanal=e-katalog&jenis=kota"),
    ],
)
def test_a_channel_without_a_year_has_a_ranking_with_the_reason_and_the_form(client, request, site, address, to):
    request.getfixturevalue(site)
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, to)
    html = page(client, to)
    assert '<select id="kanal"' in html and 'aria-current="page">20' in html, "another channel can be chosen"
    if to != "/peringkat/2024/?kanal=e-katalog":
        assert "Rp0" not in html and re.search("Belum ada ekspor [^.]* 20.. yang dimuat. Tanpa data bukan nol.", html)


def test_the_passport_of_one_channel_can_be_asked_for(client, e_katalog_alone):
    html = page(client, "/asal/")
    assert '<option value="2024"' in html and '<option value="e-katalog"' in html


@pytest.mark.parametrize("address", ["/", "/peringkat/", "/daerah/"])
def test_of_the_provincial_government_alone_it_is_said_what_is_missing(client, address):
    covered(region("Provinsi Jawa Timur", "35"), 2022, source_file())
    assert "Belum ada ekspor transaksi kabupaten atau kota yang dimuat" in page(client, address)
