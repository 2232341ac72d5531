"""The value column of a workbook's sheet for the second count: by ElementTree, sharing nothing with `reading.xlsx`.

It judges nothing: what is no amount is given as the empty text. A file that the first reader refuses never comes here.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_CLOCK = {"14", "15", "16", "17", "18", "19", "20", "21", "22", "45", "46", "47"}
_CLOCK |= {str(n) for n in (*range(27, 37), *range(50, 59))}
_BLOCK = 1 << 20
_AMOUNT = re.compile(r"[Rp\d\s.,()+-]{0,60}", re.IGNORECASE)
_WORD = "?"
"""Stands for a text that is no amount: a sheet's words are not kept a second time."""


class StoredNumber(str):
    """An amount that its file stores as a number: plain, however the file writes its texts."""

    __slots__ = ()


def xlsx_values(path: Path, column: str, sheet: str, header_row: int) -> Iterator[str]:
    """The cell under `column` of each row below the header, blank rows included; empty for rows that do not fit."""
    with zipfile.ZipFile(path) as archive:
        book = _Book(archive, column)
        position = width = 0
        at = header_row
        for number, row in _rows(archive, book.part_of(sheet)):
            if number < header_row:
                continue
            if number == header_row:
                texts = {place: book.text(cell) for place, cell in _cells(row, number)}
                width = 1 + max(place for place, text in texts.items() if text.strip())
                position = next(place for place, text in texts.items() if text.strip() == column)
                continue
            yield from [""] * (number - at - 1)
            at = number
            yield book.value(row, number, position, width)


def _rows(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[int, Element]]:
    """(number, element) of every row: many at a time, or one by one from where that does not go."""
    number = 0
    try:
        with archive.open(part) as stream:
            for row in _many_at_a_time(stream):
                number = int(row.get("r") or number + 1)
                yield number, row
    except ElementTree.ParseError:
        with archive.open(part) as stream:
            at = 0
            for row in _one_by_one(stream):
                at = int(row.get("r") or at + 1)
                if at > number:
                    yield at, row


def _many_at_a_time(
    stream: IO[bytes], opening: bytes = b"<sheetData>", closing: bytes = b"</row>"
) -> Iterator[Element]:
    """Each block up to its last end tag as a document of its own, with the part's own beginning in front of it.

    Where that is no place to cut at, the block is no document: ParseError.
    """
    rest = stream.read(_BLOCK)
    start = rest.find(b">", rest.find(opening)) + 1
    if opening not in rest or not start:
        raise ElementTree.ParseError
    beginning, rest = rest[:start], rest[start:]
    end = b"</sheetData></worksheet>" if closing == b"</row>" else b"</sst>"
    while block := stream.read(_BLOCK):
        whole, mark, rest = (rest + block).rpartition(closing)
        yield from _children(beginning + whole + mark + end, end)
    whole, mark, _ = rest.partition(end[: end.index(b">") + 1])
    if not mark:
        raise ElementTree.ParseError
    yield from _children(beginning + whole + end, end)


def _children(document: bytes, end: bytes) -> Iterator[Element]:
    root = ElementTree.fromstring(document)
    yield from root if end.count(b">") == 1 else root[-1]


