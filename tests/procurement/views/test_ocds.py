"""/transaksi/<key>/ocds.json, the publication policy, and the reports beside the files."""

import gzip
from decimal import Decimal
from json import loads

import pytest
from django.conf import settings
from django.core.management import call_command

from procurement.downloads import edition_files, store
from procurement.downloads.building import build
from procurement.downloads.ocds import reports
from procurement.keys import order_key
from procurement.loading.load import Consent, LoadOptions, load
from procurement.models import Transaction
from procurement.queries.coverage import latest_edition
from tests.builders import publish
from tests.procurement.downloads.ocds_orders import key, orders
from tests.procurement.loading.exports import row, write_csv

pytestmark = pytest.mark.django_db
REPORT = {
    "berkas": "ocds-2022-toko-daring.json.gz", "alat": "libcoveocds 9.9", "diperiksa": "2026-11-30T03:00:00+00:00",
    "jumlah_rilis": 6, **dict.fromkeys(reports.COUNTS, 0),
}  # fmt: skip


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def address(number: str) -> str:
    return f"/transaksi/{key(number)}/ocds.json"


def test_the_document_of_an_order(client):
    orders(is_sample=True)
    answer = client.get(address("dua"))
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/json"
    found = loads(answer.content, parse_float=Decimal)
    assert found["uri"] == f"{settings.SITE_URL}{address('dua')}#edisi-1-contoh"
    assert found["publishedDate"] == "2023-01-02T00:00:00+07:00"
    (release,) = found["releases"]
    assert release["ocid"] == f"ocds-contoh-{key('dua')}"
    assert release["awards"][0]["value"]["amount"] == Decimal("183.45")
    assert answer.headers["Edisi"] == "1" and answer.headers["Contoh"] == "true"
    assert f'inline; filename="pesanan-{key("dua")}-ocds-edisi-1-contoh.json"' == answer["Content-Disposition"]


def test_it_is_open_to_other_sites_and_names_its_page_and_licence(client):
    orders()
    answer = client.get(address("dua"))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert {"ETag", "Edisi", "Contoh", "Link"} <= {*answer.headers["Access-Control-Expose-Headers"].split(", ")}
    page = f"/transaksi/{key('dua')}/"
    assert f'<{settings.SITE_URL}{page}>; rel="canonical"' in answer.headers["Link"]
    assert 'rel="license"' in answer.headers["Link"]
    for prefix in ("", "/en"):
        html = client.get(prefix + page).content.decode()
        assert f'<link rel="alternate" type="application/json" title="OCDS 1.1" href="{address("dua")}">' in html
        assert f'<a class="btn" href="{address("dua")}">' in html


