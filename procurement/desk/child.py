"""A management command in a process of its own, with limits on memory and time, that dies with its parent.

What it prints may hold cells of a file (a traceback does), so it goes into the private folder, never into a log.
"""

import ctypes
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

SAID = "said.txt"
"""In the folder: what the child printed."""
TICK = 0.3
"""Seconds between two looks at the child."""
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


stopping = threading.Event()
"""Set when the worker is asked to end."""


class Stopped(Exception):
    """The worker is to end: the child was killed."""


@dataclass(frozen=True)
class End:
    """How a child ended: its exit code, negative for a signal."""

    code: int
    out_of_time: bool = False

    def reason(self) -> str:
        """For a person, where no refusal says it: `time`, `memory` or `exit N`."""
        if self.out_of_time:
            return "time"
        return "memory" if self.code in (-signal.SIGKILL, -signal.SIGABRT, -signal.SIGSEGV) else f"exit {self.code}"


def run(arguments: Sequence[str], folder: Path, tick: Callable[[], None] = lambda: None) -> End:
    """Runs `manage.py ARGUMENTS` and waits; `tick` is called meanwhile. Raises Stopped once `stopping` is set."""
    end = time.monotonic() + settings.DESK_CHILD_SECONDS
    with (folder / SAID).open("ab") as said, _started(arguments, folder, said.fileno()) as child:
        try:
            while child.poll() is None:
                if stopping.is_set():
                    raise Stopped
                if time.monotonic() > end:
                    return End(-signal.SIGKILL, out_of_time=True)
                tick()
                try:
                    child.wait(TICK)
                except subprocess.TimeoutExpired:
                    continue
            return End(child.returncode)
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def _started(arguments: Sequence[str], folder: Path, said: int) -> subprocess.Popen[bytes]:
    env = {key: value for key, value in os.environ.items() if key not in ("BELANJA_SERVING", "SITE_ROLE")}
    # One thread of its libraries a core costs address space without end; the files of /data/ are another task's.
    env |= {"TMPDIR": str(folder), "BUILD_DOWNLOADS": "0", "OMP_NUM_THREADS": "2"}
    return subprocess.Popen(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
        cwd=settings.BASE_DIR,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=said,
        start_new_session=True,  # so that it can be killed with all that it started
        preexec_fn=_limits(os.getpid()),
    )


def _limits(parent: int) -> Callable[[], None]:
    memory = settings.DESK_CHILD_MEMORY_MB * 2**20

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold personal columns
        end_with(parent, signal.SIGKILL)

    return limit


def end_with(parent: int, number: int) -> None:
    """In a child between fork and exec: the kernel sends it this signal when its parent is gone, however that went."""
    _libc.prctl(_PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:  # it died in between
        os._exit(1)
