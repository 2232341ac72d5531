"""What the figures were measured on."""

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path


def about(arguments: Sequence[str], more: Sequence[tuple[str, str]] = (), what: str = "load") -> list[tuple[str, str]]:
    """`what`: the module of bench/ that measures."""
    packages = ("django", "psycopg", "pandas", "pyarrow")
    return [
        ("date", datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")),
        ("command", f"`python -m bench.{what} {' '.join(arguments)}`".replace(" `", "`")),
        ("revision", _said("git", "describe", "--always", "--dirty")),
        ("machine", f"{_cpu()}, {os.cpu_count()} cores, {_memory_gib():.0f} GiB, {platform.platform()}"),
        ("versions", f"Python {platform.python_version()}, " + ", ".join(f"{one} {version(one)}" for one in packages)),
        *more,
    ]


def _said(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parent)
    except OSError:
        return "?"
    return done.stdout.strip() or "?"


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines() if sys.platform == "linux" else ():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
