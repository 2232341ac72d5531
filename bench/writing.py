"""Rows to files as the source prints them (text quoted, numbers and empty cells bare), and to XLSX as a spreadsheet."""

from collections.abc import Iterable
from pathlib import Path
from random import Random

import xlsxwriter

from bench.orders import COLUMNS, Row

_BATCH = 5_000


def line(cells: tuple) -> str:
    """One CSV record with its line end."""
    return (
        ",".join(["" if c is None else str(c) if type(c) is int else '"' + c.replace('"', '""') + '"' for c in cells])
        + "\n"
    )


def write_csv(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(",".join(COLUMNS) + "\n")
        batch: list[str] = []
        for row in rows:
            batch.append(line(row.cells))
            if len(batch) == _BATCH:
                stream.write("".join(batch))
                batch.clear()
        stream.write("".join(batch))


def write_shuffled_csv(path: Path, rows: Iterable[Row], seed: int) -> None:
    """The same records in no order; all of them are in memory for a while."""
    records = [line(row.cells) for row in rows]
    Random(seed).shuffle(records)
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(",".join(COLUMNS) + "\n")
        stream.writelines(records)


def write_xlsx(path: Path, rows: Iterable[Row]) -> None:
    """One sheet; in constant memory, which prints texts in the cells and not in a shared table."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("data")
    for column, name in enumerate(COLUMNS):
        sheet.write_string(0, column, name)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row.cells):
            if type(cell) is int:
                sheet.write_number(number, column, cell)
            elif cell is not None:
                sheet.write_string(number, column, cell)
    book.close()
