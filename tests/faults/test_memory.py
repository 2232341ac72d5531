"""G24: a load that runs out of memory ends with an error and changes nothing."""

import dataclasses
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
STEPS = rounds(4, 9)
"""Limits that are tried, halving the way between one that is enough and one that is not."""
LEAN = {"MALLOC_ARENA_MAX": "1", "OPENBLAS_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
"""Address space that is reserved and never used would blur what the load itself needs."""


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
    site = dataclasses.replace(governed.copy(tmp_path / "site"), more=LEAN)
    trial = site.copy(tmp_path / "whole")
    code, out, whole = load(trial, new)
    assert code == 0, out
    digests, wrong, starved = (site.digest(), trial.digest()), [], 0
    trial.gone()
    too_little, enough = load(site, "--help")[2]["VmPeak"], whole["VmPeak"]
    for step in range(STEPS):
        limit = (too_little + enough) // 2
        code, out, _peak = load(site, new, limit=limit * 1024)
        state = state_of(site, digests)
        if state == "between" or (code == 0) != (state == "after"):
            wrong.append(f"{limit} KiB: exit {code}, {state}: {out[-300:]}")
        starved += code != 0
        too_little, enough = (limit, enough) if code else (too_little, limit)
        if state != "before":
            site.gone()
            site = dataclasses.replace(governed.copy(tmp_path / f"site{step}"), more=LEAN)
    site.gone()
    print(*wrong, sep="\n")
    said = f"{starved} of {STEPS} limits starved it, {len(wrong)} wrong; peak RSS {whole['VmHWM'] // 1024} MiB"
    keep("G24", f"out of memory at {ROWS} rows", said, "≥ 1 starved, 0 wrong", starved > 0 and not wrong)
