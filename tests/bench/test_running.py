"""A measured command: its whole time, its exit code, and the memory of everything it starts."""

import sys

import pytest

from bench.running import Failed, checked, run

pytestmark = pytest.mark.once

HOLD = "import time; held = bytearray(b'x') * {size}; time.sleep(0.7)"
STARTS_TWO = """
import subprocess, sys
both = [subprocess.Popen([sys.executable, "-c", {hold!r}]) for _ in range(2)]
sys.exit(sum(one.wait() for one in both))
"""


def test_memory_of_a_process_and_of_what_it_starts_is_added_up():
    size = 60_000_000
    hold = HOLD.format(size=size)
    alone, two = (run([sys.executable, "-c", code]) for code in (hold, STARTS_TWO.format(hold=hold)))
    assert size < alone.peak < 1.8 * size
    assert two.peak > 2 * size


def test_the_callers_own_memory_is_not_the_commands():
    held = bytearray(b"x") * 200_000_000
    assert run([sys.executable, "-c", "pass"]).peak < len(held) / 4


def test_what_cannot_be_started_is_not_a_measurement():
    with pytest.raises(Failed, match="could not be started"):
        run(["no-such-command-anywhere"])


def test_the_callers_own_site_is_not_measured(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///mine")
    ran = run([sys.executable, "-c", "import os; print(os.environ.get('DATABASE_URL'), os.environ['X'])"], {"X": "1"})
    assert (ran.code, ran.output) == (0, "None 1\n")


def test_a_command_that_fails_is_not_a_measurement():
    with pytest.raises(Failed, match="ended with 3"):
        checked(run([sys.executable, "-c", "raise SystemExit(3)"]))
