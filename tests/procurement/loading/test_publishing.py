"""A load replaces slices and makes an edition; what it replaces, freezes, names and refuses."""

import os
import subprocess
import sys
from datetime import date
from itertools import permutations

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from procurement.loading import bulk
from procurement.loading.load import LoadOptions
from procurement.loading.recount import SecondCount
from procurement.loading.refusals import Refusal
from procurement.loading.totals import rebuild_totals
from procurement.loading.withdrawing import withdraw_sample
from procurement.models import Agency, Edition, Frozen, Load, MonthTotal, Slice, Supplier, Total, Transaction
from tests.procurement.loading.conftest import published
from tests.procurement.loading.exports import line, row, write_csv

pytestmark = pytest.mark.django_db


def orders(count: int, **changes):
    return [row(order_id=str(n), **changes) for n in range(count)]


def total(region="35.73", rule="bersih"):
    one = Total.objects.get(region=region, rule=rule)
    return one.rows, one.orders, one.value_sen, one.suppliers


def digest():
    """Everything published but the numbers that a database gives out."""
    rows = Transaction.objects.values_list(
        "region",
        "year",
        "order_key",
        "agency__name",
        "supplier__name",
        "description",
        "value_sen",
        "standing",
        "content_hash",
    )
    slices = Slice.objects.values_list("region", "year", "system", "as_of", "digest")
    totals = Total.objects.values_list("region", "year", "rule", "value_sen", "orders", "rows", "suppliers")
    return sorted(rows), sorted(slices), sorted(totals)


def test_totals_under_every_rule(loaded):
    loaded(
        row(valuasi=100, tanggal_transaksi="2022-05-01"),  # sent again below
        row(valuasi=100, status_konfirmasi_ppmse="selesai", tanggal_transaksi="2022-05-02"),
        row(valuasi=20, order_id="2", status_konfirmasi_ppmse="gagal", nama_merchant="UD Gagal"),
        line(valuasi=3, order_id="3", nama_merchant=None),
        line(valuasi=3, order_id="3", nama_merchant=None),
    )
    assert total() == (2, 2, 103_00, 1)
    assert total(rule="selesai") == (1, 1, 100_00, 1)
    assert total(rule="terverifikasi") == (3, 2, 220_00, 2)
    assert total(rule="tidak-gagal") == (4, 2, 206_00, 1)
    assert total(rule="semua") == (5, 3, 226_00, 2)
    months = MonthTotal.objects.filter(rule="bersih").values_list("month", "value_sen")
    assert sorted(months) == [(5, 100_00), (12, 3_00)]


def test_a_newer_export_replaces_its_slice_and_no_other(loaded):
    loaded(*orders(10), row(kd_klpd="D181", nama_klpd="Kota Surabaya"))
    outcome = loaded(*orders(9), row(order_id="9", valuasi=1), row(order_id="10"))
    plan = outcome.report()["slices"]
    assert [(p["region_code"], p["added"], p["changed"], p["withdrawn"]) for p in plan] == [("35.73", 1, 1, 0)]
    assert [p["unchanged"] for p in plan] == [9], "orders 0 to 8 stood before, word for word"
    assert plan[0]["before"] == {"rows": 10, "orders": 10, "sen": 100_000_000}
    assert plan[0]["after"] == {"rows": 11, "orders": 11, "sen": 100_000_100}
    assert total("35.78")[2] == 10_000_000 and total()[2] == 100_000_100


def test_a_loss_needs_the_token_of_its_plan(loaded, refused):
    loaded(*orders(10))
    refusal = refused(*orders(7))
    assert refusal.code == "F26" and "3 dari 10" in refusal.sentence("id")
    assert refused(*orders(7), confirm="0000000000").code == "F32"
    token = loaded(*orders(7), dry_run=True).report()["confirm"]
    assert token == refusal.details["token"]
    assert refused(*orders(6), confirm=token).code == "F32", "another plan"
    assert loaded(*orders(7), confirm=token).edition == 2


def test_rows_that_stood_before_are_counted_as_unchanged(loaded):
    """Of a slice that is the same, of one that changes beside it, of a new one; an order's lines one by one."""
    lines = [line(order_id="7", valuasi=5), line(order_id="7", valuasi=6)]
    surabaya = row(kd_klpd="D181", nama_klpd="Kota Surabaya")
    loaded(*orders(10), *lines, surabaya)
    sidoarjo = row(kd_klpd="D160", nama_klpd="Kab. Sidoarjo")
    changed = [lines[0], lines[1] | {"valuasi": 8}]
    outcome = loaded(*orders(9), *changed, surabaya, sidoarjo, dry_run=True)
    counts = ("added", "changed", "withdrawn", "unchanged")
    found = {one["region_code"]: tuple(one[kind] for kind in counts) for one in outcome.report()["slices"]}
    assert found == {"35.73": (0, 1, 1, 10), "35.78": (0, 0, 0, 1), "35.15": (1, 0, 0, 0)}


