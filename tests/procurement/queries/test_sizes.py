"""Shares of supplier sizes: a range from what is known to what it could be, and never across systems."""

from datetime import date
from decimal import Decimal

import pytest

from procurement.counting import Size, Stage
from procurement.models import SizeRegister, SupplierSize
from procurement.queries.sizes import Range, shares, shares_of
from tests import builders


@pytest.mark.once
def test_shares_are_ranges_from_the_known_to_the_known_and_unknown():
    found = shares({"mikro": 100, "kecil": 200, "menengah": 50, "besar": 400, "koperasi": 50}, 200)
    assert (found.whole_sen, found.unknown_sen, found.unknown) == (1000, 200, Decimal("20.0"))
    assert found.umk == Range(300, 500, Decimal("30.0"), Decimal("50.0"))
    assert found.umkm == Range(350, 550, Decimal("35.0"), Decimal("55.0"))
    assert found.cooperatives == Range(50, 250, Decimal("5.0"), Decimal("25.0"))
    assert found.large == Range(400, 600, Decimal("40.0"), Decimal("60.0"))


@pytest.mark.once
def test_without_value_there_is_no_share():
    assert shares({}, 0).umk == Range(0, 0, None, None)


@pytest.fixture
def city(db):
    return builders.region("Kota Malang", "35.73")


def sized(system, size, *, code="", name=""):
    register, _new = SizeRegister.objects.get_or_create(name="r.csv", defaults={"operator": "t", "size": 1, "rows": 1})
    identity = "" if code else name.casefold()
    SupplierSize.objects.create(
        register=register, system=system, code=code, identity=identity, name=name, size=size, source="s",
        as_of=date(2023, 1, 1),
    )  # fmt: skip


def test_a_governments_shares_against_its_rows(city, django_assert_num_queries):
    file = builders.source_file()
    small, large, unknown = (builders.supplier(name) for name in ("CV Kecil", "PT Besar", "CV Siapa"))
    SupplierSize.objects.all().delete()
    sized("bela", Size.SMALL, name="kecil")
    sized("bela", Size.LARGE, name="besar")
    for rupiah, shop in ((30, small), (10, small), (50, large), (7, unknown), (3, None)):
        builders.bought(city, rupiah, file, supplier=shop)
    builders.bought(city, 1000, file, supplier=small, stage=Stage.FAILED)  # must not count
    builders.bought(city, 1000, file, supplier=small, year=2021)
    builders.bought(builders.region("Kota Kediri"), 1000, file, supplier=small)
    with django_assert_num_queries(2):
        found = shares_of(city, 2022, "toko-daring", "bersih")
    assert (found.whole_sen, found.unknown_sen) == (100_00, 10_00)
    assert found.umk == Range(40_00, 50_00, Decimal("40.0"), Decimal("50.0"))
    assert found.by_size == {"mikro": 0, "kecil": 40_00, "menengah": 0, "besar": 50_00, "koperasi": 0}
    assert shares_of(city, 2022, "toko-daring", "semua").umk.low_sen == 1040_00


def test_without_a_register_everything_is_unknown(city):
    builders.bought(city, 30, builders.source_file(), supplier=builders.supplier("CV Kecil"))
    assert shares_of(city, 2022, "toko-daring", "bersih").umk == Range(0, 30_00, Decimal("0.0"), Decimal("100.0"))


@pytest.mark.parametrize(
    ("row", "size"),
    [
        ({"code": "77"}, "mikro"),
        ({"name": "maju"}, "mikro"),
        ({"code": "78", "name": "maju"}, None),  # a row with a code speaks of that code alone
        ({"code": "077"}, None),
        ({"name": "maju terus"}, None),
    ],
)
def test_by_code_where_the_register_gives_one_else_by_name(db, row, size):
    sized("pasar", Size.MICRO, **row)
    supplier = ("pasar", "77", "CV. MAJU")
    assert SupplierSize.objects.of([supplier]).get(supplier) == size
    elsewhere = ("bela", "77", "CV. MAJU")
    assert SupplierSize.objects.of([elsewhere, supplier]).get(elsewhere) is None


def test_a_code_goes_before_a_name(db):
    sized("pasar", Size.MICRO, name="maju")
    sized("pasar", Size.LARGE, code="77")
    assert SupplierSize.objects.of([("pasar", "77", "CV Maju"), ("pasar", "", "Maju")]) == {
        ("pasar", "77", "CV Maju"): "besar",
        ("pasar", "", "Maju"): "mikro",
    }


def test_a_supplier_without_a_name_is_not_the_one_without_a_code(db):
    sized("pasar", Size.MICRO, code="maju")
    assert SupplierSize.objects.of([("pasar", "", "Maju"), ("pasar", "5", "")]) == {}
