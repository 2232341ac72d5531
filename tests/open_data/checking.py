"""What the checks share: asking the served site, running a tool of the other environment, saying what was found."""

import os
import subprocess
from pathlib import Path

from tests.demo_site import Served, get
from tests.provision import CHECKS_PYTHON

PATIENCE = 1800
"""Seconds that a tool may take."""


class Failed(Exception):
    """What a check found, in words for whoever must mend it."""


def fetched(site: Served, path: str) -> bytes:
    """The body at a path, or at an address, of the served site. Raises Failed where the answer is not 200."""
    answer = get(path if path.startswith("http") else site.url + path)
    if answer.status != 200:
        raise Failed(f"{path}: {answer.status}")
    return answer.body


def checks_python() -> Path:
    """The Python that the tools of requirements-checks.txt are installed for."""
    return Path(os.environ.get("CHECKS_PYTHON") or CHECKS_PYTHON)


def run(*command: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command in a folder, without the site's settings; its exit code is the caller's to judge."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR")
    env = {key: os.environ[key] for key in kept if key in os.environ} | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=PATIENCE)


def end_of(done: subprocess.CompletedProcess[str], most: int = 4000) -> str:
    """The end of what a command said."""
    return (done.stdout + done.stderr).strip()[-most:]
