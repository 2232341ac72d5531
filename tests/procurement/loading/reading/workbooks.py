"""Workbooks made by hand, part by part, and the reader's answer to them as plain lists."""

import zipfile
from pathlib import Path
from typing import Any

from procurement.loading.reading import Options, open_source
from procurement.loading.reading.recognise import reader_for

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
HEAD = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c></row>'


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def parts(*sheets: str, names: list[str] | None = None, states: list[str] | None = None, **more: str) -> dict[str, str]:
    """part -> its XML, of a workbook with these sheets; `strings` and `styles` are inner XML of theirs."""
    names = names or [f"Sheet{n}" for n in range(1, len(sheets) + 1)]
    states = states or ["visible"] * len(sheets)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{state}" r:id="r{n}"/>'
        for n, (name, state) in enumerate(zip(names, states, strict=True), start=1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    found = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" '
        f'ContentType="{more.get("type", SHEET_TYPE)}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{more.get("properties", "")}'
        f"<sheets>{listed}</sheets></workbook>",
        **{f"xl/worksheets/s{n}.xml": one for n, one in enumerate(sheets, start=1)},
    }
    for kind, part, root in (("sharedStrings", "strings", "sst"), ("styles", "styles", "styleSheet")):
        if part in more:
            related += f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{part}.xml"/>'
            found[f"xl/{part}.xml"] = f'<{root} xmlns="{MAIN}">{more[part]}</{root}>'
    found["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'
    return found


def pack(path: Path, of: dict[str, Any]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in of.items():
            archive.writestr(name, content)
    return path


def workbook(path: Path, rows: str, **more: str) -> Path:
    """A workbook of one sheet with the header a, b and these rows."""
    return pack(path, parts(sheet(HEAD + rows), **more))


def read(path: Path, **options: Any) -> tuple[list[str], list[tuple[Any, ...]], Any]:
    """Header, (line, cells…) of every row, and the last chunk, which also gathers every misshapen row."""
    source = open_source(path)
    try:
        reader = reader_for(source, Options(**options))
        header = reader.header()
        rows: list[tuple[Any, ...]] = []
        misshapen: list[tuple[int, int]] = []
        for chunk in reader.chunks({name: name for name in header}, frozenset(header)):
            columns = [list(chunk.columns[name]) for name in header]
            rows += [(int(line), *cells) for line, *cells in zip(chunk.lines, *columns, strict=True)]
            misshapen += chunk.misshapen
        chunk.misshapen = misshapen
        return header, rows, chunk
    finally:
        source.close()
