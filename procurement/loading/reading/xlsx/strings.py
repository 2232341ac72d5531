"""The shared strings of a workbook, in their order."""

import re
from xml.parsers import expat

from procurement.loading.reading.source import MAX_RECORD
from procurement.loading.reading.xlsx.archive import Archive
from procurement.loading.reading.xlsx.fragments import Pieces
from procurement.loading.reading.xlsx.values import unescaped
from procurement.loading.reading.xlsx.xml import Attributes, local, references_read, strict_parser
from procurement.loading.refusals import Both, Refusal

MAX_MEMORY = 768 * 2**20
"""Bytes that the strings may take; about seven million names. A million rows keep well below it."""
_OVERHEAD = 60
_OPENING = re.compile(rb"<sst(?:\s[^<>]*[^<>/])?>")
_CLOSING = b"</si>"
_USUAL = re.compile(r'\s*+<si><t(?: xml:space="preserve")?+>([^<>]*+)</t>')


def read_strings(archive: Archive, part: str) -> list[str]:
    """Raises Refusal F10 (too many), F11, F12, F28."""
    strings = Strings(archive)
    for _ in Pieces(archive, _OPENING, _CLOSING, strings, strings.quick).read(part):
        if strings.memory > MAX_MEMORY:
            limit = Both(f"{MAX_MEMORY >> 20} MiB teks", f"{MAX_MEMORY >> 20} MiB of strings")
            raise Refusal("F10", {"a": f"> {MAX_MEMORY >> 20} MiB", "b": limit}, file=archive.file)
    return strings.found


class Strings:
    """Strings as they come, by expat's events or by the usual shape of one. Phonetic hints are left out."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.found: list[str] = []
        self.memory = 0
        self.opened_at = self.closed_at = -1
        self.encoding: str | None = None
        self._path: list[str] = []
        self._text: list[str] = []
        self._length = 0
        self.parser: expat.XMLParserType = strict_parser(archive.file)
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def quick(self, piece: str) -> bool:
        usual = _USUAL.fullmatch(piece)
        if usual is None:
            return False
        text = usual[1]
        self._add(references_read(text, self.archive) if "&" in text else text)
        return True

    def _add(self, text: str) -> None:
        if "_x" in text:
            text = unescaped(text)
        self.found.append(text)
        self.memory += _OVERHEAD + len(text) * (1 if text.isascii() else 2)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        self.encoding = encoding

    def _start(self, name: str, attributes: Attributes) -> None:
        if not self._path:
            if local(name) != "sst":
                raise self.archive.damaged()
            self.opened_at = self.parser.CurrentByteIndex
        self._path.append(local(name))
        if self._path == ["sst", "si"]:
            self._text, self._length = [], 0

    def _characters(self, text: str) -> None:
        if self._path[-1] == "t" and self._path[:2] == ["sst", "si"] and self._path[2:-1] in ([], ["r"]):
            self._text.append(text)
            self._length += len(text)
            if self._length > MAX_RECORD:
                limit = Both(f"{MAX_RECORD} tanda seteks", f"{MAX_RECORD} characters a string")
                raise Refusal("F10", {"a": f"> {MAX_RECORD}", "b": limit}, file=self.archive.file)

    def _end(self, name: str) -> None:
        if self._path == ["sst", "si"]:
            self._add("".join(self._text))
            self.closed_at = self.parser.CurrentByteIndex
        self._path.pop()
