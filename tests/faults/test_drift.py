"""G21: one row that is off by one rupiah, or one stored figure that is off by one, is caught by both passes."""

import random

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from procurement.checking.drift import check
from regions.reference import load_regions
from tests.faults.figures import rounds
from tests.procurement.loading.exports import line, row, write_csv

pytestmark = [pytest.mark.fault, pytest.mark.django_db]

STORED = [
    ("procurement_total", "value_sen"),
    ("procurement_total", "orders"),
    ("procurement_total", "rows"),
    ("procurement_total", "suppliers"),
    ("procurement_monthtotal", "value_sen"),
    ("procurement_monthtotal", "orders"),
    ("procurement_frozen", "value_sen"),
    ("procurement_frozen", "rank"),
    ("procurement_slicetotal", "value_sen"),
    ("procurement_slicetotal", "largest_order_sen"),
]
KEYS = ("agency_id", "supplier_id", "file_id")


@pytest.fixture
def loaded(db, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    load_regions(settings.BASE_DIR / "fixtures" / "regions.csv")
    kediri = {"kd_klpd": "D187", "nama_klpd": "Pemerintah Daerah Kota Kediri"}
    rows = [
        row(order_id=str(n), nama_merchant=f"CV {n % 7}", valuasi=1000 * n, **(kediri if n % 2 else {}))
        for n in range(40)
    ]
    rows += [line(order_id="900"), line(order_id="900"), row(order_id="3", tanggal_transaksi="2022-11-01 00:00:00")]
    rows += [row(order_id="901", status_konfirmasi_ppmse="gagal"), row(order_id="902", status_verif="unverified")]
    call_command("load_transactions", write_csv(tmp_path / "export.csv", rows), verbosity=0)
    assert check().drifts == []


def caught(statement):
    """The passes that see what the statement changed; the change is undone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1, statement
        found = {drift.by for drift in check().drifts}
        transaction.set_rollback(True)
    return found


def ids(table, where="1 = 1"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id")
        return [found for (found,) in cursor.fetchall()]


def test_one_rupiah_in_one_row_is_caught_by_both_passes(loaded, keep):
    rows = ids("procurement_transaction")
    chosen = random.Random(1).sample(rows, min(len(rows), rounds(8, 1000)))
    missed = []
    for pk in chosen:
        for change in ("+ 100", "+ 1") if pk == chosen[0] else ("+ 100",):
            by = caught(f"UPDATE procurement_transaction SET value_sen = value_sen {change} WHERE id = {pk}")
            missed += [pk] * (by != {"SQL", "Python"})
    said = f"{len(chosen)} rows by Rp1: {len(chosen) - len(missed)} caught by both passes"
    keep("G21", "mutation of a raw row", said, "100 %", not missed)


def test_one_off_in_a_stored_figure_is_caught_by_both_passes(loaded, keep):
    tried = missed = 0
    for table, column in STORED:
        for pk in ids(table, f"{column} IS NOT NULL")[-rounds(1, 12) :]:
            tried += 1
            missed += caught(f"UPDATE {table} SET {column} = {column} + 1 WHERE id = {pk}") != {"SQL", "Python"}
    keep("G21", "mutation of a stored figure", f"{tried - missed} of {tried} caught", "100 %", missed == 0)


def test_a_key_that_points_at_nothing_is_caught(loaded, keep):
    pk = ids("procurement_transaction")[0]
    found = [bool(caught(f"UPDATE procurement_transaction SET {key} = 999999 WHERE id = {pk}")) for key in KEYS]
    found.append(bool(caught(f"UPDATE procurement_transaction SET region_id = 9999 WHERE id = {pk}")))
    keep("G21", "orphan keys", f"{sum(found)} of {len(found)} caught", "all", all(found))


def test_the_command_fails_on_drift_and_names_it(site, keep):
    clean = site.run("check_totals")
    pk = site.query("SELECT MIN(id) FROM procurement_transaction")[0][0]
    site.change(f"UPDATE procurement_transaction SET value_sen = value_sen + 100 WHERE id = {pk}")
    drifted = site.run("check_totals")
    said = f"exit {clean.code} clean, {drifted.code} with drift"
    named = all(f"{by}: " in drifted.out for by in ("SQL", "Python")) and "selisih/drift Rp1\n" in drifted.out
    keep("G21", "check_totals", said, "exit 0, then 1 naming Rp1", (clean.code, drifted.code, named) == (0, 1, True))
