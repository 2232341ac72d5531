"""A database of its own that is reached only as an operator reaches it: through commands in processes that may die."""

import csv
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.procurement.loading.exports import row

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600  # seconds, against a test that hangs
NOT_OURS = ("READER_DATABASE_URL", "BELANJA_SERVING", "DATABASE_URL", "DATA_DIR")

PUBLISHED = {
    "transaction": """
        SELECT t.region_id, t.year, t.channel, t.system, t.ordered_at, t.month, t.order_key, t.order_id, t.marketplace,
            a.identity, t.agency_name, s.identity, t.supplier_name, t.description, t.category, t.payment_method,
            t.location, t.details, t.value_sen, t.source, t.stage, t.stage_note, t.verification, t.standing,
            t.content_hash
        FROM procurement_transaction t LEFT JOIN procurement_agency a ON a.id = t.agency_id
            LEFT JOIN procurement_supplier s ON s.id = t.supplier_id
    """,
    "total": "SELECT region_id, year, channel, rule, value_sen, orders, rows, suppliers FROM procurement_total",
    "monthtotal": """
        SELECT region_id, year, channel, rule, month, value_sen, orders, rows, suppliers FROM procurement_monthtotal
    """,
    "slicetotal": """
        SELECT s.region_id, s.year, s.system, t.rule, t.month, t.value_sen, t.orders, t.rows, t.suppliers
        FROM procurement_slicetotal t JOIN procurement_slice s ON s.id = t.slice_id
    """,
    "slice": "SELECT region_id, year, system, as_of, digest, rejected_rows, rejected_sen FROM procurement_slice",
    "agency": "SELECT region_id, system, identity, name FROM procurement_agency",
    "supplier": "SELECT system, identity, name FROM procurement_supplier",
}
HISTORY = {
    "edition": "SELECT number, cause FROM procurement_edition",
    "frozen": """
        SELECT edition_id, region_code, year, channel, rule, population, rank, value_sen, orders, rows, suppliers
        FROM procurement_frozen
    """,
    "file": "SELECT sha256, rows, counted, re_sent, repeated, in_both, value_sen FROM procurement_sourcefile",
}


@dataclass
class Ran:
    """How a command ended."""

    code: int
    out: str
    seconds: float


