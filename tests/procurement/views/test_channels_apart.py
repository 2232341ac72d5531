"""A year that one channel has is known to all: what leads to it finds a page that says in words what is missing."""

import re
from html import unescape

import pytest

from procurement.counting import Stage
from procurement.models import Frozen, Transaction
from tests.builders import covered, publish, source_file

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def linked(html: str, prefix: str) -> set[str]:
    return {unescape(found) for found in re.findall(rf'href="((?:/en)?{prefix}[^"#]*)"', html)}


@pytest.mark.parametrize(
    "address",
    ["/peringkat/2024/", "/peta/?tahun=2024", "/peringkat/2021/?kanal=e-katalog", "/peta/?tahun=2021&kanal=e-katalog"],
)
def test_ranking_and_map_lead_to_governments_that_say_what_is_missing(client, channels_apart, address):
    for language, says in (
        ("", "Belum ada ekspor [^.]* 20.. yang dimuat"),
        ("/en", "No [^.]* export of 20.. has been"),
    ):
        html = page(client, language + address)
        governments = {one for one in linked(html, "/daerah/") if re.search(r"/\d{4}/", one)}
        assert len(governments) == 4
        for one in governments:
            assert re.search(says, page(client, one))


def test_a_year_of_the_provincial_government_alone_is_known_to_all(client, channels_apart):
    province = channels_apart["province"]
    covered(province, 2020, source_file())
    html = page(client, "/daerah/provinsi-jawa-timur/2020/")
    assert "/peringkat/2020/" in linked(html, "/peringkat/")
    assert "Belum ada ekspor" in page(client, "/peringkat/2020/")
    assert "Belum ada ekspor" in page(client, "/daerah/kota-malang/2020/")


@pytest.mark.parametrize(
    "address", ["/peringkat/1999/", "/daerah/kota-malang/1999/", "/peta/?tahun=1999", "/bandingkan/?tahun=1999"]
)
def test_a_year_that_nobody_knows_is_not_found(client, channels_apart, address):
    assert client.get(address).status_code == 404


TWO = "d=kota-malang&d=kota-kediri"
FORMS = [
    ("/daerah/kota-malang/2021/", ""),
    ("/daerah/kota-malang/2024/", "kanal=e-katalog"),
    ("/bandingkan/", f"{TWO}&tahun=2021"),
    ("/en/bandingkan/", f"{TWO}&tahun=2024&kanal=e-katalog"),
    *(
        (path, f"{query}&aturan=terverifikasi")
        for path, query in (
            ("/peringkat/2022/", ""),
            ("/daerah/kota-malang/2022/", ""),
            ("/daerah/kabupaten-blitar/", ""),
            ("/bandingkan/", TWO),
            ("/peta/", "tahun=2022"),
            ("/data/cakupan/", ""),
            ("/edisi/2/peringkat/2022/", ""),
            ("/satker/kota-malang/1001/", ""),
        )
    ),
]
"""Pages with a form that chooses channel and rule, and what was asked of them."""


@pytest.mark.parametrize(("path", "query"), FORMS)
def test_no_channel_that_a_form_offers_leads_to_a_refusal(client, channels_apart, path, query):
    """Sent as a browser sends it: nothing else is changed, hidden fields among it."""
    figures = {"value_sen": 1, "orders": 1, "rows": 1, "suppliers": 1, "population": 1, "rank": 1}
    where = {"edition_id": 2, "region_code": "35.73", "year": 2022, "channel": "toko-daring", "rule": "bersih"}
    Frozen.objects.create(**where, **figures)
    html = page(client, f"{path}?{query}")
    form = html[html.index('<form class="filter') :]
    offered = re.findall(r'<option value="(toko-daring|e-katalog)"(?: selected)?>', form)
    assert offered
    for channel in offered:
        kept = re.sub(r"&?kanal=[a-z-]+", "", query)
        page(client, f"{path}?{kept}&kanal={channel}")


