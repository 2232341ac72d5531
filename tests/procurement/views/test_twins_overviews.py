"""The twins of the map, the list of governments, the questions, editions and loads: what their pages say."""

import re
from datetime import datetime

import pytest

from procurement.counting import Stage
from procurement.downloads.fields import RANKING
from procurement.downloads.page_fields import EDITION_CHANGES, EDITIONS, GOVERNMENT_LIST, LOAD, QUESTIONS
from procurement.models import Edition, Rejection, SourceFile
from procurement.views import words
from tests.builders import bought, publish, region, small_site, source_file
from tests.procurement.views.test_editions import loaded
from tests.procurement.views.test_questions import busy, with_rules
from tests.procurement.views.twin_reading import answer, rupiah, twin
from tests.visiting import client, without_sources

__all__ = ["client", "loaded", "with_rules"]  # fixtures
pytestmark = pytest.mark.django_db
KINDS = ("csv", "xlsx", "json")


def page(client, address):
    found = client.get(address)
    assert found.status_code == 200, address
    return without_sources(found.content.decode())


# --- /peta/ -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?tahun=2021&aturan=semua"])
def test_the_map_as_the_ranking(client, query):
    small_site()
    records, document = twin(client, "/peta", query, RANKING)
    year = 2021 if query else 2022
    assert records == twin(client, f"/peringkat/{year}", "?aturan=semua" if query else "", RANKING)[0]
    assert rupiah(records) == document["total_rupiah"]
    printed = re.findall(r'<data value="(\d+)">', page(client, f"/peta/{query}"))
    assert printed == [record["nilai_rupiah"] for record in records]
    assert f"peta-{year}-toko-daring" in answer(client, "/peta", "csv", query).headers["Content-Disposition"]


@pytest.mark.parametrize(("query", "status"), [("?x=1", 400), ("?jenis=kota", 400), ("?tahun=1999", 404)])
def test_the_map_is_strict(client, query, status):
    small_site()
    answer(client, "/peta", "json", query, status)


# --- /daerah/ ---------------------------------------------------------------------------------------------------------


def test_every_government_with_its_latest_figure(client):
    sites = small_site(is_sample=True)
    records, _document = twin(client, "/daerah", "", GOVERNMENT_LIST)
    assert {one["kode_wilayah"] for one in records} == {one.code for one in sites.values()}
    found = {one["daerah"]: (one["peringkat"], one["nilai_rupiah"], one["alasan"]) for one in records}
    assert found["Kota Malang"] == ("1", "510", "") and found["Kabupaten Blitar"] == ("", "", "belum-ada-data")
    assert found["Provinsi Jawa Timur"] == ("", "910", ""), "in no ranking"
    html = page(client, "/en/daerah/")
    assert all(f">Rp{value}</span>" in html for _rank, value, _why in found.values() if value)
    assert all(f'href="/daerah.{kind}"' in html for kind in KINDS)
    assert "daerah-2022-edisi-1-contoh.csv" in answer(client, "/daerah", "csv").headers["Content-Disposition"]
    answer(client, "/daerah", "csv", "?tahun=2021", 400)


def test_governments_before_any_load(client):
    region("Kota A")
    ((one,), _document) = twin(client, "/daerah", "", GOVERNMENT_LIST)
    assert (one["tahun"], one["edisi"], one["nilai_rupiah"], one["alasan"]) == ("", "", "", "")


# --- /edisi/ ----------------------------------------------------------------------------------------------------------


def test_every_edition(client, loaded):
    records, _document = twin(client, "/edisi", "", EDITIONS)
    assert [one["nomor"] for one in records] == ["3", "2", "1"]
    assert {one["edisi"] for one in records} == {"3"}
    latest = records[0]
    assert (latest["berkas"], latest["daerah_berubah"], latest["tahun_berubah"]) == ("second.csv", "2", "2022")
    assert all(f'href="/edisi.{kind}"' in page(client, "/edisi/") for kind in KINDS)
    answer(client, "/edisi", "csv", "?halaman=1", 400)


def test_editions_beyond_a_page(client):
    small_site()
    for number in range(2, 56):
        Edition.objects.create(number=number, made_at=datetime(2024, 1, 1), cause="claims", is_sample=False)
    assert [int(one["nomor"]) for one in twin(client, "/edisi", "", EDITIONS)[0]] == list(range(55, 0, -1))


def test_what_an_edition_changed(client, loaded):
    records, document = twin(client, "/edisi/2", "", EDITION_CHANGES)
    assert document["edisi"] == 2
    records, document = twin(client, "/edisi/3", "", EDITION_CHANGES)
    figures = {one["daerah"]: one for one in records if one["tabel"] == "angka"}
    malang = figures["Kota Malang"]
    assert (malang["nilai_sebelum_rupiah"], malang["nilai_sesudah_rupiah"]) == ("100", "600")
    assert (malang["peringkat_sebelum"], malang["peringkat_sesudah"]) == ("2", "1")
    (rows,) = [one for one in records if one["tabel"] == "potongan"]
    assert [rows[f"baris_{what}"] for what in ("sebelum", "sesudah", "ditambah")] == ["1", "2", "1"]
    html = page(client, "/edisi/3/")
    assert "100 → 600" in html and 'href="/edisi/3.xlsx"' in html
    answer(client, "/edisi/9", "csv", status=404)
    answer(client, "/edisi/3", "csv", "?x=1", 400)


# --- /data/muatan/ ----------------------------------------------------------------------------------------------------


