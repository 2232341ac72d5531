"""Reads a file of legal rules strictly: every cell is understood, or the whole file is refused, line by line."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from procurement.loading.reading import Options, Source, open_source
from procurement.loading.reading.recognise import reader_for
from procurement.loading.reading.source import Reader
from procurement.loading.refusals import Problem, Refusal, Rejection
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


class RulesRefused(Refusal):
    """F22 with the reasons, in the order of lines; nothing has changed."""

    def __init__(self, rejections: list[Rejection], file: str) -> None:
        count = len({rejection.line for rejection in rejections})
        hint_id, hint_en = " Perbaiki berkasnya, lalu muat lagi.", " Mend the file, then load it again."
        super().__init__("F22", {"n": count, "m": 0, "hint_id": hint_id, "hint_en": hint_en}, file=file)
        self.rejections = rejections


def read_rules(path: Path) -> list[RuleRow]:
    """The rules of a CSV file in UTF-8, in its order.

    Raises Refusal for a file that cannot be read at all, RulesRefused with every reason otherwise.
    """
    with closing(open_source(path)) as source:
        reader = reader_for(source, Options("utf-8", ",", 1))
        if reader.serialisation != "csv":
            raise Refusal("F09", {"x": "CSV", "m": reader.serialisation}, file=source.name)
        header = reader.header()
        _check_header(header, source.name)
        rejections: list[Rejection] = []
        rows = list(_rows(reader, source, len(header), rejections))
    rejections += _twins(rows, source.name)
    if not rows and not rejections:
        rejections.append(Rejection(source.name, 1, "", "L07"))
    if rejections:
        raise RulesRefused(sorted(rejections, key=lambda one: one.line), source.name)
    return [row for _line, row in rows]


def _check_header(header: list[str], file: str) -> None:
    """Exactly our columns, each once, in any order."""
    if unknown := [name for name in header if name not in COLUMNS]:
        raise RulesRefused([Rejection(file, 1, name, "L01") for name in unknown], file)
    if missing := [name for name in COLUMNS if name not in header]:
        raise Refusal("F03", {"k": ", ".join(missing)}, file=file)
    for position, name in enumerate(header, start=1):
        if header.index(name) + 1 != position:
            raise Refusal("F04", {"k": name, "i": header.index(name) + 1, "j": position}, file=file)


def _rows(reader: Reader, source: Source, width: int, rejections: list[Rejection]) -> Iterator[tuple[int, RuleRow]]:
    """(line, row) of every good row; what is wrong with the others is added to `rejections`."""
    read = 0
    for chunk in reader.chunks({name: name for name in COLUMNS}, frozenset(COLUMNS)):
        read += len(chunk.lines)
        if read > MAX_RULES:
            raise Refusal("F10", {"a": f"> {MAX_RULES}", "b": f"{MAX_RULES} (baris/rows)"}, file=source.name)
        for line, count in chunk.misshapen:
            rejections.append(Rejection(source.name, line, "", "R01", details=(("a", count), ("b", width))))
        if chunk.total_line:
            rejections.append(Rejection(source.name, chunk.total_line[0], "", "R28"))
        columns = [[str(cell or "") for cell in chunk.columns[name]] for name in COLUMNS]
        for line, *cells in zip(map(int, chunk.lines), *columns, strict=True):
            row = _row(dict(zip(COLUMNS, cells, strict=True)))
            if isinstance(row, RuleRow):
                yield line, row
            else:
                rejections += [
                    Rejection(source.name, line, column, problem.code, problem.value, problem.details)
                    for column, problem in row.items()
                ]


def _row(cells: Mapping[str, str]) -> RuleRow | dict[str, Problem]:
    """The row, or column -> what is wrong there."""
    values: dict[str, Any] = {}
    for name, (read, required) in COLUMNS.items():
        if cells[name].strip():
            values[name] = read(cells[name])
        else:
            values[name] = Problem("R02") if required else None if name == "valid_to" else ""
    wrong = {name: value for name, value in values.items() if isinstance(value, Problem)}
    # Cells that are wrong in themselves come first: what they should say together cannot be judged before.
    return wrong or _disagreements(values) or RuleRow(**values)


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
