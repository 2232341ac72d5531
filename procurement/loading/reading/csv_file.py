"""CSV, read strictly: no stray quote swallows a record, no line end is guessed, no cell is dropped.

Blocks of plain records go through the quick lane of `plain_blocks`; from the first block that is not, and for every
judgement, the reader below goes on record by record.
"""

import csv
import io
import re
from array import array
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from procurement.loading.background import ahead
from procurement.loading.reading.plain_blocks import Rest, Shape, plain_chunks
from procurement.loading.reading.source import (
    CHUNK_CHARACTERS,
    CHUNK_ROWS,
    MAX_RECORD,
    Chunk,
    Options,
    Source,
    no_header,
)
from procurement.loading.reading.text import lines
from procurement.loading.refusals import Both, Refusal

csv.field_size_limit(MAX_RECORD + 1)
MAX_BLANKS = 1_000_000
"""Blank lines in a row. An unpacked bomb of line ends has thousands of times as many."""

_TOTAL_WORDS = {
    "total",
    "jumlah",
    "grand total",
    "total keseluruhan",
    "jumlah total",
    "jumlah keseluruhan",
}


class CsvReader:
    """One CSV file. Lines are physical lines, from 1; a record's line is where it starts."""

    serialisation = "csv"

    def __init__(self, source: Source, options: Options) -> None:
        self.source = source
        self.options = options
        self.delimiter = ","
        self._header: list[str] | None = None
        self._header_record = ""
        """The header as it stands in the file, with its line end."""
        self._after_header = options.header_row + 1
        """The line that the first record starts on."""

    def header(self) -> list[str]:
        if self._header is None:
            self._header = self._find_header()
        return self._header

    def _find_header(self) -> list[str]:
        first = self._peek(self.options.header_row)
        self.delimiter = self.options.delimiter or (";" if first.count(";") > first.count(",") else ",")
        records = Records(self._lines(), self.options.header_row, self.delimiter, self.source.name)
        _, cells = next(iter(records), (0, None))
        if cells is None:
            raise no_header(self.options.header_row, self.source.name)
        if len(cells) == 1 and self.options.delimiter:
            raise Refusal("F08", {"p": self.options.delimiter}, file=self.source.name)
        self._header_record, self._after_header = "".join(records.pulled), records.next_line
        return [cell.strip() for cell in cells]

    def _peek(self, row: int) -> str:
        for number, line in enumerate(lines(self.source, self.options), start=1):
            if number == row:
                return line
        return ""

    def _lines(self) -> Iterator[str]:
        """The lines from the header on; titles above it are no CSV."""
        return islice(lines(self.source, self.options), self.options.header_row - 1, None)

    def chunks(self, names: dict[str, str], known: frozenset[str]) -> Iterator[Chunk]:
        header, style = self.header(), line_end(self._header_record)
        rest = Rest(b"", self._after_header)
        with self.source.open() as stream:
            above = b"".join(stream.readline() for _ in range(self._after_header - 1))
            if style in ("\n", "\r\n") and above.count(b"\r") == above.count(b"\r\n"):
                shape = Shape(
                    header,
                    self.delimiter,
                    self.options.encoding,
                    style == "\r\n",
                    _asks_for_a_look,
                    self._suspicious_text,
                )
                yield from ahead(plain_chunks(stream, self._after_header, shape, names, rest))
                following: Iterable[str] = lines(
                    self.source, self.options, begun=rest.begun, stream=stream, first=rest.line
                )
            else:
                following = islice(lines(self.source, self.options), self._after_header - 1, None)
            records = Records(following, rest.line, self.delimiter, self.source.name, header, style)
            yield from self._careful_chunks(records, names)

    def _suspicious_text(self, record: str) -> bool:
        """Whether a record of several lines, of the quick lane, is not one: the careful reader will say where."""
        pulled = list(io.StringIO(record, newline=""))
        cells = next(csv.reader(pulled, delimiter=self.delimiter, strict=True))
        return suspicious(cells, pulled, self.delimiter, self._header)

    def _careful_chunks(self, records: "Records", names: dict[str, str]) -> Iterator[Chunk]:
        header = self.header()
        kept = [(position, names[name]) for position, name in enumerate(header) if name in names]
        width = len(header)
        batch: list[tuple[int, list[str]]] = []
        misshapen: list[tuple[int, int]] = []
        blanks = array("q")  # lines; of a file of line ends there are a million
        summaries: list[tuple[int, list[str]]] = []
        total: tuple[int, list[str]] | None = None
        characters = 0
        for line, cells in records:
            if not any(cell.strip() for cell in cells):
                blanks.append(line)
                if len(blanks) > MAX_BLANKS:
                    limit = Both(f"{MAX_BLANKS} baris kosong", f"{MAX_BLANKS} blank lines")
                    raise Refusal("F10", {"a": f"> {MAX_BLANKS}", "b": limit}, file=self.source.name)
                continue
            misshapen += [(blank, 0) for blank in blanks]
            del blanks[:]
            characters += records.size
            if total is not None:
                summaries.append(total)
                total = None
            if is_total(cells):
                total = (line, cells)
                continue
            _put((line, cells), width, batch, misshapen)
            if len(batch) + len(misshapen) + len(summaries) >= CHUNK_ROWS or characters > CHUNK_CHARACTERS:
                yield _chunk(batch, kept, misshapen, summaries=summaries)
                batch, misshapen, summaries, characters = [], [], [], 0
        yield _chunk(batch, kept, misshapen, summaries=summaries, blank_tail=len(blanks), total_line=total)


