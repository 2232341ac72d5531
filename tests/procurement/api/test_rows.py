"""Rows and coverage in the API: the keys of their pages, and what they leave."""

import json

import pytest

from procurement.api import forms
from procurement.counting import RULES, Channel, Stage
from procurement.filters import SpendingForm, TransactionFilter
from procurement.queries import listing
from tests import builders
from tests.visiting import body_of, client

__all__ = ["client"]  # fixtures
pytestmark = pytest.mark.django_db


def get(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return json.loads(body_of(answer))


def orders(client, address):
    return "".join(sorted(row["nomor_pesanan"] for row in get(client, address)["baris"]))


@pytest.fixture
def city():
    city, other = builders.region("Kota A"), builders.region("Kota B")
    file = builders.source_file()
    office, shop = builders.agency(city, "Dinas A", "001"), builders.supplier("CV Maju")
    builders.bought(city, 10, file, order_id="a", agency=office, supplier=shop, category="pulpen;tinta")
    builders.bought(city, 20, file, order_id="b", year=2021, description="Diskon 50% É", agency_name="Dinas Z")
    builders.bought(city, 30, file, order_id="c", supplier=builders.supplier("PT Lain"), stage=Stage.FAILED)
    builders.bought(other, 99, file, order_id="d", agency=builders.agency(other, "Badan B", "001"), supplier=shop)
    return shop


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("satker=001", "a"),
        ("satker=bela:001", "a"),
        ("satker=katalog-v5:001", ""),
        ("satker=tidak-ada", ""),
        ("penyedia={shop}", "a"),
        ("penyedia=aaaaaaaaaaaa", ""),
        ("kategori=pulpen", "a"),
        ("kategori=PULPEN;tinta", "a"),
        ("kategori=pul", ""),
        ("q=diskon", "b"),
        ("q=%C3%A9", "b"),
        ("q=dinas+z", "b"),
        ("q=50_", ""),
        ("q=kertas&tahap=failed", "c"),
        ("q=kertas&min=10&maks=20", "a"),
    ],
)
def test_a_key_leaves_the_rows_that_it_leaves_on_the_page(client, city, query, found):
    query = query.format(shop=city.key)
    assert orders(client, f"/api/v1/transactions?daerah=kota-a&{query}") == found
    assert orders(client, f"/daerah/kota-a/transaksi.json?{query}") == found


@pytest.mark.parametrize(
    ("query", "found"), [("satker=001", "ad"), ("penyedia={shop}", "ad"), ("kategori=tinta", "a"), ("q=kertas", "acd")]
)
def test_without_a_government_they_are_of_all(client, city, query, found):
    """One code may be an agency's of each of them: the rows say whose they are."""
    assert orders(client, f"/api/v1/transactions?{query.format(shop=city.key)}") == found


@pytest.mark.parametrize("query", ["q=jarang", "kategori=jarang", "satker=j1", "penyedia={shop}"])
def test_what_is_rare_is_looked_for_a_span_at_a_time(client, monkeypatch, query):
    city, file, shop = builders.region("Kota A"), builders.source_file(), builders.supplier("CV Jarang")
    rare = {"description": "jarang", "category": "jarang", "supplier": shop}
    rare["agency"] = builders.agency(city, "Dinas J", "j1")
    for number in range(20):
        builders.bought(city, number, file, **(rare if number in (3, 17, 18) else {}))
    monkeypatch.setattr(listing, "SPAN", 6)
    monkeypatch.setattr(listing, "MOST", 1)
    pages, address = [], f"/api/v1/transactions?{query.format(shop=shop.key)}"
    while address:
        found = get(client, address)
        pages.append([row["nilai_rupiah"] for row in found["baris"]])
        address = found["berikutnya"]
    assert [one for page in pages for one in page] == [3, 17, 18] and [] in pages and max(map(len, pages)) == 1


def test_their_keys_are_those_of_the_page():
    """Rows come by their ids, so that a cursor can follow them: what sorts the page is no key here."""
    page = set(TransactionFilter.base_filters) - {"urut"}
    assert set(forms.Rows.base_fields) == page | {"daerah"}
    assert set(SpendingForm.base_fields) < set(forms.Coverage.base_fields)


def test_they_are_refused_as_the_page_refuses_them(client, city):
    for query in ("urut=nilai", "q=", "q=+", "satker=" + "a" * 401, "penyedia=" + "a" * 13, "kategori=a%09b"):
        answer = client.get(f"/api/v1/transactions?{query}")
        assert (answer.status_code, json.loads(answer.content)["kunci"]) == (400, query.partition("=")[0])


@pytest.mark.parametrize(
    ("query", "counted"),
    [
        ("", {"bela": 2, "katalog-v6": 1}),
        ("aturan=semua", {"bela": 3, "katalog-v6": 1}),
        ("aturan=selesai", {"bela": 1, "katalog-v6": 0}),
        ("aturan=terverifikasi", {"bela": 3, "katalog-v6": None}),
        ("aturan=semua&kanal=e-katalog", {"katalog-v6": 1}),
    ],
)
def test_the_rule_says_which_rows_of_what_is_loaded_count(client, query, counted):
    city, file = builders.region("Kota A"), builders.source_file()
    catalogue = {"system": "katalog-v6", "channel": Channel.E_KATALOG}
    builders.covered(city, 2022, file)
    builders.covered(city, 2022, file, **catalogue)
    builders.bought(city, 1, file)
    builders.bought(city, 2, file, stage=Stage.ONGOING)
    builders.bought(city, 3, file, stage=Stage.FAILED)
    builders.bought(city, 4, file, stage=Stage.ONGOING, verification="", **catalogue)
    builders.publish()
    found = get(client, f"/api/v1/coverage?{query}")
    assert {one["sistem"]: one["jumlah_baris"] for one in found["baris"]} == counted
    assert found["aturan"] == (query.removeprefix("aturan=").partition("&")[0] or "bersih")


@pytest.mark.parametrize("rule", RULES)
def test_they_are_as_many_as_the_months_of_the_page_have(client, rule):
    rich, file = builders.small_site()["rich"], builders.source_file()
    builders.bought(rich, 1, file, stage=Stage.FAILED, ordered_at=None)
    builders.publish()
    query = f"kanal=toko-daring&aturan={rule}"
    months = get(client, f"/data/cakupan.json?{query}")["baris"]
    counted = sum(one["jumlah_baris"] for one in get(client, f"/api/v1/coverage?{query}")["baris"])
    assert counted == sum(one["jumlah_baris"] or 0 for one in months) > 7


def test_a_rule_of_another_channel_is_refused(client):
    answer = client.get("/api/v1/coverage?kanal=e-katalog&aturan=terverifikasi")
    assert (answer.status_code, json.loads(answer.content)["kunci"]) == (400, "aturan")
