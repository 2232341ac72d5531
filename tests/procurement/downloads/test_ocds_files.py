"""The files of all orders: one release a line and one package, of one channel each, which add up to the totals."""

import gzip
import json
from collections import defaultdict
from decimal import Decimal

import pytest

from procurement.downloads import edition_files, store
from procurement.downloads.building import build
from procurement.downloads.ocds import files
from procurement.models import Slice, Total, Transaction
from procurement.queries.coverage import latest_edition
from tests.builders import publish
from tests.procurement.downloads.ocds_orders import orders

pytestmark = pytest.mark.django_db
NAMES = ("2022-e-katalog", "2022-toko-daring", "2023-toko-daring")


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def city():
    found = orders()
    build()
    return found


def recipes():
    every = edition_files.recipes(latest_edition(), edition_files.standing_slices())
    return {one.name: one for one in every if one.name.startswith("ocds-")}


def text(name: str) -> str:
    return gzip.decompress(store.find(recipes()[name]).path.read_bytes()).decode()


def package(name: str):
    return json.loads(text(f"ocds-{name}.json.gz"), parse_float=Decimal)


def test_a_year_and_channel_has_two_files_and_a_year_without_rows_none(city):
    assert list(recipes()) == [f"ocds-{name}.{kind}" for name in NAMES for kind in ("jsonl.gz", "json.gz")]


@pytest.mark.parametrize("name", NAMES)
def test_the_lines_are_the_releases_of_the_package(city, name):
    lines = text(f"ocds-{name}.jsonl.gz").split("\n")
    assert lines.pop() == ""
    assert [json.loads(line, parse_float=Decimal) for line in lines] == package(name)["releases"]
    stored = Transaction.objects.filter(year=name[:4], channel=name[5:]).values("order_key").distinct().count()
    for kind in ("jsonl.gz", "json.gz"):
        assert store.find(recipes()[f"ocds-{name}.{kind}"]).rows == len(lines) == stored


def test_what_stands_around_the_releases(city, settings):
    found = package("2022-toko-daring")
    del found["releases"]
    assert found == {
        "uri": f"{settings.SITE_URL}/data/unduhan/ocds-2022-toko-daring.json.gz",
        "version": "1.1",
        "publishedDate": "2023-01-02T00:00:00+07:00",
        "publisher": {
            "name": "Belanja Terbuka (prefiks OCID tidak terdaftar / OCID prefix not registered)",
            "uri": f"{settings.SITE_URL}/",
        },
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "publicationPolicy": f"{settings.SITE_URL}/data/ocds/",
    }


def test_releases_add_up_to_the_totals(city):
    """Award by award: what is neither pending nor unsuccessful is what the rule `bersih` counts."""
    sums, counts = defaultdict(Decimal), defaultdict(int)
    for name in NAMES:
        for release in package(name)["releases"]:
            spent = [one for one in release["awards"] if one.get("status") not in ("pending", "unsuccessful")]
            where = release["buyer"]["id"].rpartition("-")[2], int(name[:4]), name[5:]
            sums[where] += sum(one["value"]["amount"] for one in spent)
            counts[where] += bool(spent)
            for award, contract in zip(release["awards"], release["contracts"], strict=True):
                assert (award["id"], award["value"]) == (contract["awardID"], contract["value"])
    totals = Total.objects.filter(rule="bersih").select_related("region")
    expected = {(one.region.klpd_code, one.year, one.channel): one for one in totals}
    assert {where: amount * 100 for where, amount in sums.items()} == {k: one.value_sen for k, one in expected.items()}
    assert counts == {where: one.orders for where, one in expected.items()}
    assert sums["D177", 2022, "toko-daring"] == Decimal("544.45")  # 60 + 123.45 + 80 + 90 + 91 + 100
    assert sums["D177", 2022, "e-katalog"] == 200, "the planned 300 are in no total"


def test_made_up_orders_are_marked_one_by_one(settings):
    settings.OCID_PREFIX, settings.OCID_PREFIX_REGISTERED = "ocds-a1b2c3", True
    orders(is_sample=True)
    build()
    found = package("2022-toko-daring")
    assert found["publisher"]["name"].startswith("Belanja Terbuka (DATA CONTOH / SAMPLE DATA;")
    for release in found["releases"]:
        assert release["ocid"].startswith("ocds-contoh-"), "never under the publisher's prefix"
        for said in (*release["awards"], *release["contracts"]):
            assert said["description"].startswith("DATA CONTOH: ")


def test_a_registered_prefix_needs_no_note(settings, city):
    old = package("2022-toko-daring")["releases"][0]
    settings.OCID_PREFIX, settings.OCID_PREFIX_REGISTERED = "ocds-a1b2c3", True
    assert store.find(recipes()["ocds-2022-toko-daring.json.gz"]) is None, "another prefix makes other files"
    build()
    found = package("2022-toko-daring")
    assert found["publisher"]["name"] == "Belanja Terbuka"
    assert found["releases"][0] == old | {"ocid": old["ocid"].replace("ocds-000000", "ocds-a1b2c3")}


def test_a_newer_export_costs_its_own_slice(city, monkeypatch):
    before = {name: store.find(one) for name, one in recipes().items()}
    read, real = [], files.releases
    monkeypatch.setattr(files, "releases", lambda one, sample: read.append(one.region_id) or real(one, sample))
    publish()
    build()
    assert read == [] and {name: store.find(one) for name, one in recipes().items()} == before
    Slice.objects.filter(region__code="35.07").update(digest="1" * 64)
    build()
    assert read == ["35.07"]
    changed = {name for name, one in recipes().items() if store.find(one) != before[name]}
    assert changed <= {"ocds-2022-toko-daring.jsonl.gz", "ocds-2022-toko-daring.json.gz"}


def test_files_are_made_alike_again(city):
    before = {name: store.find(one).sha256 for name, one in recipes().items()}
    for one in recipes().values():
        store.find(one).path.unlink()
    build()
    assert {name: store.find(one).sha256 for name, one in recipes().items()} == before
