"""`withdraw` takes slices out in one step with an edition, only when told twice, and changes nothing otherwise."""

import pytest
from django.core.management import CommandError, call_command

from procurement.keys import order_key
from procurement.loading.locking import only_one
from procurement.models import Edition, Slice, Supplier, Total, Transaction, WithdrawnOrder
from tests.procurement.loading.conftest import published
from tests.procurement.loading.exports import row


@pytest.fixture
def two_slices(loaded, reference):
    """Kota Malang and a second city, one load each; the second is the first in rank."""
    loaded(row(order_id="1", valuasi=100), row(order_id="2", valuasi=20, nama_merchant="UD Sendiri"))
    loaded(row(order_id="3", valuasi=500, kd_klpd="D179", nama_klpd="Kota Madiun"))
    return reference


@pytest.fixture
def withdraw(capsys):
    def run(*arguments, **given):
        capsys.readouterr()
        call_command("withdraw", *arguments, **given)
        return capsys.readouterr().out

    return run


def token(printed):
    return printed.split("--confirm=")[1].strip().split(".")[0]


def refuses(withdraw, code, *arguments, exit_code=2):
    before = published()
    with pytest.raises(CommandError, match=code) as caught:
        withdraw(*arguments)
    assert caught.value.returncode == exit_code
    assert published() == before
    return str(caught.value)


def test_a_dry_run_shows_what_would_go_and_changes_nothing(two_slices, withdraw):
    before = published()
    printed = withdraw("--slice", "35.73", "2022", "bela", "--dry-run")
    assert "35.73 2022 bela, Kota Malang (muatan/load " in printed
    assert "2 baris/rows, 2 pesanan/orders, Rp120 -> 0; bersih Rp120 -> 0" in printed
    assert "peringkat/rank 2022 toko-daring 35.73 Kota Malang: 2 -> –" in printed
    assert published() == before


def test_a_slice_goes_with_its_rows_totals_and_suppliers(two_slices, withdraw):
    confirm = token(withdraw("--slice", "35.73", "2022", "bela", "--dry-run"))
    assert "Ditarik: edisi 3." in withdraw("--slice", "35.73", "2022", "bela", "--confirm", confirm)
    assert set(Slice.objects.values_list("region", flat=True)) == {"35.77"}
    assert not Transaction.objects.filter(region="35.73").exists()
    assert not Total.objects.filter(region="35.73").exists()
    assert not Supplier.objects.filter(name="UD Sendiri").exists()
    assert Supplier.objects.filter(name="CV Maju").exists()  # the other slice names it too
    edition = Edition.objects.get(number=3)
    assert edition.cause == "withdrawal"
    (change,) = edition.changes
    assert (change["region_code"], change["withdrawn"], change["before"]["sen"]) == ("35.73", 2, 12000)
    assert change["after"] == {"rows": 0, "orders": 0, "sen": 0}


def test_a_load_goes_with_every_slice_that_still_stands_from_it(two_slices, loaded, withdraw):
    number = Slice.objects.get(region="35.77").load_id
    confirm = token(refuses(withdraw, "F26", "--load", str(number)))
    assert "edisi 3" in withdraw("--load", str(number), "--confirm", confirm)
    assert set(Slice.objects.values_list("region", flat=True)) == {"35.73"}
    refuses(withdraw, "W01", "--load", str(number))


def test_a_confirmation_of_something_else_is_stale(two_slices, loaded, withdraw):
    confirm = token(withdraw("--slice", "35.73", "2022", "bela", "--dry-run"))
    refuses(withdraw, "F32", "--slice", "35.77", "2022", "bela", "--confirm", confirm)
    loaded(row(order_id="1", valuasi=101), row(order_id="2", valuasi=20, nama_merchant="UD Sendiri"))
    refuses(withdraw, "F32", "--slice", "35.73", "2022", "bela", "--confirm", confirm)


@pytest.mark.parametrize("name", [("35.73", "2021", "bela"), ("35.73", "2022", "katalog-v5"), ("x", "y", "z")])
def test_a_slice_that_does_not_stand_refuses_all(two_slices, withdraw, name):
    refuses(withdraw, "W01", "--slice", "35.73", "2022", "bela", "--slice", *name)


def test_one_writer_at_a_time(two_slices, withdraw, settings):
    with only_one(settings.DATA_DIR):
        refuses(withdraw, "F20", "--slice", "35.73", "2022", "bela", "--dry-run", exit_code=3)


def test_a_withdrawn_slice_can_be_loaded_again(two_slices, loaded, withdraw):
    before = Slice.objects.get(region="35.77").digest
    confirm = token(withdraw("--slice", "35.77", "2022", "bela", "--dry-run"))
    withdraw("--slice", "35.77", "2022", "bela", "--confirm", confirm)
    loaded(row(order_id="3", valuasi=500, kd_klpd="D179", nama_klpd="Kota Madiun"))
    assert Slice.objects.get(region="35.77").digest == before


def gone():
    """key of an order -> the edition that took it out"""
    return dict(WithdrawnOrder.objects.values_list("order_key", "edition"))


def key(order_id, region="35.73"):
    return order_key(region, "bela", "mbiz market", order_id)


def test_what_took_an_order_out_is_remembered(two_slices, loaded, withdraw):
    assert gone() == {}
    confirm = token(withdraw("--slice", "35.73", "2022", "bela", "--dry-run"))
    assert gone() == {}
    withdraw("--slice", "35.73", "2022", "bela", "--confirm", confirm)
    assert gone() == {key("1"): 3, key("2"): 3}


def test_an_order_that_a_newer_export_lacks_is_withdrawn_by_its_edition(loaded):
    many = [row(order_id=str(n), valuasi=100) for n in range(10)]
    loaded(*many, row(order_id="lines", sumber_data="import"), row(order_id="lines", sumber_data="import", valuasi=7))
    loaded(*many[1:], row(order_id="lines", sumber_data="import"))
    assert gone() == {key("0"): 2}, "an order with a line less still stands"
    loaded(*many, row(order_id="lines", sumber_data="import"))
    loaded(*many[1:], row(order_id="lines", sumber_data="import"))
    assert gone() == {key("0"): 4}, "the edition that took it out last"


def test_an_order_that_moves_to_another_slice_is_not_withdrawn(loaded):
    old = [row(order_id=str(n), tanggal_transaksi="2021-05-05 10:00:00") for n in range(10)]
    loaded(*old)
    moved = row(order_id="0", tanggal_transaksi="2022-01-05 10:00:00")
    loaded(*old[1:], moved)
    assert gone() == {} and Transaction.objects.get(order_key=key("0")).year == 2022


def test_a_slice_knows_its_marketplaces(loaded):
    loaded(row(order_id="1", marketplace="Mbiz Market"), row(order_id="2", marketplace="mbiz market"),
           row(order_id="3", marketplace="Toko Lain"))  # fmt: skip
    assert Slice.objects.get().marketplaces == ["mbiz market", "toko lain"]
