"""The twin of /bandingkan/: a line a government, with the figures of the ranking and of the page."""

import re
from datetime import date

import pytest

from procurement.downloads.page_fields import COMPARISON
from tests.builders import covered, publish, region, small_site, source_file
from tests.procurement.views.test_twins import document, records
from tests.procurement.views.twin_reading import answer, twin
from tests.visiting import client

__all__ = ["client"]  # fixtures
pytestmark = pytest.mark.django_db
PATH = "/bandingkan"
THREE = "?d=kota-kediri&d=kota-malang&d=kabupaten-blitar"


def test_the_figures_of_the_ranking_in_the_order_asked(client):
    small_site()
    found, _document = twin(client, PATH, f"{THREE}&tahun=2022", COMPARISON)
    ranked = {one["daerah"]: one for one in records(client.get("/peringkat/2022.csv"))}
    assert [one["daerah"] for one in found] == ["Kota Kediri", "Kota Malang", "Kabupaten Blitar"]
    for one in found[:2]:
        same = ranked[one["daerah"]]
        assert {name: one[name] for name in same} == same
    assert (found[2]["nilai_rupiah"], found[2]["alasan"]) == ("", "belum-ada-data")
    page = client.get(f"{PATH}/{THREE}&tahun=2022").content.decode()
    assert re.findall(r'<data value="(\d+)">', page) == [one["nilai_rupiah"] for one in found[:2]]


def test_the_provincial_government_has_figures_and_no_rank(client):
    small_site()
    found, _document = twin(client, PATH, "?d=kota-malang&d=provinsi-jawa-timur", COMPARISON)
    assert (found[1]["jenis"], found[1]["peringkat"], found[1]["nilai_rupiah"]) == ("provinsi", "", "910")


def test_same_months(client):
    site = small_site()
    covered(site["silent"], 2022, source_file(), date(2022, 5, 31))
    publish()
    found, _document = twin(client, PATH, THREE, COMPARISON)
    assert [one["data_sampai"] for one in found] == ["2022-12-31", "2022-12-31", "2022-05-31"]
    assert found[2]["alasan"] == "tidak-ada-yang-memenuhi-aturan"
    assert [one["bulan_sama_rupiah"] for one in found] == ["210", "510", ""]


def test_linked_named_and_strict(client):
    small_site()
    page = client.get(f"/en{PATH}/{THREE}&aturan=semua").content.decode()
    query = THREE.replace("&", "&amp;") + "&amp;tahun=2022&amp;aturan=semua"
    assert all(f'href="{PATH}.{kind}{query}"' in page for kind in ("csv", "xlsx", "json"))
    named = answer(client, PATH, "json", THREE).headers["Content-Disposition"]
    assert "bandingkan-kota-kediri-kota-malang-kabupaten-blitar-2022-toko-daring-bersih-edisi-1.json" in named
    assert document(client.get(f"{PATH}.json{THREE}"))["tahun"] == 2022
    for query, status in (
        ("", 400),
        ("?d=kota-malang", 400),
        ("?d=kota-malang&d=kota-malang", 400),
        (f"{THREE}&urut=nilai", 400),
        (f"{THREE}&d=provinsi-jawa-timur&d=kabupaten-malang", 400),
        ("?d=kota-malang&d=nowhere", 404),
        (f"{THREE}&tahun=2019", 404),
    ):
        answer(client, PATH, "csv", query, status)


def test_nothing_loaded(client):
    region("Kota A")
    region("Kota B")
    records, document = twin(client, PATH, "?d=kota-a&d=kota-b", COMPARISON)
    assert [one["alasan"] for one in records] == ["belum-ada-data"] * 2 and document["tahun"] is None
