"""One writer at a time: a lock on a file, which the kernel takes back when its holder dies."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from procurement.loading.refusals import Refusal


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Holds the lock, or raises Refusal F20 that says who holds it and since when."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "load.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            text = lock.read()
            holder = json.loads(text) if text else {"since": "?", "pid": "?"}
            raise Refusal("F20", {"t": holder["since"], "p": holder["pid"]}) from error
        lock.truncate(0)
        lock.write(json.dumps({"since": datetime.now().isoformat(" ", "seconds"), "pid": os.getpid()}))
        lock.flush()
        yield
