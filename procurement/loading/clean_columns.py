"""One column of a chunk, cleaned: each different cell once, by its cleaner or by the cleaner's twin for columns."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from procurement.loading import cells, quick_cells
from procurement.loading.columns import Column, together
from procurement.loading.refusals import Problem
from procurement.loading.remembered import Remembered


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


def missing(column: Column) -> list[int]:
    """Positions of values that say nothing."""
    if isinstance(column.values, np.ndarray):
        return np.flatnonzero(column.values < 0).tolist()
    if isinstance(column.values, pa.Array):
        return np.flatnonzero(pc.equal(column.values, "").to_numpy(zero_copy_only=False)).tolist()
    return [place for place, value in enumerate(column.values) if value is None or value == ""]


def one_of_two(earlier: Column, later: Column) -> tuple[Column, np.ndarray[Any, Any]]:
    """(whichever of two columns says something, rows where both do)"""
    pairs = together([earlier, later])
    both = [place for place, (a, b) in enumerate(pairs.values) if a and b]
    return Column([a or b for a, b in pairs.values], pairs.codes), pairs.rows_of(both)


def years_of(moments: Column) -> Column:
    """The year of each moment, None without one."""
    years = pc.utf8_slice_codeunits(moments.text(), 0, 4).dictionary_encode()
    values = [int(year) if year else None for year in years.dictionary.to_pylist()]
    return Column(values, years.indices.to_numpy()[moments.codes])
