"""Reads the rows of a reference file (supplier sizes, legal rules, claims): each is understood, or the file is refused.

A file whose header is exactly ours goes through `exact_rows` and `complete`; one that may say more, through `rows`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from procurement.loading.reading import Options, open_source
from procurement.loading.reading.recognise import reader_for
from procurement.loading.reading.source import Reader, Source
from procurement.loading.refusals import Both, Problem, Refusal, Rejection, must_end

type CellReader = Callable[[str], Any]
"""Text of a filled cell -> its value, or a Problem."""


class Column(NamedTuple):
    read: CellReader
    required: bool = False
    empty: Any = ""
    """What an empty cell becomes."""


type Columns = Mapping[str, Column]
type Judge[Row] = Callable[[dict[str, Any]], Row | list[tuple[str, Problem]]]
"""What the values of one row say together, or what is wrong and in which column. Asked once every cell is sound."""


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
        ends = must_end(*[".csv, .csv.gz"] * 2)
        raise Refusal("F09", {"x": "CSV", "m": reader.serialisation.upper(), "d": ends}, file=file)
    return reader.header()


def check_names(header: list[str], columns: Columns, file: str) -> None:
    """Raises Refusal for a column that is missing or stands twice."""
    if missing := [name for name in columns if name not in header]:
        raise Refusal("F03", {"k": ", ".join(missing)}, file=file)
    for position, name in enumerate(header, start=1):
        if header.index(name) + 1 != position:
            raise Refusal("F04", {"k": name, "i": header.index(name) + 1, "j": position}, file=file)


def exact_rows[Row](
    path: Path, columns: Columns, most: int, judge: Judge[Row], unknown: str, rejections: list[Rejection]
) -> tuple[list[tuple[int, Row]], str]:
    """As `rows`, of a CSV file in UTF-8 with exactly these columns in any order; with the file's name.

    `unknown`: the code of a column that is none of them. Raises Refusal for a file that cannot be read at all.
    """
    with closing(open_source(path)) as source:
        reader = reader_for(source, Options("utf-8", ",", 1))
        header = csv_header(reader, source.name)
        if strange := [name for name in header if name not in columns]:
            raise RowsRefused([Rejection(source.name, 1, name, unknown, name) for name in strange], source.name)
        check_names(header, columns, source.name)
        return list(rows(reader, source, columns, most, judge, rejections)), source.name


def complete[Row](found: Sequence[tuple[int, Row]], rejections: list[Rejection], empty: str, file: str) -> list[Row]:
    """Every row. Raises RowsRefused where anything is wrong. `empty`: the code of a file without a row."""
    if not found and not rejections:
        rejections = [Rejection(file, 1, "", empty)]
    if rejections:
        raise RowsRefused(rejections, file)
    return [row for _line, row in found]


def rows[Row](
    reader: Reader, source: Source, columns: Columns, most: int, judge: Judge[Row], rejections: list[Rejection]
) -> Iterator[tuple[int, Row]]:
    """(line, row) of every good row; what is wrong with the others is added to `rejections`.

    Raises Refusal beyond `most` rows.
    """
    read, width = 0, len(reader.header())
    for chunk in reader.chunks({name: name for name in columns}, frozenset(columns)):
        read += len(chunk.lines) + len(chunk.misshapen) + len(chunk.summaries)
        if read > most:
            raise Refusal("F10", {"a": f"> {most}", "b": Both(f"{most} baris", f"{most} rows")}, file=source.name)
        for line, count in chunk.misshapen:
            rejections.append(Rejection(source.name, line, "", "R01", details=(("a", count), ("b", width))))
        for line, _cells in [*chunk.summaries, *filter(None, [chunk.total_line])]:
            rejections.append(Rejection(source.name, line, "", "R28"))
        texts = zip(*(_texts(chunk.columns[name]) for name in columns), strict=True)
        cells = (dict(zip(columns, row, strict=True)) for row in texts)
        yield from judged(zip(map(int, chunk.lines), cells, strict=True), columns, judge, source.name, rejections)


def judged[Row](
    records: Iterable[tuple[int, Mapping[str, str]]],
    columns: Columns,
    judge: Judge[Row],
    file: str,
    rejections: list[Rejection],
) -> Iterator[tuple[int, Row]]:
    """As `rows`, of records that come from anywhere: (line, column -> cell)."""
    for line, cells in records:
        values = {name: _value(column, cells[name]) for name, column in columns.items()}
        wrong = [(name, value) for name, value in values.items() if isinstance(value, Problem)]
        row = wrong or judge(values)
        if isinstance(row, list):
            rejections += [Rejection(file, line, name, one.code, one.value, one.details) for name, one in row]
        else:
            yield line, row


def _texts(column: Any) -> list[str]:
    cells = column.to_pylist() if isinstance(column, pa.Array) else column
    return [str(cell or "") for cell in cells]


def _value(column: Column, cell: str) -> Any:
    if not cell.strip():
        return Problem("R02") if column.required else column.empty
    return column.read(cell)
