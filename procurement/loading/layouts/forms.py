"""A column must be written in one way from top to bottom: F15 for numbers, F16 for dates."""

from collections.abc import Iterable
from typing import Any

from procurement.loading.layouts.layout import Column
from procurement.loading.refusals import Refusal


class Forms:
    """Watches one column of one file. A cell whose form cannot be told fits any other."""

    def __init__(self, column: Column, file: str) -> None:
        self.column, self.file = column, file
        self._first: dict[str, tuple[Any, int]] = {}
        """form -> the first cell of it and its line"""

    def see(self, cells: Iterable[tuple[Any, int]]) -> None:
        """Takes (cell, a line it stands on), each different cell once or more often. Raises Refusal F15 or F16."""
        if self.column.form is None:
            return
        for cell, line in cells:
            if form := self.column.form(cell):
                self._first.setdefault(form, (cell, line))
        if len(self._first) > 1:
            (a, i), (b, j) = sorted(self._first.values(), key=lambda seen: seen[1])[:2]
            raise Refusal(self.column.mixed, {"k": self.column.name, "a": a, "b": b, "i": i, "j": j}, file=self.file)
