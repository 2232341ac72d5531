"""Numbers for words: what occurs again and again in a load is kept once, and rows hold its number."""

from typing import Any

import numpy as np

from procurement.loading.columns import Codes, Column


class Words(dict[Any, int]):
    """value -> its number, in the order of first use."""

    def __missing__(self, value: Any) -> int:
        number = self[value] = len(self)
        return number

    def numbers(self, column: Column) -> Codes:
        """The number of each row's value."""
        values = column.listed()
        return np.fromiter((self[value] for value in values), np.int32, len(values))[column.codes]

    def listed(self) -> list[Any]:
        """The values in the order of their numbers."""
        return list(self)
