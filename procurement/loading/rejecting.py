"""Rows that were taken and are rejected after all, once the whole file or the whole load is known.

A file with too many reasons is cut, as in cleaning.
"""

from typing import Any

import numpy as np
import pandas as pd

from procurement.loading.cleaning import MAX_REASONS
from procurement.loading.ledger import LoadedFile
from procurement.loading.refusals import Rejection
from procurement.loading.standing import Conflicts
from procurement.loading.taken import Taken


class _Rejecting:
    """Moves rows, given by their places in the frame, from the taken to the rejected ones of their file."""

    def __init__(self, rows: pd.DataFrame, files: list[LoadedFile], taken: Taken) -> None:
        self.files, self.slices = files, taken.slices.listed()
        self.numbers, self.lines, self.amounts, self.places = (
            rows[name].to_numpy() for name in ("file", "line", "value_sen", "slice")
        )

    def reject(self, row: int, column: str, code: str, details: tuple[tuple[str, Any], ...] = ()) -> bool:
        """Whether there was room for one more reason."""
        file, line, amount = self.files[int(self.numbers[row])], int(self.lines[row]), int(self.amounts[row])
        cleaned = file.cleaned
        if len(cleaned.rejections) >= MAX_REASONS:
            cleaned.cut = True
            return False
        cleaned.rejections.append(Rejection(file.source.name, line, column, code, details=details))
        if line not in cleaned.rejected:  # else it is the row's second reason
            cleaned.rejected[line] = amount
            cleaned.rejected_of[line] = self.slices[self.places[row]][:3]
            cleaned.taken_rows -= 1
            cleaned.taken_sen -= amount
        return True


def reject_covered(rows: pd.DataFrame, files: list[LoadedFile], taken: Taken) -> np.ndarray[Any, Any]:
    """Rejects rows with a covered cell (R02). The answer is their places: no standing is theirs.

    A cell that another is merged over looks as if it held the same, and holds nothing, or what nobody sees.
    """
    found: set[int] = set()
    for number, file in enumerate(files):
        if not file.covered:
            continue
        rejecting = _Rejecting(rows, files, taken)
        mine = np.flatnonzero(rejecting.numbers == number)
        lines = rejecting.lines[mine]  # ascending, as in the file
        for column, first, last in file.covered:
            for row in mine[slice(*np.searchsorted(lines, (first, last + 1)))].tolist():
                if not rejecting.reject(row, column, "R02"):
                    return np.array(sorted(found), np.int64)
                found.add(row)
    return np.array(sorted(found), np.int64)


def reject_conflicts(rows: pd.DataFrame, conflicts: Conflicts, files: list[LoadedFile], taken: Taken) -> None:
    """Rejects rows that no standing can decide (R16), each naming a row it contradicts."""
    if not conflicts:
        return
    rejecting = _Rejecting(rows, files, taken)
    columns = [next(c.name for c in file.layout.columns if c.field == "order_id") for file in files]
    for row, other in sorted(conflicts.items()):
        number, of_other = int(rejecting.numbers[row]), int(rejecting.numbers[other])
        elsewhere = "" if number == of_other else f" ({files[of_other].source.name})"
        details = (("i", f"{rejecting.lines[other]}{elsewhere}"),)
        if not rejecting.reject(row, columns[number], "R16", details):
            return
