r"""Measures the CSV of a government's rows over HTTP beside `psql \copy`, in turn, and judges the ratio.

    python -m bench.downloads                       1,000,000 rows, five turns, both databases; a quarter of an hour
    python -m bench.downloads --quick               50,000 rows, two turns: shows that it all works, judges no time
    python -m bench.downloads --engines postgres    one database

What is timed must be right: it has as many rows as were loaded and the SHA-256 of a file made by the plain way in
Python, on either database. Ends with 1 when a bound is broken or something could not be measured.
"""

import argparse
import contextlib
import csv
import hashlib
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import kept, machine
from bench.engines import Engine
from bench.postgres import postgres
from bench.results import Results, Spread
from bench.running import ROOT, Failed, checked, manage, run
from bench.served import Peak, Served, first, read_slowly, served
from bench.sqlite import Sqlite

JUDGED = 1_000_000
"""Rows from which times are judged."""
RATIO, FIRST, MEMORY = 1.25, 50, 100
"""Of the time of `\\copy`; milliseconds; MB above idle."""
MB = 10**6
SLOWLY = 2 * MB
"""Bytes a second."""
NAME = "downloads"
COLUMNS = (
    "t.year, r.klpd_code, r.name, a.code, t.agency_name, t.channel, t.system, t.marketplace, t.order_id, t.description,"
    " t.category, t.supplier_name, s.code, t.value_sen, t.ordered_at, t.stage, t.verification, t.standing"
)
PLAIN = (
    f"SELECT {COLUMNS} FROM procurement_transaction t JOIN regions_region r ON r.code = t.region_id"
    " LEFT JOIN procurement_agency a ON a.id = t.agency_id LEFT JOIN procurement_supplier s ON s.id = t.supplier_id"
)
"""The columns of the download as they are stored; all rows are of one government."""
ORDERED = f"{PLAIN} ORDER BY t.ordered_at DESC NULLS LAST, t.file_id, t.line"
"""As the download has them."""
ADDRESS = "/daerah/kota-surabaya/transaksi.csv"
ROW_ENDS = b",false\r\n"
PLAIN_WAY = """
import hashlib, django
django.setup()
from procurement.downloads import umum
from procurement.models import Edition
from procurement.queries import transactions
from procurement.views.twins import csv_text
from regions.models import Region
rows = transactions.in_order(transactions.rows_of(Region.objects.get(slug="kota-surabaya")), "-tanggal")
edition = Edition.objects.latest("number")
digest = hashlib.sha256()
for text in csv_text(umum.COLUMNS, umum.records(rows), {"edisi": edition.number, "contoh": edition.is_sample}):
    digest.update(text.encode())
print(digest.hexdigest())
"""


def main(arguments: Sequence[str]) -> int:
    given = _parse(arguments)
    results, failures = Results(), []
    with tempfile.TemporaryDirectory(prefix="bt-bench-") as folder, contextlib.ExitStack() as stack:
        engines = list(_engines(given, Path(folder), stack))
        about = machine.about(arguments, [fact for one in engines for fact in one.settings()], "downloads")
        print("\n".join(f"{name}: {value}" for name, value in about), flush=True)
        for engine in engines:
            try:
                _measure(engine, given.rows, given.turns, Path(folder), results)
            except Failed as failure:
                failures.append(f"{engine.name}: {failure}")
                print(f"NOT MEASURED: {failure}", flush=True)
    print("\n" + results.markdown(about))
    return results.conclusion(failures)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--turns", type=int)
    parser.add_argument("--engines", choices=["postgres", "sqlite"], action="append", help="repeatable; default both")
    parser.add_argument("--quick", action="store_true", help="50,000 rows, two turns")
    given = parser.parse_args(arguments)
    given.rows = given.rows or (50_000 if given.quick else JUDGED)
    given.turns = given.turns or (2 if given.quick else 5)
    return given


def _engines(given: argparse.Namespace, folder: Path, stack: contextlib.ExitStack) -> Iterator[Engine]:
    if "postgres" in (given.engines or ["postgres"]):
        yield stack.enter_context(postgres(folder))
    if "sqlite" in (given.engines or ["sqlite"]):
        yield Sqlite(folder)


