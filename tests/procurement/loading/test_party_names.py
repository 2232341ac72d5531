"""Agencies and suppliers bear their latest spelling among the rows that stand, in any order of coming and going."""

import random
from datetime import datetime

import pytest

from procurement.loading.withdrawing import withdraw
from procurement.models import Agency, Slice, Supplier, Transaction
from tests.procurement.loading import packages
from tests.procurement.loading.exports import row, write_csv

pytestmark = pytest.mark.django_db


def names():
    """(kind, what tells it) -> (name, its row's moment)"""
    found = {("supplier", one.system, one.identity): (one.name, one.named_at) for one in Supplier.objects.all()}
    for one in Agency.objects.all():
        found["agency", one.region_id, one.system, one.identity] = (one.name, one.named_at)
    return found


def plainly():
    """The same, worked out from the rows that stand."""
    found = {}
    for kind, model in (("agency", Agency), ("supplier", Supplier)):
        for party in model.objects.all():
            rows = Transaction.objects.filter(**{kind: party})
            spelt = [(one.ordered_at or datetime.min, getattr(one, f"{kind}_name")) for one in rows]
            moment, name = max((one for one in spelt if one[1]), default=(datetime.min, party.code))
            where = (party.region_id, party.system) if kind == "agency" else (party.system,)
            assert spelt, f"{party.name} is in no row"
            found[kind, *where, party.identity] = (name, None if moment == datetime.min else moment)
    return found


@pytest.fixture
def load_all(loaded):
    def run(*given):
        loaded(*given, confirm=loaded(*given, dry_run=True).plan.token)

    return run


def take_out(region):
    token = withdraw(Slice.objects.filter(region=region), confirm=None, dry_run=True).token
    withdraw(Slice.objects.filter(region=region), confirm=token)


def test_the_name_goes_with_the_row_that_gave_it(load_all):
    malang = {"nama_merchant": "cv maju", "tanggal_transaksi": "2022-01-01 00:00:00", "nama_satker": "DINAS LAMA"}
    surabaya = {"kd_klpd": "D181", "nama_klpd": "Kota Surabaya"}
    december = {"tanggal_transaksi": "2022-12-01 00:00:00", "nama_satker": "DINAS BARU"}
    late = row(order_id="2", nama_merchant="CV. Maju", **december)
    load_all(row(**malang), late)
    assert (Supplier.objects.get().name, Agency.objects.get().name) == ("CV. Maju", "DINAS BARU")
    load_all(row(**surabaya, nama_merchant="CV MAJU", tanggal_transaksi="2022-06-01 00:00:00"))
    assert Supplier.objects.get().name == "CV. Maju", "a newer load with an older row"
    load_all(row(**malang))
    assert Supplier.objects.get().name == "CV MAJU", "the row that named it has gone: the next latest names it"
    assert Agency.objects.get(region="35.73").name == "DINAS LAMA"
    take_out("35.78")
    assert Supplier.objects.get().name == "cv maju" and names() == plainly()
    take_out("35.73")
    assert not Supplier.objects.exists() and not Agency.objects.exists()


def test_equally_late_names_and_rows_without_a_date_or_a_name(load_all, reference):
    same = {"tanggal": "2023-05-06 07:08:09", "kode_penyedia": "77"}
    rows = [packages.UMUM | {"nomor_pesanan": str(n), "uraian": str(n), **same, **changes} for n, changes in enumerate(
        ({"penyedia": "B"}, {"penyedia": "C"}, {"penyedia": "A"}, {"penyedia": "", "tanggal": "2023-08-01"},
         {"penyedia": "Z", "tanggal": "", "kode_penyedia": "77"})
    )]  # fmt: skip
    load_all(write_csv(reference / "x.csv", rows))
    assert (Supplier.objects.get().name, names()) == ("C", plainly())
    load_all(write_csv(reference / "x.csv", rows[3:]))
    assert (Supplier.objects.get().name, names()) == ("Z", plainly()), "undated, but a name"
    load_all(write_csv(reference / "x.csv", rows[3:4]))
    assert (Supplier.objects.get().name, names()) == ("77", plainly()), "no name at all: its code"


CITIES = (("D180", "Kota Malang"), ("D181", "Kota Surabaya"), ("D179", "Kota Madiun"))


def drawn(chance):
    code, name = chance.choice(CITIES)
    return [
        row(
            kd_klpd=code, nama_klpd=name, order_id=str(n), kd_satker=chance.choice(["1", "2", ""]),
            nama_satker=chance.choice(["DINAS A", "DINAS B", "dinas a"]),
            nama_merchant=chance.choice(["CV Maju", "CV. MAJU", "cv maju", "UD Lain", None]),
            tanggal_transaksi=f"2022-0{chance.randint(1, 3)}-01 00:00:00",
        )
        for n in range(chance.randint(1, 5))
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_whatever_comes_and_goes(load_all, seed):
    chance = random.Random(seed)
    for _ in range(6):
        if Slice.objects.exists() and chance.random() < 0.25:
            take_out(chance.choice(Slice.objects.order_by("region").values_list("region", flat=True)))
        else:
            load_all(*drawn(chance))
        assert names() == plainly()


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_loading_does_not_matter(load_all, seed):
    chance = random.Random(seed)
    exports = {rows[0]["kd_klpd"]: rows for rows in (drawn(chance) for _ in range(9))}
    found = []
    for way in (sorted(exports), sorted(exports, reverse=True)):
        for klpd in way:
            load_all(*exports[klpd])
        found.append(names())
        for region in set(Slice.objects.values_list("region", flat=True)):
            take_out(region)
    assert found[0] == found[1] and found[0]
