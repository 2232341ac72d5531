"""G18: one byte flipped anywhere in a SQLite file or in a file of /data/ is noticed by the nightly check."""

import json
import os
import time

import pytest

from tests.faults.figures import rounds
from tests.faults.site import ROOT

pytestmark = [pytest.mark.fault, pytest.mark.sqlite]


def rotted(site, what, times):
    seed = int(os.environ.get("FAULT_SEED", time.time_ns() % 10**9))
    print(f"seed {seed}")
    ran = site.run(what, seed, times, by=("-m", "tests.faults.rotting"))
    assert ran.code == 0, ran.out
    return json.loads(ran.out.splitlines()[-1])


def report(keep, what, found):
    missed = found.pop("missed")
    print("missed:", *missed[:20])
    said = ", ".join(f"{count} {name}" for name, count in sorted(found.items(), reverse=True))
    noticed = found.get("noticed", 0) > 0
    keep("G18", what, f"{said}, {len(missed)} undetected", "0 undetected", noticed and not missed)


def test_a_byte_of_the_database(site, keep):
    """With claims, rules and a mask, so that every table that is published has rows."""
    for name in ("claims", "rules"):
        site.did(f"load_{name}", ROOT / "fixtures" / f"{name}.csv")
    key = site.query("SELECT order_key FROM procurement_transaction ORDER BY id LIMIT 1")[0][0]
    site.did("mask", "order", key, "--reason", "uji")
    report(keep, "one byte of a SQLite file flipped", rotted(site, "database", rounds(60, 1000)))


def test_a_byte_of_a_download(site, keep):
    report(keep, "one byte of a download or its note flipped", rotted(site, "downloads", rounds(200, 1000)))
