"""G13: neither the order of loads nor the way a slice is cut into files leaves a trace in what is published."""

import hashlib
import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from regions.reference import load_regions
from tests.faults.figures import rounds
from tests.faults.site import PUBLISHED
from tests.procurement.loading.exports import line, row, write_csv

pytestmark = [pytest.mark.fault, pytest.mark.django_db]

KEDIRI = {"kd_klpd": "D187", "nama_klpd": "Pemerintah Daerah Kota Kediri"}
TIMES = rounds(5, 150)


def bundles():
    """Rows with every trap; what stands in one bundle stays in one file, for import lines are sets of a file."""
    rows = [[row(order_id=str(n), nama_merchant=f"CV {n % 5}", valuasi=1000 + n)] for n in range(12)]
    rows += [[row(order_id="3", tanggal_transaksi="2022-12-02 00:00:00", status_verif="unverified")]]
    rows += [[row(order_id="4", status_konfirmasi_ppmse="selesai", valuasi=1004, nama_merchant="cv. 4")]]
    rows += [[line(order_id="50", valuasi=5), line(order_id="50", valuasi=6)] * 2]
    rows += [[line(order_id="51"), line(order_id="51")], [line(order_id="5")]]
    rows += [[{**one, **KEDIRI} for one in bundle] for bundle in rows[:6]]
    return [*rows, [row(order_id="60", tanggal_transaksi="2021-05-05 00:00:00")]]


def digest():
    sha = hashlib.sha256()
    with connection.cursor() as cursor:
        for query in PUBLISHED.values():
            cursor.execute(query)
            sha.update("\n".join(sorted(repr([str(v) for v in found]) for found in cursor.fetchall())).encode())
    return sha.hexdigest()


def published(*loads):
    """Loads one after the other, each a list of files (lists of rows); the digest, and everything is undone."""
    with TemporaryDirectory() as folder, transaction.atomic():
        for number, files in enumerate(loads):
            paths = [write_csv(Path(folder) / f"{number}-{n}.csv", rows) for n, rows in enumerate(files) if rows]
            with open(Path(folder) / "out.txt", "w") as out:
                call_command("load_transactions", *paths, stdout=out, stderr=out)
        found = digest()
        transaction.set_rollback(True)
    return found


@pytest.fixture
def governments(db, tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    load_regions(settings.BASE_DIR / "fixtures" / "regions.csv")


def test_how_a_slice_is_cut_into_files_leaves_no_trace(governments, keep):
    whole = published([[one for bundle in bundles() for one in bundle]])
    counted = {"examples": 0, "mismatches": 0}

    @hypothesis_settings(
        max_examples=TIMES, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=False
    )
    @given(some.randoms(use_true_random=False), some.integers(1, 4))
    def cut(chance: random.Random, files: int):
        mixed = bundles()
        chance.shuffle(mixed)
        parts = [[] for _ in range(files)]
        for bundle in mixed:
            chance.choice(parts).extend(chance.sample(bundle, len(bundle)))
        counted["examples"] += 1
        counted["mismatches"] += published([part for part in parts if part]) != whole

    cut()
    said = f"{counted['examples']} splits and shuffles, {counted['mismatches']} mismatches"
    keep("G13", "parts of a slice shuffled", said, "0 mismatches", counted["mismatches"] == 0)


def test_the_order_of_slices_leaves_no_trace(governments, keep):
    rows = [one for bundle in bundles() for one in bundle]
    parts = [[r for r in rows if r["kd_klpd"] == code] for code in ("D180", "D187")]
    ways = {published([parts[0]], [parts[1]]), published([parts[1]], [parts[0]]), published(parts), published([rows])}
    keep("G13", "slices A,B / B,A / together", f"{len(ways)} digests", "1 digest", len(ways) == 1)
