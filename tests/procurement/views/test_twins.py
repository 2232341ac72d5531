"""CSV and JSON twins: the same rows as the page, exact to the sen, and safe to open."""

import csv
import io
import json
import re
from datetime import datetime
from decimal import Decimal

import pytest

from tests import builders

pytestmark = pytest.mark.django_db


def records(response) -> list[dict[str, str]]:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return list(csv.DictReader(io.StringIO(body.decode(), newline=""), strict=True))


def document(response, **options):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return json.loads(body, **options)


def test_the_ranking_as_json(client):
    builders.small_site(is_sample=True)
    response = client.get("/peringkat/2022.json")
    assert response.headers["Content-Type"] == "application/json"
    # Every byte: field names and their order are what others build on.
    assert response.content.decode() == (
        '{"edisi":1,"contoh":true,"tahun":2022,"aturan":"bersih","kanal":"toko-daring","satuan":"rupiah",'
        '"jumlah_daerah":3,"total_rupiah":1030,"baris":['
        + ",".join(
            f'{{"peringkat":{rank},"kode_wilayah":"{region.code}","kode_klpd":"{region.klpd_code}",'
            f'"daerah":"{region.name}","jenis":"{kind}","nilai_rupiah":{value},"jumlah_pesanan":1,"jumlah_baris":1,'
            f'"jumlah_penyedia":1,"per_kapita_rupiah":{head},"perubahan_persen":{change}}}'
            for rank, region, kind, value, head, change in (
                (1, find("Kota Malang"), "kota", 510, 1, "2.0"),
                (2, find("Kabupaten Malang"), "kabupaten", 310, 0, "3.3"),
                (3, find("Kota Kediri"), "kota", 210, 2, "5.0"),
            )
        )
        + f'],"tanpa_data":[{{"kode_wilayah":"35.05","kode_klpd":"{find("Kabupaten Blitar").klpd_code}",'
        '"daerah":"Kabupaten Blitar","jenis":"kabupaten","alasan":"belum-ada-data"}]}\n'
    )


def find(name):
    from regions.models import Region

    return Region.objects.get(name=name)


def test_the_ranking_as_csv(client):
    builders.small_site()
    response = client.get("/peringkat/2022.csv?jenis=kota&urut=nilai")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="peringkat-2022-toko-daring-bersih-edisi-1.csv"' in response.headers["Content-Disposition"]
    lines = response.content.decode().split("\r\n")
    assert lines[0] == (
        "peringkat,kode_wilayah,kode_klpd,daerah,jenis,nilai_rupiah,jumlah_pesanan,jumlah_baris,jumlah_penyedia,"
        "per_kapita_rupiah,perubahan_persen,tahun,kanal,aturan,edisi,contoh"
    )
    klpd = find("Kota Kediri").klpd_code
    assert lines[1] == f"3,35.71,{klpd},Kota Kediri,kota,210,1,1,1,2,5.0,2022,toko-daring,bersih,1,false"
    assert len(lines) == 4 and lines[3] == ""


def test_csv_and_json_hold_the_same_rows_and_sum_to_the_total(client):
    builders.small_site()
    for query in ("", "?jenis=kota", "?q=malang", "?aturan=semua&urut=-daerah", "?kanal=e-katalog"):
        twin = document(client.get(f"/peringkat/2022.json{query}"), parse_float=Decimal)
        rows = records(client.get(f"/peringkat/2022.csv{query}"))
        assert [row["daerah"] for row in rows] == [row["daerah"] for row in twin["baris"]]
        total = sum(int(row["nilai_rupiah"]) for row in rows)
        assert twin["total_rupiah"] == (total if rows else None), "no data is not zero"
        assert twin["jumlah_daerah"] == len(rows)


def test_sen_are_decimal_text_and_nothing_passes_through_float(client):
    city = builders.region("Kota A", population=3)
    file = builders.source_file()
    for year, sen in ((2021, 3), (2022, 9007199254740993_01)):  # not a float's integer any more
        builders.covered(city, year, file)
        builders.bought(city, 0, file, year=year, value_sen=sen)
    builders.publish()
    twin = document(client.get("/peringkat/2022.json"), parse_float=str)
    assert twin["total_rupiah"] == twin["baris"][0]["nilai_rupiah"] == "9007199254740993.01"
    assert twin["baris"][0]["perubahan_persen"] == "30023997515803309933.3"
    (row,) = records(client.get("/peringkat/2022.csv"))
    assert (row["nilai_rupiah"], row["perubahan_persen"]) == ("9007199254740993.01", "30023997515803309933.3")


