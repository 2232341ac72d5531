"""No data is not zero: what no export is loaded of is said in words on pages, and null in what machines read."""

import json
import re

import pytest

from procurement.counting import Channel, Stage
from procurement.models import Frozen
from regions.models import Region
from tests.builders import bought, covered, publish, region, source_file
from tests.procurement.views.twin_reading import body_of
from tests.visiting import without_sources

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return without_sources(answer.content.decode())


def document(client, address: str) -> dict:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return json.loads(body_of(answer))


def figures(html: str) -> list[tuple[str, str]]:
    """(value, note) of the figures below the lead."""
    return re.findall(r"<dd>(.*?)</dd><dd class=\"n\">(.*?)</dd>", html)


@pytest.mark.parametrize("address", ["/peringkat/2024/", "/peringkat/2021/?kanal=e-katalog"])
@pytest.mark.parametrize(("language", "says"), [("", "belum ada data"), ("/en", "no data yet")])
def test_a_ranking_of_nothing_loaded_has_no_total(client, channels_apart, address, language, says):
    html = page(client, language + address)
    assert figures(html)[:3] == [("–", says)] * 3
    assert "Rp0" not in html
    twin = document(client, address.replace("/?", ".json?") if "?" in address else address[:-1] + ".json")
    assert (twin["total_rupiah"], twin["baris"], len(twin["tanpa_data"])) == (None, [], 4)


def test_an_empty_database_has_no_total(client):
    assert "Rp0" not in page(client, "/peringkat/2022/")
    for address in ("/peringkat/2022.json", "/api/v1/ranking", "/api/v1/ranking?tahun=2022"):
        assert document(client, address)["total_rupiah"] is None
    region("Kota Malang")
    assert figures(page(client, "/peringkat/2022/"))[:3] == [("–", "belum ada data")] * 3


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_ranking_of_an_empty_database_can_be_cited(client, language):
    html = page(client, f"{language}/peringkat/")
    addresses = re.findall(r'<p class="cite" lang="..">.*?, (https?://\S+)</p>', html)
    assert [one[one.index("/", 8) :] for one in addresses] == ["/peringkat/", "/en/peringkat/"]


def test_of_what_is_loaded_a_sum_of_no_row_is_zero_for_machines_and_said_in_words(client, channels_apart):
    covered(channels_apart["silent"], 2023, source_file())
    assert (
        figures(page(client, "/peringkat/2023/"))[:3] == [("–", "tidak ada baris yang dihitung dengan aturan ini")] * 3
    )
    assert document(client, "/peringkat/2023.json")["total_rupiah"] == 0
    assert figures(page(client, "/peringkat/2022/?q=zzz"))[:2] == [("–", "tidak ada daerah dengan nama itu")] * 2
    assert document(client, "/peringkat/2022.json?q=zzz")["total_rupiah"] == 0
    assert document(client, "/peringkat/2022.json?q=blitar")["total_rupiah"] is None, "nothing is loaded of it"
    assert document(client, "/api/v1/ranking?tahun=2023")["total_rupiah"] == 0


def test_parties_have_no_total_where_nothing_is_loaded(client, channels_apart):
    supplier = re.search(r'"(/penyedia/[^"?]*)/[?"]', page(client, "/daerah/kota-malang/2022/"))[1]
    for path in ("/satker/kota-malang/1001", supplier):
        assert document(client, f"{path}.json?tahun=2022")["total_rupiah"] > 0
        assert document(client, f"{path}.json?tahun=2022&kanal=e-katalog")["total_rupiah"] is None
        html = page(client, f"{path}/?tahun=2022&kanal=e-katalog")
        assert "Belum ada ekspor e-katalog 2022 yang dimuat. Tanpa data bukan nol." in html and not figures(html)
        html = page(client, f"{path}/?kanal=e-katalog")
        assert "Belum ada ekspor" not in html and not figures(html), "loaded, and of it nothing"
        assert document(client, f"{path}.json?kanal=e-katalog")["total_rupiah"] == 0, "2024 is loaded"


def test_an_edition_that_froze_nothing_of_a_channel_has_no_total(client, channels_apart):
    asked = {"edition_id": 2, "region_code": "35.73", "year": 2022, "channel": "toko-daring", "rule": "bersih"}
    Frozen.objects.create(**asked, value_sen=100, orders=1, rows=1, suppliers=1, population=1, rank=1)
    html = page(client, "/edisi/2/peringkat/2022/?kanal=e-katalog")
    assert "Rp0" not in html
    assert document(client, "/edisi/2/peringkat/2022.json?kanal=e-katalog")["total_rupiah"] is None
    assert document(client, "/edisi/2/peringkat/2022.json?aturan=selesai")["total_rupiah"] == 0


@pytest.fixture
def failed_alone(channels_apart):
    """Of Kabupaten Blitar an export of 2022 is loaded whose one order failed; of Kota Batu nothing is."""
    silent, file = channels_apart["silent"], source_file()
    covered(silent, 2022, file)
    bought(silent, 7, file, stage=Stage.FAILED)
    type(silent).objects.filter(pk=silent.pk).update(grid_row=1, grid_col=1)
    region("Kota Batu", grid_row=1, grid_col=2)


@pytest.mark.parametrize(
    ("language", "none_counts", "not_loaded"),
    [
        ("", "tidak ada baris yang dihitung dengan aturan ini", "belum ada data"),
        ("/en", "no row counts under this rule", "no data yet"),
    ],
)
def test_a_government_whose_rows_do_not_count_is_not_one_without_data(
    client, failed_alone, language, none_counts, not_loaded
):
    for address in ("/", "/peta/"):
        html = page(client, language + address)
        assert f"Kabupaten Blitar: {none_counts}</span>" in html and f"Kota Batu: {not_loaded}</span>" in html
        legend = re.search(r'class="m0">([^<]*)<', html)[1]
        assert legend == ("no figure" if language else "tidak ada angka"), "whatever the reason"
    beside = dict(re.findall(r'/daerah/([^/]*)/">[^<]*</a><span>([^<]*)</span>', page(client, f"{language}/daerah/")))
    assert (beside["kabupaten-blitar"], beside["kota-batu"]) == (none_counts, not_loaded)


def test_a_search_knows_figures_of_every_channel_and_why_there_is_none(client, failed_alone):
    def says(name: str) -> str:
        return re.search(rf">{name}</a><span>([^<]*)</span>", page(client, f"/cari/?q={name.split()[1]}"))[1]

    assert says("Kabupaten Blitar") == "kabupaten · tidak ada baris yang dihitung dengan aturan “Bersih”"
    assert says("Kota Batu") == "kota · belum ada data"
    e_katalog = {"channel": Channel.E_KATALOG, "system": "katalog-v6", "marketplace": "", "verification": ""}
    batu, file = Region.objects.get(slug="kota-batu"), source_file()
    covered(batu, 2024, file, channel=Channel.E_KATALOG, system="katalog-v6")
    bought(batu, 70, file, year=2024, **e_katalog)
    publish()
    assert says("Kota Batu") == "kota · Rp70 lewat e-katalog pada 2024, aturan “Bersih”"
    assert 'href="/daerah/kota-batu/?kanal=e-katalog"' in page(client, "/cari/?q=batu")
    assert says("Kota Malang") == "kota · Rp510 lewat toko daring (Jatim Bejo) pada 2022, aturan “Bersih”", (
        "it has e-katalog of 2024 too"
    )
