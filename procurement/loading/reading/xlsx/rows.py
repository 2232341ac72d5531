"""The rows of one sheet, from expat's events: the careful way, which judges every row and cell by itself."""

import re
from typing import Any, NamedTuple
from xml.parsers import expat

from procurement.loading.reading.source import MAX_RECORD
from procurement.loading.reading.xlsx.archive import Archive
from procurement.loading.reading.xlsx.values import Values
from procurement.loading.reading.xlsx.xml import Attributes, local, strict_parser
from procurement.loading.refusals import Both, Refusal

MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
_ROW = re.compile("[1-9][0-9]{0,6}")
_CELL = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(f"{_CELL.pattern}:{_CELL.pattern}")
_LIST = ["worksheet", "sheetData"]
_MERGED = ["worksheet", "mergeCells", "mergeCell"]
MAX_MERGED = 10_000
"""Ranges of merged cells."""


class Merged(NamedTuple):
    """A range of which only the upper left cell is shown: rows from 1, positions from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class CarefulRows:
    """Rows as they come. Raises Refusal F25 for a row or cell out of order, twice, or where none may be."""

    def __init__(self, archive: Archive, values: Values) -> None:
        self.archive, self.values = archive, values
        self.rows: list[tuple[int, dict[int, Any]]] = []
        """(number, position -> cell) of rows that were read and not yet taken away"""
        self.last = 0
        """Number of the latest row, of whichever way."""
        self.merged: list[Merged] = []
        """They stand behind the rows."""
        self.opened_at = self.closed_at = -1
        self.encoding: str | None = None
        self.prefixes: set[str | None] = set()
        """Namespaces that the whole sheet declares."""
        self._path: list[str] = []
        self._cells: dict[int, Any] = {}
        self._position = -1
        self._length = 0
        self._kind = self._style = ""
        self._seen: set[str] = set()
        self._text: list[str] = []
        self.parser: expat.XMLParserType = strict_parser(archive.file)
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartNamespaceDeclHandler = self._prefixed
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def disordered(self, row: int) -> Refusal:
        return Refusal("F25", {"n": row}, file=self.archive.file)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        self.encoding = encoding

    def _prefixed(self, prefix: str | None, address: str) -> None:
        if not self._path:
            self.prefixes.add(prefix)

    def _start(self, name: str, attributes: Attributes) -> None:
        self._path.append(local(name))
        depth = len(self._path)
        if depth == 1 and self._path != ["worksheet"]:
            raise self.archive.damaged()
        if self._path == _LIST:
            if self.opened_at >= 0:
                raise self.disordered(self.last)
            self.opened_at = self.parser.CurrentByteIndex
        elif self._path[:2] == _LIST and depth <= 5 and "extLst" not in self._path:
            self._start_within(depth, self._path[-1], attributes)
        elif self._path == _MERGED:
            self._merge(attributes.get("ref", ""))

    def _merge(self, reference: str) -> None:
        match = _RANGE.fullmatch(reference)
        if match is None:
            raise self.archive.damaged()
        left, top, right, bottom = match.groups()
        one = Merged(int(top), position_of(left), int(bottom), position_of(right))
        if one.top > one.bottom or one.left > one.right:
            raise self.archive.damaged()
        self.merged.append(one)
        if len(self.merged) > MAX_MERGED:
            limit = Both(f"{MAX_MERGED} sel gabungan", f"{MAX_MERGED} merged ranges")
            raise Refusal("F10", {"a": f"> {MAX_MERGED}", "b": limit}, file=self.archive.file)

    def _start_within(self, depth: int, element: str, attributes: Attributes) -> None:
        if depth == 3 and element == "row":
            self._start_row(attributes.get("r"))
        elif depth == 4 and element == "c":
            self._start_cell(attributes)
        elif depth == 5 and element in ("v", "f", "is") and element not in self._seen:
            self._seen.add(element)
        elif element != "extLst":
            raise self.disordered(self.last)

    def _start_row(self, told: str | None) -> None:
        number = self.last + 1 if told is None else int(told) if _ROW.fullmatch(told) else 0
        if not self.last < number <= MAX_ROW:
            raise self.disordered(number or self.last + 1)
        self.last = number
        self._cells, self._position, self._length = {}, -1, 0

    def _start_cell(self, attributes: Attributes) -> None:
        self._kind, self._style = attributes.get("t", ""), attributes.get("s", "")
        self._seen, self._text = set(), []
        told = attributes.get("r")
        position = self._position + 1 if told is None else self._place(told)
        if not self._position < position < MAX_COLUMN:
            raise self.disordered(self.last)
        self._position = position

    def _place(self, reference: str) -> int:
        match = _CELL.fullmatch(reference)
        if match is None or int(match.group(2)) != self.last:
            raise self.disordered(self.last)
        return position_of(match.group(1))

    def _characters(self, text: str) -> None:
        if len(self._path) < 5 or self._path[:4] != [*_LIST, "row", "c"]:
            return
        if self._path[4:] in (["v"], ["is", "t"], ["is", "r", "t"]):
            self._text.append(text)
            self._length += len(text)
            if self._length > MAX_RECORD:
                limit = Both(f"{MAX_RECORD} tanda sebaris", f"{MAX_RECORD} characters a row")
                raise Refusal("F10", {"a": f"> {MAX_RECORD}", "b": limit}, file=self.archive.file)

    def _end(self, name: str) -> None:
        depth = len(self._path)
        if depth == 4 and self._path[:2] == _LIST and self._path[3] == "c":
            self._end_cell()
        elif depth == 3 and self._path[:2] == _LIST and self._path[2] == "row":
            self.closed_at = self.parser.CurrentByteIndex
            self.rows.append((self.last, self._cells))
        self._path.pop()

    def _end_cell(self) -> None:
        holder, other = ("is", "v") if self._kind == "inlineStr" else ("v", "is")
        if other in self._seen:
            raise self.disordered(self.last)
        text = "".join(self._text) if holder in self._seen else None
        cell = self.values.cell(self._kind, self._style, text, formula="f" in self._seen)
        if cell is not None:
            self._cells[self._position] = cell


def position_of(letters: str) -> int:
    """A=0, Z=25, AA=26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
