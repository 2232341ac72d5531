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
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "load.lock").open("a+")
    except OSError as error:
        raise Refusal("F30", {"d": f"{folder}: {error.strerror} (tidak ada perubahan / nothing changed)"}) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            text = lock.read()
            try:
                holder = dict(json.loads(text))
            except ValueError:  # its holder is about to write it
                holder = {}
            raise Refusal("F20", {"t": holder.get("since", "?"), "p": holder.get("pid", "?")}) from error
        lock.truncate(0)
        lock.write(json.dumps({"since": datetime.now().isoformat(" ", "seconds"), "pid": os.getpid()}))
        lock.flush()
        yield
