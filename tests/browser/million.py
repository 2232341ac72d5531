"""What each page costs over a thousand rows and over a million: `make test-pages ARGS=--million`, about three minutes.

The sample, thinned to a thousand rows, is asked for every page kind; then every row is copied a thousand times under
order numbers of its own, by one statement, and asked again. The number of queries must be the same. Times are printed
and judged by nobody. Names of page kinds as arguments: only these.
"""

import contextlib
import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

from tests.browser.alone import folder, no_ones_database
from tests.page_kinds import BY_NAME, KINDS

THIN = "DELETE FROM procurement_transaction WHERE order_key NOT IN ({kept})"
KEPT = 1_000
COPIES = 999
CHANGED = {
    "id": "NULL",
    "order_id": "order_id || '-' || n",
    "order_key": "substr(order_key, 1, 9) || char(97 + n / 676, 97 + n / 26 % 26, 97 + n % 26)",
    "line": "line + n * 100000",
    "content_hash": "content_hash + n",
}
TOTALS = ("total", "monthtotal", "slicetotal")
ASK = """
import json, sys, time
import django; django.setup()
from django.db import connection
from django.test import Client
client, costs = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False), {}
client.get("/metode/")
for name, address, method in json.loads(sys.argv[1]):
    queries = []
    for _ in range(2):
        ran = []
        with connection.execute_wrapper(lambda run, sql, *rest: (ran.append(sql), run(sql, *rest))[1]):
            started = time.monotonic()
            answer = client.generic(method, address)
            answer.content
            took = time.monotonic() - started
        queries.append(len(ran))
    costs[name] = [answer.status_code, max(queries), round(took * 1000)]
print(json.dumps(costs))
"""


def main(names: list[str]) -> int:
    no_ones_database()
    from tests.demo_site import ADDRESSES, fill
    from tests.serving import fresh_site

    kinds = [kind for kind in ([BY_NAME[name] for name in names] or KINDS) if kind.site == "demo"]
    with folder() as made, fresh_site(made) as site:
        fill(site)
        file = site.url.removeprefix("sqlite:///")
        few = thin(file)
        addresses = json.loads(site.write(ADDRESSES))
        asked = [(kind.name, kind.address.format(**addresses), kind.method) for kind in kinds]
        before = costs(site.writer, asked)
        many, seconds = copy(file)
        print(f"{few} rows, then {many} ({seconds:.0f} s to write)")
        return report(before, costs(site.writer, asked))


def thin(file: str) -> int:
    """Whole orders of every government in turn, until a thousand rows are left; gives how many."""
    with changing(file) as database:
        rows = database.execute("""
            SELECT order_key, COUNT(*) FROM procurement_transaction GROUP BY region_id, channel, order_key
            ORDER BY ROW_NUMBER() OVER (PARTITION BY region_id, channel, year ORDER BY COUNT(*) DESC, order_key)
        """)
        kept, left = [], KEPT
        for key, n in rows:
            if n <= left:
                kept.append(key)
                left -= n
        database.execute(THIN.format(kept=", ".join("?" * len(kept))), kept)
        return database.execute("SELECT COUNT(*) FROM procurement_transaction").fetchone()[0]


def copy(file: str) -> tuple[int, float]:
    """Every row a thousand times, with the totals that follow; gives (rows, seconds)."""
    started = time.monotonic()
    with changing(file) as database:
        names = [one[0] for one in database.execute("SELECT * FROM procurement_transaction LIMIT 0").description]
        made = ", ".join(CHANGED.get(name, name) for name in names)
        database.execute(f"""
            WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < {COPIES})
            INSERT INTO procurement_transaction ({", ".join(names)}) SELECT {made} FROM procurement_transaction, copies
        """)
        for table in TOTALS:
            times = ", ".join(f"{name} = {name} * {COPIES + 1}" for name in ("orders", "rows"))
            database.execute(f"UPDATE procurement_{table} SET {times}")
        many = database.execute("SELECT COUNT(*) FROM procurement_transaction").fetchone()[0]
    with changing(file) as database:
        database.execute("ANALYZE")
    return many, time.monotonic() - started


@contextlib.contextmanager
def changing(file: str):
    with closing(sqlite3.connect(file)) as database, database:
        yield database


def costs(env: dict[str, str], asked: list[tuple[str, str, str]]) -> dict[str, list[int]]:
    """name -> (status, queries, milliseconds of the second visit), asked by a serving process that may only read."""
    command = [sys.executable, "-c", ASK, json.dumps(asked)]
    done = subprocess.run(command, env={**env, "BELANJA_SERVING": "1"}, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def report(before: dict[str, list[int]], after: dict[str, list[int]]) -> int:
    # A list of more than 50,000 rows takes its counts from totals, and needs fewer questions.
    grown = [n for n in before if before[n][0] != after[n][0] or before[n][1] < after[n][1]]
    print(f"{'page':30}{'status':>8}{'queries':>9}{'ms few':>9}{'queries':>9}{'ms many':>9}")
    for name, (status, queries, took) in before.items():
        mark = "  <- more" if name in grown else ""
        print(f"{name:30}{status:8}{queries:9}{took:9}{after[name][1]:9}{after[name][2]:9}{mark}")
    print(f"more: {', '.join(grown)}" if grown else "no page needs more queries at a million rows")
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
