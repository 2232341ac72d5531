"""Reads a register of supplier sizes strictly: every cell is understood, or the whole file is refused, line by line."""

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from procurement.counting import Size
from procurement.identity import supplier_identity
from procurement.loading.cells import MAX_CODE, clean_code, clean_datetime, clean_name, unquoted
from procurement.loading.reading import Options, open_source
from procurement.loading.reading.recognise import reader_for
from procurement.loading.reference_file import Column, Columns, RowsRefused, check_names, csv_header, rows
from procurement.loading.refusals import Problem, Refusal, Rejection, unknown_word

SAMPLE_SOURCE = "register contoh"
"""Every source of the sample register begins with it, in any case; no real one does."""
MAX_ROWS = 500_000
_SIZES = frozenset(Size.values)

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


def _word(cell: str) -> str | Problem:
    return cell if cell in _SIZES else unknown_word(cell, _SIZES)


def _day(cell: str) -> date | Problem:
    found = clean_datetime(cell)
    if isinstance(found, str) and len(cell.strip()) == len("YYYY-MM-DD"):
        return date.fromisoformat(found[:10])
    return found if isinstance(found, Problem) else Problem("R10", cell, (("f", "YYYY-MM-DD"),))


def _system(cell: str) -> str | Problem:
    """Folded as a load folds it: `BELA` is no system of its own."""
    found = clean_name(cell, MAX_CODE)
    return found.casefold() if isinstance(found, str) else found


COLUMNS: Columns = {
    "sistem": Column(unquoted(_system), required=True),
    "kode_penyedia": Column(unquoted(clean_code)),
    "penyedia": Column(unquoted(clean_name)),
    "skala": Column(_word, required=True),
    "sumber": Column(unquoted(clean_name), required=True),
    "per_tanggal": Column(_day, required=True),
}


def read_register(path: Path, options: Options, ignore: Collection[str] = (), *, allow_empty: bool = False) -> Register:
    """The register in a CSV file. `ignore`: further columns that may stand there; they are never read.

    Raises Refusal for a file that cannot be read at all, RowsRefused with every reason otherwise.
    """
    with closing(open_source(path)) as source:
        reader = reader_for(source, options)
        _check_header(csv_header(reader, source.name), ignore, source.name)
        rejections: list[Rejection] = []
        found = list(rows(reader, source, COLUMNS, MAX_ROWS, _judged, rejections))
    rejections += _twins(found, source.name)
    if rejections:
        raise RowsRefused(rejections, source.name)
    if not found and not allow_empty:
        raise Refusal("F02", file=source.name)
    return Register(source.name, source.sha256, source.size, [row for _line, row in found])


def _check_header(header: list[str], ignore: Collection[str], file: str) -> None:
    check_names(header, COLUMNS, file)
    for name in header:
        if name not in COLUMNS and name not in ignore:
            raise Refusal("F05", {"k": name}, file=file)


def _judged(values: dict[str, Any]) -> SizeRow | list[tuple[str, Problem]]:
    code, name = values["kode_penyedia"], values["penyedia"]
    identity = "" if code else supplier_identity(name)
    if not code and not identity:
        return [("penyedia", Problem("S01"))]
    return SizeRow(values["sistem"], code, identity, name, values["skala"], values["sumber"], values["per_tanggal"])


def _twins(rows: list[tuple[int, SizeRow]], file: str) -> Iterator[Rejection]:
    """A supplier stands once: which of two rows is right would be a guess."""
    first: dict[Key, int] = {}
    for line, row in rows:
        seen = first.setdefault(row.key, line)
        if seen != line:
            column, said = ("kode_penyedia", row.code) if row.code else ("penyedia", row.name)
            yield Rejection(file, line, column, "S02", said, (("i", seen),))
