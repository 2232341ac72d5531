"""The version of the code that answers: part of every ETag, so that a deployment empties every cache by itself."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

SHOWN = ("procurement/**/*.py", "regions/**/*.py", "awards/**/*.py", "templates/**/*", "static/**/*", "locale/**/*.mo")
"""What an answer is made of, besides the data."""


def code_version(root: Path) -> str:
    """Sixteen hexadecimal digits over the names and contents of the files an answer is made of."""
    digest = hashlib.blake2b(digest_size=8)
    for path in _files(root):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for pattern in SHOWN:
        yield from sorted(path for path in root.glob(pattern) if path.is_file())
