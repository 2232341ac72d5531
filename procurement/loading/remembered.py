"""A function with a memory: most columns of an export hold few different cells, so each is judged once."""

from collections.abc import Callable
from typing import Any


class Remembered(dict[Any, Any]):
    """Answers of a pure function of one cell, or of one tuple of clean values."""

    LIMIT = 20_000
    LONGEST = 1000
    """Characters of a cell that is worth remembering."""

    def __init__(self, clean: Callable[[Any], Any]) -> None:
        super().__init__()
        self.clean = clean

    def ask(self, cell: Any) -> Any:
        """The answer for a cell. A number of JSON or XLSX equals its text but may mean something else: not kept."""
        if type(cell) is tuple or (type(cell) is str and len(cell) <= self.LONGEST):
            return self[cell]
        return self.clean(cell)

    def __missing__(self, key: Any) -> Any:
        if len(self) > self.LIMIT:
            self.clear()
        value = self[key] = self.clean(key)
        return value
