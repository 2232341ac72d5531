"""`withdraw` takes slices out in one step with an edition, only when told twice, and changes nothing otherwise."""

import pytest
from django.core.management import CommandError, call_command

from procurement.loading.locking import only_one
from procurement.models import Edition, Slice, Supplier, Total, Transaction
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
    assert "35.73 2022 bela (muatan/load " in printed
    assert "2 baris/rows, 2 pesanan/orders, Rp120 -> 0; bersih Rp120 -> 0" in printed
    assert "peringkat/rank 2022 toko-daring 35.73: 2 -> –" in printed
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