class Records:
    """(line, cells) of every record of some lines, blank ones included. Raises Refusal F07."""

    def __init__(
        self,
        following: Iterable[str],
        first_line: int,
        delimiter: str,
        file: str,
        header: list[str] | None = None,
        style: str = "",
    ) -> None:
        self.next_line = first_line
        """Line where the record that is read next starts."""
        self.pulled: list[str] = []
        """Physical lines of the latest record."""
        self.size = 0
        """Characters of that record."""
        self._following, self._delimiter, self._file = following, delimiter, file
        self._header, self._style = header, style

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        reader = csv.reader(self._feed(), delimiter=self._delimiter, strict=True)
        while True:
            self.pulled.clear()
            self.size = 0
            start = self.next_line
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise self._broken(start) from error
            end = line_end(self.pulled[-1])
            self._style = self._style or end
            if (end and end != self._style) or suspicious(cells, self.pulled, self._delimiter, self._header):
                raise self._broken(start)
            self.next_line = start + len(self.pulled)
            yield start, cells

    def _feed(self) -> Iterator[str]:
        """The lines one by one. A record too long is a quote that never closes."""
        for line in self._following:
            self.pulled.append(line)
            self.size += len(line)
            if self.size > MAX_RECORD:
                raise self._broken(self.next_line)
            yield line

    def _broken(self, line: int) -> Refusal:
        return Refusal("F07", {"n": line}, file=self._file)


def suspicious(cells: list[str], pulled: list[str], delimiter: str, header: list[str] | None) -> bool:
    """A quote that opened by accident: it stands inside a cell, or the cell holds whole records."""
    if len(pulled) > 1:
        if header is not None and len(cells) != len(header):
            return True
        inner = [line for cell in cells for line in re.split(r"\r\n|\r|\n", cell)[1:-1]]
        if header and any(line.count(delimiter) >= len(header) - 1 > 0 for line in inner):
            return True
    if any('"' in cell for cell in cells):
        return not _strict_record(delimiter).fullmatch("".join(pulled))
    return False


def is_total(cells: list[str]) -> bool:
    """Whether a record is a summary line: its first filled cell is a word for total."""
    first = next((cell for cell in cells if cell.strip()), "")
    return first.strip(" :\t").casefold() in _TOTAL_WORDS


def _asks_for_a_look(first_cell: str) -> bool:
    return not first_cell.strip() or is_total([first_cell])


def _put(
    record: tuple[int, list[str]],
    width: int,
    batch: list[tuple[int, list[str]]],
    misshapen: list[tuple[int, int]],
) -> None:
    line, cells = record
    if len(cells) == width:
        batch.append((line, cells))
    else:
        misshapen.append((line, len(cells)))


def _chunk(
    batch: list[tuple[int, list[str]]],
    kept: list[tuple[int, str]],
    misshapen: list[tuple[int, int]],
    **end: Any,
) -> Chunk:
    columns: dict[str, list[Any]] = {name: [cells[position] for _, cells in batch] for position, name in kept}
    return Chunk([line for line, _ in batch], columns, misshapen, **end)


def line_end(line: str) -> str:
    return "\r\n" if line.endswith("\r\n") else line[-1:] if line[-1:] in ("\r", "\n") else ""


@cache
def _strict_record(delimiter: str) -> re.Pattern[str]:
    """A record whose quotes stand only around whole cells, doubled inside them (RFC 4180)."""
    cell = rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^"{delimiter}\r\n]*+)'
    return re.compile(rf"{cell}(?:{delimiter}{cell})*+(?:\r\n|\r|\n)?")
