"""G04: the database goes away under visitors: they see a page or a 503, and pages are back without a restart."""

import time

import pytest

from tests.faults.figures import rounds
from tests.faults.servers import Server
from tests.faults.visitors import BROKEN, Visitors, said, serving, until_well

pytestmark = pytest.mark.fault

AWAY = 2.0
"""Seconds."""


def report(keep, what, seen, slowest, refused):
    wrong = {code: n for code, n in seen.items() if code not in (200, 503)}
    figure = f"{said(seen)}; back in {slowest:.1f} s"
    keep("G04", what, figure, "only 200 and 503, some 503, back in ≤ 5 s", not wrong and refused and slowest <= 5)


@pytest.mark.sqlite
def test_a_sqlite_file_that_is_renamed_and_back(site, keep):
    """Connections that are open go on reading the file under its other name; new ones find none."""
    hidden = site.file.with_name("elsewhere.sqlite3")
    slowest, refused = 0.0, False
    with serving(site) as served:
        for _ in range(rounds(1, 5)):
            site.file.rename(hidden)
            with Visitors(served.url) as visitors:
                time.sleep(AWAY)
                hidden.rename(site.file)
                slowest = max(slowest, until_well(served.url))
                time.sleep(AWAY / 2)
                site.file.rename(hidden)  # now under connections that are open
                time.sleep(AWAY)
                hidden.rename(site.file)
                slowest = max(slowest, until_well(served.url))
            refused = refused or visitors.count()[503] > 0
    seen = visitors.count()
    assert BROKEN not in seen, said(seen)
    report(keep, "SQLite's file renamed away and back", seen, slowest, refused)


@pytest.mark.postgres
def test_postgresql_stopped_at_once_and_started(tmp_path, keep):
    slowest = 0.0
    with Server(rows=400) as server:
        site, _files, _digests = server.prepared(tmp_path)
        with serving(site) as served, Visitors(served.url) as visitors:
            for _ in range(rounds(1, 5)):
                time.sleep(AWAY / 2)
                server.stop()  # SIGQUIT: as pg_ctl stop -m immediate
                time.sleep(AWAY)
                server.start()
                slowest = max(slowest, until_well(served.url))
    seen = visitors.count()
    report(keep, "PostgreSQL stopped at once and started", seen, slowest, seen[503] > 0)
