"""The list of a government's rows: filters that mean what they say, pages that end, one order."""

from datetime import datetime

import pytest
from django.test import RequestFactory

from procurement.counting import Stage
from procurement.filters import TransactionFilter, filtered
from procurement.queries import transactions
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    city, other = builders.region("Kota A"), builders.region("Kota B")
    file = builders.source_file()
    office, shop = builders.agency(city, "Dinas A", "001"), builders.supplier("CV Maju")
    builders.bought(city, 10, file, order_id="a", agency=office, supplier=shop, category="pulpen;tinta")
    builders.bought(city, 20, file, order_id="b", year=2021, description="Diskon 50% & lebih")
    builders.bought(city, 20, file, order_id="c", ordered_at=None, stage=Stage.FAILED)
    builders.bought(other, 99, file, order_id="of another government")
    return city


def ids(city, **query):
    _asked, rows = filtered(RequestFactory().get("/", query), TransactionFilter, transactions.rows_of(city))
    return "".join(row.order_id for row in rows)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, "abc"),
        ({"tahun": "2021"}, "b"),
        ({"kanal": "e-katalog"}, ""),
        ({"satker": "001"}, "a"),
        ({"satker": "bela:001"}, "a"),
        ({"satker": "katalog-v5:001"}, ""),
        ({"kategori": "pulpen;tinta"}, "a"),
        ({"kategori": "pulpen"}, "a"),
        ({"kategori": "pul"}, ""),
        ({"tahap": "failed"}, "c"),
        ({"kedudukan": "re-sent"}, ""),
        ({"min": "11"}, "bc"),
        ({"min": "10", "maks": "10"}, "a"),
        ({"maks": "0"}, ""),
        ({"q": "DISKON 50%"}, "b"),
        ({"q": "50_"}, ""),
        ({"urut": "tanggal"}, "bac"),
        ({"urut": "-nilai"}, "bca"),
        ({"urut": "nilai"}, "abc"),
    ],
)
def test_filters_and_orders(city, query, found):
    assert ids(city, **query) == found


def test_a_supplier_is_named_by_its_key(city):
    (row,) = transactions.rows_of(city).filter(supplier__isnull=False)
    assert ids(city, penyedia=row.supplier.key) == "a"


def test_pages_and_their_summary(city, django_assert_num_queries):
    rows = transactions.in_order(transactions.rows_of(city), "-tanggal")
    with django_assert_num_queries(3):
        page = transactions.page(rows, 1)
    assert (page.number, page.pages) == (1, 1)
    assert (page.summary.rows, page.summary.orders, page.summary.value_sen) == (3, 3, 50_00)
    with pytest.raises(LookupError):
        transactions.page(rows, 2)
    empty = transactions.page(rows.none())
    assert (empty.rows, empty.pages, empty.summary.value_sen) == ([], 1, 0)


def test_equal_dates_stand_as_in_their_file(city):
    file = builders.source_file()
    for line in (3, 1, 2):
        builders.bought(city, 1, file, order_id=str(line), line=line, ordered_at=datetime(2023, 1, 1), year=2023)
    assert ids(city, tahun="2023") == "123"


def test_choices(city):
    found = transactions.choices(city)
    assert found.years == [2022, 2021]
    assert found.agencies == [("001", "Dinas A")]
    assert found.categories == ["alat tulis", "pulpen", "tinta"]


def test_one_code_of_two_systems_is_two_choices(city):
    twin = builders.agency(city, "Dinas B", "001", system="katalog-v6")
    builders.bought(city, 1, builders.source_file(), order_id="z", agency=twin, system="katalog-v6")
    assert transactions.choices(city).agencies == [("bela:001", "Dinas A"), ("katalog-v6:001", "Dinas B")]
    assert (ids(city, satker="bela:001"), ids(city, satker="katalog-v6:001")) == ("a", "z")


def test_choices_cost_the_same_whatever_is_loaded(city, django_assert_num_queries):
    with django_assert_num_queries(3):
        transactions.choices(city)


def test_every_row_stands_on_one_page(city):
    file = builders.source_file()
    for _ in range(transactions.PAGE_SIZE * 2 - 3):  # with the city's own three: two pages, filled to the last row
        builders.bought(city, 1, file)
    rows = transactions.in_order(transactions.rows_of(city), "-tanggal")
    first, second = transactions.page(rows, 1), transactions.page(rows, 2)
    assert (first.pages, second.pages, second.number) == (2, 2, 2)
    assert [row.pk for row in first.rows + second.rows] == [row.pk for row in rows]
    with pytest.raises(LookupError):
        transactions.page(rows, 3)
    builders.bought(city, 1, file)
    assert len(transactions.page(rows.all(), 3).rows) == 1


@pytest.mark.parametrize("field", ["description", "supplier_name", "agency_name", "order_id"])
def test_text_is_looked_for_in_what_who_and_the_number(city, field):
    row = transactions.rows_of(city).get(order_id="b")
    transactions.rows_of(city).filter(pk=row.pk).update(**{field: "Meja Hijau"})
    assert [one.pk for one in transactions.mentioning(transactions.rows_of(city), "meja HIJAU")] == [row.pk]


def test_agencies_of_one_name_are_told_apart_by_system_and_code():
    city, file = builders.region("Kota Malang", "35.73"), builders.source_file()
    for system, name, code in (("bela", "DINAS A", "001"), ("katalog-v6", "Dinas A", "5.01"), ("bela", "Dinas B", "2")):
        builders.bought(city, 1, file, system=system, agency=builders.agency(city, name, code, system))
    assert [name for _key, name in transactions.choices(city).agencies] == [
        "DINAS A · bela 001",
        "Dinas A · katalog-v6 5.01",
        "Dinas B",
    ]
