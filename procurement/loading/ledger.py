"""The ledger of a file: every row in exactly one column, compared with the second, independent count."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from procurement.counting import LEDGER, Standing
from procurement.loading.cleaning import Cleaned
from procurement.loading.layouts import Layout
from procurement.loading.reading import Covered, Source
from procurement.loading.recount import Counted
from procurement.loading.refusals import Refusal, shown
from procurement.loading.sums import exact_sum
from procurement.money import MAX_SEN, exact

_COLUMN_OF = {
    Standing.RE_SENT.value: "re_sent",
    Standing.IN_BOTH.value: "in_both",
    Standing.REPEATED.value: "repeated",
    Standing.COUNTED.value: "counted",
}


@dataclass(frozen=True)
class Total:
    """A summary line."""

    line: int
    printed: str
    sen: int | None
    """None where it states no amount."""
    in_column: int
    """Sen of it that stand in the value column, where the second count meets them."""


@dataclass
class LoadedFile:
    """One file read, cleaned and counted twice."""

    source: Source
    layout: Layout
    cleaned: Cleaned
    ignored_rows: int = 0
    ignored_sen: int = 0
    aliases: dict[str, str] = field(default_factory=dict)
    ignored_columns: tuple[str, ...] = ()
    ignored_sheets: tuple[str, ...] = ()
    covered: list[Covered] = field(default_factory=list)
    """Cells that the file does not show."""
    total: Total | None = None
    second: Counted | None = None
    rows: dict[str, int] = field(default_factory=dict)
    """ledger column -> rows"""
    sen: dict[str, int] = field(default_factory=dict)
    """ledger column -> value"""

    def row_count(self) -> int:
        return self.ignored_rows + self.cleaned.row_count()

    def notes(self) -> dict[str, Any]:
        """What was done to the file that a reader of its ledger should know; money in sen."""
        cleaned = self.cleaned
        return {
            "aliases": self.aliases,
            "governments": cleaned.names,
            "ignored_columns": list(self.ignored_columns),
            "ignored_sheets": [shown(name) for name in self.ignored_sheets],
            "mismatches": cleaned.mismatches,
            "cleaned_cells": {name: count for name, count in cleaned.changed_cells.items() if count > 0},
            "out_of_scope": [
                {"name": name, "rows": rows, "sen": cleaned.out_of_scope_sen[name]}
                for name, rows in sorted(cleaned.out_of_scope.items())
            ],
        }


def fill(number: int, file: LoadedFile, rows: pd.DataFrame) -> None:
    """Rows and value of the file's columns; `number` is the file's in the rows of the whole load."""
    file.rows = dict.fromkeys(LEDGER, 0)
    file.sen = dict.fromkeys(LEDGER, 0)
    file.rows |= {
        "ignored": file.ignored_rows,
        "rejected": len(file.cleaned.rejected),
        "out_of_scope": file.cleaned.out_of_scope.total(),
    }
    file.sen |= {
        "ignored": file.ignored_sen,
        "rejected": sum(file.cleaned.rejected.values()),
        "out_of_scope": file.cleaned.out_of_scope_sen.total(),
    }
    mine = (rows["file"] == number).to_numpy()
    standing, amounts = rows["standing"].to_numpy()[mine], rows["value_sen"].to_numpy()[mine]
    for place, word in enumerate(Standing):
        column = _COLUMN_OF[word.value]
        file.rows[column] = int((standing == place).sum())
        file.sen[column] = exact_sum(amounts[standing == place])


def compare(file: LoadedFile) -> None:
    """The ledger against the second count. Raises Refusal F18."""
    if file.second is None:
        return
    value = sum(file.sen.values())
    ours, theirs = (sum(file.rows.values()), value), (file.second.rows, file.second.value_sen)
    if ours != theirs or file.second.sha256 != file.source.sha256:
        a, b = (f"{rows} / Rp{exact(sen)}" for rows, sen in (ours, theirs))
        raise Refusal("F18", {"a": a, "b": b}, file=file.source.name)


def refuse_same_file(files: list[LoadedFile]) -> None:
    """A file given twice (F40). Exports of two governments that hold no rows may well be equal."""
    seen: dict[str, str] = {}
    for file in files:
        if file.row_count() and file.source.sha256 in seen:
            raise Refusal("F40", {"a": seen[file.source.sha256], "b": file.source.name})
        seen[file.source.sha256] = file.source.name


def refuse_overflow(files: list[LoadedFile]) -> None:
    """A sum that the database cannot hold is refused (R07), never wrapped: no slice or total has more than the load."""
    value = sum(sum(file.sen.values()) for file in files)
    if value > MAX_SEN:
        name = files[0].source.name if len(files) == 1 else ""
        raise Refusal("R07", {"v": f"Rp{exact(value)}", "b": f"Rp{exact(MAX_SEN)}"}, file=name)
