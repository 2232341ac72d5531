"""Rows as an XLSX workbook that any spreadsheet opens, exact, written in constant memory."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from procurement.downloads.cells import safe

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 1_048_576
"""Of one sheet, its header among them: what the format holds. The rest goes on on the next sheet."""
MOST_DIGITS = 15
"""A spreadsheet keeps numbers as binary fractions: of a longer one the last digits would be lost, so it stays text."""


def workbook(
    name: str, header: Sequence[str], records: Iterable[Sequence[Any]], about: Mapping[str, Any], most: int = MOST_ROWS
) -> IO[bytes]:
    """A temporary file at its beginning. `about` stands on a sheet `_keterangan`: a leading `_` marks it as no data."""
    file = TemporaryFile()  # noqa: SIM115 (whoever sends it closes it)
    with Workbook(file, {"constant_memory": True, "strings_to_numbers": False, "strings_to_formulas": False}) as book:
        _sheets(book, name, header, records, most)
        notes = book.add_worksheet("_keterangan")
        for row, (key, value) in enumerate(about.items()):
            _write(notes, row, [key, value])
    file.seek(0)
    return file


def _sheets(book: Workbook, name: str, header: Sequence[str], records: Iterable[Sequence[Any]], most: int) -> None:
    bold = book.add_format({"bold": True})
    sheet, row, number = None, most, 0
    for record in records:
        if row == most:
            number += 1
            sheet, row = _sheet(book, name if number == 1 else f"{name} {number}", header, bold), 1
        assert sheet is not None
        _write(sheet, row, record)
        row += 1
    if not number:
        _sheet(book, name, header, bold)


def _sheet(book: Workbook, name: str, header: Sequence[str], bold: Any) -> Worksheet:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(header):
        sheet.write_string(0, column, title, bold)
    return sheet


def _write(sheet: Worksheet, row: int, record: Sequence[Any]) -> None:
    for column, value in enumerate(record):
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | Decimal):
            _write_number(sheet, row, column, value)
        elif value not in (None, ""):
            sheet.write_string(row, column, safe(str(value)))


def _write_number(sheet: Worksheet, row: int, column: int, value: int | Decimal) -> None:
    digits = len(Decimal(value).normalize().as_tuple().digits)
    if max(digits, len(str(abs(int(value))))) > MOST_DIGITS:
        sheet.write_string(row, column, f"{value:f}" if isinstance(value, Decimal) else str(value))
    else:
        sheet.write_number(row, column, value)