def test_a_dry_run_changes_nothing_and_tells_all(loaded):
    loaded(row(valuasi=5), row(kd_klpd="D181", nama_klpd="Kota Surabaya", valuasi=9))
    before = published()
    outcome = loaded(row(valuasi=5), row(order_id="2", valuasi=50), dry_run=True)
    assert published() == before and outcome.edition is None
    moves = {(m["region_code"], m["before"], m["after"]) for m in outcome.report()["ranks"]}
    assert moves == {("35.73", 2, 1), ("35.78", 1, 2)}


def test_the_same_content_makes_no_edition(loaded, reference):
    loaded(*orders(3))
    assert loaded(*reversed(orders(3))).unchanged
    renamed = write_csv(reference / "renamed.csv", orders(3), end="\r\n")
    assert loaded(renamed).unchanged
    assert (Edition.objects.count(), Load.objects.count()) == (1, 1)
    assert not loaded(*orders(3), options=LoadOptions(as_of=date(2022, 12, 31))).unchanged


def test_the_order_of_loading_leaves_no_trace(loaded, reference):
    a = [line(nama_satker="DINAS LAMA", tanggal_transaksi="2022-01-01"), line(order_id="2", nama_merchant="cv maju")]
    b = [row(kd_klpd="D181", nama_klpd="Kota Surabaya", nama_merchant="CV. MAJU", tanggal_transaksi="2022-12-31")]
    c = [line(tanggal_transaksi="2021-03-01", nama_satker="DINAS LEBIH LAMA")]
    parts = [write_csv(reference / f"{n}.csv", rows) for n, rows in enumerate((a, b, c))]
    digests = []
    for way in [*permutations(parts), None]:
        Slice.objects.all().delete()
        Transaction.objects.all().delete()
        for model in (Agency, Supplier, Total, MonthTotal):
            model.objects.all().delete()
        for part in way or ():
            loaded(part)
        if way is None:
            loaded(*parts)
        digests.append(digest())
    assert all(one == digests[0] for one in digests)
    assert Agency.objects.get(region="35.73").name == "DINAS KESEHATAN"
    assert Supplier.objects.get().name == "CV. MAJU"


def test_agencies_and_suppliers_without_rows_go(loaded):
    loaded(row(nama_merchant="UD Lama", kd_satker="1"), row(order_id="2"))
    token = loaded(row(order_id="2"), dry_run=True).plan.token
    loaded(row(order_id="2"), confirm=token)
    assert [s.name for s in Supplier.objects.all()] == ["CV Maju"]
    assert [a.code for a in Agency.objects.all()] == ["0173405"]


def test_one_supplier_by_normalised_name(loaded):
    names = ["CV. Maju Jaya", "CV.MAJU JAYA", "maju jaya cv", "PT Maju Jaya"]
    loaded(
        *(row(order_id=str(n), nama_merchant=name) for n, name in enumerate(names)),
        row(order_id="9", nama_merchant="UD"),
    )
    assert total()[3] == 2
    assert set(Transaction.objects.values_list("supplier_name", flat=True)) == {*names, "UD"}


def test_as_of_is_the_latest_order_or_what_is_stated(loaded):
    loaded(row(tanggal_transaksi="2022-08-30 10:00:00"), row(order_id="2", tanggal_transaksi="2022-01-01"))
    assert Slice.objects.get().as_of == date(2022, 8, 30)
    loaded(row(tanggal_transaksi="2022-08-30 10:00:00"), row(order_id="2", tanggal_transaksi="2022-01-01"),
           options=LoadOptions(as_of=date(2023, 1, 15)))  # fmt: skip
    assert Slice.objects.get().as_of == date(2022, 12, 31)


