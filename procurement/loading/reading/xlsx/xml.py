"""XML parts by expat: no DTD, no entity, nothing opened from elsewhere; names without their namespace."""

import re
from collections.abc import Callable, Iterator
from typing import Any
from xml.parsers import expat

from procurement.loading.reading.xlsx.archive import Archive
from procurement.loading.refusals import Both, Refusal

MAX_SMALL = 64 * 2**20
"""Bytes of a part that is not rows: styles, relations, the list of sheets."""
_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main ",
    "http://purl.oclc.org/ooxml/spreadsheetml/main ",
    "http://schemas.openxmlformats.org/package/2006/relationships ",
    "http://schemas.openxmlformats.org/package/2006/content-types ",
)
type Attributes = dict[str, str]


class _Enough(Exception):
    pass


def local(name: str) -> str:
    """The element's name where it is of the format, else with its namespace, also where it has none."""
    space, _, short = name.rpartition(" ")
    return short if space + " " in _NAMESPACES else f"{space} {short}"


def strict_parser(file: str) -> expat.XMLParserType:
    """A parser that refuses (F12) a document type, and with it every entity, before anything is read of it."""

    def refuse(*_: Any) -> None:
        raise Refusal("F12", file=file)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, data: bytes, archive: Archive, *, final: bool = False) -> None:
    try:
        parser.Parse(data, final)
    except expat.ExpatError as error:
        raise archive.damaged() from error


def refuse_document_types(archive: Archive) -> None:
    """F12 for a DTD in any XML part, also in those that are never read. Only what stands before the root is read."""
    for name in archive.parts:
        if name.endswith((".xml", ".rels", ".vml")):
            parser = strict_parser(archive.file)
            parser.StartElementHandler = _enough
            try:
                for block in small_part(archive, name):
                    feed(parser, block, archive)
            except _Enough:
                continue


def _enough(*_: Any) -> None:
    raise _Enough


def small_part(archive: Archive, part: str) -> Iterator[bytes]:
    read = 0
    for block in archive.blocks(part):
        read += len(block)
        if read > MAX_SMALL:
            raise archive.suspicious(Both(f"bagian > {MAX_SMALL} B", f"part > {MAX_SMALL} B"))
        yield block


def walk(archive: Archive, part: str, visit: Callable[[str, str, Attributes], None]) -> None:
    """Calls `visit(parent, element, attributes)` for every element of a small part. F28 where its root is foreign."""
    above = [""]

    def start(name: str, attributes: Attributes) -> None:
        element = local(name)
        if len(above) == 1 and " " in element:
            raise archive.damaged()
        visit(above[-1], element, attributes)
        above.append(element)

    parser = strict_parser(archive.file)
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: above.pop()
    for block in small_part(archive, part):
        feed(parser, block, archive)
    feed(parser, b"", archive, final=True)


_ENTITY = re.compile("&(?:(lt|gt|amp|quot|apos);|#(?:([0-9]{1,7})|x([0-9A-Fa-f]{1,6}));|)")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


def references_read(text: str, archive: Archive) -> str:
    """Text of an element with its character references read, as expat would. Raises Refusal F28 for a broken one."""

    def read(match: re.Match[str]) -> str:
        name, decimal, hexadecimal = match.groups()
        if name:
            return _ENTITIES[name]
        code = int(decimal) if decimal else int(hexadecimal or "0", 16)
        if code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
            return chr(code)
        raise archive.damaged()

    return _ENTITY.sub(read, text) if "&" in text else text