@dataclass
class Site:
    url: str
    data: Path
    more: dict[str, str] = field(default_factory=dict)
    """further environment of its commands"""

    @property
    def env(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        return {**kept, "DATABASE_URL": self.url, "DATA_DIR": str(self.data), **self.more}

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def file(self) -> Path:
        return Path(self.url.removeprefix("sqlite:///"))

    def start(
        self,
        *words: object,
        before: tuple[object, ...] = (),
        by: tuple[object, ...] = ("manage.py",),
        **how: object,
    ) -> subprocess.Popen:
        """`manage.py words…`; `before` stands before the interpreter (strace …), `by` in the place of manage.py."""
        command = [*map(str, before), sys.executable, *map(str, by), *map(str, words)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen(command, cwd=ROOT, env=self.env, **pipes | how)

    def run(self, *words: object, **how: object) -> Ran:
        started = time.monotonic()
        return finished(self.start(*words, **how), started)

    def did(self, *words: object) -> str:
        """Runs a command that must do what it is told."""
        ran = self.run(*words)
        assert ran.code == 0, ran.out
        return ran.out

    def load(self, *words: object, **how: object) -> Ran:
        return self.run("load_transactions", *words, **how)

    def query(self, sql: str) -> list[tuple]:
        """Over a connection that only reads and cannot disturb."""
        if self.is_sqlite:
            with closing(sqlite3.connect(self.file)) as database:
                return database.execute(sql).fetchall()
        with psycopg.connect(self.url) as database:
            return database.execute(sql).fetchall()

    def change(self, sql: str) -> None:
        if self.is_sqlite:
            with closing(sqlite3.connect(self.file)) as database, database:
                database.execute(sql)
            return
        with psycopg.connect(self.url, autocommit=True) as database:
            database.execute(sql)

    def digest(self, *, history: bool = True) -> str:
        """SHA-256 over all published rows in key order + totals + editions, once no dead process is still heard of."""
        if self.is_sqlite:
            assert self.query("PRAGMA integrity_check") == [("ok",)]
        else:
            self.wait_for_dead_sessions()
        sha = hashlib.sha256()
        for name, query in {**PUBLISHED, **(HISTORY if history else {})}.items():
            lines = sorted(repr([str(value) for value in row]) for row in self.query(query))
            sha.update(f"{name}\n{'\n'.join(lines)}\n".encode())
        return sha.hexdigest()

    def wait_for_dead_sessions(self) -> None:
        others = """
            SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
                AND backend_type = 'client backend'
        """
        end = time.monotonic() + PATIENCE
        while self.query(others)[0][0]:
            assert time.monotonic() < end, "a session outlived its process"
            time.sleep(0.02)

    def newest_edition(self) -> int:
        return self.query("SELECT COALESCE(MAX(number), 0) FROM procurement_edition")[0][0]

    def copy(self, folder: Path, name: str = "") -> "Site":
        """The same content in a database of its own."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.is_sqlite:
            other = Site(f"sqlite:///{folder / 'site.sqlite3'}", folder / "data", self.more)
            with closing(sqlite3.connect(self.file)) as one, closing(sqlite3.connect(other.file)) as two:
                one.backup(two)
            return other
        self.wait_for_dead_sessions()
        server, _slash, mine = self.url.rpartition("/")
        name = name or f"fault_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as database:
            database.execute(f"CREATE DATABASE {name} TEMPLATE {mine}")
        return Site(f"{server}/{name}", folder / "data", self.more)

    def gone(self) -> None:
        """Gives the space back."""
        shutil.rmtree(self.data, ignore_errors=True)
        if self.is_sqlite:
            for file in self.file.parent.glob(f"{self.file.name}*"):
                file.unlink()
            return
        server, _slash, mine = self.url.rpartition("/")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as database:
            database.execute(f"DROP DATABASE IF EXISTS {mine} WITH (FORCE)")

    def page(self, path: str = "/peringkat/2022/") -> int:
        """The status of a page from a process that serves, and can only read."""
        return self.pages(path)[0][0]

    def pages(self, *paths: str, before: tuple[object, ...] = ()) -> list[tuple[int, str]]:
        """(status, content) of pages from one such process."""
        code = (
            "import django; django.setup(); from django.test import Client; import json, sys\n"
            "client = Client(False, raise_request_exception=False, SERVER_NAME='127.0.0.1')\n"
            "answers = [(answer.status_code, b''.join(answer).decode()) for answer in map(client.get, sys.argv[1:])]\n"
            "print(json.dumps(answers))"
        )
        env = {**self.env, "BELANJA_SERVING": "1", "DJANGO_SETTINGS_MODULE": "procurement.settings"}
        command = [*map(str, before), sys.executable, "-c", code, *paths]
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=PATIENCE)
        assert done.returncode == 0, done.stderr[-2000:]
        return [(status, content) for status, content in json.loads(done.stdout.splitlines()[-1])]


def finished(process: subprocess.Popen, started: float) -> Ran:
    out, _nothing = process.communicate(timeout=PATIENCE)
    return Ran(process.returncode, out or "", time.monotonic() - started)


def empty_site(url: str, folder: Path) -> Site:
    """Migrated, with East Java's governments."""
    folder.mkdir(parents=True, exist_ok=True)
    site = Site(url, folder / "data")
    site.did("migrate", "-v0")
    site.did("load_regions", ROOT / "fixtures" / "regions.csv")
    return site


def exports(folder: Path, rows: int) -> tuple[Path, Path]:
    """Two exports of two slices, as far apart as needs no confirmation. Written row by row: there may be millions."""
    folder.mkdir(parents=True, exist_ok=True)
    files = folder / "old.csv", folder / "new.csv"
    for is_newer, path in enumerate(files):
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(row()), lineterminator="\n")
            writer.writeheader()
            writer.writerows(_row(n, bool(is_newer)) for n in range(rows))
    return files


def _row(n: int, is_newer: bool) -> dict[str, object]:
    code, name = ("D180", "Pemerintah Daerah Kota Malang") if n % 3 else ("D187", "Pemerintah Daerah Kota Kediri")
    party = {"nama_merchant": f"CV {n % 500}", "kd_satker": str(1000 + n % 40)}
    value = 110_000 + n % 7 if is_newer else 100_000
    return row(kd_klpd=code, nama_klpd=name, order_id=str(n), valuasi=value, **party)
