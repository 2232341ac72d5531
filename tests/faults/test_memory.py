"""G24: a load that runs out of memory ends with an error and changes nothing."""

import os
import resource
import threading
import time

import pytest

from tests.faults.conftest import state_of
from tests.faults.figures import rounds
from tests.faults.site import exports

pytestmark = pytest.mark.fault

ROWS = rounds(20_000, int(os.environ.get("FAULT_MEMORY_ROWS", "3000000")))
SHARES = rounds((25,), (5, 25, 50, 75, 90))
"""Percent of the address space that a load without a limit takes beside what Python and its libraries take."""


def peaks(process):
    """Watches VmPeak (address space) and VmHWM (resident) of a process until it ends; kilobytes."""
    found = {"VmPeak": 0, "VmHWM": 0}

    def watch():
        while process.poll() is None:
            try:
                with open(f"/proc/{process.pid}/status") as status:
                    for line in status:
                        name, _colon, value = line.partition(":")
                        if name in found:
                            found[name] = max(found[name], int(value.split()[0]))
            except (OSError, ValueError):
                return
            time.sleep(0.02)

    thread = threading.Thread(target=watch)
    thread.start()
    return found, thread


def load(site, *words, limit=None):
    def limited():
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    process = site.start("load_transactions", *words, preexec_fn=limited)
    found, thread = peaks(process)
    out, _nothing = process.communicate()
    thread.join()
    return process.returncode, out, found


def test_out_of_memory_changes_nothing(governed, tmp_path, keep):
    _old, new = exports(tmp_path / "exports", ROWS)
    site = governed.copy(tmp_path / "site")
    before = site.digest()
    trial = site.copy(tmp_path / "whole")
    code, out, whole = load(trial, new)
    assert code == 0, out
    digests, wrong, starved = (before, trial.digest()), [], 0
    trial.gone()
    bare = load(site, "--help")[2]["VmPeak"]
    for share in SHARES:
        limit = 1024 * (bare + (whole["VmPeak"] - bare) * share // 100)
        code, out, _peak = load(site, new, limit=limit)
        state = state_of(site, digests)
        starved += code != 0
        if state == "between" or (code == 0) != (state == "after"):
            wrong.append(f"{share} %: exit {code}, {state}: {out[-300:]}")
        if state != "before":
            site.gone()
            site = governed.copy(tmp_path / f"site{share}")
    site.gone()
    print(*wrong, sep="\n")
    said = f"{starved} of {len(SHARES)} starved, {len(wrong)} wrong; unlimited peak RSS {whole['VmHWM'] // 1024} MiB"
    keep("G24", f"out of memory at {ROWS} rows", said, "≥ 1 starved, 0 wrong", starved > 0 and not wrong)
