"""G16, G17: the power goes. What SQLite acknowledged is there afterwards; in between there is nothing.

An ext4 file system in a file is shut down under the database (EXT4_IOC_SHUTDOWN without flushing its journal) and
mounted again. `synchronous=NORMAL` must lose acknowledged commits here, or the test would not see a loss.
"""

import dataclasses
import json
import random
import signal
import threading
import time

import pytest

from tests.faults.conftest import state_of, traced
from tests.faults.figures import full, rounds
from tests.faults.mounts import cut_power, disk

pytestmark = [pytest.mark.fault, pytest.mark.sqlite]

STORMS = 20
NORMAL = "PRAGMA synchronous=NORMAL"
COMMITTER = """
import sys, django; django.setup()
from django.db import connection
cursor = connection.cursor()
cursor.execute("CREATE TABLE IF NOT EXISTS fault_scratch (n INTEGER)")
if sys.argv[1:]: cursor.execute(sys.argv[1])
for n in range(10**9):
    cursor.execute("INSERT INTO fault_scratch VALUES (%s)", [n])
    print(n, flush=True)
"""


@pytest.fixture
def device(mounts, tmp_path):
    with disk(tmp_path / "device", 192) as made:
        yield made


def on(device, before):
    """A copy of the site on the device, safely there."""
    site = before.copy(device.mount / "site")
    device.plug_out()
    device.plug_in()
    return site


def loses_power(device, site, new, **plan):
    """A load during which the power goes as planned; the device is plugged in again."""
    given = {"how": "power", "mount": str(device.mount), "log": "/dev/null", **plan}
    ran = site.load(new, by=("-m", "tests.faults.failing", json.dumps(given)))
    device.lose_power()
    assert ran.code == 86, ran.out
    return ran


@pytest.fixture(scope="module")
def calls(before, files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("calls")
    trial, log = before.copy(folder), folder / "calls.json"
    ran = trial.load(files[1], by=("-m", "tests.faults.failing", json.dumps({"at": 0, "log": str(log)})))
    assert ran.code == 0, ran.out
    trial.gone()
    return json.loads(log.read_text())["calls"]


def test_an_acknowledged_publish_survives(device, before, files, digests, calls, keep):
    commit, lost = len(calls) - calls[::-1].index("COMMIT"), {"FULL": 0, "NORMAL": 0}
    times = rounds(1, 20)
    for mode in lost:
        for _ in range(times):
            site = on(device, before)
            pragma = {"sql": NORMAL, "at": commit} if mode == "NORMAL" else {"at": commit}
            loses_power(device, site, files[1], after=True, **pragma)
            lost[mode] += state_of(site, digests) != "after"
            site.gone()
    said = f"lost of {times} acknowledged publishes: FULL {lost['FULL']}, NORMAL {lost['NORMAL']}"
    keep("G16", "power loss after publishing", said, "FULL 0, NORMAL > 0", lost["FULL"] == 0 < lost["NORMAL"])


def storm(device, before, *pragma):
    """Commits as fast as they go until the power does: acknowledged ones, and those of them that are lost."""
    site, said = on(device, before), []
    site = dataclasses.replace(site, more={"DJANGO_SETTINGS_MODULE": "procurement.settings"})
    process = site.start(*pragma, by=("-c", COMMITTER))
    reader = threading.Thread(target=lambda: said.extend(process.stdout))
    reader.start()
    end = time.monotonic() + 60
    while not said and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(random.uniform(0.3, 1))
    cut_power(device.mount)
    process.send_signal(signal.SIGKILL)
    process.wait()
    reader.join()
    process.stdout.close()
    device.lose_power()
    acknowledged = sum(line.strip().isdigit() for line in said)
    found = site.query("SELECT COUNT(*) FROM fault_scratch")[0][0]
    site.gone()
    return acknowledged, max(0, acknowledged - found)


@pytest.mark.skipif(not full(), reason="many commits only in make test-faults; a publish has shown the same")
def test_acknowledged_commits_survive(device, before, keep):
    counted = {}
    for mode, pragma in (("FULL", ()), ("NORMAL", (NORMAL,))):
        results = [storm(device, before, *pragma) for _ in range(STORMS)]
        counted[mode] = tuple(map(sum, zip(*results, strict=True)))
    said = ", ".join(f"{mode} {lost} of {of}" for mode, (of, lost) in counted.items())
    met = counted["FULL"][1] == 0 < counted["FULL"][0] and counted["NORMAL"][1] > 0
    keep("G16", "acknowledged commits lost", said, "FULL 0, NORMAL > 0", met)


def test_power_loss_at_each_step(device, before, files, digests, calls, strace, keep):
    chance, found = random.Random(len(calls)), {"before": 0, "after": 0, "between": 0}
    chosen = [{"at": n} for n in chance.sample(range(1, len(calls) + 1), min(len(calls), rounds(1, 60)))]
    for plan in chosen:
        site = on(device, before)
        loses_power(device, site, files[1], **plan)
        found[state_of(site, digests)] += 1
        works_again(site, files[1], digests)
        site.gone()
    system_calls = [(name, n) for name, most in (("pwrite64", 900), ("fdatasync", 4)) for n in range(1, most + 1)]
    for name, n in chance.sample(system_calls, rounds(1, 60)):
        site = on(device, before)
        site.load(files[1], before=traced(strace, name, f"inject={name}:signal=KILL:when={n}"))
        device.lose_power()
        found[state_of(site, digests)] += 1
        works_again(site, files[1], digests)
        site.gone()
    said = ", ".join(f"{n} {state}" for state, n in found.items())
    keep("G17", "power loss at each step of a publish", said, "0 between", found["between"] == 0)


def works_again(site, new, digests):
    if full():
        again = site.load(new)
        assert again.code == 0, again.out
        assert state_of(site, digests) == "after"
