"""A cleaner with a memory: most columns of an export hold few different cells, so each is cleaned once."""

from collections.abc import Callable, Iterable
from typing import Any

from procurement.loading.refusals import Problem


class Remembered(dict[Any, Any]):
    """A cleaner that works once per different cell. Most columns of an export hold few different ones."""

    LIMIT = 20_000
    LONGEST = 1000
    """Characters of a cell that is worth remembering."""

    def __init__(self, clean: Callable[[Any], Any]) -> None:
        super().__init__()
        self.clean = clean
        self.bad = False
        """Whether any cell so far was a Problem."""

    def __missing__(self, key: Any) -> Any:
        if len(self) > self.LIMIT:
            self.clear()
        value = self.clean(key)
        self.bad = self.bad or type(value) is Problem
        if type(key) is not str or len(key) <= self.LONGEST:
            self[key] = value
        return value

    def column(self, cells: Iterable[Any]) -> list[Any]:
        cells = list(cells)
        try:
            return [self[cell] for cell in cells]
        except TypeError:  # a list or an object where a cell should be cannot be remembered
            return [self[cell] if _hashable(cell) else self._unremembered(cell) for cell in cells]

    def _unremembered(self, cell: Any) -> Any:
        self.bad = True
        return self.clean(cell)


def _hashable(cell: Any) -> bool:
    return not isinstance(cell, (list, dict))
