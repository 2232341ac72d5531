"""One XLSX file as a reader: the sheet that holds the data, its header, its rows in chunks."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from procurement.loading.cells import XlsxDate
from procurement.loading.reading.source import Chunk, Covered, Options, Source, no_header
from procurement.loading.reading.xlsx.archive import Archive
from procurement.loading.reading.xlsx.batch import Batch, is_filled
from procurement.loading.reading.xlsx.quick import Run
from procurement.loading.reading.xlsx.sheet import SheetRows
from procurement.loading.reading.xlsx.strings import read_strings
from procurement.loading.reading.xlsx.values import Values
from procurement.loading.reading.xlsx.workbook import Sheet, open_workbook
from procurement.loading.reading.xlsx.xml import refuse_document_types
from procurement.loading.refusals import Problem, Refusal

_SHOWN_ROWS = 20


class XlsxReader:
    """One XLSX file. Lines are the sheet's row numbers, from 1."""

    serialisation = "xlsx"

    def __init__(self, source: Source, options: Options) -> None:
        """Raises Refusal F09, F11, F12, F13, F14, F28."""
        self.source, self.options = source, options
        self._archive = Archive(source)
        book = open_workbook(self._archive)
        refuse_document_types(self._archive)
        strings = read_strings(self._archive, book.strings) if book.strings else []
        self._values = Values(strings, book.date_styles, book.from_1904, source.name)
        self.sheet = self._choose(book.sheets)
        self.notes = tuple(sheet.name for sheet in book.sheets if sheet.is_note and sheet != self.sheet)
        """Names of sheets that are the downloader's notes and are not read."""
        self._rows = self._sheet_rows()
        self._reading = iter(self._rows)
        self._header: list[str] | None = None
        self._waiting: list[tuple[int, dict[int, Any]]] = []

    @property
    def sheet_name(self) -> str:
        return self.sheet.name

    def _choose(self, sheets: list[Sheet]) -> Sheet:
        filled = [sheet for sheet in sheets if not sheet.is_note and self._holds_data(sheet)]
        if self.options.sheet is not None:
            filled = [sheet for sheet in sheets if sheet.name == self.options.sheet] or filled
            if len(filled) == 1 and filled[0].name == self.options.sheet and self._holds_data(filled[0]):
                return filled[0]
            if len(filled) == 1 and filled[0].name == self.options.sheet:
                raise Refusal("F02", file=self.source.name)
        elif not filled:
            raise Refusal("F02", file=self.source.name)
        elif len(filled) == 1 and not filled[0].hidden:  # what nobody saw is loaded only by its name
            return filled[0]
        names = ", ".join(sheet.name + (" (tersembunyi/hidden)" if sheet.hidden else "") for sheet in filled)
        raise Refusal("F14", {"n": len(filled), "l": names}, file=self.source.name)

    def _holds_data(self, sheet: Sheet) -> bool:
        rows = SheetRows(self._archive, sheet.part, self._values)
        return any(is_filled(cell) for row in rows if not isinstance(row, Run) for cell in row[1].values())

    def _sheet_rows(self) -> SheetRows:
        return SheetRows(self._archive, self.sheet.part, self._values)

    def header(self) -> list[str]:
        if self._header is None:
            self._header = self._find_header()
            self._rows.be_quick(len(self._header))
        return self._header

    def _find_header(self) -> list[str]:
        """The cells of the header's row up to the last filled one; none where that row is blank."""
        for row in self._reading:
            if isinstance(row, Run) or row[0] < self.options.header_row:
                continue
            if row[0] > self.options.header_row:
                self._waiting = [row]
                return []
            if any(isinstance(cell, Problem) and cell.code == "R03" for cell in row[1].values()):
                raise self._archive.damaged()  # a word stored as a number, which no reader is bound to show
            return _filled_texts(row[1])
        raise no_header(self.options.header_row, self.source.name)

    def opening(self) -> Iterator[str]:
        """The first rows as lines of text, for a look at where the header may stand."""
        at = 0
        for row in islice(self._sheet_rows(), _SHOWN_ROWS):
            if not isinstance(row, Run) and row[0] <= _SHOWN_ROWS:
                yield from [""] * (row[0] - at - 1)
                yield ";".join(_filled_texts(row[1]))
                at = row[0]

    def chunks(self, names: dict[str, str], known: frozenset[str]) -> Iterator[Chunk]:
        header = self.header()
        kept = [(position, names[name]) for position, name in enumerate(header) if name in names]
        batch = Batch(kept, len(header), self.options.header_row, self.source.name)
        for rows in (self._waiting, self._reading):
            for row in rows:
                if isinstance(row, Run):
                    batch.add_run(row)
                else:
                    batch.add_row(*row)
                while batch.is_full():
                    yield batch.chunk()
        yield batch.last_chunk(covered=list(self._covered(kept)))

    def _covered(self, kept: list[tuple[int, str]]) -> Iterator[Covered]:
        """Known only at the sheet's end, so that its rows are given by now with whatever these cells hold."""
        for top, left, bottom, right in self._rows.careful.merged:
            for position, name in kept:
                first = max(top + (position == left), self.options.header_row + 1)
                if left <= position <= right and first <= bottom:
                    yield Covered(name, first, bottom)


def _filled_texts(cells: dict[int, Any]) -> list[str]:
    last = max((position for position, cell in cells.items() if is_filled(cell)), default=-1)
    return [_as_text(cells.get(position)) for position in range(last + 1)]


def _as_text(cell: Any) -> str:
    if isinstance(cell, Problem):
        return cell.value
    if isinstance(cell, XlsxDate):
        return cell.text
    return "" if cell is None else str(cell).strip()
