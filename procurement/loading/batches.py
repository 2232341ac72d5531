"""Whole slices at a time, so that what is worked out over the rows of a load never needs memory for all of them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

ROWS = 500_000
"""Rows of a batch, unless one slice has more."""


def whole_slices(rows: pd.DataFrame, most: int = ROWS) -> Iterator[pd.DataFrame]:
    """The rows in batches of whole slices, each row once; they keep their index."""
    for places in _batches(rows["slice"].to_numpy(), most):
        yield rows.iloc[places]


def one_by_one(rows: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    """(number of a slice, its rows) for each slice."""
    for part in whole_slices(rows, 0):
        yield int(part["slice"].to_numpy()[0]), part


def _batches(numbers: np.ndarray[Any, Any], most: int) -> Iterator[Any]:
    """Places of the rows of each batch; a plain slice where the rows already stand in the order of their slices."""
    if not len(numbers):
        return
    sorted_already = bool(np.all(numbers[1:] >= numbers[:-1]))
    sequence = None if sorted_already else np.argsort(numbers, kind="stable")
    in_order = numbers if sequence is None else numbers[sequence]
    ends = [*(np.flatnonzero(in_order[1:] != in_order[:-1]) + 1).tolist(), len(numbers)]
    start = 0
    for end, following in zip(ends, [*ends[1:], None], strict=True):
        if following is None or following - start > most:
            yield slice(start, end) if sequence is None else sequence[start:end]
            start = end
