"""The value column of a workbook's sheet for the second count, sharing nothing with `reading.xlsx`.

A block of plain rows is scanned as bytes, and only the cell under the column is looked at; any other block is read by
ElementTree, and a sheet that cannot be cut into blocks row by row. It judges nothing: what is no amount is given as
the empty text. A file that the first reader refuses never comes here.
"""

import re
import zipfile
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import IO, Protocol
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from procurement.loading.recount_blocks import Blocks, read
from procurement.loading.recount_book import WORD, Book, StoredNumber

__all__ = ["StoredNumber", "xlsx_values"]

_CELL = (
    rb'\s*+<c r="(?P<letters>[A-Z]+)[0-9]+"(?P<form>[^<>]*+)>(?:(?P<formula><f[^<>]*+>(?:(?<=/>)|[^<]*+</f>))?+'
    rb"(?:<v[^<>]*+>(?P<value>[^<]*+)</v>|<is><t[^<>]*+>(?P<inline>[^<]*+)</t></is>)?+</c>|(?<=/>))"
)
_PLAIN_CELL = re.compile(_CELL)
_PLAIN_ROW = re.compile(
    rb'\s*+<row r="([0-9]+)"[^<>]*+>(?:(?<=/>)|(?:' + re.sub(rb"\?P<\w+>", b"?:", _CELL) + rb")*+\s*+</row>)"
)
_CELL_START = b'<c r="'
_ATTRIBUTE = re.compile(rb"""([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")


class _Row(Protocol):
    number: int

    def texts(self) -> Iterator[tuple[int, str]]:
        """(place from 0, text) of its cells."""
        ...

    def amount(self, place: int, width: int) -> str:
        """What stands at a place; empty where the row reaches beyond the header."""
        ...


def xlsx_values(path: Path, column: str, sheet: str, header_row: int) -> Iterator[str]:
    """The cell under `column` of each row below the header, blank rows included; empty for rows that do not fit."""
    with zipfile.ZipFile(path) as archive:
        book = Book(archive, column)
        position = width = 0
        at = header_row
        for row in _rows(book, book.part_of(sheet)):
            if row.number < header_row:
                continue
            if row.number == header_row:
                texts = dict(row.texts())
                width = 1 + max(place for place, text in texts.items() if text.strip())
                position = next(place for place, text in texts.items() if text.strip() == column)
                continue
            yield from [""] * (row.number - at - 1)
            at = row.number
            found = row.amount(position, width)
            yield found if found != WORD else ""


def _rows(book: Book, part: str) -> Iterator[_Row]:
    """Every row: block by block, or one by one from where that does not go."""
    number = 0
    try:
        with book.archive.open(part) as stream:
            for row in _rows_by_blocks(stream, book):
                number = row.number
                yield row
    except ElementTree.ParseError:
        with book.archive.open(part) as stream:
            yield from (row for row in _numbered(_one_by_one(stream), 0, book) if row.number > number)


def _rows_by_blocks(stream: IO[bytes], book: Book) -> Iterator[_Row]:
    blocks = Blocks(stream, b"<sheetData>", b"<row ", b"</sheetData></worksheet>")
    number = 0
    for block in blocks:
        rows: Iterator[_Row] | list[_PlainRow] | None = _plain_rows(block, book) if blocks.is_utf8 else None
        if rows is None:
            rows = _numbered(blocks.children(block), number, book)
        for row in rows:
            number = row.number
            yield row


def _numbered(rows: Iterator[Element], number: int, book: Book) -> Iterator[_Row]:
    for row in rows:
        number = int(row.get("r") or number + 1)
        yield _ElementRow(row, number, book)


def _one_by_one(stream: IO[bytes]) -> Iterator[Element]:
    holder: Element | None = None
    depth = 0
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):
        if event == "start":
            depth += 1
            if depth == 2 and element.tag.rpartition("}")[2] == "sheetData":
                holder = element
            continue
        depth -= 1
        if element is holder:
            return
        if holder is not None and depth == 2:
            if element.tag.rpartition("}")[2] == "row":
                yield element
            holder.clear()


def _plain_rows(block: bytes, book: Book) -> "list[_PlainRow] | None":
    """The rows of a block that holds nothing but plain rows; None for any other."""
    rows = []
    at, end = 0, len(block.rstrip())
    while at < end:
        found = _PLAIN_ROW.match(block, at)
        if found is None:
            return None
        rows.append(_PlainRow(block, found, book))
        at = found.end()
    return rows


class _PlainRow:
    __slots__ = ("_block", "_book", "_end", "_start", "_told", "number")

    def __init__(self, block: bytes, found: re.Match[bytes], book: Book) -> None:
        self._block, self._book, self._told = block, book, found[1]
        self._start, self._end = found.end(1), found.end()
        self.number = int(found[1])

    def texts(self) -> Iterator[tuple[int, str]]:
        for cell in _PLAIN_CELL.finditer(self._block, self._start, self._end):
            yield _place(cell["letters"].decode()), self._text(cell)

    def amount(self, place: int, width: int) -> str:
        last = self._block.rfind(_CELL_START, self._start, self._end)
        if last < 0:
            return ""
        if self._cell(last) >= width and any(at >= width and text.strip() for at, text in self.texts()):
            return ""
        sought = b'%s%s%s"' % (_CELL_START, _letters(place), self._told)
        start = self._block.find(sought, self._start, self._end)
        found = _PLAIN_CELL.match(self._block, start) if start >= 0 else None
        return self._text(found) if found else ""

    def _cell(self, start: int) -> int:
        """The place of the cell whose tag begins there."""
        start += len(_CELL_START)
        stop = self._block.index(b'"', start)
        return _place(self._block[start : stop - len(self._told)].decode())

    def _text(self, cell: re.Match[bytes]) -> str:
        _, form, formula, value, inline = cell.groups()
        kind, style = _form(form)
        raw = inline if kind == "inlineStr" else value
        return self._book.text(kind, style, None if raw is None else read(raw), formula=formula is not None)


class _ElementRow:
    def __init__(self, row: Element, number: int, book: Book) -> None:
        self._row, self._book = row, book
        self.number = number

    def texts(self) -> Iterator[tuple[int, str]]:
        place = -1
        for cell in self._row:
            if cell.tag.endswith("}c"):
                letters = (cell.get("r") or "").removesuffix(str(self.number))
                place = _place(letters) if letters else place + 1
                yield place, self._book.text_of(cell)

    def amount(self, place: int, width: int) -> str:
        found = ""
        for at, text in self.texts():
            if at == place:
                found = text
            elif at >= width and text.strip():
                return ""
        return found


@lru_cache(1000)
def _form(attributes: bytes) -> tuple[str, str | None]:
    """The kind and the style of a cell."""
    found = {name: read(value[1:-1]) for name, value in _ATTRIBUTE.findall(attributes)}
    return found.get(b"t") or "n", found.get(b"s")


@cache
def _letters(place: int) -> bytes:
    return (_letters(place // 26 - 1) if place >= 26 else b"") + b"%c" % (65 + place % 26)


@cache
def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = 26 * place + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
    return place - 1
