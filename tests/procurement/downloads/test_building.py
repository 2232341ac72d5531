"""The files of an edition: they hold what the pages say, follow each publish, and only touched slices cost anything."""

import csv
import gzip
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing, contextmanager
from decimal import Decimal

import pyarrow.parquet as pq
import pytest
from django.test import Client

from procurement.counting import Stage, Standing
from procurement.downloads import edition_files, kit, store, transactions, whole
from procurement.downloads.building import build
from procurement.models import Edition, Slice, Total, Transaction
from procurement.queries.coverage import latest_edition
from tests.builders import bought, covered, publish, region, small_site, source_file, supplier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def site():
    """The small site, with rows that no total counts and words that files must keep apart from formulas."""
    regions = small_site(is_sample=True)
    file = source_file(is_sample=True)
    bought(regions["rich"], 70, file, stage=Stage.FAILED, description='=1+1 "kutip"; koma, dan\nbaris')
    bought(regions["rich"], 60, file, standing=Standing.REPEATED, ordered_at=None, verification="", agency_name="")
    bought(regions["poor"], 0, file, value_sen=12_345)
    publish(is_sample=True)
    return regions


def made(name: str) -> store.Made:
    recipes = edition_files.recipes(latest_edition(), edition_files.standing_slices())
    found = store.find(next(one for one in recipes if one.name == name))
    assert found
    return found


def csv_rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(made(name).path.read_bytes()).decode(), newline="")))


def test_nothing_published_no_files(db):
    assert build().edition is None
    assert edition_files.recipes(latest_edition(), edition_files.standing_slices()) == []


def test_csv_holds_every_row(site):
    build()
    for year in (2021, 2022):
        rows = csv_rows(f"transaksi-{year}-toko-daring.csv.gz")
        stored = Transaction.objects.filter(year=year)
        assert len(rows) == stored.count() == made(f"transaksi-{year}-toko-daring.csv.gz").rows
        assert sum(Decimal(row["nilai_rupiah"]) for row in rows) * 100 == sum(one.value_sen for one in stored)
        assert {row["nomor_pesanan"] for row in rows} == {one.order_id for one in stored}
        assert {row["contoh"] for row in rows} == {"true"}
    assert [row["uraian"] for row in rows if row["tahap"] == "failed"] == ['\'=1+1 "kutip"; koma, dan\nbaris']
    assert "123.45" in {row["nilai_rupiah"] for row in rows}


def test_parquet_says_the_same(site):
    build()
    table = pq.read_table(io.BytesIO(made("transaksi-2022-toko-daring.parquet").path.read_bytes()))
    rows = csv_rows("transaksi-2022-toko-daring.csv.gz")
    assert table.column_names == list(rows[0])
    found = table.to_pylist()
    assert [one["nilai_rupiah"] for one in found] == [Decimal(row["nilai_rupiah"]) for row in rows]
    times = [str(one["tanggal"] or "") for one in found]
    assert times == [row["tanggal"] for row in rows]
    assert "" in times
    assert [one["uraian"].lstrip("'") for one in found] == [row["uraian"].lstrip("'") for row in rows]


def test_short_tables(site):
    build()
    totals = {(one.region_id, one.year, one.rule): one for one in Total.objects.all()}
    rows = csv_rows("jumlah.csv.gz")
    assert len(rows) == len(totals)
    for row in rows:
        one = totals[row["kode_wilayah"], int(row["tahun"]), row["aturan"]]
        assert Decimal(row["nilai_rupiah"]) * 100 == one.value_sen
        assert (row["jumlah_pesanan"], row["jumlah_baris"]) == (str(one.orders), str(one.rows))
        assert (row["edisi"], row["contoh"]) == (str(latest_edition().number), "true")
    assert [row["daerah"] for row in csv_rows("daerah.csv.gz")][-1] == "Kota Malang"
    assert [row["penyedia"] for row in csv_rows("penyedia.csv.gz")] == ["CV Maju"]


