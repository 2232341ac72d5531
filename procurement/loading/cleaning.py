"""Chunks of raw cells to clean rows: each row is taken, rejected with its reasons, or outside the reference."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from procurement.loading.clean_columns import cleaned, missing, one_of_two, years_of
from procurement.loading.columns import Column, constant, different, together
from procurement.loading.headers import Mapping as HeaderMapping
from procurement.loading.identities import RowMaker
from procurement.loading.judging import OUTSIDE, Judge, judges
from procurement.loading.layouts import STORED_FIELDS, WORD_FIELDS, Forms
from procurement.loading.reading import Chunk
from procurement.loading.refusals import ECHOED, Problem, Rejection
from procurement.loading.remembered import Remembered
from procurement.loading.sums import exact_sum
from procurement.loading.taken import Taken
from regions.matching import Matcher

MAX_REASONS = 100_000
"""Reasons of one file after which reading stops: a file so wrong is wrong as a whole, and reasons cost memory."""

_LIKE_AN_AMOUNT = re.compile(r"(?:rp\.?)?[\d\s.,()-]{0,40}", re.IGNORECASE)

type Problems = dict[int, dict[str, Problem]]
"""row of a chunk -> layout column -> what is wrong"""
type Place = tuple[str | None, int | None, str | None]
"""(government, year, system) of a rejected row: None for what could not be read, "" for a government that is certainly
none of the reference's"""


class TooManyReasons(Exception):
    """The file has more rejected rows than anyone reads."""


@dataclass
class Cleaned:
    """What one file's rows came to, besides those that are taken. Money in sen."""

    taken_rows: int = 0
    taken_sen: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    rejected: dict[int, int] = field(default_factory=dict)
    """line -> value, of rejected rows"""
    rejected_of: dict[int, Place] = field(default_factory=dict)
    """line -> what is known of where it belongs, of rejected rows"""
    out_of_scope: Counter[str] = field(default_factory=Counter)
    """government as printed -> rows"""
    out_of_scope_sen: Counter[str] = field(default_factory=Counter)
    changed_cells: Counter[str] = field(default_factory=Counter)
    """column -> cells whose text had to be cleaned"""
    mismatches: int = 0
    """Rows taken though quantity, price and shipping do not make their value (R23)."""
    names: dict[str, str] = field(default_factory=dict)
    """government as printed -> as the reference names it, where they differ"""
    cut: bool = False
    """Whether reading stopped at too many reasons."""
    summaries_sen: int = 0
    """Value of summary lines among the rejected ones: a total does not count them again."""
    elements: int = 0
    """Rows whose cells were looked at, also those behind the one at which reading stopped."""
    absent: Counter[str] = field(default_factory=Counter)
    """column -> JSON elements of these that lack it"""

    def row_count(self) -> int:
        return self.taken_rows + len(self.rejected) + self.out_of_scope.total()

    def sen(self) -> int:
        """Value of every row that could be read, taken or not."""
        return self.taken_sen + sum(self.rejected.values()) + self.out_of_scope_sen.total()