def _measure(engine: Engine, rows: int, turns: int, folder: Path, results: Results) -> None:
    print(f"== {engine.name}", flush=True)
    env = engine.fresh(NAME)
    manage("load_transactions", kept.csv_of_one_government(rows), env=env)
    with served(engine.reading(NAME)) as site:
        first(site, "/")
        idle = site.memory()
        file = folder / "ours.csv"
        with Peak(site) as peak:
            _in_turn(engine, site, rows, turns, file, results)
        _above(f"{engine.name}: memory above idle, downloads at full speed", peak, idle, rows, results)
        said = _right(env, file, rows)
        print(f"    {said}", flush=True)
        _first(engine, site, rows, results)
        with Peak(site) as peak:
            read_slowly(site, ADDRESS, SLOWLY, 10 if rows >= JUDGED else 2)
        _above(f"{engine.name}: memory above idle, a reader of 2 MB/s", peak, idle, rows, results)
    engine.drop(NAME)


def _in_turn(engine: Engine, site: Served, rows: int, turns: int, file: Path, results: Results) -> None:
    """The plain tool and ours in turn, each as a command that writes a file."""
    took: dict[str, list[float]] = {"in the same order": [], "in no order": [], "the download": []}
    for _turn in range(turns):
        for name, query in (("in the same order", ORDERED), ("in no order", PLAIN)):
            took[name].append(engine.written(NAME, query, file.with_name("plain.csv")).seconds)
        fetched = checked(run(["curl", "-sSf", "-o", file, site.url(ADDRESS)]))
        took["the download"].append(fetched.seconds)
    spreads = {name: Spread(tuple(seconds)) for name, seconds in took.items()}
    tool = r"`psql \copy`" if engine.part == "postgres" else "`sqlite3 -csv`"
    ours = spreads.pop("the download")
    for name, spread in spreads.items():
        results.add(f"{engine.name}, {rows:,} rows: {tool} {name}", str(spread), rows / spread.median, "rows/s")
    results.add(f"{engine.name}, {rows:,} rows: the download", str(ours), rows / ours.median, "rows/s")
    for name, spread in spreads.items():
        bound = RATIO if _judged(engine, rows) and name == "in the same order" else None
        results.add(f"{engine.name}: the download / {tool} {name}", "", ours.median / spread.median, "×", bound)


def _first(engine: Engine, site: Served, rows: int, results: Results) -> None:
    """Of ten requests, each hung up after its first rows."""
    pairs = [first(site, ADDRESS, ROW_ENDS) for _time in range(10)]
    for what, seconds in zip(("first byte", "first row"), zip(*pairs, strict=True), strict=True):
        spread = Spread(tuple(1000 * one for one in seconds))
        said = f"{min(spread.rounds):.1f} / {spread.median:.1f} / {max(spread.rounds):.1f} ms"
        bound = FIRST if rows >= JUDGED else None
        results.add(f"{engine.name}: {what}", said, spread.median, "ms", bound)


def _above(what: str, peak: Peak, idle: int, rows: int, results: Results) -> None:
    said = f"idle {idle / MB:.0f} MB, peak {peak.bytes / MB:.0f} MB"
    results.add(what, said, (peak.bytes - idle) / MB, "MB", MEMORY if rows >= JUDGED else None)


def _judged(engine: Engine, rows: int) -> bool:
    return engine.part == "postgres" and rows >= JUDGED


def _right(env: dict[str, str], file: Path, rows: int) -> str:
    """A sentence of what the file is. Raises Failed where it is not what the plain way makes."""
    with file.open(encoding="utf-8", newline="") as stream:
        found = sum(1 for _record in csv.reader(stream, strict=True)) - 1
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    settings = {"DJANGO_SETTINGS_MODULE": "procurement.settings", "PYTHONPATH": str(ROOT)}
    plainly = checked(run([sys.executable, "-c", PLAIN_WAY], {**env, **settings})).output.split()[-1]
    if (found, digest) != (rows, plainly):
        raise Failed(f"{found:,} rows of {rows:,}, SHA-256 {digest} and not {plainly}")
    return f"{found:,} rows, {file.stat().st_size / MB:.0f} MB, SHA-256 {digest[:16]}…, as the plain way makes them"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
