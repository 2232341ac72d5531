"""Chunks of raw cells to clean rows: each row is taken, rejected with its reasons, or outside the reference."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from procurement.loading.headers import Mapping
from procurement.loading.layouts import STORED_FIELDS, Layout
from procurement.loading.reading import Chunk
from procurement.loading.refusals import ECHOED, Problem, Rejection
from procurement.loading.remembered import Remembered
from procurement.loading.spill import Spill
from regions.matching import Found, Matcher

OUTSIDE = object()
"""The government of a row that is certainly not in the loaded reference."""


MAX_REASONS = 100_000
"""Reasons of one file after which reading stops: a file so wrong is wrong as a whole, and reasons cost memory."""
_WORDS = ("stage", "verification", "source")
"""Fields whose cell is one of few words. They stand beside the personal column, so a shifted row puts it there."""


class TooManyReasons(Exception):
    """The file has more rejected rows than anyone reads."""


@dataclass
class Cleaned:
    """What one file's rows came to. Money in sen."""

    taken: Spill = field(default_factory=Spill)
    """The rows that are taken: field -> values, with `line` and `content_hash`"""
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
    cut: bool = False
    """Whether reading stopped at too many reasons."""
    absent: Counter[str] = field(default_factory=Counter)
    """column -> JSON elements that lack it"""

    def row_count(self) -> int:
        return len(self.taken) + len(self.rejected) + self.out_of_scope.total()

    def sen(self) -> int:
        """Value of every row that could be read, taken or not."""
        return self.taken.sen + sum(self.rejected.values()) + self.out_of_scope_sen.total()


class Cleaning:
    """The cleaning of one file, chunk after chunk."""

    def __init__(self, mapping: Mapping, matcher: Matcher, year: int | None, file: str) -> None:
        self.mapping, self.file, self.year = mapping, file, year
        layout = mapping.layout
        self.columns = layout.by_name()
        self.cleaners = {column.name: Remembered(column.clean) for column in layout.columns if column.clean}
        self.governments = Remembered(lambda pair: government(matcher, *pair))
        self.sources = Remembered(lambda word: word if not word or word in layout.sources else Problem("R24", word))
        self.stages = Remembered(lambda pair: stage(layout, *pair))
        self.verifications = Remembered(lambda word: _listed(layout.verifications, word))
        self.years = Remembered(lambda pair: budget_year(*pair, stated=year))
        self.result = Cleaned()

    def take(self, chunk: Chunk) -> None:
        """Adds one chunk to `result`."""
        for line, count in chunk.misshapen:
            self._reject(line, "", Problem("R01", details=(("a", count), ("b", self.mapping.width))), 0)
        if not chunk.lines:
            return
        values, problems = self._clean_columns(chunk)
        amounts = values["value_sen"]
        self._judge_rows(chunk, values, problems)
        kept = []
        for index, region in enumerate(values["region"]):
            row_problems = problems.get(index, {})
            amount = amounts[index] if type(amounts[index]) is int else 0
            if region is OUTSIDE and type(amounts[index]) is int:
                name = values["klpd_name"][index] or values["klpd_code"][index]
                self.result.out_of_scope[name] += 1
                self.result.out_of_scope_sen[name] += amount
            elif row_problems:
                for column, problem in row_problems.items():
                    said = self._discreet(column, problem) if len(row_problems) > 1 else problem
                    self._reject(chunk.lines[index], column, said, amount)
                if type(region) is str and type(values["year"][index]) is int:
                    self.result.rejected_of[chunk.lines[index]] = (region, values["year"][index])
            else:
                kept.append(index)
        self._keep(values, chunk.lines, kept)

    def _clean_columns(self, chunk: Chunk) -> tuple[dict[str, list[Any]], dict[int, dict[str, Problem]]]:
        """field -> clean values, and row -> column -> Problem."""
        values: dict[str, list[Any]] = {}
        problems: dict[int, dict[str, Problem]] = {}
        for name, raw in chunk.columns.items():
            column, cleaner = self.columns[name], self.cleaners[name]
            clean = cleaner.column(raw)
            if cleaner.bad:
                for index, value in enumerate(clean):
                    if type(value) is Problem:
                        problems.setdefault(index, {})[name] = value
                        clean[index] = None if column.field == "value_sen" else ""
            changed = sum(1 for before, after in zip(raw, clean, strict=True) if after != before and type(after) is str)
            self.result.changed_cells[name] += changed - raw.count(None) if changed else 0
            earlier = values.get(column.field)
            if earlier:
                both = [index for index, pair in enumerate(zip(earlier, clean, strict=True)) if all(pair)]
                for index in both:  # two names of one field, both filled: which one is right would be a guess
                    problems.setdefault(index, {}).setdefault(name, Problem("R25", details=(("t", "2 × " + name),)))
                clean = [a or b for a, b in zip(earlier, clean, strict=True)]
            values[column.field] = clean
        self._require(chunk, values, problems)
        for name in {c.field for c in self.mapping.layout.columns if c.field} - values.keys():
            values[name] = [""] * len(chunk.lines)
        return values, problems

    def _require(
        self,
        chunk: Chunk,
        values: dict[str, list[Any]],
        problems: dict[int, dict[str, Problem]],
    ) -> None:
        """R02 for a required cell that is empty and for a JSON element without a key it must have."""
        places = {line: index for index, line in enumerate(chunk.lines)} if chunk.absent else {}
        for name in self.mapping.needed:
            self.result.absent[name] += len(chunk.absent.get(name, ()))
            for line in chunk.absent.get(name, ()):
                problems.setdefault(places[line], {}).setdefault(name, Problem("R02"))
            column = self.columns[name]
            if column.required and (None in values[column.field] or "" in values[column.field]):
                for index, value in enumerate(values[column.field]):
                    if value is None or value == "":
                        problems.setdefault(index, {}).setdefault(name, Problem("R02"))

    def _judge_rows(
        self,
        chunk: Chunk,
        values: dict[str, list[Any]],
        problems: dict[int, dict[str, Problem]],
    ) -> None:
        """What several cells say together: the government, the budget year, the stage."""
        names = {column.field: column.name for column in self.mapping.layout.columns if column.field}
        buyers = zip(values["klpd_code"], values["klpd_name"], strict=True)
        together = (
            ("region", "klpd_code", self.governments, buyers),
            ("year", "ordered_at", self.years, zip(values["year"], values["ordered_at"], strict=True)),
            ("stage", "stage", self.stages, zip(values["source"], values["stage"], strict=True)),
            ("source", "source", self.sources, values["source"]),
            ("verification", "verification", self.verifications, values["verification"]),
        )
        for ours, blamed, judge, cells in together:
            values[ours] = judge.column(cells)
            if judge.bad:
                for index, value in enumerate(values[ours]):
                    if type(value) is Problem:
                        problems.setdefault(index, {}).setdefault(names[blamed], value)

    def _discreet(self, column: str, problem: Problem) -> Problem:
        """In a row that may have shifted, a word that no word column knows may be a person's name: it is not echoed."""
        layout = self.mapping.layout
        if self.columns[column].field not in _WORDS:
            return problem
        known = problem.value in (*layout.stages, *layout.verifications, *layout.sources)
        return problem if known else Problem(problem.code, "…" if problem.value else "", problem.details)

    def _reject(self, line: int, column: str, problem: Problem, amount: int) -> None:
        if len(self.result.rejections) >= MAX_REASONS:
            raise TooManyReasons
        value = problem.value[:ECHOED]  # of a cell of a million characters no more is kept than is echoed
        self.result.rejections.append(Rejection(self.file, line, column, problem.code, value, problem.details))
        self.result.rejected[line] = amount

    def _keep(self, values: dict[str, list[Any]], lines: list[int], kept: list[int]) -> None:
        layout = self.mapping.layout
        whole = len(kept) == len(lines)
        rows = {name: column if whole else [column[i] for i in kept] for name, column in values.items()}
        rows["line"] = lines if whole else [lines[i] for i in kept]
        rows["location"] = _joined(rows["location"], rows.pop("location_province"))
        rows["market"] = [name.casefold() for name in rows["marketplace"]]
        rows["content_hash"] = content_hashes(layout.system, rows)
        for name in ("klpd_code", "klpd_name"):
            rows.pop(name)
        self.result.taken.add(rows)


