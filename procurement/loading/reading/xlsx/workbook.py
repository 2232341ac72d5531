"""What a workbook says of itself: its sheets, where their parts lie, which styles show dates, when time begins."""

import posixpath
import re
from dataclasses import dataclass, field

from procurement.loading.reading.xlsx.archive import Archive
from procurement.loading.reading.xlsx.xml import Attributes, walk
from procurement.loading.refusals import Both, Refusal, must_end

_RELATION_ID = re.compile(r"http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org/ooxml)/officeDocument/\S* id")
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Number formats that every workbook has without saying so (ECMA-376, part 1, 18.8.30)."""
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|[_*].|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    name: str
    part: str
    hidden: bool

    @property
    def is_note(self) -> bool:
        """Whether it is the downloader's own, not the export's."""
        return self.name.startswith("_")


@dataclass
class Workbook:
    sheets: list[Sheet] = field(default_factory=list)
    strings: str | None = None
    """the part of shared strings"""
    date_styles: frozenset[int] = frozenset()
    from_1904: bool = False


def open_workbook(archive: Archive) -> Workbook:
    """The workbook of the archive. Raises Refusal F09 (not a workbook), F11 (macros, parts outside), F28."""
    part = _find(archive)
    targets = _relations(archive, part)
    book = Workbook()

    def visit(parent: str, element: str, attributes: Attributes) -> None:
        if element == "workbookPr":
            book.from_1904 = attributes.get("date1904") in ("1", "true")
        elif element == "sheet" and parent == "sheets":
            relation = next((v for k, v in attributes.items() if _RELATION_ID.fullmatch(k)), "")
            kind, target = targets.get(relation, ("", ""))
            name = attributes.get("name", "")  # without one, nobody could say which sheet is meant
            if kind == "worksheet" and archive.has(target) and name:
                book.sheets.append(Sheet(name, target, attributes.get("state", "visible") != "visible"))
            elif kind != "chartsheet":  # a chart holds no rows of its own
                raise archive.damaged()

    walk(archive, part, visit)
    of_kind = {kind: target for kind, target in targets.values() if archive.has(target)}
    book.strings = of_kind.get("sharedStrings")
    if "styles" in of_kind:
        book.date_styles = _date_styles(archive, of_kind["styles"])
    return book


def _find(archive: Archive) -> str:
    """The workbook's part: where the relations of the package point, of the content type of a plain workbook."""
    if not archive.has("[Content_Types].xml") or not archive.has("_rels/.rels"):
        raise _no_workbook(archive)
    targets = _relations(archive, "")
    part = next((target for kind, target in targets.values() if kind == "officeDocument"), "")
    types: dict[str, str] = {}

    def visit(_: str, element: str, attributes: Attributes) -> None:
        if element in ("Override", "Default"):
            place = attributes.get("PartName") or "." + attributes.get("Extension", "")
            types.setdefault(place.casefold(), attributes.get("ContentType", ""))

    walk(archive, "[Content_Types].xml", visit)
    found = types.get("/" + part.casefold()) or types.get(posixpath.splitext(part)[1].casefold(), "")
    if "macroenabled" in found.casefold():
        raise archive.suspicious(Both("makro", "macros"))
    if found != _WORKBOOK or not archive.has(part):
        raise _no_workbook(archive)
    return part


def _no_workbook(archive: Archive) -> Refusal:
    return Refusal("F09", {"x": "XLSX", "m": "PK, ZIP", "d": must_end(".xlsx", ".xlsx")}, file=archive.file)


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """relation id -> (kind, part) of one part's relations; "" is the package. A part outside of it is refused."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", name + ".rels")
    found: dict[str, tuple[str, str]] = {}

    def visit(_: str, element: str, attributes: Attributes) -> None:
        if element == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            if attributes.get("TargetMode") == "External" and kind != "hyperlink":
                raise archive.suspicious(Both("tautan luar", "external links"))
            target = posixpath.normpath(posixpath.join("/" + folder, attributes.get("Target", "")))
            found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    if archive.has(place):
        walk(archive, place, visit)
    return found


def _date_styles(archive: Archive, part: str) -> frozenset[int]:
    """Numbers of the cell styles that show a number as a date or a time."""
    formats: dict[str, str] = {}
    styles: list[str] = []

    def visit(parent: str, element: str, attributes: Attributes) -> None:
        if element == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif element == "xf" and parent == "cellXfs":
            styles.append(attributes.get("numFmtId", "0"))

    walk(archive, part, visit)
    return frozenset(number for number, style in enumerate(styles) if _shows_date(style, formats))


def _shows_date(style: str, formats: dict[str, str]) -> bool:
    if style in formats:
        return bool(re.search("[dmyhs]", _NOT_SHOWN.sub("", formats[style]), re.IGNORECASE))
    return style.isascii() and style.isdigit() and int(style[:9]) in _DATE_FORMATS