def test_the_ledger_of_a_load(client):
    file = source_file()
    SourceFile.objects.filter(pk=file.pk).update(
        name="=ekspor.csv", rows=12, ignored=1, rejected=2, out_of_scope=3, re_sent=1, in_both=1, repeated=1, counted=3,
        value_sen=2100, values={"rejected": 305, "out_of_scope": 500, "re_sent": 100, "in_both": 100, "counted": 1095},
    )  # fmt: skip
    for line, code in ((4, "R03"), (9, "R03")):
        Rejection.objects.create(file=file, line=line, code=code, column="valuasi", value="nama orang")
    publish()
    path = f"/data/muatan/{file.load_id}"
    records, _document = twin(client, path, "", LOAD)
    ledger = [one for one in records if one["tabel"] == "buku-kas"]
    assert sum(int(one["jumlah_baris"]) for one in ledger) == 12 and rupiah(ledger) == 21
    assert [one["golongan"] for one in ledger][:2] == ["diabaikan", "ditolak"]
    assert ledger[1]["nilai_rupiah"] == "3.05" and ledger[1]["kanal"] == "toko-daring"
    (why,) = [one for one in records if one["tabel"] == "tolakan"]
    assert (why["kode"], why["kolom"], why["jumlah_baris"], why["baris_pertama"]) == ("R03", "valuasi", "2", "4")
    assert {one["berkas"] for one in records} == {"'=ekspor.csv"}
    for kind in KINDS:
        assert b"nama orang" not in answer(client, path, kind).body, "it may be the name of a person"
        assert f'href="{path}.{kind}"' in page(client, f"{path}/")
    answer(client, path, "csv", "?x=1", 400)
    answer(client, "/data/muatan/999999", "csv", status=404)


# --- /sorotan/ --------------------------------------------------------------------------------------------------------


def test_questions_card_by_card(client):
    busy()
    records, document = twin(client, "/sorotan", "", QUESTIONS)
    cards = {one["kartu"]: one for one in records if one["urutan"] == "1"}
    assert list(cards) == ["pasangan", "pemasok-terbesar", "desember", "malam", "nilai-sama"]
    pair = cards["pasangan"]
    assert (pair["satker"], pair["penyedia"], pair["jumlah_pesanan"]) == ("Dinas Pendidikan", "CV Maju", "64")
    assert (pair["nilai_rupiah"], pair["persen"], pair["kunci_satker"]) == ("780001830", "100.0", "1001")
    assert (cards["malam"]["jumlah_pesanan"], cards["malam"]["dari_pesanan"]) == ("7", "64")
    assert (cards["nilai-sama"]["tanggal"], cards["nilai-sama"]["jumlah_pesanan"]) == ("2022-05-28", "4")
    december = int(cards["desember"]["nilai_rupiah"])
    assert december == sum(number + 1 for number in range(60) if number % 2)
    html = page(client, "/sorotan/")
    for name in ("nilai_rupiah", "dari_rupiah"):
        assert words.number(int(cards["desember"][name])) in html
    assert all(f'href="/sorotan.{kind}?tahun=2022"' in html for kind in KINDS)
    assert document["aturan"] == "bersih"


def test_the_limit_for_all_and_for_one(client, with_rules):
    busy(2023, "e-katalog", "katalog-v6")
    query = "?kanal=e-katalog&tahun=2023"
    limit = [one for one in twin(client, "/sorotan", query, QUESTIONS)[0] if one["kartu"] == "batas-pejabat"]
    assert [(one["daerah"], one["jumlah_pesanan"], one["pesanan_di_atas_batas"]) for one in limit] == [
        ("Kota Malang", "4", "0")
    ]
    mine = twin(client, "/sorotan", f"{query}&daerah=kota-malang", QUESTIONS)[0]
    orders = [one for one in mine if one["kartu"] == "batas-pejabat"]
    assert [one["nilai_rupiah"] for one in orders] == ["195000000"] * 4
    html = page(client, f"/sorotan/{query}&daerah=kota-malang")
    assert all(f"/transaksi/{one['kunci_pesanan']}/" in html for one in orders)


def test_the_table_of_the_limit_says_how_much_of_what_it_shows(client, with_rules):
    """Asked for the province, it shows governments, though only one is loaded; asked for one, orders."""
    city, office, shop = busy(2023, "e-katalog", "katalog-v6")
    catalogue = {"year": 2023, "channel": "e-katalog", "system": "katalog-v6", "agency": office, "supplier": shop}
    for number in range(20):
        bought(city, 190_000_000 + number, source_file(), **catalogue)
    publish()
    query = "?kanal=e-katalog&tahun=2023"
    caption = re.compile(r'id="batas-pejabat".*?<caption>(.*?)</caption>', re.DOTALL)
    (of_all,) = caption.findall(page(client, f"/sorotan/{query}"))
    (of_one,) = caption.findall(page(client, f"/sorotan/{query}&daerah=kota-malang"))
    assert " dari " not in of_all and " dari 24." in of_one


@pytest.mark.parametrize(
    ("query", "status"), [("?x=1", 400), ("?aturan=semua", 400), ("?daerah=nowhere", 404), ("?tahun=1999", 404)]
)
def test_questions_are_strict(client, query, status):
    small_site()
    answer(client, "/sorotan", "csv", query, status)


def test_questions_of_nothing(client):
    sites = small_site()
    bought(sites["silent"], 5, source_file(), stage=Stage.FAILED)
    assert twin(client, "/sorotan", "?daerah=kabupaten-blitar", QUESTIONS)[0] == []