def test_editions_freeze_ranks_and_stay(loaded):
    loaded(row(valuasi=5), row(kd_klpd="D181", nama_klpd="Kota Surabaya", valuasi=5),
           row(kd_klpd="D158", nama_klpd="Provinsi Jawa Timur", valuasi=99))  # fmt: skip
    frozen = Frozen.objects.filter(edition=1, rule="bersih").order_by("region_code")
    assert [(f.region_code, f.rank, f.value_sen) for f in frozen] == [
        ("35", None, 9900), ("35.73", 1, 500), ("35.78", 1, 500),
    ]  # fmt: skip
    first = list(Frozen.objects.filter(edition=1).order_by("pk").values_list())
    loaded(row(valuasi=6))
    assert list(Frozen.objects.filter(edition=1).order_by("pk").values_list()) == first
    ranks = Frozen.objects.filter(edition=2, rule="bersih").order_by("region_code").values_list("rank", flat=True)
    assert list(ranks) == [None, 1, 2]


def test_sample_and_real_never_meet(loaded, refused):
    loaded(row(order_id="CONTOH-1"))
    assert Edition.objects.get().is_sample
    assert refused(row()).code == "F31"
    assert refused(row(order_id="CONTOH-1"), row()).code == "F31"
    assert withdraw_sample().number == 2
    assert (Transaction.objects.count(), Total.objects.count(), Agency.objects.count()) == (0, 0, 0)
    loaded(row())
    assert not Edition.objects.get(number=3).is_sample
    assert refused(row(order_id="CONTOH-1")).code == "F31"
    assert withdraw_sample() is None


@pytest.fixture
def holder(reference):
    """Another process that holds the lock of the same data folder."""
    code = (
        "import sys; from pathlib import Path; from procurement.loading import locking\n"
        "locking.outdated = lambda: False\n"  # the tables of elsewhere are not what this is about: there are none
        "with locking.only_one(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, reference / "data"]
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{reference / 'elsewhere.sqlite3'}"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=env, **pipes) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_one_load_at_a_time(refused, holder):
    refusal = refused(row())
    assert (refusal.code, refusal.exit_code, refusal.details["p"]) == ("F20", 3, holder.pid)


def test_a_dead_holder_leaves_no_lock(loaded, holder):
    holder.kill()
    holder.wait(20)
    assert loaded(row()).edition == 1


@pytest.mark.postgres
def test_a_writer_on_another_machine_is_told_too(refused):
    """It holds another lock file, so the database itself must say it."""
    known = connection.get_connection_params()
    names = ("dbname", "user", "password", "host", "port")
    with psycopg.connect(**{name: known[name] for name in names if name in known}) as other:
        other.execute("LOCK TABLE procurement_load IN EXCLUSIVE MODE")
        refusal = refused(row())
    assert (refusal.code, refusal.exit_code) == ("F20", 3)


def test_a_failure_while_publishing_changes_nothing(refused, loaded, monkeypatch):
    loaded(row())
    before = published()
    monkeypatch.setattr("procurement.loading.publishing.rebuild_totals", lambda pairs: None)
    with pytest.raises(Exception, match="totals"):
        loaded(row(), row(order_id="2"))
    assert published() == before


def test_rebuilt_totals_are_the_same(loaded):
    loaded(*orders(5), line(order_id="7"), line(order_id="7"))
    before = sorted(Total.objects.values_list("rule", "value_sen", "orders", "rows"))
    rebuild_totals({("35.73", 2022)})
    assert sorted(Total.objects.values_list("rule", "value_sen", "orders", "rows")) == before


def test_a_disk_that_is_full_is_said_before(refused, monkeypatch):
    monkeypatch.setattr("procurement.loading.load.shutil.disk_usage", lambda path: type("Usage", (), {"free": 10}))
    refusal = refused(row())
    assert (refusal.code, refusal.exit_code) == ("F21", 4)


def test_the_second_count_must_agree(refused, monkeypatch):
    real = SecondCount.result

    def one_more(self):
        counted = real(self)
        return type(counted)(counted.rows, counted.value_sen + 1, counted.sha256)

    monkeypatch.setattr(SecondCount, "result", one_more)
    assert isinstance(refusal := refused(row()), Refusal) and refusal.code == "F18"


def test_indexes_are_dropped_only_while_nothing_stands(loaded, monkeypatch):
    """A load that replaces everything has readers of what still stands: they must not wait for new indexes."""
    dropped = []
    plain = bulk.without_indexes
    monkeypatch.setattr(bulk, "without_indexes", lambda model: dropped.append(model) or plain(model))
    with connection.cursor() as cursor:
        before = connection.introspection.get_constraints(cursor, Transaction._meta.db_table)
    loaded(row())
    with connection.cursor() as cursor:
        after = connection.introspection.get_constraints(cursor, Transaction._meta.db_table)
    assert dropped == [Transaction] and after == before
    loaded(row(valuasi=999_999_999))
    assert dropped == [Transaction]
