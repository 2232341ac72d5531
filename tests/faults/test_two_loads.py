"""G08: two loads at once: one wins, the other ends at once and says who is loading and since when."""

import dataclasses
import re
import time

import pytest

from tests.faults.figures import full, rounds
from tests.faults.site import exports, finished

pytestmark = pytest.mark.fault

LONG = 60_000
"""Rows enough that a load outlasts the difference between two starts of Python."""


@pytest.fixture(scope="module")
def long_files(tmp_path_factory):
    return exports(tmp_path_factory.mktemp("long"), LONG)


def race(one, other, files):
    """Both at once: the loser, the process that won, and how long the loser took."""
    started = time.monotonic()
    processes = [site.start("load_transactions", file) for site, file in zip((one, other), files, strict=True)]
    ends = {}
    while len(ends) < 2:
        for process in processes:
            if process not in ends and process.poll() is not None:
                ends[process] = time.monotonic() - started
        time.sleep(0.01)
    ran = {process: finished(process, started) for process in processes}
    codes = sorted(one.code for one in ran.values())
    assert codes == [0, 3], [one.out for one in ran.values()]
    winner, loser = sorted(processes, key=lambda process: ran[process].code)
    return ran[loser], winner, ends[loser]


def start_of_python(site):
    return min(site.run("load_transactions", "--help").seconds for _ in range(2))


@pytest.mark.parametrize("machines", [1, 2])
def test_one_of_two_wins(empty, long_files, database, keep, tmp_path, machines):
    if machines == 2 and database == "sqlite":
        return  # its file has one machine
    times, double, unnamed, slowest = rounds(1, 50), 0, [], 0.0
    bare = start_of_python(empty)
    for n in range(times):
        trial = empty.copy(tmp_path / f"trial{n}")
        other = dataclasses.replace(trial, data=tmp_path / "elsewhere") if machines == 2 else trial
        pair = (trial, other) if n % 2 else (other, trial)
        loser, winner, seconds = race(*pair, long_files if n % 3 else long_files[::-1])
        double += trial.newest_edition() != empty.newest_edition() + 1
        slowest = max(slowest, seconds)
        if not re.search(rf"F20 .* sejak \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d \(PID {winner.pid}(@\S+)?\)", loser.out):
            unnamed.append(loser.out)
        trial.gone()
    print(*unnamed, sep="\n")
    beside = slowest - bare
    said = f"{times} races: {double} double, {len(unnamed)} unnamed, refused in {slowest:.2f} s ({beside:.2f} + Python)"
    what = "two loads at once" + (", two machines" if machines == 2 else "")
    met = not double and not unnamed and (beside < 1 or not full())
    keep("G08", what, said, "0 double, 0 unnamed, < 1 s", met)
