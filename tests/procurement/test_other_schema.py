"""Code of one version over the tables of another: nobody writes (F27, exit code 4), and pages say 503 (G20)."""

import json

import pytest
from django.core.management import get_commands, load_command_class

from procurement.management.publishing import PublishingCommand
from tests.serving import ROOT, fresh_site

WRITERS = {
    "load_transactions": [ROOT / "fixtures" / "sample" / "toko-daring-2021-provinsi.csv"],
    "withdraw": ["--load", "1"],
    "clear_sample": [],
    "mask": ["order", "000000000000", "--reason", "x"],
    "unmask": ["1", "--reason", "x"],
    "aliases": ["reject", "Kab. Malng"],
    "load_regions": [ROOT / "fixtures" / "regions.csv"],
    "load_rules": [ROOT / "fixtures" / "rules.csv"],
    "load_supplier_sizes": [ROOT / "fixtures" / "sample" / "skala-penyedia.csv"],
    "load_claims": [ROOT / "fixtures" / "claims.csv"],
}
OF_OTHERS = {"prepare_demo"}
"""Writes through the others alone."""
ENDINGS = """
import io, json
from django.core.management import CommandError, call_command
endings = {}
for name, arguments in json.loads(WRITERS).items():
    try:
        call_command(name, *arguments, stdout=io.StringIO(), stderr=io.StringIO())
        endings[name] = [0, ""]
    except CommandError as error:
        endings[name] = [error.returncode, str(error)[:4]]
    except Exception as error:
        endings[name] = [None, repr(error)]
print(json.dumps(endings))
"""
FUTURE = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
recorder = MigrationRecorder(connection)
recorder.record_applied("procurement", "0999_of_the_future")
"""
PAST = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder(connection).record_unapplied("awards", "0003_help_texts")
"""
PAGE = """
def status(address):
    page = Answer(address)
    body = page.read()
    return [page.status, "Retry-After" in page.headers, b"basis data" in body.lower()]
"""


def endings(site):
    given = json.dumps({name: list(map(str, arguments)) for name, arguments in WRITERS.items()})
    return json.loads(site.write(f"WRITERS = {given!r}\n{ENDINGS}").splitlines()[-1])


def refused():
    return {name: [4, "F27 "] for name in WRITERS}


def test_every_command_that_publishes_is_asked_here():
    publishing = {
        name for name, app in get_commands().items()
        if app in ("procurement", "awards", "regions") and isinstance(load_command_class(app, name), PublishingCommand)
    }  # fmt: skip
    assert publishing == set(WRITERS) | OF_OTHERS


@pytest.mark.parametrize("other", [FUTURE, PAST])
def test_nothing_is_written_or_shown_over_tables_of_another_version(tmp_path, other):
    with fresh_site(tmp_path) as site:
        site.write(other)
        assert endings(site) == refused()
        page = site.serve(f"{PAGE}print(json.dumps([status('/metode/'), status('/api/v1/ranking')]))")
        assert page == [[503, True, True]] * 2


def test_nothing_is_written_or_shown_where_no_table_is(tmp_path):
    with fresh_site(tmp_path, migrated=False) as site:
        site.write("from django.db import connection; connection.ensure_connection()")  # SQLite: the file
        assert endings(site) == refused()
        assert site.serve(f"{PAGE}print(json.dumps(status('/metode/')))") == [503, True, True]


def test_a_connection_is_asked_once_and_one_refused_is_asked_again(tmp_path):
    with fresh_site(tmp_path) as site:
        site.write(FUTURE)
        got = site.serve(f"""{PAGE}
from procurement import schema
asked, ask = [], schema.outdated
schema.outdated = lambda: asked.append(1) or ask()
gone = [status("/metode/")[0], status("/metode/")[0]]
write({"import django; django.setup()" + FUTURE.replace("record_applied", "record_unapplied")!r})
back = [status("/metode/")[0], status("/metode/")[0], status("/metode/")[0]]
print(json.dumps([gone, back, len(asked)]))
""")
        assert got == [[503, 503], [200, 200, 200], 3]


@pytest.mark.postgres
def test_a_role_that_may_not_see_the_migrations_is_served_as_before(tmp_path):
    with fresh_site(tmp_path) as site:
        site.write("""
from django.db import connection
cursor = connection.cursor()
cursor.execute("DROP ROLE IF EXISTS blind_reader")
cursor.execute("CREATE ROLE blind_reader LOGIN PASSWORD 'x'")
cursor.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO blind_reader")
cursor.execute("REVOKE SELECT ON django_migrations FROM blind_reader")
""")
        server = site.url.rpartition("@")[2]
        site.writer["READER_DATABASE_URL"] = f"postgresql://blind_reader:x@{server}"
        assert site.serve(f"{PAGE}print(json.dumps(status('/metode/')[0]))") == 200
        site.write("from django.db import connection; connection.cursor().execute('DROP OWNED BY blind_reader')")
        site.write("from django.db import connection; connection.cursor().execute('DROP ROLE blind_reader')")
