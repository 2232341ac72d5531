"""`kill -9` of a load (fault G01): the database is as before or as after, never between, and the next load works."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.procurement.loading.exports import row, write_csv

pytestmark = [pytest.mark.fault, pytest.mark.sqlite]

KILLS = int(os.environ.get("KILLS", "3"))
ROWS = int(os.environ.get("KILL_ROWS", "3000"))
PUBLISHED = {
    "procurement_transaction": "region_id, year, order_key, value_sen, standing, content_hash",
    "procurement_total": "region_id, year, rule, value_sen, orders, rows",
    "procurement_monthtotal": "region_id, year, month, rule, value_sen",
    "procurement_slice": "region_id, year, digest",
    "procurement_sourcefile": "sha256, rows",
    "procurement_agency": "identity, name",
    "procurement_supplier": "identity, name",
    "procurement_edition": "number",
    "procurement_frozen": "edition_id, region_code, rule, value_sen",
}


PUBLISHED_AT = {table: place for place, table in enumerate(PUBLISHED)}


class Site:
    """A database of its own, reached only through the commands that an operator types."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "x.sqlite3"
        self.env = {**os.environ, "DATABASE_URL": f"sqlite:///{self.file}", "DATA_DIR": str(folder / "data")}

    def start(self, *words: object) -> subprocess.Popen[bytes]:
        command = [sys.executable, "manage.py", *map(str, words)]
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=self.env, **silent)

    def run(self, *words: object) -> None:
        assert self.start(*words).wait(300) == 0

    def digest(self) -> list[list[tuple]]:
        with closing(sqlite3.connect(self.file)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return [sorted(database.execute(f"SELECT {names} FROM {table}")) for table, names in PUBLISHED.items()]


def exports(folder: Path) -> list[Path]:
    """Two exports of one slice, as far apart as needs no confirmation."""
    rows = [row(order_id=str(n), nama_merchant=f"CV {n % 500}") for n in range(ROWS)]
    newer = [{**one, "valuasi": 110_000 + n % 7} for n, one in enumerate(rows)]
    return [write_csv(folder / "old.csv", rows), write_csv(folder / "new.csv", newer)]


def test_a_killed_load_leaves_before_or_after(tmp_path):
    site, files = Site(tmp_path), exports(tmp_path)
    site.run("migrate", "-v0")
    site.run("load_regions", settings.BASE_DIR / "fixtures" / "regions.csv")
    site.run("load_transactions", files[0])
    started = time.monotonic()
    site.run("load_transactions", files[1])
    whole = time.monotonic() - started
    state, found = site.digest(), []
    for n in range(KILLS):
        load = site.start("load_transactions", files[n % 2])
        time.sleep(whole * (0.4 + 0.55 * (n + 0.5) / KILLS))  # the first two fifths only read
        load.kill()
        load.wait(20)
        after_kill = site.digest()
        site.run("load_transactions", files[n % 2])
        after = site.digest()
        edition = PUBLISHED_AT["procurement_edition"]
        assert after_kill in (state, after), f"between, after kill {n}"
        assert len(after[edition]) == len(state[edition]) + 1, "one edition, from the killed load or the next"
        found.append("before" if after_kill == state else "after")
        state = after
    print(f"{KILLS} kills over {whole:.1f} s: {found.count('before')} before, {found.count('after')} after, 0 between")