def _one_by_one(stream: IO[bytes]) -> Iterator[Element]:
    holder: Element | None = None
    for event, element in ElementTree.iterparse(stream, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            holder = element if tag == "sheetData" and holder is None else holder
        elif tag == "sheetData":
            return
        elif tag == "row" and holder is not None:
            yield element
            holder.clear()


def _cells(row: Element, number: int) -> Iterator[tuple[int, Element]]:
    """(place from 0, element) of a row's cells."""
    place = -1
    for cell in row:
        if not cell.tag.endswith("}c"):
            continue
        letters = (cell.get("r") or "").removesuffix(str(number))
        place = _place(letters) if letters else place + 1
        yield place, cell


@cache
def _letters(place: int) -> str:
    return (_letters(place // 26 - 1) if place >= 26 else "") + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place % 26]


@cache
def _place(letters: str) -> int:
    place = 0
    for letter in letters:
        place = 26 * place + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
    return place - 1


class _Book:
    """What cells refer to: shared strings and styles."""

    def __init__(self, archive: zipfile.ZipFile, column: str) -> None:
        self.archive, self.column = archive, column
        self.names = {name.casefold(): name for name in archive.namelist()}
        self.workbook = next(target for kind, target in self.related("").values() if kind == "officeDocument")
        self.targets = self.related(self.workbook)
        self.strings = self._strings()
        self.clocks = self._clock_styles()

    def tree(self, part: str) -> Element:
        with self.archive.open(self.names[part.casefold()]) as stream:
            return ElementTree.parse(stream).getroot()

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = posixpath.split(part)
        beside = "/".join(filter(None, (folder, "_rels", name + ".rels")))
        if beside.casefold() not in self.names:
            return {}
        return {
            one.get("Id", ""): (
                posixpath.basename(one.get("Type", "")),
                posixpath.normpath(posixpath.join("/" + folder, one.get("Target", "")))[1:],
            )
            for one in self.tree(beside)
        }

    def part_of(self, sheet: str) -> str:
        for one in self.tree(self.workbook).iterfind("{*}sheets/{*}sheet"):
            if one.get("name") == sheet:
                relation = next(value for key, value in one.attrib.items() if key.endswith("}id"))
                return self.names[self.targets[relation][1].casefold()]
        raise LookupError("the sheet that was read first is not there")

    def _one(self, kind: str) -> str | None:
        parts = [target for of, target in self.targets.values() if of == kind and target.casefold() in self.names]
        return parts[-1] if parts else None

    def _strings(self) -> list[str]:
        part = self._one("sharedStrings")
        if part is None:
            return []
        name = self.names[part.casefold()]
        try:
            with self.archive.open(name) as stream:
                return [self._kept(_said(one)) for one in _many_at_a_time(stream, b"<sst", b"</si>")]
        except ElementTree.ParseError:
            return [self._kept(_said(one)) for one in self.tree(name) if one.tag.endswith("}si")]

    def _kept(self, text: str) -> str:
        return text if not text.strip() or text.strip() == self.column or _AMOUNT.fullmatch(text) else _WORD

    def _clock_styles(self) -> set[str]:
        part = self._one("styles")
        if part is None:
            return set()
        styles = self.tree(part)
        own = {one.get("numFmtId"): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
        found = set()
        for number, style in enumerate(styles.iterfind("{*}cellXfs/{*}xf")):
            code = style.get("numFmtId", "0")
            if _is_clock(own[code]) if code in own else code in _CLOCK:
                found.add(str(number))
        return found

    def text(self, cell: Element) -> str:
        """What stands in a cell: its text, its plain number, `?` for anything else that is no amount."""
        kind, value = cell.get("t", "n"), cell.findtext("{*}v")
        if kind == "inlineStr":
            inside = cell.find("{*}is")
            return "" if inside is None else _said(inside)
        if value is None or (kind == "n" and not value.strip(" \t\r\n")):
            return "" if cell.find("{*}f") is None else _WORD
        if kind == "s":
            return self.strings[int(value)]
        if kind == "str":
            return _decoded(value)
        return _number(value) if kind == "n" and cell.get("s") not in self.clocks else _WORD

    def value(self, row: Element, number: int, position: int, width: int) -> str:
        """The amount of a row; empty where the row reaches beyond the header."""
        sought = f"{_letters(position)}{number}"
        if len(row) and _place((row[-1].get("r") or "ZZZZ").removesuffix(str(number))) < width:
            for index in range(min(position, len(row) - 1), -1, -1):
                if row[index].get("r") == sought:
                    found = self.text(row[index])
                    return found if found != _WORD else ""
        found = ""
        for place, cell in _cells(row, number):
            if place == position:
                found = self.text(cell)
            elif place >= width and self.text(cell).strip():
                return ""
        return found if found != _WORD else ""


def _said(element: Element) -> str:
    """Text of a string, plain or in runs, without its phonetic hints."""
    if len(element) == 1 and element[0].tag.endswith("}t"):
        return _decoded(element[0].text or "")
    runs = [element, *element.iterfind("{*}r")]
    return _decoded("".join(text.text or "" for run in runs for text in run.iterfind("{*}t")))


def _decoded(text: str) -> str:
    if "_x" not in text:
        return text
    parts = re.split("_x([0-9a-fA-F]{4})_", text)
    return "".join(chr(int(part, 16)) if index % 2 else part for index, part in enumerate(parts))


def _number(text: str) -> str:
    plain = text.strip(" \t\r\n")
    if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", plain):
        return _WORD
    amount = Decimal(plain)
    if amount and not -40 < amount.adjusted() < 15:
        return _WORD
    printed = format(amount, "f") if amount else "0"
    return StoredNumber(printed.rstrip("0").rstrip(".") if "." in printed else printed)


def _is_clock(code: str) -> bool:
    """Whether a number format shows a date or a time, once what it prints as it is has been taken out."""
    quoted = False
    at = 0
    while at < len(code):
        sign = code[at]
        if sign == '"':
            quoted = not quoted
        elif not quoted:
            if sign in "\\_*":
                at += 1
            elif sign == "[" and "]" in code[at:] and code[at + 1 : code.index("]", at)].strip("hmsHMS"):
                at = code.index("]", at)
            elif sign in "dmyhsDMYHS":
                return True
        at += 1
    return False
