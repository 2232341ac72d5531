"""One answer, one edition: whatever is published while it is being read; and a serving process cannot write."""

import pytest

from tests.serving import fresh_site

SEED = """
from tests import builders
city = builders.region("Kota Malang", "35.73")
file = builders.source_file()
builders.covered(city, 2022, file)
for number in range(5000):
    builders.bought(city, 1, file)
builders.publish()
"""
PUBLISH_MORE = """
import django; django.setup()
from tests import builders
from procurement.models import Transaction
from regions.models import Region
from django.db import transaction
with transaction.atomic():
    Transaction.objects.all().delete()
    builders.bought(Region.objects.get(), 7, builders.source_file())
    builders.publish()
"""
RENAME_A_TABLE = """
from django.db import connection
connection.cursor().execute("ALTER TABLE procurement_edition RENAME TO elsewhere")
"""
ROWS = "/daerah/kota-malang/transaksi"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    with fresh_site(tmp_path_factory.mktemp("seeded")) as site:
        site.write("from django.db import transaction\nwith transaction.atomic():\n" + SEED.replace("\n", "\n    "))
        yield site


@pytest.fixture
def site(tmp_path):
    with fresh_site(tmp_path) as site:
        site.write("from django.db import transaction\nwith transaction.atomic():\n" + SEED.replace("\n", "\n    "))
        yield site


def test_a_streamed_answer_is_of_one_edition_though_another_is_published_meanwhile(site, tmp_path):
    # On SQLite neither -wal nor -shm is there when the first reader comes: the writer took them along when it closed.
    assert not list(tmp_path.glob("*-wal")) and not list(tmp_path.glob("*-shm"))
    got = site.serve(f"""
begun = Answer("{ROWS}.json")
write({PUBLISH_MORE!r})
document = json.loads(begun.read())
after = json.loads(Answer("{ROWS}.json").read())
print(json.dumps({{
    "before": [
        begun.headers["Edisi"], document["edisi"], document["total_rupiah"],
        sum(row["nilai_rupiah"] for row in document["baris"]),
    ],
    "after": [after["edisi"], after["total_rupiah"], len(after["baris"])],
}}))
""")
    assert got == {"before": ["1", 1, 5000, 5000], "after": [2, 7, 1]}


def test_also_when_the_publishing_comes_in_the_middle_of_the_body(site):
    got = site.serve(f"""
begun = Answer("{ROWS}.csv")
parts = iter(begun.response)
text = next(parts) + next(parts)
write({PUBLISH_MORE!r})
text += b"".join(parts)
begun.close()
rows = text.decode().splitlines()[1:]
print(json.dumps({{"rows": len(rows), "editions": sorted({{row.split(",")[-2] for row in rows}})}}))
""")
    assert got == {"rows": 5000, "editions": ["1"]}


@pytest.mark.parametrize("ending", ["begun.close()", "next(iter(begun.response)); begun.close()", "pass"])
def test_an_answer_that_nobody_reads_holds_nothing_back(seeded, ending):
    """Closed before it is read, in its middle, or never: the next answer has a snapshot of its own."""
    got = seeded.serve(f"""
from django.db import connection
begun = Answer("{ROWS}.csv")
held = connection.in_atomic_block
{ending}
page = Answer("/sehat/")
page.read()
print(json.dumps({{"held": held, "after": connection.in_atomic_block, "status": page.status}}))
""")
    assert got == {"held": True, "after": False, "status": 200}


def test_a_view_that_fails_ends_its_snapshot(seeded):
    got = seeded.serve("""
from django.db import connection
from procurement.queries import rankings
import logging; logging.disable()
def fail(*args, **options): raise ZeroDivisionError
rankings.ranking = fail
failed = Answer("/peringkat/2022/")
failed.read()
print(json.dumps([failed.status, connection.in_atomic_block]))
""")
    assert got == [500, False]


def test_a_serving_process_cannot_write(seeded):
    got = seeded.serve("""
Answer("/sehat/").read()
from django.db import connection
from procurement.models import Load
from datetime import datetime
refused = []
def attempt(write):
    try:
        write()
    except Exception as error:
        refused.append(type(error).__name__)
attempt(lambda: Load.objects.create(started_at=datetime.now(), operator="intruder"))
attempt(lambda: connection.cursor().execute("DELETE FROM procurement_edition"))
attempt(lambda: connection.cursor().execute("CREATE TABLE intruder (id integer)"))
edition = Answer("/sehat/")
print(json.dumps([len(refused), json.loads(edition.read())["edisi"]]))
""")
    assert got == [3, 1]


def test_a_database_that_comes_back_is_used_again(seeded):
    """The connection is dropped with the failure: no restart is needed."""
    got = seeded.serve("""
from django.db import connection
first = Answer("/metode/")
first.read()
import procurement.middleware.snapshot as edge
from django.db import OperationalError
known = edge.latest_edition
def fail(): raise OperationalError
edge.latest_edition = fail
gone = Answer("/metode/")
gone.read()
dropped = connection.connection is None
edge.latest_edition = known
back = Answer("/metode/")
back.read()
print(json.dumps([first.status, gone.status, dropped, back.status]))
""")
    assert got == [200, 503, True, 200]


def test_missing_tables_are_an_absent_database(tmp_path):
    with fresh_site(tmp_path) as site:
        site.write(RENAME_A_TABLE)
        assert site.serve("page = Answer('/metode/'); page.read(); print(json.dumps(page.status))") == 503


@pytest.mark.sqlite
def test_a_missing_database_file_is_an_absent_database(tmp_path):
    with fresh_site(tmp_path) as site:
        (tmp_path / "site.sqlite3").unlink()
        assert site.serve("page = Answer('/metode/'); page.read(); print(json.dumps(page.status))") == 503
        assert not (tmp_path / "site.sqlite3").exists()
