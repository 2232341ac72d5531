"""What the cells of a workbook refer to and mean, for the second count: shared strings, styles, numbers.

By ElementTree and patterns of its own, sharing nothing with `reading.xlsx`. It judges nothing.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from procurement.loading.recount_blocks import Blocks, read

_CLOCK = {"14", "15", "16", "17", "18", "19", "20", "21", "22", "45", "46", "47"}
_CLOCK |= {str(n) for n in (*range(27, 37), *range(50, 59))}
_AMOUNT = re.compile(r"[Rp\d\s.,()+-]{0,60}", re.IGNORECASE)
WORD = "?"
"""Stands for a text that is no amount: a sheet's words are not kept a second time."""
_DIGITS = 15
"""Digits that a spreadsheet keeps of a number."""
_PLAIN_STRING = re.compile(rb"<si><t[^<>]*+>([^<]*+)</t></si>")
_SIGNS = 4
"""`<` in a plain string: where there are more of them in a block, it holds something else."""


class StoredNumber(str):
    """An amount that its file stores as a number: plain, however the file writes its texts."""

    __slots__ = ()


class Book:
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
                return [self._kept(text) for text in _strings_by_blocks(Blocks(stream, b"<sst", b"<si>", b"</sst>"))]
        except ElementTree.ParseError:
            return [self._kept(_said(one)) for one in self.tree(name) if one.tag.endswith("}si")]

    def _kept(self, text: str) -> str:
        return text if not text.strip() or text.strip() == self.column or _AMOUNT.fullmatch(text) else WORD

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

    def text(self, kind: str, style: str | None, value: str | None, *, formula: bool) -> str:
        """What a cell says: its text, its plain number, `?` for anything else that is no amount.

        `kind` and `style` as its attributes `t` and `s` say; None for a cell without a value.
        """
        if value is None or (kind == "n" and not value.strip(" \t\r\n")):
            return WORD if formula and kind != "inlineStr" else ""
        if kind == "s":
            return self.strings[int(value)]
        if kind in ("str", "inlineStr"):
            return _decoded(value)
        return _number(value) if kind == "n" and style not in self.clocks else WORD

    def text_of(self, cell: Element) -> str:
        """The same of an element."""
        kind, inside = cell.get("t") or "n", cell.find("{*}is")
        value = cell.findtext("{*}v")
        if kind == "inlineStr":
            value = None if inside is None else _runs(inside)
        return self.text(kind, cell.get("s"), value, formula=cell.find("{*}f") is not None)


def _strings_by_blocks(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        found = _PLAIN_STRING.findall(block)
        if blocks.is_utf8 and block.count(b"<") == _SIGNS * len(found):
            yield from (_decoded(read(text)) for text in found)
        else:
            yield from map(_said, blocks.children(block))


def _said(element: Element) -> str:
    return _decoded(_runs(element))


def _runs(element: Element) -> str:
    """Text of a string, plain or in runs, without its phonetic hints."""
    runs = [element, *element.iterfind("{*}r")]
    return "".join(text.text or "" for run in runs for text in run.iterfind("{*}t"))


def _decoded(text: str) -> str:
    if "_x" not in text:
        return text
    parts = re.split("_x([0-9a-fA-F]{4})_", text)
    return "".join(chr(int(part, 16)) if index % 2 else part for index, part in enumerate(parts))


def _number(text: str) -> str:
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS and text[0] != "0":
        return StoredNumber(text)
    plain = text.strip(" \t\r\n")
    if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?", plain):
        return WORD
    amount = Decimal(plain)
    if amount and not -40 < amount.adjusted() < _DIGITS:
        return WORD
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
