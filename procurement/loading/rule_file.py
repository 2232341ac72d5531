"""Reads a file of legal rules strictly: every cell is understood, or the whole file is refused, line by line."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from procurement.loading.reading import Options, open_source
from procurement.loading.reading.recognise import reader_for
from procurement.loading.reference_file import RowsRefused, check_names, csv_header, rows
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
    with closing(open_source(path)) as source:
        reader = reader_for(source, Options("utf-8", ",", 1))
        _check_header(csv_header(reader, source.name), source.name)
        rejections: list[Rejection] = []
        found = list(rows(reader, source, COLUMNS, MAX_RULES, _judged, rejections))
    rejections += _twins(found, source.name)
    if not found and not rejections:
        rejections.append(Rejection(source.name, 1, "", "L07"))
    if rejections:
        raise RowsRefused(rejections, source.name)
    return [row for _line, row in found]


def _check_header(header: list[str], file: str) -> None:
    """Exactly our columns, each once, in any order."""
    if unknown := [name for name in header if name not in COLUMNS]:
        raise RowsRefused([Rejection(file, 1, name, "L01") for name in unknown], file)
    check_names(header, COLUMNS, file)


def _judged(values: dict[str, Any]) -> RuleRow | dict[str, Problem]:
    values["valid_to"] = values["valid_to"] or None
    return _disagreements(values) or RuleRow(**values)


def _disagreements(values: Mapping[str, Any]) -> dict[str, Problem]:
    wrong = {}
    if values["valid_to"] and values["valid_to"] < values["valid_from"]:
        wrong["valid_to"] = Problem("L04", values["valid_to"].isoformat())
    if not UNITS[values["unit"]](values["value"]):
        wrong["value"] = Problem("L05", values["value"], (("u", values["unit"]),))
    return wrong


def _twins(rows: list[tuple[int, RuleRow]], file: str) -> Iterator[Rejection]:
    """A code stands once: which of two rows is right would be a guess."""
    first: dict[str, int] = {}
    for line, row in rows:
        seen = first.setdefault(row.code, line)
        if seen != line:
            yield Rejection(file, line, "code", "L03", row.code, (("i", seen),))
