"""G01 at a million rows, only with `make test-faults ARGS=--million`: it takes an hour."""

import os

import pytest

from tests.faults.site import exports
from tests.faults.test_kill import kills

pytestmark = pytest.mark.fault

MILLION = int(os.environ.get("FAULT_ROWS", "1000000"))
KILLS = int(os.environ.get("FAULT_KILLS", "50"))


def test_a_killed_load_of_a_million_rows(governed, tmp_path, keep):
    old, new = exports(tmp_path / "exports", MILLION)
    site = governed.copy(tmp_path / "site")
    site.did("load_transactions", old)
    after = site.copy(tmp_path / "after")
    after.did("load_transactions", new)
    digests = site.digest(), after.digest()
    after.gone()
    found = kills(site, old, new, digests, KILLS, again_each_time=False)
    site.gone()
    said = f"{KILLS} kills: {found['before']} before, {found['after']} after, {found['between']} between"
    keep("G01", f"kill -9 of a load of {MILLION} rows", said, "0 between", found["between"] == 0)
