"""Work beside the main thread: the next item is made while one is being used."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor


def ahead[T](items: Iterator[T]) -> Iterator[T]:
    """The same items, each made in a thread of its own while the one before is being used."""
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = worker.submit(next, items, None)
            yield item
