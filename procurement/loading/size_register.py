"""Reads a register of supplier sizes strictly: every cell is understood, or the whole file is refused, line by line."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from procurement.identity import supplier_identity
from procurement.loading.cells import MAX_CODE, clean_code, clean_datetime, clean_name
from procurement.loading.reading import Options, Source, open_source
from procurement.loading.reading.recognise import reader_for
from procurement.loading.reading.source import Reader
from procurement.loading.refusals import Problem, Refusal, Rejection

SIZES = ("mikro", "kecil", "menengah", "besar", "koperasi")
SAMPLE_SOURCE = "register contoh"
"""Every source of the sample register begins with it, in any case; no real one does."""
MAX_ROWS = 500_000

type Key = tuple[str, str, str]
"""(system, code, normalised name where there is no code): whom a row speaks of."""


@dataclass(frozen=True)
class SizeRow:
    system: str
    code: str
    identity: str
    """The normalised name where there is no code, else empty."""
    name: str
    size: str
    source: str
    as_of: date

    @property
    def key(self) -> Key:
        return self.system, self.code, self.identity


@dataclass(frozen=True)
class Register:
    """A register file that was understood whole."""

    name: str
    sha256: str
    size: int
    """bytes"""
    rows: list[SizeRow]

    @property
    def marked(self) -> set[bool]:
        """Whether its rows are sample data: both for a mixture, empty for an empty file."""
        return {row.source.casefold().startswith(SAMPLE_SOURCE) for row in self.rows}


class RegisterRefused(Refusal):
    """F22 with the reasons, in the order of lines; nothing has changed."""

    def __init__(self, rejections: list[Rejection], file: str) -> None:
        count = len({rejection.line for rejection in rejections})
        hint_id, hint_en = " Perbaiki berkasnya, lalu muat lagi.", " Mend the file, then load it again."
        super().__init__("F22", {"n": count, "m": 0, "hint_id": hint_id, "hint_en": hint_en}, file=file)
        self.rejections = rejections


def _word(cell: str) -> str | Problem:
    return cell if cell in SIZES else Problem("R24", cell)


def _day(cell: str) -> date | Problem:
    found = clean_datetime(cell)
    if isinstance(found, str) and len(cell.strip()) == len("YYYY-MM-DD"):
        return date.fromisoformat(found[:10])
    return found if isinstance(found, Problem) else Problem("R10", cell, (("f", "YYYY-MM-DD"),))


COLUMNS: Mapping[str, tuple[Callable[[str], Any], bool]] = {
    "sistem": (lambda cell: clean_name(cell, MAX_CODE), True),
    "kode_penyedia": (clean_code, False),
    "penyedia": (clean_name, False),
    "skala": (_word, True),
    "sumber": (clean_name, True),
    "per_tanggal": (_day, True),
}
"""name -> (what reads a filled cell, whether it must be filled)"""


def read_register(path: Path, options: Options, ignore: Collection[str] = (), *, allow_empty: bool = False) -> Register:
    """The register in a CSV file. `ignore`: further columns that may stand there; they are never read.

    Raises Refusal for a file that cannot be read at all, RegisterRefused with every reason otherwise.
    """
    with closing(open_source(path)) as source:
        reader = reader_for(source, options)
        if reader.serialisation != "csv":
            raise Refusal("F09", {"x": "CSV", "m": reader.serialisation}, file=source.name)
        header = reader.header()
        _check_header(header, ignore, source.name)
        rejections: list[Rejection] = []
        rows = list(_rows(reader, source, len(header), rejections))
    rejections += _twins(rows, source.name)
    if rejections:
        raise RegisterRefused(sorted(rejections, key=lambda one: one.line), source.name)
    if not rows and not allow_empty:
        raise Refusal("F02", file=source.name)
    return Register(source.name, source.sha256, source.size, [row for _line, row in rows])


def _check_header(header: list[str], ignore: Collection[str], file: str) -> None:
    if missing := [name for name in COLUMNS if name not in header]:
        raise Refusal("F03", {"k": ", ".join(missing)}, file=file)
    for position, name in enumerate(header, start=1):
        if header.index(name) + 1 != position:
            raise Refusal("F04", {"k": name, "i": header.index(name) + 1, "j": position}, file=file)
        if name not in COLUMNS and name not in ignore:
            raise Refusal("F05", {"k": name}, file=file)


def _rows(reader: Reader, source: Source, width: int, rejections: list[Rejection]) -> Iterator[tuple[int, SizeRow]]:
    """(line, row) of every good row; what is wrong with the others is added to `rejections`."""
    read = 0
    for chunk in reader.chunks({name: name for name in COLUMNS}, frozenset(COLUMNS)):
        read += len(chunk.lines)
        if read > MAX_ROWS:
            raise Refusal("F10", {"a": f"> {MAX_ROWS}", "b": f"{MAX_ROWS} (baris/rows)"}, file=source.name)
        for line, count in chunk.misshapen:
            rejections.append(Rejection(source.name, line, "", "R01", details=(("a", count), ("b", width))))
        if chunk.total_line:
            rejections.append(Rejection(source.name, chunk.total_line[0], "", "R28"))
        columns = [_cells(chunk.columns[name]) for name in COLUMNS]
        for line, *cells in zip(map(int, chunk.lines), *columns, strict=True):
            row = _row(dict(zip(COLUMNS, cells, strict=True)))
            if isinstance(row, SizeRow):
                yield line, row
            else:
                rejections += [
                    Rejection(source.name, line, column, problem.code, problem.value, problem.details)
                    for column, problem in row.items()
                ]


def _cells(column: Any) -> list[str]:
    return column.to_pylist() if isinstance(column, pa.Array) else list(column)


def _row(cells: Mapping[str, str]) -> SizeRow | dict[str, Problem]:
    """The row, or column -> what is wrong there."""
    values: dict[str, Any] = {}
    for name, (read, required) in COLUMNS.items():
        filled = bool(cells[name].strip())
        values[name] = read(cells[name]) if filled else Problem("R02") if required else ""
    if wrong := {name: value for name, value in values.items() if isinstance(value, Problem)}:
        return wrong
    code, name = values["kode_penyedia"], values["penyedia"]
    identity = "" if code else supplier_identity(name)
    if not code and not identity:
        return {"penyedia": Problem("S01")}
    return SizeRow(values["sistem"], code, identity, name, values["skala"], values["sumber"], values["per_tanggal"])


def _twins(rows: list[tuple[int, SizeRow]], file: str) -> Iterator[Rejection]:
    """A supplier stands once: which of two rows is right would be a guess."""
    first: dict[Key, int] = {}
    for line, row in rows:
        seen = first.setdefault(row.key, line)
        if seen != line:
            column, said = ("kode_penyedia", row.code) if row.code else ("penyedia", row.name)
            yield Rejection(file, line, column, "S02", said, (("i", seen),))
