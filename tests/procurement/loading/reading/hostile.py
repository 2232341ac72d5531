"""Workbooks that are refused whole (cases X01–X15): each a few lines of XML, or a damaged archive."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.procurement.loading.reading.workbooks import HEAD, MAIN, OFFICE, PACKAGE, pack, parts, sheet

GOOD = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><v>x</v></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LAUGHS = (
    '<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    f'<sst xmlns="{MAIN}"><si><t>&b;</t></si></sst>'
)
BEARING_THE_NAME = [
    ("x.xlsx", b"a,b\n1,2\n", "F09"),
    ("x.xlsx", b"<html><table>", "F09"),
    ("x.xlsx", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "F09"),
    ("x.xls", OLE + b"\0" * 600, "F09"),
    ("x.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "F13"),
    ("x.csv", b"PK\x03\x04", "F09"),
    ("x.xlsx", b"PK\x03\x04", "F28"),
    ("x.xlsx", b"PK\x05\x06" + b"\0" * 18, "F09"),
]
FOREIGN = [
    "xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/embeddings/o.bin", "XL/activeX/a.xml", "a.zip",
    "../x.xml", "xl\\x.xml",
]  # fmt: skip
DISORDERED = [
    (GOOD + GOOD, 2),
    ('<row r="3"><c r="A3"><v>1</v></c></row>' + GOOD, 2),
    ('<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>', 2),
    ('<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>1</v></c></row>', 2),
    ('<row r="2"><c r="A3"><v>1</v></c></row>', 2),
    ('<row r="2"><c r="a2"><v>1</v></c></row>', 2),
    ('<row r="2"><c r="A2"><v>1</v><v>2</v></c></row>', 2),
    ('<row r="2"><c r="A2" t="inlineStr"><v>2</v></c></row>', 2),
    ('<row r="2"><c r="A2" t="str"><is><t>2</t></is></c></row>', 2),
    ('<row r="0"/>', 2),
    ('<row r="1048577"/>', 1048577),
    ('<row r="2"><c r="XFE2"><v>2</v></c></row>', 2),
    ('<row r="2"><d/></row>', 2),
]
"""(rows, the row that is named)"""
BROKEN = [
    '<row r="2"><c r="A2" t="s"><v>7</v></c></row>',
    '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>',
    '<row r="2"><c r="A2" t="str"><v>a & b</v></c></row>',
    '<row r="2"><c r="A2" t="str"><v>&#0;</v></c></row>',
    '<row r="2"><c r="A2" t="str"><v>\x01</v></c></row>',
    '<row r="2" r="3"><c r="A2"/></row>',
    '<row r="2" q:w="1"><c r="A2"/></row>',
    '<row r="2"><c r="A2"><v>1</v></row>',
    '<row r="2"><!-- never closed',
]
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ELSEWHERE = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/worksheet" '
    'TargetMode="External" Target="http://example.org/s.xml"/></Relationships>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def typed(good: dict[str, Any]) -> list[dict[str, Any]]:
    """A workbook with a document type in each kind of part."""
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + OUTSIDE + "<x/>").encode("utf-16")
    in_sheet = good["xl/worksheets/s1.xml"].replace("<worksheet", OUTSIDE + "<worksheet")
    return [
        good | {"xl/strings.xml": LAUGHS},
        good | {"docProps/core.xml": OUTSIDE + "<x>&a;</x>"},
        good | {"xl/theme/theme1.xml": wide},
        good | {"xl/worksheets/s1.xml": in_sheet},
    ]


def locked(path: Path) -> Path:
    """The archive with its first part said to be encrypted."""
    content = bytearray(path.read_bytes())
    content[content.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    return path


def books(folder: Path, head: str = HEAD) -> Iterator[tuple[str, str, Path]]:
    """(case, code, file) of them all, written one after the other; `head` is the header's row."""
    good, empty = parts(sheet(head + GOOD), strings=""), sheet('<row r="1"><c r="A1" s="0"/></row>')
    for name, content, code in BEARING_THE_NAME:
        (folder / name).write_bytes(content)
        yield f"X01 X02 {content[:20]!r}", code, folder / name
    whole = pack(folder / "whole.xlsx", good).read_bytes()
    (folder / "x.xlsx.gz").write_bytes(gzip.compress(whole))
    yield "X01 packed", "F09", folder / "x.xlsx.gz"
    (folder / "cut.xlsx").write_bytes(whole[: len(whole) * 2 // 3])
    yield "X01 cut", "F28", folder / "cut.xlsx"
    yield "X02 a part", "F13", locked(pack(folder / "locked.xlsx", good))
    filled = sheet(head + GOOD)
    made: list[tuple[str, str, dict[str, Any]]] = [
        ("X03 sizes", "F11", parts(sheet(head + " " * 20_000_000))),
        ("X03 entries", "F11", good | {f"{number}.xml": "<a/>" for number in range(1200)}),
        *(("X05 X06", "F12", one) for one in typed(good)),
        ("X09 two", "F14", parts(filled, filled)),
        ("X09 hidden", "F14", parts(empty, filled, states=["visible", "hidden"])),
        ("X15 macros", "F11", parts(filled, type=MACROS)),
        ("X15 outside", "F11", good | {"xl/_rels/workbook.xml.rels": ELSEWHERE}),
        *((f"X15 {part}", "F11", good | {part: "x"}) for part in FOREIGN),
        *((f"F25 {rows}", "F25", parts(sheet(head + rows))) for rows, _ in DISORDERED),
        *((f"F28 {rows}", "F28", parts(sheet(head + rows), strings="<si><t>x</t></si>")) for rows in BROKEN),
    ]
    for number, (case, code, of) in enumerate(made):
        yield case, code, pack(folder / f"{number}.xlsx", of)
