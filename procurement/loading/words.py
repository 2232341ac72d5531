"""Numbers for words: what occurs again and again in a load is kept once, and rows hold its number."""

from array import array
from typing import Any

import numpy as np

from procurement.loading.columns import Codes, Column
from procurement.loading.hashing import SEPARATOR, text_hash


class Words(dict[Any, int]):
    """value (text or a tuple) -> its number, in the order of first use."""

    def __init__(self) -> None:
        super().__init__()
        self._hashes = array("Q")

    def __missing__(self, value: Any) -> int:
        number = self[value] = len(self)
        self._hashes.append(text_hash(SEPARATOR.join(map(str, value)) if isinstance(value, tuple) else value))
        return number

    def hashes(self, numbers: Codes) -> Codes:
        """64 bits for each number's value, 0 for the number -1: the same in every load."""
        return np.append(np.frombuffer(self._hashes, np.uint64), np.uint64(0)).view(np.int64)[numbers]

    def numbers(self, column: Column) -> Codes:
        """The number of each row's value."""
        values = column.listed()
        return np.fromiter((self[value] for value in values), np.int32, len(values))[column.codes]

    def listed(self) -> list[Any]:
        """The values in the order of their numbers."""
        return list(self)
