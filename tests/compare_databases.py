"""Loads the same exports into SQLite and into PostgreSQL and compares every twin byte for byte.

    .venv/bin/python -m tests.compare_databases --province 61 REGIONS.csv EXPORT…

Prints rows, orders and rupiah of each government under each rule, and ends with a sentence; exit code 1 on any
difference. PostgreSQL is a throw-away cluster, as in the tests.
"""

import argparse
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from tests.databases import throwaway_postgres
from tests.provision import find_postgres

ROOT = Path(__file__).resolve().parent.parent
RULES = ("bersih", "selesai", "terverifikasi", "tidak-gagal", "semua")
TWINS = """
import json, sys
import django
django.setup()
from django.test import Client
from procurement.queries.rankings import years
from regions.models import Region
client, found = Client(), {}
for year in years("toko-daring"):
    for rule in sys.argv[1:]:
        for kind in ("csv", "json"):
            path = f"/peringkat/{year}.{kind}?aturan={rule}"
            found[path] = client.get(path).getvalue().decode()
for slug in Region.objects.values_list("slug", flat=True):
    for kind in ("csv", "json"):
        path = f"/daerah/{slug}/transaksi.{kind}"
        found[path] = client.get(path).getvalue().decode()
print(json.dumps(found))
"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--province", default="35")
    parser.add_argument("regions", type=Path)
    parser.add_argument("exports", type=Path, nargs="+")
    given = parser.parse_args(arguments)
    postgres = find_postgres()
    if not postgres:
        print("NOT RUN: PostgreSQL is not on this machine")
        return 1
    with tempfile.TemporaryDirectory() as folder, throwaway_postgres(postgres) as url:
        with psycopg.connect(url.rsplit("/", 1)[0] + "/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE belanja")
        here = Path(folder)
        on_sqlite = twins(f"sqlite:///{here}/x.sqlite3", here / "a", given)
        on_postgres = twins(url, here / "b", given)
    for path, text in on_sqlite.items():
        if path.startswith("/peringkat/") and ".csv" in path:
            for row in csv.DictReader(io.StringIO(text)):
                print(path, row["kode_klpd"], row["jumlah_baris"], row["jumlah_pesanan"], row["nilai_rupiah"])
    differing = [path for path in on_sqlite if on_sqlite[path] != on_postgres[path]]
    for path in differing:
        print("DIFFERENT:", path)
    print(f"{len(on_sqlite)} twins on both databases, {len(differing)} different")
    return 1 if differing or on_sqlite.keys() != on_postgres.keys() else 0


def twins(url: str, data: Path, given: argparse.Namespace) -> dict[str, str]:
    """path -> text of every twin of a fresh database with the exports."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SITE_", "DJANGO_", "READER_", "BELANJA_"))}
    env = {**kept, "DATABASE_URL": url, "DATA_DIR": str(data), "SITE_PROVINCE": given.province}
    env |= {"ALLOWED_HOSTS": "testserver", "DJANGO_SETTINGS_MODULE": "procurement.settings"}
    for command in (["migrate", "-v0"], ["load_regions", given.regions], ["load_transactions", *given.exports]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True, stdout=sys.stderr)
    done = subprocess.run([sys.executable, "-c", TWINS, *RULES], cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE)

    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