def government(matcher: Matcher, code: str, name: str) -> Any:
    """The Kemendagri code of the buyer, OUTSIDE, or a Problem (R02, R13, R14, R15). By code first, then by name."""
    if not code:
        if not name:
            return Problem("R02")
        found, region = matcher.by_name(name)
        if found is Found.OUTSIDE:
            return OUTSIDE
        return region if found is Found.KNOWN else Problem("R13", name)
    if code[0] not in "DKLI" or not (code[1:].isascii() and code[1:].isdigit() and 3 <= len(code) <= 5):
        return Problem("R14", code)
    ours = matcher.by_klpd.get(code)
    by_name = matcher.by_name(name)[1] if name else ours
    if ours is None and by_name is None:
        return OUTSIDE
    if ours != by_name:
        return Problem("R15", name, (("c", code), ("w", matcher.names.get(ours or "", "?"))))
    return ours


def stage(layout: Layout, source: str, word: str) -> Any:
    """The stage that a status word means for rows of this source, or R24. An unknown source is a problem of its own."""
    if word:
        return _listed(layout.stages, word)
    if source not in layout.sources:
        return ""
    return layout.empty_stage[source].value if source in layout.empty_stage else Problem("R24", word)


def _listed(words: Any, word: str) -> Any:
    return words[word].value if word in words else Problem("R24", word)


def budget_year(year: int | None, ordered_at: str | None, *, stated: int | None) -> Any:
    """The row's budget year; R27 where its date lies outside it, or it is not the year that the operator stated."""
    dated = int(ordered_at[:4]) if ordered_at else None
    budget = year or dated
    for found, expected in ((dated, budget), (budget, stated)):
        if found and expected and found != expected:
            return Problem("R27", details=(("a", found), ("b", expected)))
    return budget


def _joined(towns: list[str], provinces: list[str]) -> list[str]:
    return [", ".join(filter(None, pair)) for pair in zip(towns, provinces, strict=True)]


def content_hashes(system: str, rows: dict[str, list[Any]]) -> list[int]:
    """64 signed bits a row over everything that is stored of it but its place in the file and its standing."""
    columns = [rows[name] for name in ("region", "year", "market", "value_sen", *STORED_FIELDS)]
    return [
        int.from_bytes(
            blake2b("\x1f".join(map(str, (system, *row))).encode(), digest_size=8).digest(),
            signed=True,
        )
        for row in zip(*columns, strict=True)
    ]


def as_of(rows_until: str | None, year: int, stated: date | None) -> date | None:
    """The day up to which a slice's data reach: as stated, else its latest order; never after its year."""
    latest = stated or (date.fromisoformat(rows_until[:10]) if rows_until else None)
    return min(latest, date(year, 12, 31)) if latest else None
