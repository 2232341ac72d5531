"""Chunks of raw cells to clean rows: each row is taken, rejected with its reasons, or outside the reference."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from procurement.loading import cells, quick_cells
from procurement.loading.columns import Column, constant, different, together
from procurement.loading.headers import Mapping as HeaderMapping
from procurement.loading.identities import RowMaker
from procurement.loading.judging import OUTSIDE, Judge, judges
from procurement.loading.layouts import STORED_FIELDS, WORD_FIELDS, Forms
from procurement.loading.reading import Chunk
from procurement.loading.refusals import ECHOED, Problem, Rejection
from procurement.loading.remembered import Remembered
from procurement.loading.taken import Taken
from regions.matching import Matcher

MAX_REASONS = 100_000
"""Reasons of one file after which reading stops: a file so wrong is wrong as a whole, and reasons cost memory."""

_MANY = ("value_sen", "ordered_at", "description")
"""Fields that are different in nearly every row."""

type Problems = dict[int, dict[str, Problem]]
"""row of a chunk -> layout column -> what is wrong"""


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
    rejected_of: dict[int, tuple[str, int]] = field(default_factory=dict)
    """line -> (government, year), of rejected rows whose government and year could be read"""
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
    absent: Counter[str] = field(default_factory=Counter)
    """column -> JSON elements that lack it"""

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
            self._reject(line, {"": Problem("R01", details=(("a", count), ("b", self.mapping.width)))}, 0)
        if not len(chunk.lines):
            return
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
            self.result.taken_sen += sum(amounts[kept].tolist())
            self.rows.add({name: column.only(kept) for name, column in values.items()}, lines[kept])

    def _clean_columns(self, chunk: Chunk, lines: np.ndarray[Any, Any], problems: Problems) -> dict[str, Column]:
        """field -> clean values; what is wrong with single cells goes to `problems`."""
        values: dict[str, Column] = {}
        for name, raw in chunk.columns.items():
            column, cleaner = self.columns[name], self.cleaners[name]
            cells = different(raw, few=column.field not in _MANY)
            if name in self.forms:
                self.forms[name].see(_first_lines(cells, lines))
            clean, wrong, changed = cleaned(cells, cleaner, is_money=column.field == "value_sen")
            self.result.changed_cells[name] += changed
            _blame(clean, wrong, name, problems)
            if column.field in values:
                clean, both = _one_of_two(values[column.field], clean)
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
                for row in column.rows_of(_missing(column)).tolist():
                    problems.setdefault(row, {}).setdefault(name, Problem("R02"))

    def _judged(self, judge: Judge, ask: Remembered, values: dict[str, Column], problems: Problems) -> Column:
        """What several cells say together, asked once for each different combination."""
        columns = [_years(values["ordered_at"]) if name == "ordered_year" else values[name] for name in judge.reads]
        read = together(columns) if columns else constant((), len(values["value_sen"]))
        found = [ask.ask(combination) for combination in read.values]
        wrong = {place: value for place, value in enumerate(found) if type(value) is Problem}
        blamed = self.mapping.layout.name_of(judge.blamed)
        column = Column(["" if place in wrong else value for place, value in enumerate(found)], read.codes)
        _blame(column, wrong, blamed, problems)
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

    def _reject(
        self, line: int, found: Mapping[str, Problem], amount: int, place: tuple[str, int] | None = None
    ) -> None:
        for column, problem in found.items():
            if len(self.result.rejections) >= MAX_REASONS:
                raise TooManyReasons
            said = self._discreet(column, problem) if len(found) > 1 else problem
            value = said.value[:ECHOED]  # of a cell of a million characters no more is kept than is echoed
            self.result.rejections.append(Rejection(self.file, line, column, said.code, value, said.details))
            self.result.rejected[line] = amount
        if place:
            self.result.rejected_of[line] = place

    def _discreet(self, column: str, problem: Problem) -> Problem:
        """In a row that may have shifted, a word that no word column knows may be a person's name: it is not echoed."""
        layout = self.mapping.layout
        if self.columns[column].field not in WORD_FIELDS:
            return problem
        known = problem.value in layout.known_words()
        return problem if known else Problem(problem.code, "…" if problem.value else "", problem.details)


