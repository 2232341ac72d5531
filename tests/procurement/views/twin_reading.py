"""Reads a twin in all three kinds and holds them to each other and to the fields that are described."""

import csv
import io
import json
from decimal import Decimal

import openpyxl

from procurement.downloads.fields import Field
from tests.visiting import body_of


def answer(client, path: str, kind: str, query: str = "", status: int = 200):
    """Read to its end, as `body`."""
    found = client.get(f"{path}.{kind}{query}")
    assert found.status_code == status, f"{path}.{kind}{query}: {found.status_code}"
    found.body = body_of(found)
    return found


def twin(client, path: str, query: str, fields: tuple[Field, ...]) -> tuple[list[dict[str, str]], dict]:
    """(the records of the CSV, the JSON document), after the workbook and the document were found to say the same."""
    names = [one.name for one in fields]
    answers = {kind: answer(client, path, kind, query) for kind in ("csv", "xlsx", "json")}
    text = answers["csv"].body.decode()
    records = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert text.split("\r\n")[0] == ",".join(names)
    for one in fields:
        assert not one.required or all(record[one.name] for record in records), one.name
    document = json.loads(answers["json"].body, parse_float=Decimal)
    assert [*document][:2] == ["edisi", "contoh"]
    rows = [document | row for row in document["baris"]]
    assert [[plain(row[name]) for name in names] for row in rows] == [unsafe(record) for record in records]
    book = openpyxl.load_workbook(io.BytesIO(answers["xlsx"].body))
    head, *lines = book.worksheets[0].iter_rows(values_only=True)
    assert list(head) == names
    assert [[plain(cell) for cell in line] for line in lines] == [list(record.values()) for record in records]
    assert all(f"-edisi-{document['edisi'] or 0}" in one.headers["Content-Disposition"] for one in answers.values())
    return records, document


def unsafe(record: dict[str, str]) -> list[str]:
    """Cells as JSON has them: it guards no spreadsheet."""
    return [cell[1:] if cell.startswith("'") else cell for cell in record.values()]


def plain(value: object) -> str:
    """A cell of a workbook or of a document as CSV prints it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def rupiah(records, name: str = "nilai_rupiah") -> Decimal:
    return sum((Decimal(record[name]) for record in records if record[name]), Decimal(0))
