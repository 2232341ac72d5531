"""Places for work that is large: few at once in this process, and nobody waits for one."""

import threading
import weakref


class AllTaken(Exception):
    """Come again: others are doing as much as is done at once."""


class Place:
    """One of the places of this process; given back once, by whoever is first, at the latest when nobody has it."""

    def __init__(self, places: threading.Semaphore) -> None:
        self.give_back = weakref.finalize(self, places.release)
        self.give_back.atexit = False


class Places:
    def __init__(self, count: int) -> None:
        self._free = threading.Semaphore(count)

    def take(self) -> Place:
        """Raises AllTaken. Never waits: a thread that waits is one that answers no page."""
        if not self._free.acquire(blocking=False):
            raise AllTaken
        return Place(self._free)
