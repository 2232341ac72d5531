"""How far a load is: a bar on a terminal, nothing where nobody watches, or a file that another process reads."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tqdm import tqdm

from procurement.loading.preparing import Progress


@contextmanager
def progress_bar(stream: Any) -> Iterator[Progress]:
    """Gives the callback that the loader tells its bytes to, one bar a file."""
    bars: dict[str, Any] = {}

    def progress(name: str, done: int, total: int) -> None:
        if name not in bars:
            bars[name] = tqdm(total=total, desc=name, unit="B", unit_scale=True, file=stream, disable=None)
        bars[name].update(done - bars[name].n)

    try:
        yield progress
    finally:
        for bar in bars.values():
            bar.close()


EVERY = 0.5
"""Seconds between two writings of the file."""


@contextmanager
def progress_file(path: Path) -> Iterator[Progress]:
    """Writes {"file", "done", "total"} (bytes), whole each time. A full disk stops no load: that tells by itself."""
    beside = path.with_name(f"{path.name}.tmp")
    last = 0.0

    def progress(name: str, done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last < EVERY and done < total:
            return
        last = time.monotonic()
        with suppress(OSError):
            beside.write_text(json.dumps({"file": name, "done": done, "total": total}), encoding="utf-8")
            os.replace(beside, path)

    yield progress