def test_another_province_in_the_database_is_in_no_file(site, tmp_path):
    """As totals and governments are the site's own, so are rows and suppliers: else the kit finds a difference."""
    other, file = region("Kota Jauh", "61.71", province_code="61"), source_file(is_sample=True)
    covered(other, 2022, file)
    bought(other, 999, file, supplier=supplier("CV Jauh"))
    supplier("CV Tanpa Baris")
    publish(is_sample=True)
    build()
    assert {row["daerah"] for row in csv_rows("transaksi-2022-toko-daring.csv.gz")} == {
        one.name for one in site.values() if one.name != "Kabupaten Blitar"
    }
    assert [row["penyedia"] for row in csv_rows("penyedia.csv.gz")] == ["CV Maju"]
    with zipfile.ZipFile(made(kit.NAME).path) as archive:
        archive.extractall(tmp_path / "kit")
    assert run_kit(tmp_path / "kit").returncode == 0


def test_the_whole_as_sqlite(site, tmp_path):
    build()
    plain = tmp_path / "whole.sqlite3"
    plain.write_bytes(gzip.decompress(made(whole.NAME).path.read_bytes()))
    with closing(sqlite3.connect(plain)) as database:
        ((rows,),) = database.execute("SELECT COUNT(*) FROM transaksi").fetchall()
        values = [one for (one,) in database.execute("SELECT nilai_rupiah FROM transaksi")]
        editions = database.execute("SELECT DISTINCT edisi, contoh FROM jumlah").fetchall()
    assert rows == Transaction.objects.count()
    assert sum(map(Decimal, values)) * 100 == sum(one.value_sen for one in Transaction.objects.all())
    assert editions == [(latest_edition().number, 1)]


def run_kit(folder):
    return subprocess.run([sys.executable, "-I", folder / "hitung_ulang.py"], capture_output=True, text=True)


def test_the_kit_counts_again_and_finds_a_changed_figure(site, tmp_path):
    build()
    folder = tmp_path / "kit"
    with zipfile.ZipFile(made(kit.NAME).path) as archive:
        archive.extractall(folder)
    assert "DATA CONTOH" in (folder / "BACA-SAYA.txt").read_text()
    good = run_kit(folder)
    rankings = Total.objects.values_list("year", "channel", "rule").distinct()
    assert good.returncode == 0, good.stdout
    assert good.stdout.count(": sama (") == rankings.count() == 10
    path = folder / "peringkat.csv"
    path.write_text(path.read_text().replace(",510,", ",511,", 1))
    bad = run_kit(folder)
    assert bad.returncode == 1
    assert "selisih / difference: -Rp1" in bad.stdout
    assert bad.stdout.count("BERBEDA") == 1


def test_only_touched_slices_are_made_again(site, monkeypatch):
    build()
    before = made("transaksi-2021-toko-daring.csv.gz")
    read = []
    monkeypatch.setattr(transactions, "records", lambda one, sample: read.append(one.region_id) or iter(()))
    assert (build().made, read) == (0, [])
    Slice.objects.filter(region=site["rich"], year=2022).update(digest="1" * 64)
    recipes = transactions.recipes(edition_files.standing_slices(), is_sample=True)
    for recipe in recipes:
        if not store.find(recipe):
            store.make(recipe)
    assert read == [site["rich"].code] * 2  # once as CSV, once as Parquet
    assert made("transaksi-2021-toko-daring.csv.gz") == before


def test_a_file_of_another_edition_is_never_listed(site):
    build()
    client = Client()
    old = client.get("/data/datapackage.json").json()
    Edition.objects.create(number=9, made_at=Edition.objects.first().made_at, cause="load", is_sample=True)
    Slice.objects.filter(region=site["rich"], year=2022).update(digest="1" * 64)
    waiting = client.get("/data/datapackage.json")
    assert waiting["Cache-Control"] == "no-store"
    names = {one["name"] for one in waiting.json()["resources"]}
    assert names == {
        "transaksi-2021-toko-daring", "ocds-2021-toko-daring.json.gz", "ocds-2021-toko-daring.jsonl.gz",
    }  # fmt: skip
    assert client.get("/data/unduhan/jumlah.csv.gz").status_code == 503
    assert client.get("/data/unduhan/jumlah.csv.gz")["Retry-After"]
    build()
    new = client.get("/data/datapackage.json").json()
    assert (old["edisi"], new["edisi"]) == (2, 9)
    assert len(new["resources"]) == len(old["resources"]) == 12


def test_a_damaged_file_is_made_again(site):
    build()
    path = made("jumlah.csv.gz").path
    good = path.read_bytes()
    path.write_bytes(bytes([good[0] ^ 1]) + good[1:])
    assert build().mended == ["jumlah.csv.gz"]
    assert path.read_bytes() == good


