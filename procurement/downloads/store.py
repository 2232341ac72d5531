"""Prebuilt files under DATA_DIR: found by what they are made of, so that a file and a page never disagree.

A file's name on disk is the hash of everything its bytes follow from. A page that lists the files of its edition asks
for exactly those; a file of another edition has another name, and what nobody changed is never made again.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.functional import Promise

from procurement.downloads.fields import Field

_FORMAT = 2
"""One more whenever the bytes of any file change though its data do not."""


@dataclass(frozen=True)
class Recipe:
    """A file that the edition at hand has, whether it is made already or not."""

    name: str
    """The last part of its address: transaksi-2022-toko-daring.csv.gz"""
    title: str | Promise
    media_type: str
    made_of: tuple[Any, ...]
    """Plain values that all its bytes follow from."""
    write: Callable[[Path], int]
    """Writes the file to a path; returns how many rows it holds."""
    fields: tuple[Field, ...] = ()
    """Of its table; empty where it is none, or several."""

    @property
    def stem(self) -> str:
        """transaksi-2022-toko-daring of transaksi-2022-toko-daring.csv.gz"""
        return self.name.partition(".")[0]

    @property
    def key(self) -> str:
        said = repr((_FORMAT, self.name, [one.name for one in self.fields], self.made_of))
        return blake2b(said.encode(), digest_size=20).hexdigest()


@dataclass(frozen=True)
class Made:
    """A file that stands on disk."""

    path: Path
    rows: int
    size: int
    """bytes"""
    sha256: str
    at: datetime
    """UTC, whole seconds."""


def folder() -> Path:
    return settings.DATA_DIR / "unduhan"


class Awaited(Exception):
    """Somebody waits to make files already, and will make those of the edition that stands by then."""


@contextmanager
def alone() -> Iterator[None]:
    """One maker at a time on this machine; who comes second waits, who comes third need not: Awaited.

    Two at once would each remove what only the other's edition lists. The kernel lets go of a dead holder's locks.
    """
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "build.lock").open("a") as mark:
        with (folder() / "next.lock").open("a") as queue:
            try:
                fcntl.flock(queue, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Awaited from None
            fcntl.flock(mark, fcntl.LOCK_EX)
        yield


def find(recipe: Recipe) -> Made | None:
    """The file with what is known of it; None where it is not made yet, has not the size that was written down, or
    where what was written down is damaged.
    """
    path = _path(recipe)
    try:
        known = json.loads(_note(path).read_text(encoding="utf-8"))
        if known.pop("check") != _check(known):
            return None
        found = Made(path, known["rows"], known["size"], known["sha256"], datetime.fromisoformat(known["at"]))
        return found if path.stat().st_size == found.size else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def make(recipe: Recipe) -> Made:
    """Makes the file and writes down what it is, in that order; whole or not at all."""
    path = _path(recipe)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        rows = recipe.write(beside)
        made = Made(path, rows, beside.stat().st_size, digest(beside), datetime.now(UTC).replace(microsecond=0))
        _settle(beside, path)
        known = {"name": recipe.name, "rows": rows, "size": made.size, "sha256": made.sha256, "at": made.at.isoformat()}
        beside.write_text(json.dumps(known | {"check": _check(known)}) + "\n", encoding="utf-8")
        _settle(beside, _note(path))
    finally:
        beside.unlink(missing_ok=True)
    return made


def have(recipe: Recipe) -> Made:
    """The file; made where it is not there yet."""
    return find(recipe) or make(recipe)


def is_whole(made: Made) -> bool:
    """Whether the file still has the SHA-256 that was written down when it was made."""
    try:
        return digest(made.path) == made.sha256
    except OSError:
        return False


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def remove_others(recipes: Iterable[Recipe]) -> int:
    """Removes files that none of the recipes is for, and what a killed maker left; returns how many.

    Only for who is `alone`. Who is reading one reads on.
    """
    kept = {path for recipe in recipes for path in (_path(recipe), _note(_path(recipe)))}
    others = [path for path in folder().glob("*/*") if path not in kept]
    for path in others:
        path.unlink(missing_ok=True)
    return len(others)


def _path(recipe: Recipe) -> Path:
    return folder() / recipe.key[:2] / recipe.key


def _note(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _check(known: dict[str, Any]) -> str:
    """What is known of a file is printed too, and is guarded as the file is."""
    return blake2b(json.dumps(known, sort_keys=True).encode(), digest_size=16).hexdigest()


def _settle(beside: Path, path: Path) -> None:
    """On the disk before it has its name: a power cut leaves no half file under a good name."""
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    os.replace(beside, path)
