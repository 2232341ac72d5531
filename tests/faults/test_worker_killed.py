"""G23: one worker of the server is killed under visitors: the others serve, and it is started again."""

import time

import pytest

from tests.faults.figures import rounds
from tests.faults.visitors import BROKEN, Visitors, kill, said, serving

pytestmark = pytest.mark.fault

BACK_IN = 30
"""Seconds; it takes about five on a machine that has nothing else to do."""

APART = 6
"""Seconds between two kills: granian gives up, on purpose, when a worker dies twice within 5.5."""


def test_a_killed_worker(site, keep):
    times, slowest, alive, first = rounds(1, 10), 0.0, True, 0.0
    with serving(site) as served:
        whole = served.workers()
        assert len(whole) == 2
        with Visitors(served.url) as visitors:
            for n in range(times):
                time.sleep(APART if n else 1)
                before = served.workers()
                kill(min(before))
                died = time.monotonic()
                first = first or died
                while alive and not (len(served.workers()) == 2 and min(before) not in served.workers()):
                    alive = served.process.poll() is None and time.monotonic() - died < BACK_IN
                    time.sleep(0.05)
                slowest = max(slowest, time.monotonic() - died)
            time.sleep(2)
    seen = visitors.count()
    lost = seen[BROKEN] + sum(n for code, n in seen.items() if code not in (200, BROKEN))
    figure = f"{said(seen)}; {times} kills, a new worker in {slowest:.1f} s"
    # Four visitors: what a worker that dies takes along is at most one page of each.
    met = alive and lost <= 4 * times and visitors.count(since=first)[200] > 0
    keep("G23", "kill -9 of a worker", figure, "at most 4 pages lost a kill, started again", met)
