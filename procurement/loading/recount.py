"""The second, independent count: rows and the sum of the value column, by other code than the first reader's.

It shares nothing with `reading` but the file itself, so that a fault in one shows as a difference (F18). It does not
judge rows: a value that is not plain digits counts Rp0, as the ledger does for rejected rows.
"""

import contextlib
import gzip
import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event
from typing import IO, Any, cast

from procurement.loading import recount_csv
from procurement.loading.recount_amounts import SEN_OF, sen_of_indonesian, sen_of_money
from procurement.loading.recount_xlsx import StoredNumber, xlsx_values
from procurement.loading.refusals import Refusal
from procurement.money import SEN

_JSON_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]:,]|[^\s{}\[\]:,"]+|"', re.DOTALL)
"""A string, a mark, a number or word; a lone quote is a string that goes on in the next block."""
_MARKS = set("{}[]:,")
_QUOTED_CELL = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')


_UNCOUNTABLE = (
    ValueError, LookupError, RuntimeError, StopIteration, EOFError, SyntaxError,
    zlib.error, gzip.BadGzipFile, zipfile.BadZipFile,
)  # fmt: skip
"""What this reader runs into where a file is not as it expects; an iterator that ends too early is a RuntimeError."""


@dataclass(frozen=True)
class Counted:
    rows: int
    value_sen: int
    sha256: str
    """Of the bytes that were counted: a file that changed under the load shows."""


class GivenUp(Exception):
    """Nobody waits for the count any more."""


class SecondCount:
    """The second count of one file, for a `with` block in which the first reader reads it.

    A CSV is counted in a thread of its own meanwhile, block by block. Whatever else there is (other kinds, a CSV that
    must be counted line by line) is counted when the result is asked for, behind the first reader: it trusts that the
    first one has refused what is made to cost time and memory.
    """

    def __init__(self, path: Path, serialisation: str, value_column: str, **how: str | int) -> None:
        self._path = path
        self._whole = partial(recount, path, serialisation, value_column, **how)
        self._over = Event()
        self._blocks = partial(_recount_csv, path, value_column, how, self._go_on) if serialisation == "csv" else None
        self._worker = ThreadPoolExecutor(1)
        self._coming: Future[Counted] | None = None

    def __enter__(self) -> "SecondCount":
        self._coming = self._worker.submit(self._blocks) if self._blocks else None
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._worker.shutdown()

    def result(self) -> Counted:
        """Raises what `recount` does."""
        if self._coming:
            with contextlib.suppress(recount_csv.LoneReturns), _uncountable(self._path):
                return self._coming.result()
        return self._whole()

    def _go_on(self) -> None:
        if self._over.is_set():
            raise GivenUp


def recount(path: Path, serialisation: str, value_column: str, **how: str | int) -> Counted:
    """Rows of the file and the sum of its value column in sen.

    `how` has encoding, delimiter, header_row, sheet and amounts (the way that the column is written). Raises Refusal
    F18 for a file that the first reader could read and this one cannot.
    """
    with _uncountable(path):
        if serialisation == "csv":
            with contextlib.suppress(recount_csv.LoneReturns):
                return _recount_csv(path, value_column, how)
        return _recount_values(path, serialisation, value_column, how)


@contextlib.contextmanager
def _uncountable(path: Path) -> Iterator[None]:
    try:
        yield
    except _UNCOUNTABLE as error:
        if isinstance(error, recount_csv.LoneReturns):
            raise
        raise Refusal("F18", {"a": "✓", "b": f"? ({type(error).__name__})"}, file=path.name) from error


def _recount_values(path: Path, serialisation: str, value_column: str, how: Mapping[str, str | int]) -> Counted:
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    encoding = "utf-8-sig" if how["encoding"] == "utf-8" else str(how["encoding"])
    with cast(IO[str], _opener(path)(path, "rt", encoding=encoding, newline="")) as text:
        header_row = int(how["header_row"])
        if serialisation == "xlsx":
            values = xlsx_values(path, value_column, str(how["sheet"]), header_row)
        elif serialisation in ("json", "jsonl"):
            values = _json_values(text, value_column, inside=2 if serialisation == "json" else 1)
        else:
            values = _csv_values(text, value_column, str(how["delimiter"]), header_row)
        of_text = SEN_OF[str(how["amounts"])]
        of_number = of_text if of_text is not sen_of_indonesian else sen_of_money
        rows = total = 0
        for value in values:
            rows += 1
            total += (of_number if type(value) is StoredNumber else of_text)(value)
    return Counted(rows, total, sha256)


def _recount_csv(
    path: Path, column: str, how: Mapping[str, str | int], go_on: Callable[[], None] = lambda: None
) -> Counted:
    """`go_on` is called block by block, and what it raises ends the count."""
    sen, encoding = SEN_OF[str(how["amounts"])], str(how["encoding"])
    with path.open("rb") as raw:
        hashed = _Hashed(raw)
        stream = cast(IO[bytes], gzip.GzipFile(fileobj=hashed) if _opener(path) is gzip.open else hashed)  # type: ignore[call-overload]
        rows = total = 0
        for part in recount_csv.parts(stream, column, encoding, str(how["delimiter"]), int(how["header_row"])):
            go_on()
            rows += part.rows
            total += part.whole * SEN + sum(sen(cell.decode(encoding)) for cell in part.others)
        return Counted(rows, total, hashed.hexdigest())


class _Hashed:
    """A file that takes the fingerprint of what is read from it."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw, self._digest = raw, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._raw.read(size)
        self._digest.update(data)
        return data

    def hexdigest(self) -> str:
        while self.read(1 << 20):  # behind the end of a packed file
            pass
        return self._digest.hexdigest()


def _opener(path: Path) -> Callable[..., Any]:
    return gzip.open if _starts_gzip(path) else open


def _starts_gzip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def _json_values(text: IO[str], column: str, inside: int) -> Iterator[str]:
    """The value of `column` in each object `inside` brackets deep (an array's elements: 2), found by counting them."""
    depth, key, value, expecting_key = 0, "", "", False
    for token in _json_tokens(text):
        if token in "{[":
            depth += 1
            expecting_key = token == "{"
            if depth == inside:
                value = ""
        elif token in "}]":
            if depth == inside:
                yield value
            depth -= 1
        elif depth == inside:
            if token == ",":
                expecting_key = True
            elif token == ":":
                expecting_key = False
            elif expecting_key:
                key = _unescaped(token)
            elif key == column:
                value = _unescaped(token)


def _unescaped(token: str) -> str:
    if token[:1] != '"':
        return StoredNumber(token)
    return str(json.loads(token)) if "\\" in token else token[1:-1]


def _json_tokens(text: IO[str]) -> Iterator[str]:
    """Tokens of the stream; one that a block may have cut waits for the next block."""
    rest = ""
    while True:
        block = text.read(1 << 20)
        rest += block
        cut = len(rest)
        for token in _JSON_TOKEN.finditer(rest):
            word = token.group()
            if block and (word == '"' or (token.end() == len(rest) and word not in _MARKS)):
                cut = token.start()
                break
            yield word
        rest = rest[cut:]
        if not block:
            return


def _csv_values(text: IO[str], column: str, delimiter: str, header_row: int) -> Iterator[str]:
    """The cell under `column` of each record as wide as the header; empty for the others."""
    position = width = None
    for _ in range(header_row - 1):
        text.readline()
    for record in _csv_records(text):
        cells = _cells(record, delimiter)
        if position is None or width is None:
            names = [cell.strip() for cell in cells]
            position, width = names.index(column), len(names)
            continue
        yield cells[position] if len(cells) == width else ""


def _csv_records(text: IO[str]) -> Iterator[str]:
    """Physical lines joined until their quotes are even."""
    waiting: list[str] = []
    quotes = 0
    for line in cast(io.TextIOBase, text):
        waiting.append(line)
        quotes += line.count('"')
        if quotes % 2 == 0:
            yield "".join(waiting)
            waiting, quotes = [], 0


def _cells(record: str, delimiter: str) -> list[str]:
    record = record.rstrip("\r\n")
    if '"' not in record:
        return record.split(delimiter)
    cells, at = [], 0
    while True:
        match = _QUOTED_CELL.match(record, at) if record[at : at + 1] == '"' else None
        if match:
            cells.append(match.group(1).replace('""', '"'))
            at = match.end()
        else:
            end = record.find(delimiter, at)
            end = len(record) if end < 0 else end
            cells.append(record[at:end])
            at = end
        if at >= len(record):
            return cells
        at += 1
        if at >= len(record):
            return [*cells, ""]
