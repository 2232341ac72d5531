"""G01, G09: `kill -9` of a load at any moment leaves before or after, never between, and the next load just works."""

import os
import random
import time

import pytest

from tests.faults.conftest import SMALL
from tests.faults.figures import rounds
from tests.faults.site import finished

pytestmark = pytest.mark.fault


def kills(site, old, new, digests, times, *, again_each_time):
    """Kills so many loads at uniformly random moments of a whole run; counts what was found after each."""
    home, before_copy = site.data.parent, site
    trial = before_copy.copy(home / "whole")
    started = time.monotonic()
    assert finished(trial.start("load_transactions", new), started).code == 0
    whole = time.monotonic() - started
    trial.gone()
    seed = int(os.environ.get("FAULT_SEED", time.time_ns() % 10**9))
    chance, found = (
        random.Random(seed),
        {"before": 0, "after": 0, "between": 0, "ended first": 0, "told": 0, "again": 0},
    )
    trial = None
    for n in range(times):
        trial = trial or before_copy.copy(home / f"trial{n}")
        load = trial.start("load_transactions", new)
        time.sleep(chance.uniform(0, whole))
        load.kill()
        found["ended first"] += finished(load, started).code == 0
        held = (trial.data / "load.lock").exists() and (trial.data / "load.lock").read_text()
        state = {digests[0]: "before", digests[1]: "after"}.get(trial.digest(), "between")
        found[state] += 1
        if again_each_time:
            again = trial.load(new)
            assert again.code == 0, again.out
            assert trial.digest() == digests[1]
            found["again"] += 1
            found["told"] += ("terputus" in again.out) == bool(held)
            assert not (trial.data / "load.lock").read_text()
        if again_each_time or state != "before":
            trial.gone()
            trial = None
    if trial:
        trial.gone()
    print(f"seed {seed}, a whole run takes {whole:.2f} s")
    return found


def test_a_killed_load_leaves_before_or_after(site, files, digests, keep):
    times = rounds(2, int(os.environ.get("FAULT_KILLS_SMALL", "200")))
    found = kills(site, *files, digests, times, again_each_time=True)
    said = f"{times} kills: {found['before']} before, {found['after']} after, {found['between']} between"
    keep("G01", f"kill -9 of a load of {SMALL} rows", said, "0 between", found["between"] == 0)
    done = f"{found['again']} of {times} reruns published, {found['told']} told of the interrupted run rightly"
    keep("G09", "the load after a kill", done, "all, no manual step", found["again"] == found["told"] == times)
