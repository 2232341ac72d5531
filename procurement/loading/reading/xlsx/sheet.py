"""One sheet's rows in their order, each read quickly or carefully."""

import re
from collections.abc import Iterator
from typing import Any

from procurement.loading.reading.xlsx.archive import Archive
from procurement.loading.reading.xlsx.fragments import Pieces
from procurement.loading.reading.xlsx.quick import MAX_WIDTH, QuickRows, Run
from procurement.loading.reading.xlsx.rows import CarefulRows
from procurement.loading.reading.xlsx.values import Values

_OPENING = re.compile(rb"<sheetData>")
_CLOSING = b"</row>"


class SheetRows:
    """Reads a sheet once. Until `be_quick` is told how wide the header is, every row is read carefully."""

    def __init__(self, archive: Archive, part: str, values: Values) -> None:
        self.archive, self.part, self.values = archive, part, values
        self.careful = CarefulRows(archive, values)
        self.quick: QuickRows | None = None

    def be_quick(self, width: int) -> None:
        if width <= MAX_WIDTH:
            self.quick = QuickRows(width, self.careful)

    def __iter__(self) -> Iterator[Run | tuple[int, dict[int, Any]]]:
        """Runs of quickly read rows, and carefully read ones as (number, position -> cell).

        Raises Refusal F10, F11, F12, F25, F28.
        """
        for _ in Pieces(self.archive, _OPENING, _CLOSING, self.careful, self._take).read(self.part):
            if self.quick and self.quick.taken:
                run = Run(self.quick.taken, self.quick.characters, self.values, self.archive)
                self.quick.taken, self.quick.characters = [], 0
                yield run
            while self.careful.rows:
                yield self.careful.rows.pop(0)

    def _take(self, piece: str) -> bool:
        return self.quick is not None and self.quick.take(piece)