@pytest.mark.parametrize(
    ("language", "says"),
    [("", "E-katalog: tidak dengan aturan “Terverifikasi”"), ("/en", "E-katalog: not by the rule “Verified”")],
)
def test_a_channel_that_the_rule_does_not_count_stands_there_with_the_reason(client, channels_apart, language, says):
    html = page(client, f"{language}/peringkat/2022/?aturan=terverifikasi")
    assert f'<option value="e-katalog" disabled>{says}</option>' in html
    assert '<option value="e-katalog">E-' in page(client, f"{language}/peringkat/2022/?aturan=selesai")


@pytest.mark.parametrize(
    ("address", "of"),
    [
        ("/daerah/kota-malang/2021/?kanal=e-katalog", "e-katalog 2021"),
        ("/daerah/kota-malang/2024/", "toko daring (Jatim Bejo) 2024"),
        ("/daerah/kabupaten-blitar/?kanal=e-katalog", "e-katalog"),
        ("/bandingkan/?d=kota-malang&d=kota-kediri&tahun=2021&kanal=e-katalog", "e-katalog 2021"),
        ("/bandingkan/?d=kota-malang&d=kota-kediri&tahun=2024", "toko daring (Jatim Bejo) 2024"),
    ],
)
def test_nothing_of_that_channel_and_year_is_said_in_words(client, channels_apart, address, of):
    """Another channel has exports of the year: that nothing is loaded would not be true."""
    assert f"Belum ada ekspor {of} yang dimuat. Tanpa data bukan nol." in page(client, address)


@pytest.mark.parametrize(
    ("address", "to", "label"),
    [
        ("/daerah/kota-malang/2024/", "/daerah/kota-malang/2024/?kanal=e-katalog", "Lewat e-katalog 2024: "),
        ("/daerah/kota-malang/2024/?aturan=selesai", "/daerah/kota-malang/2024/?kanal=e-katalog&aturan=selesai", ""),
        ("/daerah/kota-malang/2024/?aturan=terverifikasi", "/daerah/kota-malang/2024/?kanal=e-katalog", ""),
        ("/daerah/kota-malang/2021/?kanal=e-katalog", "/daerah/kota-malang/2021/", "Lewat toko daring"),
        ("/daerah/kota-kediri/?kanal=e-katalog", "/daerah/kota-kediri/2022/", "Lewat toko daring"),
        ("/peringkat/2024/", "/peringkat/2024/?kanal=e-katalog", "2024 lewat e-katalog"),
        ("/peringkat/2021/?kanal=e-katalog", "/peringkat/2021/", "2021 lewat toko daring"),
    ],
)
def test_what_a_channel_lacks_is_looked_for_in_the_other(client, channels_apart, address, to, label):
    way = r'(?:Kanal lain punya ekspornya: <a class="btn"|<p class="aside"><a) href="([^"]*)">([^<]*)<'
    found = re.search(way, page(client, address))
    assert unescape(found[1]) == to and found[2].startswith(label)
    page(client, to)


@pytest.mark.parametrize(
    "address",
    ["/daerah/kota-kediri/2024/", "/daerah/kabupaten-blitar/", "/peringkat/2022/", "/daerah/kota-malang/2022/"],
)
def test_nowhere_else_is_offered_what_is_not_there_or_not_missing(client, channels_apart, address):
    assert "Kanal lain" not in page(client, address)


def test_a_year_whose_rows_do_not_count_is_not_said_to_have_no_figure_yet(client, channels_apart):
    Transaction.objects.filter(region=channels_apart["poor"], year=2021).update(stage=Stage.FAILED)
    publish()
    html = page(client, "/daerah/kota-kediri/2021/")
    title = "Kota Kediri: tidak ada angka lewat toko daring (Jatim Bejo), 2021, aturan “Bersih”"
    assert f"<title>{title} " in html and "elum ada angka" not in html and "Kanal lain" not in html


def test_the_rule_of_one_channel_says_which(client, channels_apart):
    html = page(client, "/peringkat/2022/")
    assert ">Terverifikasi: hanya toko daring (Jatim Bejo)</option>" in html
    assert ">Bersih</option>" in html
