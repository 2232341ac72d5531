"""Runs one command to its end: how long it took, how much memory it held at most, what it said."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_OURS = (
    "DATABASE_", "READER_", "DESK_", "DATA_DIR", "DJANGO_", "SITE_", "SECRET_", "ALLOWED_", "BELANJA_", "PG", "PYTHON",
)  # fmt: skip
"""Settings of the caller's own site, and of Python in the caller's shell: a measured command gets none of them."""
LAUNCH = ROOT / "bench" / "launch.py"
_LOOK_EVERY = 0.2  # seconds


@dataclass(frozen=True)
class Ran:
    seconds: float
    peak: int
    """bytes, of the process and all below it together"""
    code: int
    output: str


class Failed(Exception):
    """A command that was to succeed did not."""


def run(command: Sequence[object], env: Mapping[str, str] | None = None) -> Ran:
    """Waits for the command. Its clock runs from its start as a process to its end."""
    told, tells = os.pipe()
    launcher = subprocess.Popen(
        [sys.executable, "-I", "-S", LAUNCH, str(tells), *map(str, command)],
        cwd=ROOT, env={**clean(os.environ), **(env or {})}, pass_fds=[tells],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    os.close(tells)
    family = _Family(launcher.pid)
    family.start()
    try:
        output, _ = launcher.communicate()
    finally:
        family.over.set()
        family.join()
    with os.fdopen(told) as stream:
        said = stream.read()
    if not said:
        raise Failed(f"{command[0]} could not be started: {output.decode(errors='replace')[-500:]}")
    one = json.loads(said)
    return Ran(one["seconds"], max(one["peak"], family.peak), one["code"], output.decode(errors="replace"))


def clean(env: Mapping[str, str]) -> dict[str, str]:
    """An environment without the settings of a site."""
    return {key: value for key, value in env.items() if not key.startswith(_OURS)}


def manage(*words: object, env: Mapping[str, str], expect: int = 0) -> Ran:
    """`manage.py …` as an operator types it, start-up included. Raises Failed for another exit code than expected."""
    ran = run([sys.executable, "manage.py", *words], env)
    if ran.code != expect:
        raise Failed(f"manage.py {words[0]} ended with {ran.code}, not {expect}:\n{ran.output[-2000:]}")
    return ran


def checked(ran: Ran) -> Ran:
    if ran.code:
        raise Failed(f"ended with {ran.code}:\n{ran.output[-2000:]}")
    return ran


class _Family(threading.Thread):
    """Watches what a launcher has started, where that starts others.

    The kernel's own peak is of one process at a time, not of all together.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak, self.over = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(_LOOK_EVERY):
            pids = below(self.pid)
            if len(pids) > 1:
                self.peak = max(self.peak, sum(map(resident, pids)))


def below(pid: int) -> list[int]:
    """The processes that it has started, and those that they have."""
    found = []
    for tasks in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, _read(tasks).split()):
            found += [child, *below(child)]
    return found


def resident(pid: int) -> int:
    """Resident bytes; what several processes share is counted once among them."""
    lines = _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # gone meanwhile
        return ""