def test_addresses(site):
    build()
    client = Client()
    answer = client.get("/data/unduhan/transaksi-2022-toko-daring.csv.gz", headers={"Accept-Encoding": "gzip"})
    body = b"".join(answer.streaming_content)
    file = made("transaksi-2022-toko-daring.csv.gz")
    assert body == file.path.read_bytes()
    assert answer["ETag"] == f'"{file.sha256}"'
    assert answer["Content-Length"] == str(len(body))
    assert "Content-Encoding" not in answer
    assert 'filename="transaksi-2022-toko-daring-edisi-2-contoh.csv.gz"' in answer["Content-Disposition"]
    assert client.get(answer.request["PATH_INFO"], headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get("/data/unduhan/transaksi-2020-toko-daring.csv.gz").status_code == 404
    assert client.get("/data/unduhan/..%2f..%2fbelanja-terbuka.sqlite3").status_code == 404
    assert client.get("/data/unduhan/jumlah.csv.gz?edisi=1").status_code == 400


def test_a_file_that_a_newer_edition_took_away_is_said_to_be_made(site, monkeypatch):
    """Between finding it and opening it."""
    build()
    found = made("jumlah.csv.gz")
    monkeypatch.setattr(store, "find", lambda recipe: found)
    found.path.unlink()
    answer = Client().get("/data/unduhan/jumlah.csv.gz")
    assert answer.status_code == 503 and answer["Retry-After"]


def test_the_kit_holds_the_rows_of_the_files(site):
    build()
    with zipfile.ZipFile(made(kit.NAME).path) as archive:
        for year in (2021, 2022):
            packed = made(f"transaksi-{year}-toko-daring.csv.gz").path.read_bytes()
            assert archive.read(f"baris/transaksi-{year}-toko-daring.csv") == gzip.decompress(packed)
    assert made(kit.NAME).rows == Transaction.objects.count()


def test_a_build_is_made_alone_and_of_the_edition_that_stands_by_then(site, monkeypatch):
    """A maker that had waited with an older edition in hand would remove what the newer one lists."""

    @contextmanager
    def waited():
        Edition.objects.create(number=9, made_at=Edition.objects.first().made_at, cause="load", is_sample=True)
        yield

    monkeypatch.setattr(store, "alone", waited)
    assert build().edition == 9


def test_the_package_says_what_the_files_are(site):
    build()
    package = Client().get("/data/datapackage.json").json()
    assert package["contoh"] is True
    names = [one["name"] for one in package["resources"]]
    assert len(set(names)) == len(names)
    for resource in package["resources"]:
        name = resource["path"].removeprefix("unduhan/")
        assert resource["hash"] == f"sha256:{store.digest(made(name).path)}"
        assert resource["bytes"] == made(name).size
        if resource["type"] == "table":
            header = gzip.decompress(made(name).path.read_bytes()).decode().split("\r\n")[0]
            assert ",".join(one["name"] for one in resource["schema"]["fields"]) == header
            assert resource["rows"] == len(csv_rows(name))


def test_the_page_lists_them_or_says_that_they_come(site):
    client = Client()
    waiting = client.get("/data/")
    assert "berkas sedang dibuat untuk edisi ini" in waiting.text
    assert waiting["Cache-Control"] == "no-store"
    build()
    page = client.get("/data/").text
    assert "sedang dibuat" not in page
    for name in ("transaksi-2022-toko-daring.parquet", "jumlah.csv.gz", kit.NAME, whole.NAME):
        assert f'href="/data/unduhan/{name}"' in page
        assert made(name).sha256 in page


def test_other_words_of_a_government_are_another_file(site):
    build()
    site["rich"].name = "Kota Malang Raya"
    site["rich"].save()
    recipes = edition_files.recipes(latest_edition(), edition_files.standing_slices())
    assert [one.name for one in recipes if not store.find(one) and one.name.startswith("transaksi-2022")] == [
        "transaksi-2022-toko-daring.csv.gz",
        "transaksi-2022-toko-daring.parquet",
    ]


def test_an_export_of_no_rows_stands_in_no_file(db):
    covered(region("Kota Batu"), 2022, source_file())
    publish()
    build()
    assert csv_rows("transaksi-2022-toko-daring.csv.gz") == []
    assert made("transaksi-2022-toko-daring.parquet").rows == 0
    assert json.loads(Client().get("/data/datapackage.json").content)["edisi"] == 1
