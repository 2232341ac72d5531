"""G25: the server is told to take up new code (SIGHUP) under visitors, and nobody notices."""

import os
import signal
import time

import pytest

from tests.faults.figures import rounds
from tests.faults.visitors import Visitors, said, serving

pytestmark = pytest.mark.fault


def test_a_reload_under_visitors(site, keep):
    times, replaced = rounds(1, 10), 0
    with serving(site) as served, Visitors(served.url) as visitors:
        for _ in range(times):
            time.sleep(1)
            before = served.workers()
            os.kill(served.process.pid, signal.SIGHUP)
            end = time.monotonic() + 60
            while served.workers() & before and time.monotonic() < end:
                time.sleep(0.1)
            replaced += len(served.workers()) == 2 and not served.workers() & before
        time.sleep(2)
    seen = visitors.count()
    figure = f"{said(seen)}; {replaced} of {times} reloads done"
    keep("G25", "reload under visitors", figure, "only 200, all done", set(seen) == {200} and replaced == times)
