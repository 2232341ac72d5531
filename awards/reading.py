"""Reads a claims file strictly: every cell is understood, or the whole file is refused with every reason by line."""

import csv
import io
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from awards import agreement
from awards.columns import COLUMNS
from awards.refusals import ClaimsRefused, Fault
from procurement.loading.refusals import Problem, Refusal

MAX_BYTES = 5_000_000

type Record = tuple[int, list[str]]
"""Line where it starts, from 1, and its cells."""


def read_claims(path: Path, kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    """The claims of a file, column -> value, in file order; money in sen. `kinds`: loaded government -> kind.

    Raises Refusal for a file that cannot be read at all, ClaimsRefused with every fault otherwise.
    """
    records = list(_records(_text(path), path.name))
    while records and not any(records[-1][1]):  # blank lines at the end of a file say nothing
        records.pop()
    if not records:
        raise Refusal("F01", file=path.name)
    return judged(_header(records[0][1], path.name), records[1:], kinds)


def judged(header: list[str], records: list[Record], kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    """The claims in rows of cells, wherever they come from. `header` names the columns, each once.

    Raises ClaimsRefused with every fault.
    """
    faults: list[Fault] = []
    rows = [(line, _row(header, line, cells, faults)) for line, cells in records]
    # Cells that are wrong in themselves come first: what they should say together cannot be judged before.
    faults = faults or _disagreements([(line, row) for line, row in rows if row], kinds)
    if not rows:
        faults = [Fault(1, "", Problem("K15"))]
    if faults:
        raise ClaimsRefused(faults)
    return [row for _line, row in rows if row]


def _text(path: Path) -> str:
    try:
        regular = stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        regular = False
    if not regular:
        raise Refusal("F29", file=path.name)
    if path.stat().st_size > MAX_BYTES:
        raise Refusal("F10", {"a": path.stat().st_size, "b": MAX_BYTES}, file=path.name)
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refusal("F06", {"e": "UTF-8", "b": error.start, "n": line}, file=path.name) from None


def _records(text: str, name: str) -> Iterator[Record]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise Refusal("F07", {"n": line}, file=name) from None
        yield line, cells
        line = reader.line_num + 1


def _header(cells: list[str], file: str) -> list[str]:
    """The columns in the file's order: exactly ours, each once."""
    faults = [Fault(1, name, Problem("K01", name)) for name in cells if name not in COLUMNS]
    if faults:
        raise ClaimsRefused(faults)
    if missing := [name for name in COLUMNS if name not in cells]:
        raise Refusal("F03", {"k": ", ".join(missing)}, file=file)
    for position, name in enumerate(cells, start=1):
        if cells.index(name) + 1 != position:
            raise Refusal("F04", {"k": name, "i": cells.index(name) + 1, "j": position}, file=file)
    return cells


def _row(header: list[str], line: int, cells: list[str], faults: list[Fault]) -> dict[str, Any] | None:
    """Column -> value; what is wrong is added to `faults`."""
    if len(cells) != len(header):
        faults.append(Fault(line, "", Problem("R01", details=(("a", len(cells)), ("b", len(header))))))
        return None
    row: dict[str, Any] = {}
    for name, cell in zip(header, cells, strict=True):
        row[name] = _value(name, cell)
        if isinstance(row[name], Problem):
            faults.append(Fault(line, name, row[name]))
    return row


def _value(name: str, cell: str) -> Any:
    column = COLUMNS[name]
    if not cell.strip():
        return Problem("R02") if column.required else column.empty
    return column.read(cell)


def _disagreements(rows: list[tuple[int, dict[str, Any]]], kinds: Mapping[str, str]) -> list[Fault]:
    faults = [
        Fault(line, column, problem) for line, row in rows for column, problem in agreement.within_row(row, kinds)
    ]
    return sorted([*faults, *agreement.between_rows(rows)], key=lambda fault: fault.line)
