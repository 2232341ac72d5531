"""CSV, read strictly: no stray quote swallows a record, no line end is guessed, no cell is dropped."""

import csv
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from procurement.loading.reading.source import (
    CHUNK_CHARACTERS,
    CHUNK_ROWS,
    MAX_RECORD,
    Chunk,
    Options,
    Source,
)
from procurement.loading.reading.text import lines
from procurement.loading.refusals import Refusal

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
        self._pulled: list[str] = []
        self._start = options.header_row
        """Line where the record that is being read starts."""
        self._size = 0
        """Characters of that record."""
        self._records = self._read()
        self._header: list[str] | None = None

    def header(self) -> list[str]:
        if self._header is None:
            self._header = self._find_header()
        return self._header

    def _find_header(self) -> list[str]:
        first = self._peek(self.options.header_row)
        self.delimiter = self.options.delimiter or (";" if first.count(";") > first.count(",") else ",")
        _, cells = next(self._records, (0, None))
        if cells is None:
            raise Refusal("F02", file=self.source.name)
        if len(cells) == 1 and self.options.delimiter:
            raise Refusal("F08", {"p": self.options.delimiter}, file=self.source.name)
        return [cell.strip() for cell in cells]

    def _peek(self, row: int) -> str:
        for number, line in enumerate(lines(self.source, self.options), start=1):
            if number == row:
                return line
        return ""

    def _read(self) -> Iterator[tuple[int, list[str]]]:
        """(line, cells) of every record from the header on, blank ones included. Raises Refusal F07."""
        reader = csv.reader(self._feed(), delimiter=self.delimiter, strict=True)
        above, style = self.options.header_row - 1, None
        while True:
            self._pulled.clear()
            self._size = 0
            start = self._start = above + reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise self._broken(start) from error
            end = _line_end(self._pulled[-1])
            style = style or end
            if end and end != style:
                raise self._broken(start)
            if self._suspicious(cells):
                raise self._broken(start)
            yield start, cells

    def _feed(self) -> Iterator[str]:
        """The lines from the header on; titles above it are no CSV. A record too long is a quote that never closes."""
        for line in islice(lines(self.source, self.options), self.options.header_row - 1, None):
            self._pulled.append(line)
            self._size += len(line)
            if self._size > MAX_RECORD:
                raise self._broken(self._start)
            yield line

    def _suspicious(self, cells: list[str]) -> bool:
        """A quote that opened by accident: it stands inside a cell, or the cell holds whole records."""
        if len(self._pulled) > 1:
            if self._header is not None and len(cells) != len(self._header):
                return True
            inner = [line for cell in cells for line in re.split(r"\r\n|\r|\n", cell)[1:-1]]
            if self._header and any(line.count(self.delimiter) >= len(self._header) - 1 > 0 for line in inner):
                return True
        if any('"' in cell for cell in cells):
            return not _strict_record(self.delimiter).fullmatch("".join(self._pulled))
        return False

    def _broken(self, line: int) -> Refusal:
        return Refusal("F07", {"n": line}, file=self.source.name)

    def chunks(self, names: dict[str, str], known: frozenset[str]) -> Iterator[Chunk]:
        header = self.header()
        kept = [(position, names[name]) for position, name in enumerate(header) if name in names]
        width = len(header)
        batch: list[tuple[int, list[str]]] = []
        misshapen: list[tuple[int, int]] = []
        blanks: list[tuple[int, int]] = []
        total: tuple[int, list[str]] | None = None
        characters = 0
        for line, cells in self._records:
            if not any(cell.strip() for cell in cells):
                blanks.append((line, len(cells)))
                if len(blanks) > MAX_BLANKS:
                    limit = f"{MAX_BLANKS} (baris kosong/blank lines)"
                    raise Refusal("F10", {"a": f"> {MAX_BLANKS}", "b": limit}, file=self.source.name)
                continue
            misshapen += blanks
            blanks.clear()
            characters += self._size
            if total is not None:  # a summary line that is not the last one is a row like any other
                _put(total, width, batch, misshapen)
                total = None
            if is_total(cells):
                total = (line, cells)
                continue
            _put((line, cells), width, batch, misshapen)
            if len(batch) + len(misshapen) >= CHUNK_ROWS or characters > CHUNK_CHARACTERS:
                yield _chunk(batch, kept, misshapen)
                batch, misshapen, characters = [], [], 0
        yield _chunk(batch, kept, misshapen, blank_tail=len(blanks), total_line=total)


def is_total(cells: list[str]) -> bool:
    """Whether a record is a summary line: its first filled cell is a word for total."""
    first = next((cell for cell in cells if cell.strip()), "")
    return first.strip(" :\t").casefold() in _TOTAL_WORDS


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


def _line_end(line: str) -> str:
    return "\r\n" if line.endswith("\r\n") else line[-1] if line[-1] in "\r\n" else ""


def _strict_record(delimiter: str) -> re.Pattern[str]:
    """A record whose quotes stand only around whole cells, doubled inside them (RFC 4180)."""
    cell = rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^"{delimiter}\r\n]*+)'
    return re.compile(rf"{cell}(?:{delimiter}{cell})*+(?:\r\n|\r|\n)?")