class Cleaning:
    """The cleaning of one file, chunk after chunk. Rows that are taken go to `taken`, the rest to `result`."""

    def __init__(
        self, mapping: HeaderMapping, matcher: Matcher, year: int | None, file: str, number: int, taken: Taken
    ) -> None:
        self.mapping, self.file = mapping, file
        self.columns = mapping.layout.by_name()
        self.cleaners = {column.name: Remembered(column.clean) for column in mapping.layout.columns if column.clean}
        self.judges = [(judge, Remembered(_spread(judge))) for judge in judges(mapping.layout, matcher, year)]
        self.forms = {column.name: Forms(column, file) for column in mapping.layout.columns if column.form}
        self.matcher = matcher
        self.rows = RowMaker(mapping.layout, number, taken)
        self.result = Cleaned()

    def take(self, chunk: Chunk) -> None:
        """Adds one chunk."""
        for line, count in chunk.misshapen:
            self._reject(
                line, {"": Problem("R01", details=(("a", count), ("b", self.mapping.width)))}, 0, self._somewhere()
            )
        if not len(chunk.lines):
            return
        self.result.elements += len(chunk.lines)
        lines = np.asarray(chunk.lines, np.int64)
        problems: Problems = {}
        values = self._clean_columns(chunk, lines, problems)
        self._require(chunk, lines, values, problems)
        for judge, ask in self.judges:
            values[judge.gives] = self._judged(judge, ask, values, problems)
        self._remember_names(values)
        amounts = values["value_sen"].values[values["value_sen"].codes]
        outside = np.zeros(len(lines), bool)
        outside[values["region"].rows_of([p for p, v in enumerate(values["region"].values) if v is OUTSIDE])] = True
        outside &= amounts >= 0
        bad = np.zeros(len(lines), bool)
        bad[list(problems)] = True
        self._set_aside(values, amounts, np.flatnonzero(outside))
        for row in np.flatnonzero(bad & ~outside).tolist():
            self._reject(int(lines[row]), problems[row], max(int(amounts[row]), 0), _place_of(values, row))
        kept = np.flatnonzero(~bad & ~outside)
        if len(kept):
            self.result.mismatches += _truths(values["mismatch"], kept) if "mismatch" in values else 0
            self.result.taken_rows += len(kept)
            self.result.taken_sen += exact_sum(amounts[kept])
            self.rows.add({name: column.only(kept) for name, column in values.items()}, lines[kept])

    def reject_summary(self, line: int, amount: int) -> None:
        """A summary line in the middle of a file: no transaction, and no sum of all rows either (R28)."""
        self._reject(line, {"": Problem("R28")}, amount, self._somewhere())
        self.result.summaries_sen += amount

    def _clean_columns(self, chunk: Chunk, lines: np.ndarray[Any, Any], problems: Problems) -> dict[str, Column]:
        """field -> clean values; what is wrong with single cells goes to `problems`."""
        values: dict[str, Column] = {}
        for name, raw in chunk.columns.items():
            column, cleaner = self.columns[name], self.cleaners[name]
            cells = different(raw)
            if name in self.forms:
                self.forms[name].see(_first_lines(cells, lines))
            clean, wrong, changed = cleaned(cells, cleaner, is_money=column.field == "value_sen")
            self.result.changed_cells[name] += changed
            _blame(clean, wrong, name, problems)
            if column.field in values:
                clean, both = one_of_two(values[column.field], clean)
                for row in both.tolist():  # two names of one field, both filled: which is right would be a guess
                    problems.setdefault(row, {}).setdefault(name, Problem("R25", details=(("t", "2 × " + name),)))
            values[column.field] = clean
        fields = {column.field for column in self.mapping.layout.columns if column.field}
        for name in fields.union(STORED_FIELDS, ("marketplace",)) - values.keys():
            values[name] = constant("", len(lines))
        return values

    def _require(
        self, chunk: Chunk, lines: np.ndarray[Any, Any], values: dict[str, Column], problems: Problems
    ) -> None:
        """R02 for a required cell that is empty and for a JSON element without a key it must have."""
        places = {line: row for row, line in enumerate(lines.tolist())} if chunk.absent else {}
        for name in self.mapping.needed:
            self.result.absent[name] += len(chunk.absent.get(name, ()))
            for line in chunk.absent.get(name, ()):
                problems.setdefault(places[line], {}).setdefault(name, Problem("R02"))
            if self.columns[name].required:
                column = values[self.columns[name].field]
                for row in column.rows_of(missing(column)).tolist():
                    problems.setdefault(row, {}).setdefault(name, Problem("R02"))

    def _judged(self, judge: Judge, ask: Remembered, values: dict[str, Column], problems: Problems) -> Column:
        """What several cells say together, asked once for each different combination."""
        columns = [years_of(values["ordered_at"]) if name == "ordered_year" else values[name] for name in judge.reads]
        read = together(columns) if columns else constant((), len(values["value_sen"]))
        found = [ask.ask(combination) for combination in read.values]
        wrong = {place: value for place, value in enumerate(found) if type(value) is Problem}
        column = Column(["" if place in wrong else value for place, value in enumerate(found)], read.codes)
        for blamed in {problem.field or judge.blamed for problem in wrong.values()}:
            mine = {place: problem for place, problem in wrong.items() if (problem.field or judge.blamed) == blamed}
            _blame(column, mine, self.mapping.layout.name_of(blamed), problems)
        return column

    def _remember_names(self, values: dict[str, Column]) -> None:
        for printed, region in together([values["government"], values["region"]]).values:
            name = self.matcher.names.get(region) if isinstance(region, str) else None
            if name and printed != name and printed not in self.matcher.by_klpd:
                self.result.names[printed] = name

    def _set_aside(self, values: dict[str, Column], amounts: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> None:
        """Counts the rows of governments outside the reference."""
        if not len(rows):
            return
        names = values["government"].listed()
        for code, amount in zip(values["government"].codes[rows].tolist(), amounts[rows].tolist(), strict=True):
            self.result.out_of_scope[names[code]] += 1
            self.result.out_of_scope_sen[names[code]] += amount

    def _somewhere(self) -> Place:
        """Of a line whose cells say nothing for certain."""
        return None, None, self.mapping.layout.system or None

    def _reject(self, line: int, found: Mapping[str, Problem], amount: int, place: Place) -> None:
        for column, problem in found.items():
            if len(self.result.rejections) >= MAX_REASONS:
                raise TooManyReasons
            said = self._discreet(column, problem) if len(found) > 1 else problem
            value = said.value[:ECHOED]  # of a cell of a million characters no more is kept than is echoed
            self.result.rejections.append(Rejection(self.file, line, column, said.code, value, said.details))
            self.result.rejected[line] = amount
        self.result.rejected_of[line] = place

    def _discreet(self, column: str, problem: Problem) -> Problem:
        """In a row that may have shifted, what cannot be of its column may be a person's: it is not echoed."""
        if self.columns[column].field in WORD_FIELDS:
            may_be_said = problem.value in self.mapping.layout.known_words()
        else:
            may_be_said = problem.code != "R03" or bool(_LIKE_AN_AMOUNT.fullmatch(problem.value))
        return problem if may_be_said else Problem(problem.code, "…" if problem.value else "", problem.details)


def _first_lines(cells: Column, lines: np.ndarray[Any, Any]) -> Iterator[tuple[Any, int]]:
    """Each different cell with the first line it stands on."""
    places, rows = np.unique(cells.codes, return_index=True)
    values = cells.listed()
    yield from ((values[place], int(lines[row])) for place, row in zip(places.tolist(), rows.tolist(), strict=True))


def _spread(judge: Judge) -> Callable[[tuple[Any, ...]], Any]:
    return lambda combination: judge.judge(*combination)


def _blame(column: Column, wrong: dict[int, Problem], name: str, problems: Problems) -> None:
    for row in column.rows_of(wrong).tolist():
        problems.setdefault(row, {}).setdefault(name, wrong[int(column.codes[row])])


def _truths(column: Column, rows: np.ndarray[Any, Any]) -> int:
    return int(np.array(column.listed(), bool)[column.codes[rows]].sum())


def _place_of(values: dict[str, Column], row: int) -> Place:
    region, year, system = (values[name].values[values[name].codes[row]] for name in ("region", "year", "system"))
    return "" if region is OUTSIDE else region or None, year if type(year) is int else None, system or None
