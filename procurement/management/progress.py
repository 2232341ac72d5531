"""A progress bar on a terminal; nothing where nobody watches."""

from collections.abc import Iterator
from contextlib import contextmanager
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
