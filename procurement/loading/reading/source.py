"""What every serialisation gives: a header, and chunks of raw cells with the line where each record starts."""

import gzip
import hashlib
import os
import stat
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, cast

import numpy as np

from procurement.loading.refusals import Refusal, printable

CHUNK_ROWS = 20_000
MAX_BYTES = 4 * 2**30
"""Of a file once unpacked."""
MAX_RECORD = 4 * 2**20
"""Characters of one line or JSON element."""
CHUNK_CHARACTERS = 32 * 2**20
"""A chunk of long rows ends before it has as many rows as others."""


@dataclass(frozen=True)
class Options:
    """How the operator says a file is written; None leaves it to the file."""

    encoding: str = "utf-8"
    delimiter: str | None = None
    header_row: int = 1
    sheet: str | None = None
    """XLSX only."""


class Covered(NamedTuple):
    """Cells of one column from one line to another, both included."""

    column: str
    first: int
    last: int


@dataclass
class Chunk:
    """Records that came out whole: one list of cells per header column, and the line of each record."""

    lines: Sequence[int] | np.ndarray[Any, Any]
    columns: dict[str, Any]
    """layout column -> its cells: a list, or an Arrow array of text, as a dictionary where it repeats itself"""
    misshapen: list[tuple[int, int]] = field(default_factory=list)
    """(line, number of cells) of records that do not fit the header."""
    blank_tail: int = 0
    """Blank lines at the end of the file, in the last chunk."""
    total_line: tuple[int, list[str]] | None = None
    """A summary line at the end of the file, in the last chunk: its line and cells."""
    summaries: list[tuple[int, list[str]]] = field(default_factory=list)
    """Summary lines that are not the file's last: (line, cells)."""
    covered: list[Covered] = field(default_factory=list)
    """Cells that a spreadsheet does not show, because others are merged over them, in the last chunk."""
    absent: dict[str, list[int]] = field(default_factory=dict)
    """column -> lines of JSON elements that lack it."""


class Reader(Protocol):
    """One serialisation of one file. `header` is read first; `chunks` can be read once."""

    serialisation: str

    def header(self) -> list[str]: ...

    def chunks(self, names: dict[str, str], known: frozenset[str]) -> Iterator[Chunk]:
        """`names` maps the file's columns to the layout's; only those are kept. Any not in `known` refuses the file."""
        ...


@dataclass
class Source:
    """One file: its name, size and fingerprint, and how to open its bytes, unpacked."""

    path: Path
    name: str
    size: int
    packed: bool
    _fingerprint: Future[str]
    _handle: BinaryIO | None = None
    _streams: list["_Bounded"] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """Of the file's bytes as they lie on the disk, known once they have all been read beside the rest."""
        return self._fingerprint.result()

    def open(self) -> BinaryIO:
        self._handle = handle = self.path.open("rb")
        raw = gzip.GzipFile(fileobj=handle) if self.packed else handle
        self._streams.append(_Bounded(cast(BinaryIO, raw), handle, self.name))
        return cast(BinaryIO, self._streams[-1])

    def open_seekable(self) -> BinaryIO:
        """The file's own bytes, for a format that is read from its end."""
        self._handle = handle = self.path.open("rb")
        self._streams.append(_Bounded(handle, handle, self.name))
        return handle

    def close(self) -> None:
        """Closes whatever is still open: a refusal in the middle of a file leaves its readers suspended."""
        for stream in self._streams:
            stream.close()

    def position(self) -> int:
        """Bytes of the file that the latest reader has taken, for a progress bar."""
        return self.size if self._handle is None or self._handle.closed else self._handle.tell()

    def head(self, count: int = 64) -> bytes:
        try:
            with self.open() as stream:
                return stream.read(count)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise Refusal("F28", file=self.name) from error


def open_source(path: Path) -> Source:
    """The file, whose fingerprint is being taken meanwhile. Raises Refusal F01, F10, F29."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError) as error:
        raise Refusal("F29", file=printable(str(path))) from error
    name = printable(path.name)
    if not stat.S_ISREG(found.st_mode):
        raise Refusal("F29", file=name)
    if found.st_size == 0:
        raise Refusal("F01", file=name)
    if found.st_size > MAX_BYTES:
        raise Refusal("F10", {"a": f"{found.st_size} B", "b": f"{MAX_BYTES} B"}, file=name)
    try:
        with path.open("rb") as stream:
            packed = stream.read(2) == b"\x1f\x8b"
    except OSError as error:
        why = f" ({error.strerror})"
        raise Refusal("F29", {"hint_id": why, "hint_en": why}, file=name) from error
    beside = ThreadPoolExecutor(1)  # hashing does without Python's lock
    fingerprint = beside.submit(_sha256, path)
    beside.shutdown(wait=False)
    return Source(path, name, found.st_size, packed, fingerprint)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def no_header(row: int, file: str) -> Refusal:
    """Nothing stands where the header should; of a file that was said to begin further down that is no empty export."""
    if row == 1:
        return Refusal("F02", file=file)
    hint_id = f" Berkas ini tidak punya baris {row}; periksa --header-row."
    hint_en = f" This file has no line {row}; look at --header-row."
    return Refusal("F03", {"k": "–", "hint_id": hint_id, "hint_en": hint_en}, file=file)


class _Bounded:
    """Bytes that stop being given once there are too many, and whose broken archive is a clear refusal."""

    def __init__(self, raw: BinaryIO, handle: BinaryIO, name: str) -> None:
        self._raw, self._handle, self._name, self._given = raw, handle, name, 0

    def _count(self, data: bytes) -> bytes:
        self._given += len(data)
        if self._given > MAX_BYTES:
            raise Refusal("F10", {"a": f"> {MAX_BYTES} B", "b": f"{MAX_BYTES} B"}, file=self._name)
        return data

    def _guard(self, read: Callable[[], bytes]) -> bytes:
        try:
            return self._count(read())
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise Refusal("F28", file=self._name) from error

    def read(self, size: int = -1) -> bytes:
        return self._guard(lambda: self._raw.read(size))

    def readline(self) -> bytes:
        return self._guard(lambda: self._raw.readline(MAX_RECORD + 1))

    def read1(self, size: int = -1) -> bytes:
        return self._guard(lambda: self._raw.read1(size))  # type: ignore[attr-defined]

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return False

    def seekable(self) -> bool:
        return False

    @property
    def closed(self) -> bool:
        return self._raw.closed

    def flush(self) -> None: ...

    def close(self) -> None:
        self._raw.close()
        self._handle.close()  # an unpacker leaves the file below it open

    def __enter__(self) -> "_Bounded":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
