"""Before anything is loaded every twin answers as its page does: a table without rows."""

import csv
import io
import json

import pytest

from tests.builders import region
from tests.visiting import body_of

pytestmark = pytest.mark.django_db

PAGES = {
    "/peringkat/2022/": "/peringkat/2022.{}",
    "/peta/": "/peta.{}",
    "/peta/?tahun=2022": "/peta.{}?tahun=2022",
    "/en/peta/?kanal=e-katalog": "/peta.{}?kanal=e-katalog",
    "/sorotan/": "/sorotan.{}",
    "/sorotan/?tahun=2022": "/sorotan.{}?tahun=2022",
    "/data/cakupan/": "/data/cakupan.{}",
    "/edisi/": "/edisi.{}",
    "/penghargaan/": "/penghargaan.{}",
}
OF_GOVERNMENTS = {
    "/daerah/kota-malang/2022/": "/daerah/kota-malang/2022.{}",
    "/daerah/kota-malang/transaksi/": "/daerah/kota-malang/transaksi.{}",
    "/sorotan/?daerah=kota-malang": "/sorotan.{}?daerah=kota-malang",
    "/asal/?daerah=kota-malang&tahun=2022": "/asal.{}?daerah=kota-malang&tahun=2022",
}


def answers(client, page: str, twin: str) -> dict[str, bytes]:
    assert client.get(page).status_code == 200, page
    found = {}
    for kind in ("csv", "xlsx", "json"):
        answer = client.get(twin.format(kind))
        assert answer.status_code == 200, (twin, kind)
        assert "None" not in answer.headers["Content-Disposition"]
        found[kind] = body_of(answer)
    return found


@pytest.mark.parametrize(("page", "twin"), PAGES.items())
def test_an_empty_database_has_empty_twins(client, page, twin):
    found = answers(client, page, twin)
    lines = list(csv.reader(io.StringIO(found["csv"].decode("utf-8-sig"))))
    assert len(lines) == 1 and len(lines[0]) > 5
    document = json.loads(found["json"])
    assert document["baris"] == [] and document["edisi"] is None
    assert document.get("total_rupiah") is None, "no data is not zero"


@pytest.mark.parametrize(("page", "twin"), OF_GOVERNMENTS.items())
def test_governments_without_any_row_have_empty_twins(client, page, twin):
    region("Kota Malang")
    document = json.loads(answers(client, page, twin)["json"])
    assert document["baris"] == [] and document.get("total_rupiah") is None


def test_governments_without_any_row_are_named_where_they_are_listed(client):
    for name in ("Kota Malang", "Kota Kediri"):
        region(name)
    mapped = json.loads(answers(client, "/peta/", "/peta.{}")["json"])
    assert (mapped["tahun"], mapped["baris"]) == (None, [])
    assert {(one["daerah"], one["alasan"]) for one in mapped["tanpa_data"]} == {
        ("Kota Malang", "belum-ada-data"), ("Kota Kediri", "belum-ada-data"),
    }  # fmt: skip
    for year in ("", "&tahun=2022"):
        two = f"?d=kota-malang&d=kota-kediri{year}"
        beside = json.loads(answers(client, f"/bandingkan/{two}", "/bandingkan.{}" + two)["json"])["baris"]
        assert [(one["nilai_rupiah"], one["alasan"]) for one in beside] == [(None, "belum-ada-data")] * 2


def test_the_data_package_lists_nothing(client):
    answer = client.get("/data/datapackage.json")
    assert answer.status_code == 200
    document = json.loads(answer.content)
    assert (document["edisi"], document["contoh"], document["resources"]) == (None, False, [])
    assert not {"version", "created"} & set(document), "it is of no edition"
