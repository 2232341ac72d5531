"""How long the worker waits for the writer's lock, which itself never waits: previews hold it for moments."""

import time
from collections.abc import Iterator

from procurement.desk import child

BUSY = "F20"
PATIENCE = 60
"""Seconds, from the first try to the last."""
PAUSE = 2
"""Seconds between two tries."""


def tries() -> Iterator[None]:
    """One at once, then others while there is patience left. Raises Stopped where the worker is to end meanwhile."""
    end = time.monotonic() + PATIENCE
    yield
    while time.monotonic() < end:
        if child.stopping.wait(PAUSE):
            raise child.Stopped
        yield
