"""Stated figures for machines: one line each, as the page and the verdicts have them; and the same as a file."""

import csv
import gzip
import io

import pyarrow.parquet as pq
import pytest

from awards.fields import CLAIMS
from awards.judging import store_verdicts
from awards.models import Claim
from procurement.downloads import edition_files, store
from procurement.downloads.building import build
from procurement.downloads.data_package import data_package
from procurement.models import Edition, Slice
from procurement.queries.coverage import latest_edition
from procurement.views import words
from tests import builders
from tests.awards import hand_made
from tests.procurement.views.twin_reading import answer, twin
from tests.visiting import client

__all__ = ["client"]  # fixtures
pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(load_claims):
    hand_made.load(is_sample=True)
    load_claims()
    found = builders.publish(is_sample=True)
    store_verdicts(found)
    return found


def claims(edition):
    return Claim.objects.judged(edition)


def test_every_claim_as_stated_and_as_judged(client, edition):
    records, document = twin(client, "/penghargaan", "", CLAIMS)
    found = {one.claim_id: one for one in claims(edition)}
    assert [record["klaim"] for record in records] == list(found) and document["contoh"] is True
    for record in records:
        claim = found[record["klaim"]]
        printed = record["nilai_tercetak"].removeprefix("'")
        assert (printed, record["alamat_sumber"]) == (claim.value_as_printed, claim.source_url)
        assert record["nilai_disebut_rupiah"] == rupiah(claim.stated_value_sen)
        judged = {one.quantity: one for one in claim.judged_as}
        for quantity, name in (
            ("value", "putusan_nilai"),
            ("orders", "putusan_pesanan"),
            ("rank", "putusan_peringkat"),
        ):
            assert record[name] == (judged[quantity].outcome if quantity in judged else "")
        if value := judged.get("value"):
            assert record["nilai_transaksi_rupiah"] == rupiah(value.computed_sen)
            assert record["selisih_rupiah"] == rupiah(value.difference)
        if record["putusan_nilai"] == "selisih":
            stated, computed = int(record["nilai_disebut_rupiah"]), int(record["nilai_transaksi_rupiah"])
            assert int(record["selisih_rupiah"]) == computed - stated
        if orders := judged.get("orders"):
            assert record["pesanan_transaksi"] == text(orders.computed_orders)
            assert record["selisih_pesanan"] == text(orders.difference)
        if rank := judged.get("rank"):
            assert record["peringkat_menurut_nilai"] == text(rank.rank_by_value)
    assert any(record["selisih_rupiah"].startswith("-") for record in records), "a number, not text"


def rupiah(sen):
    return "" if sen is None else str(sen // 100) if sen >= 0 else f"-{-sen // 100}"


def text(number):
    return "" if number is None else str(number)


def test_the_twin_of_a_claim_says_what_its_page_says(client, edition):
    ((record,), _document) = twin(client, "/klaim/epa-2023-kota-malang", "", CLAIMS)
    page = client.get("/klaim/epa-2023-kota-malang/").content.decode()
    for name in ("nilai_disebut_rupiah", "nilai_transaksi_rupiah"):
        assert f"Rp{words.number(int(record[name]))}" in page
    assert record["alamat_sumber"] in page and record["putusan_peringkat"] == "peringkat-cocok"
    assert all(f'href="/klaim/epa-2023-kota-malang.{kind}"' in page for kind in ("csv", "xlsx", "json"))


def test_the_twin_of_an_event_has_its_claims(client, edition):
    path = "/penghargaan/e-purchasing-awards-2023"
    records, _document = twin(client, path, "", CLAIMS)
    assert [one["klaim"] for one in records] == [one.claim_id for one in claims(edition).filter(event=path[13:])]
    for page in (f"{path}/", f"/en{path}/"):
        assert f'href="{path}.csv"' in client.get(page).content.decode()
    assert 'href="/penghargaan.xlsx"' in client.get("/en/penghargaan/").content.decode()


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/penghargaan", "?x=1", 400),
        ("/penghargaan/e-purchasing-awards-2023", "?x=1", 400),
        ("/klaim/epa-2023-kota-malang", "?aturan=bersih", 400),
        ("/penghargaan/nothing", "", 404),
        ("/klaim/nothing", "", 404),
    ],
)
def test_bad_requests(client, edition, path, query, status):
    for kind in ("csv", "xlsx", "json"):
        answer(client, path, kind, query, status)


def test_without_claims_or_editions_the_table_is_empty(client):
    assert twin(client, "/penghargaan", "", CLAIMS)[0] == []


def test_a_hostile_text_is_no_formula(client, edition):
    Claim.objects.filter(claim_id="epa-2023-kota-malang").update(source_title='=HYPERLINK("x")')
    ((record,), document) = twin(client, "/klaim/epa-2023-kota-malang", "", CLAIMS)
    assert record["judul_sumber"] == '\'=HYPERLINK("x")'
    assert document["baris"][0]["judul_sumber"] == '=HYPERLINK("x")'


def test_they_cost_the_same_whatever_there_is(client, edition, django_assert_max_num_queries):
    for path in ("/penghargaan", "/penghargaan/e-purchasing-awards-2023", "/klaim/epa-2023-kota-malang"):
        with django_assert_max_num_queries(4):
            answer(client, path, "csv")


# --- the file on /data/ ---------------------------------------------------------------------------------------------


def made(name):
    recipes = edition_files.recipes(latest_edition(), edition_files.standing_slices())
    found = next(one for one in recipes if one.name == name)
    return found, store.find(found)


@pytest.fixture
def built(edition):
    build()


def test_the_file_holds_the_lines_of_the_twin(client, built):
    _recipe, file = made("klaim.csv.gz")
    lines = list(csv.DictReader(io.StringIO(gzip.decompress(file.path.read_bytes()).decode(), newline=""), strict=True))
    assert lines == twin(client, "/penghargaan", "", CLAIMS)[0]
    table = pq.read_table(io.BytesIO(made("klaim.parquet")[1].path.read_bytes()))
    assert table.column_names == list(lines[0]) and table.num_rows == file.rows == len(lines)
    assert [text(one) for one in table["pesanan_disebut"].to_pylist()] == [one["pesanan_disebut"] for one in lines]
    page = client.get("/data/").content.decode()
    assert "/data/unduhan/klaim.csv.gz" in page and "/data/unduhan/klaim.parquet" in page


def test_the_data_package_describes_it(built):
    files = [(recipe, store.find(recipe)) for recipe in (made("klaim.csv.gz")[0], made("klaim.parquet")[0])]
    (resource,) = data_package(Edition.objects.latest("number"), files)["resources"]
    fields = {one["name"]: one for one in resource["schema"]["fields"]}
    assert list(fields) == [one.name for one in CLAIMS]
    assert "minimum" not in fields["selisih_rupiah"]["constraints"], "it may be less than zero"
    assert fields["pesanan_disebut"]["constraints"]["minimum"] == 0
    assert resource["parquet"]["path"] == "unduhan/klaim.parquet"


def test_other_claims_make_another_file(built, load_claims, tmp_path, settings):
    settings.BUILD_DOWNLOADS = True
    before = made("klaim.csv.gz")[1].sha256
    source = settings.BASE_DIR / "fixtures" / "claims.csv"
    fewer = tmp_path / "claims.csv"
    fewer.write_text("".join(source.read_text().splitlines(keepends=True)[:-1]))
    rows = made("klaim.csv.gz")[1].rows
    assert Slice.objects.exists()
    load_claims(fewer)
    after = made("klaim.csv.gz")[1]
    assert (after.rows, after.sha256 == before) == (rows - 1, False)
