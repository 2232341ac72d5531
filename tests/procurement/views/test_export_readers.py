"""Who reads a long CSV: slowly, not to its end, or while the database goes away. A serving process on PostgreSQL."""

import csv
import io

import pytest

from tests.serving import fresh_site

pytestmark = pytest.mark.postgres

ROWS = "/daerah/kota-malang/transaksi.csv"
COUNT = 12_000
"""Rows of two kilobytes: more than the buffers between database and reader hold."""
SEED = f"""
from django.db import transaction
from tests import builders
from procurement.models import Transaction
with transaction.atomic():
    city = builders.region("Kota Malang", "35.73")
    file = builders.source_file()
    builders.covered(city, 2022, file)
    first = builders.bought(city, 1, file, description="kertas " * 300)
    fields = {{f.attname: getattr(first, f.attname) for f in Transaction._meta.concrete_fields if f.attname != "id"}}
    lines = range(1_000_000, 1_000_000 + {COUNT} - 1)
    Transaction.objects.bulk_create(Transaction(**{{**fields, "line": line}}) for line in lines)
    builders.publish()
"""
WATCH = """
import time
import psycopg
from django.conf import settings
from django.db import connection
watcher = psycopg.connect(WRITER["DATABASE_URL"], autocommit=True)
RUNNING = "FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE 'COPY%'"
def running():
    return watcher.execute("SELECT count(*) " + RUNNING).fetchone()[0]
def begun():
    answer = Answer(PATH)
    pieces = iter(answer.response)
    return answer, pieces, next(pieces) + next(pieces)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with fresh_site(tmp_path_factory.mktemp("long")) as site:
        site.write(SEED)
        yield site


def serve(site, script):
    return site.serve(f"PATH = {ROWS!r}\n{WATCH}\n{script}")


def test_a_slow_reader_gets_all_of_it_though_pages_have_seconds(site):
    """The limit of a statement is set to 0.3 s here, and the reader pauses for longer."""
    got = serve(
        site,
        """
settings.DATABASES["default"]["OPTIONS"]["options"] = "-c statement_timeout=300 -c default_transaction_read_only=on"
connection.settings_dict["OPTIONS"]["options"] = settings.DATABASES["default"]["OPTIONS"]["options"]
answer, pieces, text = begun()
time.sleep(1)
text += b"".join(pieces)
answer.close()
with connection.cursor() as cursor:
    cursor.execute("SHOW statement_timeout")
    limit = cursor.fetchone()[0]
print(json.dumps([answer.status, text.count(b"\\r\\n"), limit]))
""",
    )
    assert got == [200, COUNT + 1, "300ms"]


def test_a_reader_who_hangs_up_ends_the_copy_and_leaves_the_connection_ready(site):
    got = serve(
        site,
        """
answer, pieces, text = begun()
before, backend = running(), connection.connection.info.backend_pid
started = time.monotonic()
answer.close()
took, after = time.monotonic() - started, running()
again = Answer(PATH)
rows = again.read().count(b"\\r\\n")
print(json.dumps([before, after, took < 3, rows, connection.connection.info.backend_pid == backend]))
""",
    )
    assert got == [1, 0, True, COUNT + 1, True]


def test_an_answer_that_nobody_closes_holds_nothing_back(site):
    got = serve(
        site,
        """
left, pieces, text = begun()
page = Answer("/daerah/kota-malang/")
page.read()
again = Answer(PATH)
rows = again.read().count(b"\\r\\n")
print(json.dumps([page.status, rows]))
""",
    )
    assert got == [200, COUNT + 1]


def test_a_database_that_goes_away_midway_leaves_no_file_that_looks_whole(site):
    got = serve(
        site,
        """
answer, pieces, text = begun()
watcher.execute("SELECT pg_terminate_backend(pid) " + RUNNING)
error = None
try:
    for piece in pieces:
        text += piece
except Exception as raised:
    error = type(raised).__name__
answer.close()
again = Answer(PATH)
rows = again.read().count(b"\\r\\n")
print(json.dumps([error, text[-400:].decode(), text.count(b"\\r\\n"), rows]))
""",
    )
    error, end, lines, again = got
    assert error and lines < COUNT and again == COUNT + 1
    with pytest.raises(csv.Error):
        list(csv.reader(io.StringIO(end[end.index("\r\n") + 2 :], newline=""), strict=True))
