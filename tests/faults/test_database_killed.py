"""G03: `kill -9` of PostgreSQL in the middle of a COPY: it recovers by itself, and the file is not applied."""

import random
import time

import psycopg
import pytest

from tests.faults.conftest import state_of
from tests.faults.figures import rounds
from tests.faults.servers import Server
from tests.faults.site import finished

pytestmark = [pytest.mark.fault, pytest.mark.postgres]

COPYING = "SELECT COUNT(*) FROM pg_stat_progress_copy"


@pytest.fixture
def server(tmp_path_factory):
    with Server() as started:
        yield started


def wait_for_copy(server, load):
    """Until rows are being copied; whether they were."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as watching:
        while load.poll() is None:
            if watching.execute(COPYING).fetchone()[0]:
                return True
    return False


def test_postgresql_killed_while_copying(server, tmp_path, keep):
    before, files, digests = server.prepared(tmp_path)
    times, wrong, caught, slowest = rounds(1, 20), [], 0, 0.0
    chance = random.Random(times)
    for n in range(times):
        trial = before.copy(tmp_path / f"trial{n}")
        load = trial.start("load_transactions", files[1])
        caught += wait_for_copy(server, load)
        time.sleep(chance.uniform(0, 0.02))
        server.kill()
        ran = finished(load, time.monotonic())
        back = time.monotonic()
        server.start()
        slowest = max(slowest, time.monotonic() - back)
        state = state_of(trial, digests)
        if ran.code != 4 or state != "before" or "(published)" in ran.out.lower():
            wrong.append(f"exit {ran.code}, {state}: {ran.out[-600:]}")
        again = trial.load(files[1])
        if again.code or state_of(trial, digests) != "after":
            wrong.append(f"the next load: {again.out[-500:]}")
        trial.gone()
    print(*wrong, sep="\n")
    said = f"{times} kills, {caught} while copying, {len(wrong)} wrong, back in {slowest:.1f} s"
    keep("G03", "kill -9 of PostgreSQL mid-COPY", said, "all while copying, 0 wrong", caught == times and not wrong)