def test_it_is_only_read_and_sent_once_an_edition(client, settings, django_assert_num_queries):
    orders()
    with django_assert_num_queries(3):
        first = client.get(address("dua"))
    tag = first.headers["ETag"]
    with django_assert_num_queries(1):
        assert client.get(address("dua"), headers={"If-None-Match": tag}).status_code == 304
    assert client.options(address("dua")).status_code == 204
    head = client.head(address("dua"))
    assert head.content == b"" and head.headers["Content-Length"] == str(len(first.content))
    assert client.post(address("dua")).status_code == 405
    assert client.get(address("dua") + "?x=1").status_code == 400
    settings.OCID_PREFIX = "ocds-a1b2c3"
    assert client.get(address("dua")).headers["ETag"] != tag
    publish()
    again = client.get(address("dua"), headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert loads(again.content)["releases"][0]["id"] == loads(first.content)["releases"][0]["id"]


@pytest.mark.parametrize("prefix", ["/en", "/data"])
def test_it_exists_once(client, prefix):
    orders()
    assert client.get(prefix + address("dua")).status_code == 404


def test_a_key_that_never_stood_and_an_order_of_which_no_row_stands(client):
    assert client.get("/transaksi/aaaaaaaaaaaa/ocds.json").status_code == 404, "nothing is published yet"
    orders()
    assert client.get("/transaksi/aaaaaaaaaaaa/ocds.json").status_code == 404
    Transaction.objects.filter(order_key=key("gagal")).update(standing="repeated")
    assert client.get(address("gagal")).status_code == 404
    assert "ocds.json" not in client.get(f"/transaksi/{key('gagal')}/").content.decode()


def test_a_withdrawn_order_is_gone_with_its_edition(client, tmp_path):
    call_command("load_regions", settings.BASE_DIR / "fixtures" / "regions.csv", verbosity=0)
    for numbers in (range(10), range(1, 10)):
        rows = [row(order_id=str(number), valuasi=100) for number in numbers]
        load([write_csv(tmp_path / "export.csv", rows)], LoadOptions(), Consent("test"))
    gone, there = (order_key("35.73", "bela", "mbiz market", number) for number in ("0", "1"))
    assert loads(client.get(f"/transaksi/{there}/ocds.json").content)["releases"]
    answer = client.get(f"/transaksi/{gone}/ocds.json")
    assert answer.status_code == 410 and "edisi 3 tanggal" in answer.content.decode()


def test_the_document_and_the_files_say_the_same(client):
    orders()
    build()
    answer = client.get("/data/unduhan/ocds-2022-toko-daring.jsonl.gz")
    packed = b"".join(answer.streaming_content)
    assert answer.headers["Content-Type"] == "application/gzip"
    assert 'filename="ocds-2022-toko-daring-edisi-1.jsonl.gz"' in answer.headers["Content-Disposition"]
    for line in gzip.decompress(packed).decode().splitlines():
        release = loads(line)
        own = client.get(f"/transaksi/{release['ocid'].rpartition('-')[2]}/ocds.json")
        assert release in loads(own.content)["releases"]


def package():
    every = edition_files.recipes(latest_edition(), edition_files.standing_slices())
    return store.find(next(one for one in every if one.name == REPORT["berkas"]))


def test_a_report_is_listed_while_it_is_of_the_very_file(client):
    orders()
    build()
    where = f"/data/unduhan/{REPORT['berkas']}/laporan.json"
    for page in ("/data/", "/data/ocds/"):
        answer = client.get(page)
        assert where not in answer.content.decode()
        assert answer.headers["Cache-Control"] == "no-store", "the report comes without a new edition"
    assert client.get(where).status_code == 404
    reports.keep(package(), REPORT | {"sha256": package().sha256})
    for page in ("/data/", "/en/data/ocds/"):
        assert f'href="{where}"' in client.get(page).content.decode()
    found = client.get(where)
    assert loads(found.content)["sha256"] == package().sha256 and 'rel="license"' in found.headers["Link"]
    assert client.get(where + "?x=1").status_code == 400
    reports.path_of(package()).write_text('{"sha256": "of another"}')
    assert where not in client.get("/data/").content.decode()
    assert client.get(where).status_code == 404


def test_pages_are_kept_again_once_every_package_is_checked(client):
    orders()
    build()
    every = edition_files.recipes(latest_edition(), edition_files.standing_slices())
    for made in [store.find(one) for one in every if one.name.endswith(".json.gz")]:
        reports.keep(made, REPORT | {"sha256": made.sha256})
    assert "ETag" in client.get("/data/ocds/").headers and "ETag" in client.get("/data/").headers


def test_the_policy_says_what_the_prefix_is(client, settings):
    orders()
    text = client.get("/data/ocds/").content.decode()
    assert "Prefiks belum terdaftar." in text and "<code>ocds-000000</code>" in text and "ocds-contoh" not in text
    settings.OCID_PREFIX, settings.OCID_PREFIX_REGISTERED = "ocds-a1b2c3", True
    text = client.get("/data/ocds/").content.decode()
    assert "belum terdaftar" not in text and "<code>ocds-a1b2c3</code>, terdaftar" in text


def test_the_policy_over_sample_rows_and_in_english(client):
    orders(is_sample=True)
    assert "<code>ocds-contoh</code>" in client.get("/data/ocds/").content.decode()
    text = client.get("/en/data/ocds/").content.decode()
    assert "The prefix is not registered." in text
    assert "<code>unsuccessful</code>" in text and "<code>cancelled</code>" in text
    assert "<code>awards/value/amount</code>" in text and "<code>nilai_rupiah</code>" in text