def cleaned(raw: Column, cleaner: Remembered, *, is_money: bool) -> tuple[Column, dict[int, Problem], int]:
    """(clean column, position of a value -> its Problem, cells whose text was changed)"""
    if isinstance(raw.values, pa.Array):
        if is_money and cleaner.clean is cells.clean_rupiah:
            plain, amounts = quick_cells.rupiah(raw.values)
            return _amounts(raw, cleaner, plain, amounts)
        if not is_money and cleaner.clean in quick_cells.UNCHANGED:
            plain = quick_cells.UNCHANGED[cleaner.clean](raw.values)
            if plain.all():
                return raw, {}, 0
            return _texts(raw, cleaner, np.flatnonzero(~plain))
    everything = np.arange(len(raw.values))
    if is_money:
        return _amounts(raw, cleaner, np.zeros(len(raw.values), bool), np.full(len(raw.values), -1, np.int64))
    return _texts(raw, cleaner, everything)


def _amounts(
    raw: Column, cleaner: Remembered, plain: np.ndarray[Any, Any], amounts: np.ndarray[Any, Any]
) -> tuple[Column, dict[int, Problem], int]:
    """Amounts in sen, -1 where there is none."""
    wrong: dict[int, Problem] = {}
    for place in np.flatnonzero(~plain).tolist():
        value = cleaner.ask(_cell(raw, place))
        if type(value) is Problem:
            wrong[place] = value
        elif value is not None:
            amounts[place] = value
    return Column(amounts, raw.codes), wrong, 0


def _texts(raw: Column, cleaner: Remembered, places: np.ndarray[Any, Any]) -> tuple[Column, dict[int, Problem], int]:
    """The column with the values at these places cleaned."""
    wrong: dict[int, Problem] = {}
    changed: list[int] = []
    clean = []
    for place in places.tolist():
        before = _cell(raw, place)
        after = cleaner.ask(before)
        if type(after) is Problem:
            wrong[place], after = after, ""
        elif type(after) is str and before is not None and after != before:
            changed.append(place)
        clean.append(after)
    count = int(np.bincount(raw.codes, minlength=len(raw.values))[changed].sum()) if changed else 0
    return Column(_replaced(raw.values, places, clean), raw.codes), wrong, count


def _replaced(values: Any, places: np.ndarray[Any, Any], clean: list[Any]) -> Any:
    if isinstance(values, pa.Array) and all(value is None or type(value) is str for value in clean):
        mask = np.zeros(len(values), bool)
        mask[places] = True
        texts = pa.array(["" if value is None else value for value in clean], pa.string())
        return pc.replace_with_mask(values, pa.array(mask), texts)
    listed = list(values.to_pylist()) if isinstance(values, pa.Array) else list(values)
    for place, value in zip(places.tolist(), clean, strict=True):
        listed[place] = value
    return listed


def _cell(raw: Column, place: int) -> Any:
    return raw.values[place].as_py() if isinstance(raw.values, pa.Array) else raw.values[place]


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


def _missing(column: Column) -> list[int]:
    """Positions of values that say nothing."""
    if isinstance(column.values, np.ndarray):
        return np.flatnonzero(column.values < 0).tolist()
    if isinstance(column.values, pa.Array):
        return np.flatnonzero(pc.equal(column.values, "").to_numpy(zero_copy_only=False)).tolist()
    return [place for place, value in enumerate(column.values) if value is None or value == ""]


def _one_of_two(earlier: Column, later: Column) -> tuple[Column, np.ndarray[Any, Any]]:
    """(whichever of two columns says something, rows where both do)"""
    pairs = together([earlier, later])
    both = [place for place, (a, b) in enumerate(pairs.values) if a and b]
    return Column([a or b for a, b in pairs.values], pairs.codes), pairs.rows_of(both)


def _years(moments: Column) -> Column:
    """The year of each moment, None without one."""
    years = pc.utf8_slice_codeunits(moments.text(), 0, 4).dictionary_encode()
    values = [int(year) if year else None for year in years.dictionary.to_pylist()]
    return Column(values, years.indices.to_numpy()[moments.codes])


def _truths(column: Column, rows: np.ndarray[Any, Any]) -> int:
    return int(np.array(column.listed(), bool)[column.codes[rows]].sum())


def _place_of(values: dict[str, Column], row: int) -> tuple[str, int] | None:
    region, year = (values[name].values[values[name].codes[row]] for name in ("region", "year"))
    return (region, year) if type(region) is str and region and type(year) is int else None