def test_an_unknown_change_is_null_and_empty(client):
    city = builders.region("Kota A")
    file = builders.source_file()
    builders.covered(city, 2022, file)
    builders.bought(city, 5, file)
    builders.publish()
    assert document(client.get("/peringkat/2022.json"))["baris"][0]["perubahan_persen"] is None
    assert records(client.get("/peringkat/2022.csv"))[0]["perubahan_persen"] == ""


ROWS = "/daerah/kota-a/transaksi"


@pytest.fixture
def city():
    city = builders.region("Kota A")
    file = builders.source_file()
    office = builders.agency(city, "Dinas A", "0012")
    shop = builders.supplier("CV Maju", code="S-1")
    builders.bought(
        city, 0, file, value_sen=12_50, order_id="=1+1", description='=HYPERLINK("x"), "é"\t', agency=office,
        agency_name="DINAS A", supplier=shop, supplier_name="-CV Maju", marketplace="@mbiz", category="+pulpen",
        ordered_at=datetime(2022, 3, 1, 9, 5),
    )  # fmt: skip
    builders.bought(city, 30, file, ordered_at=None, stage="failed", verification="", year=2021)
    builders.publish(is_sample=True)
    return city


def test_the_columns_of_layout_umum_then_edition_and_sample(client, city):
    response = client.get(f"{ROWS}.csv")
    assert response.streaming
    assert 'filename="transaksi-kota-a-edisi-1-contoh.csv"' in response.headers["Content-Disposition"]
    first, second = records(response)
    assert list(first) == [
        "tahun",
        "kode_klpd",
        "daerah",
        "kode_satker",
        "satker",
        "kanal",
        "sistem",
        "marketplace",
        "nomor_pesanan",
        "uraian",
        "kategori",
        "penyedia",
        "kode_penyedia",
        "nilai_rupiah",
        "tanggal",
        "tahap",
        "verifikasi",
        "kedudukan",
        "edisi",
        "contoh",
    ]
    assert first == {
        "tahun": "2022", "kode_klpd": city.klpd_code, "daerah": "Kota A", "kode_satker": "0012",
        "satker": "DINAS A", "kanal": "toko-daring", "sistem": "bela", "marketplace": "'@mbiz",
        "nomor_pesanan": "'=1+1", "uraian": "'=HYPERLINK(\"x\"), \"é\"\t", "kategori": "'+pulpen",
        "penyedia": "'-CV Maju", "kode_penyedia": "S-1", "nilai_rupiah": "12.50",
        "tanggal": "2022-03-01 09:05:00", "tahap": "completed", "verifikasi": "verified", "kedudukan": "counted",
        "edisi": "1", "contoh": "true",
    }  # fmt: skip
    assert (second["tanggal"], second["penyedia"], second["verifikasi"], second["nilai_rupiah"]) == (
        "",
        "",
        "",
        "30",
    )


def test_json_holds_the_text_as_it_is_and_says_its_sum(client, city):
    twin = document(client.get(f"{ROWS}.json"))
    assert twin["baris"][0]["penyedia"] == "-CV Maju"
    assert (twin["edisi"], twin["contoh"], twin["jumlah_baris"], twin["total_rupiah"]) == (1, True, 2, "42.50")


def test_they_obey_the_filters_of_the_page(client, city):
    assert len(records(client.get(f"{ROWS}.csv?tahun=2021"))) == 1
    twin = document(client.get(f"{ROWS}.json?maks=13&urut=nilai"))
    assert (twin["jumlah_baris"], twin["total_rupiah"], len(twin["baris"])) == (1, "12.50", 1)
    assert document(client.get(f"{ROWS}.json?tahun=2022&kanal=e-katalog"))["baris"] == []


def test_they_are_whole_however_long(client, city, django_assert_max_num_queries):
    file = builders.source_file()
    for _ in range(60):
        builders.bought(city, 1, file)
    with django_assert_max_num_queries(5):
        assert len(records(client.get(f"{ROWS}.csv"))) == 62
    assert re.search(r"62 ", client.get(f"{ROWS}/").content.decode())
