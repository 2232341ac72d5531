"""Reads claims strictly: every cell is understood, or all of them are refused with every reason by line."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from awards.agreement import between_rows, within_row
from awards.columns import COLUMNS
from procurement.loading.reference_file import complete, exact_rows, judged
from procurement.loading.refusals import Problem, Rejection

MAX_CLAIMS = 5_000

type Row = dict[str, Any]
"""column -> value; money in sen"""


def read_claims(path: Path, kinds: Mapping[str, str]) -> list[Row]:
    """The claims of a CSV file in UTF-8, in its order. `kinds`: loaded government -> kind.

    Raises Refusal for a file that cannot be read at all, RowsRefused with every reason otherwise.
    """
    rejections: list[Rejection] = []
    found, file = exact_rows(path, COLUMNS, MAX_CLAIMS, partial(_judged, kinds), "K01", rejections)
    return _together(found, rejections, file)


def read_cells(records: Iterable[tuple[int, Mapping[str, str]]], kinds: Mapping[str, str]) -> list[Row]:
    """The same of (line, column -> cell), as the file would have them. Raises RowsRefused."""
    rejections: list[Rejection] = []
    found = list(judged(records, COLUMNS, partial(_judged, kinds), "", rejections))
    return _together(found, rejections, "")


def _judged(kinds: Mapping[str, str], row: Row) -> Row | list[tuple[str, Problem]]:
    return list(within_row(row, kinds)) or row


def _together(found: list[tuple[int, Row]], rejections: list[Rejection], file: str) -> list[Row]:
    return complete(found, [*rejections, *between_rows(found, file)], "K15", file)
