"""Reads the rows of a reference file (supplier sizes, legal rules): each is understood, or the file is refused."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from procurement.loading.reading.source import Reader, Source
from procurement.loading.refusals import Both, Problem, Refusal, Rejection

type Columns = Mapping[str, tuple[Callable[[str], Any], bool]]
"""name -> (what reads a filled cell, whether it must be filled)"""


class RowsRefused(Refusal):
    """F22 with the reasons, in the order of lines; nothing has changed."""

    def __init__(self, rejections: Iterable[Rejection], file: str) -> None:
        self.rejections = sorted(rejections, key=lambda one: one.line)
        count = len({rejection.line for rejection in self.rejections})
        hint_id, hint_en = " Perbaiki berkasnya, lalu muat lagi.", " Mend the file, then load it again."
        super().__init__("F22", {"n": count, "m": 0, "hint_id": hint_id, "hint_en": hint_en}, file=file)


def csv_header(reader: Reader, file: str) -> list[str]:
    """The names of a CSV file's columns. Raises Refusal for another serialisation."""
    if reader.serialisation != "csv":
        raise Refusal("F09", {"x": "CSV", "m": reader.serialisation.upper(), "e": ".csv, .csv.gz"}, file=file)
    return reader.header()


def check_names(header: list[str], columns: Columns, file: str) -> None:
    """Raises Refusal for a column that is missing or stands twice."""
    if missing := [name for name in columns if name not in header]:
        raise Refusal("F03", {"k": ", ".join(missing)}, file=file)
    for position, name in enumerate(header, start=1):
        if header.index(name) + 1 != position:
            raise Refusal("F04", {"k": name, "i": header.index(name) + 1, "j": position}, file=file)


def rows[Row](
    reader: Reader,
    source: Source,
    columns: Columns,
    most: int,
    judge: Callable[[dict[str, Any]], Row | dict[str, Problem]],
    rejections: list[Rejection],
) -> Iterator[tuple[int, Row]]:
    """(line, row) of every good row; what is wrong with the others is added to `rejections`.

    `judge`: what cleaned values say together, asked once no cell is wrong in itself. Raises Refusal beyond `most` rows.
    """
    read, width = 0, len(reader.header())
    for chunk in reader.chunks({name: name for name in columns}, frozenset(columns)):
        read += len(chunk.lines)
        if read > most:
            raise Refusal("F10", {"a": f"> {most}", "b": Both(f"{most} baris", f"{most} rows")}, file=source.name)
        for line, count in chunk.misshapen:
            rejections.append(Rejection(source.name, line, "", "R01", details=(("a", count), ("b", width))))
        for line, _cells in [*chunk.summaries, *filter(None, [chunk.total_line])]:
            rejections.append(Rejection(source.name, line, "", "R28"))
        texts = [_texts(chunk.columns[name]) for name in columns]
        for line, *cells in zip(map(int, chunk.lines), *texts, strict=True):
            values = _values(columns, dict(zip(columns, cells, strict=True)))
            wrong = {name: value for name, value in values.items() if isinstance(value, Problem)}
            row = wrong or judge(values)
            if isinstance(row, dict):
                rejections += [
                    Rejection(source.name, line, column, problem.code, problem.value, problem.details)
                    for column, problem in row.items()
                ]
            else:
                yield line, row


def _texts(column: Any) -> list[str]:
    cells = column.to_pylist() if isinstance(column, pa.Array) else column
    return [str(cell or "") for cell in cells]


def _values(columns: Columns, cells: Mapping[str, str]) -> dict[str, Any]:
    """Column -> its value, "" for an empty cell, or what is wrong with it."""
    return {
        name: read(cells[name]) if cells[name].strip() else Problem("R02") if required else ""
        for name, (read, required) in columns.items()
    }
