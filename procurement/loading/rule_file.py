"""Reads a file of legal rules strictly: every cell is understood, or the whole file is refused, line by line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from procurement.loading.reference_file import complete, exact_rows
from procurement.loading.refusals import Problem, Rejection
from procurement.loading.rule_columns import COLUMNS, NOT_FOR_QUESTIONS, UNITS

MAX_RULES = 5_000


@dataclass(frozen=True)
class RuleRow:
    code: str
    title_id: str
    title_en: str
    value: str
    unit: str
    applies_to: str
    valid_from: date
    valid_to: date | None
    legal_basis: str
    source_title: str
    publisher: str
    url: str
    quality: str
    note: str

    @property
    def for_questions(self) -> bool:
        """Whether it may stand beside a question about figures; its source's note says where it may not."""
        return not any(words in self.note for words in NOT_FOR_QUESTIONS)


def read_rules(path: Path) -> list[RuleRow]:
    """The rules of a CSV file in UTF-8, in its order.

    Raises Refusal for a file that cannot be read at all, RowsRefused with every reason otherwise.
    """
    rejections: list[Rejection] = []
    found, file = exact_rows(path, COLUMNS, MAX_RULES, _judged, "L01", rejections)
    rejections += _twins(found, file)
    return complete(found, rejections, "L07", file)


def _judged(values: dict[str, Any]) -> RuleRow | list[tuple[str, Problem]]:
    return list(_disagreements(values)) or RuleRow(**values)


def _disagreements(values: Mapping[str, Any]) -> Iterator[tuple[str, Problem]]:
    if values["valid_to"] and values["valid_to"] < values["valid_from"]:
        yield "valid_to", Problem("L04", values["valid_to"].isoformat())
    if not UNITS[values["unit"]](values["value"]):
        yield "value", Problem("L05", values["value"], (("u", values["unit"]),))


def _twins(rows: list[tuple[int, RuleRow]], file: str) -> Iterator[Rejection]:
    """A code stands once: which of two rows is right would be a guess."""
    first: dict[str, int] = {}
    for line, row in rows:
        seen = first.setdefault(row.code, line)
        if seen != line:
            yield Rejection(file, line, "code", "L03", row.code, (("i", seen),))
