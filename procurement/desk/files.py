"""Uploaded files while they are needed: in folders under DATA_DIR that nobody else may read, and soon deleted."""

import fcntl
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

PRIVATE = 0o700
STALE = 3600
"""Seconds after which a folder that no upload knows is nobody's any more."""


def root() -> Path:
    folder = Path(settings.DATA_DIR) / "uploads"
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    folder.chmod(PRIVATE)
    return folder


def new_folder() -> Path:
    folder = root() / secrets.token_hex(16)
    folder.mkdir(mode=PRIVATE)
    return folder


def place(folder: str) -> Path:
    """The folder of an upload, by its name."""
    return root() / folder


def delete(folder: str) -> bool:
    """Deletes an upload's folder with all it holds; True when nothing of it is left."""
    if folder:
        shutil.rmtree(place(folder), ignore_errors=True)
    return not (folder and place(folder).exists())


def delete_strays(known: set[str]) -> list[str]:
    """Deletes folders that no upload knows, once nobody can be writing into them; gives their names."""
    old = time.time() - STALE
    strays = [path for path in root().iterdir() if path.is_dir() and path.name not in known and _newest(path) < old]
    for path in strays:
        shutil.rmtree(path, ignore_errors=True)
    return [path.name for path in strays]


def _newest(folder: Path) -> float:
    return max(path.lstat().st_mtime for path in (folder, *folder.rglob("*")))


@contextmanager
def lock(name: str) -> Iterator[bool]:
    """Whether this is the only one that holds the lock `name`: the kernel takes it back from whoever dies."""
    with (root() / f"{name}.lock").open("a") as mark:
        try:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


RECEIVING, WORKING = "receiving", "worker"
"""Locks: of the request whose files are being received, and of the worker."""
