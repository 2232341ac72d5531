"""Rows gathered into chunks: what fits the header, what does not, blank lines and the summary line at the end."""

from typing import Any

from procurement.loading.cells import XlsxDate
from procurement.loading.reading.csv_file import is_total
from procurement.loading.reading.source import CHUNK_CHARACTERS, CHUNK_ROWS, Chunk
from procurement.loading.reading.xlsx.quick import Run
from procurement.loading.refusals import Both, Problem, Refusal

MAX_GAP = 100_000
"""Blank rows in the middle of a sheet, each of which is rejected."""


def is_filled(cell: Any) -> bool:
    """Whether a cell holds more than blanks."""
    return bool(cell.strip()) if isinstance(cell, str) else cell is not None


class Batch:
    """The chunk in the making. Rows that a sheet leaves out are blank lines like those that it prints."""

    def __init__(self, kept: list[tuple[int, str]], width: int, header_row: int, file: str) -> None:
        self.kept, self.width, self.file = kept, width, file
        self._last = header_row
        """The latest line seen."""
        self._settled = header_row
        """The line up to which blank lines are in a chunk."""
        self._total: tuple[int, list[Any]] | None = None
        self._begin()

    def _begin(self) -> None:
        self.lines: list[int] = []
        self.columns: list[list[Any]] = [[] for _ in self.kept]
        self.misshapen: list[tuple[int, int]] = []
        self.summaries: list[tuple[int, list[str]]] = []
        self.characters = 0

    def is_full(self) -> bool:
        rows = len(self.lines) + len(self.misshapen) + len(self.summaries)
        return rows >= CHUNK_ROWS or self.characters > CHUNK_CHARACTERS

    def add_run(self, run: Run) -> None:
        first, last = run.numbers[0], run.numbers[-1]
        whole = self._total is None and first == self._settled + 1 and last - first + 1 == len(run.numbers)
        self.characters += run.characters
        if whole and self.width and not any(map(_asks_for_a_look, set(run.column(0)))):
            self.lines += run.numbers
            for (position, _), column in zip(self.kept, self.columns, strict=True):
                column += run.column(position)
            self._last = self._settled = last
            return
        for index, line in enumerate(run.numbers):
            self._add(line, run.row(index), 0)

    def add_row(self, line: int, cells: dict[int, Any]) -> None:
        last = max((position for position, cell in cells.items() if is_filled(cell)), default=-1)
        self.characters += sum(len(cell) for cell in cells.values() if isinstance(cell, str))
        self._add(line, [cells.get(position) for position in range(self.width)], last + 1)

    def _add(self, line: int, cells: list[Any], filled: int) -> None:
        """One row with its cells under the header; `filled` tells how far it reaches."""
        self._last = line
        if filled <= self.width and not any(map(is_filled, cells)):
            return
        if self._total is not None:
            self.summaries.append(_texts(self._total))
            self._total = None
        self._pass_blanks(line)
        if filled <= self.width and is_total([_text(cell) for cell in cells]):
            self._total = (line, cells)
        else:
            self._put(line, cells, filled)

    def _pass_blanks(self, line: int) -> None:
        if line - self._settled > MAX_GAP:
            limit = Both(f"{MAX_GAP} baris kosong", f"{MAX_GAP} blank rows")
            raise Refusal("F10", {"a": f"{line - self._settled - 1}", "b": limit}, file=self.file)
        self.misshapen += [(blank, 0) for blank in range(self._settled + 1, line)]
        self._settled = line

    def _put(self, line: int, cells: list[Any], filled: int) -> None:
        if filled > self.width:
            self.misshapen.append((line, filled))
            return
        self.lines.append(line)
        for (position, _), column in zip(self.kept, self.columns, strict=True):
            column.append(cells[position])

    def chunk(self, **end: Any) -> Chunk:
        columns = {name: column for (_, name), column in zip(self.kept, self.columns, strict=True)}
        chunk = Chunk(self.lines, columns, self.misshapen, summaries=self.summaries, **end)
        self._begin()
        return chunk

    def last_chunk(self, **end: Any) -> Chunk:
        total = self._total and _texts(self._total)
        return self.chunk(blank_tail=self._last - self._settled, total_line=total, **end)


def _asks_for_a_look(first_cell: Any) -> bool:
    return not is_filled(first_cell) or is_total([_text(first_cell)])


def _texts(row: tuple[int, list[Any]]) -> tuple[int, list[str]]:
    return row[0], [_text(cell) for cell in row[1]]


def _text(cell: Any) -> str:
    if isinstance(cell, Problem):
        return cell.value or "?"
    if isinstance(cell, XlsxDate):
        return cell.text
    return cell or ""
