"""Which layout a header is, and which of its columns are which: by name, never by position."""

import difflib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from procurement.loading.layouts import LAYOUTS, Layout
from procurement.loading.refusals import Refusal, printable, shown

_LIKE_A_HEADER = 0.5
"""Part of a line's cells that are columns of a layout, from which the line is its header."""


@dataclass(frozen=True)
class Mapping:
    """A header understood."""

    layout: Layout
    names: dict[str, str]
    """the file's column -> the layout's, for the columns that are kept"""
    known: frozenset[str]
    """every column that may stand in the file"""
    needed: tuple[str, ...]
    """the layout's columns that must be there, in this form of the layout"""
    width: int
    """cells of a record"""
    aliases: dict[str, str] = field(default_factory=dict)
    """the file's column -> the layout's, where case or blanks differ"""
    ignored: tuple[str, ...] = ()


def understand(
    header: list[str],
    *,
    forced: str | None,
    ignore: Collection[str],
    open_ended: bool,
    file: str,
) -> Mapping:
    """The header's layout and columns. Raises Refusal F03, F04, F05.

    `open_ended` (JSON) says that later elements may bring columns that the first lacks: those are judged row by row.
    """
    # Recognised first: of a file without a header, no cell is echoed as the name of a column.
    layout = LAYOUTS[forced] if forced else recognise(header, file)
    if forced and not _is_header_of(layout, {_plain(name) for name in header if name not in ignore}):
        raise _unlike(layout, file, " Baris itu bukan tajuknya.", " That line is not its header.")
    _refuse_twins(header, file)
    columns = {_plain(column.name): column.name for column in layout.columns}
    mapped = {name: columns[_plain(name)] for name in header if _plain(name) in columns}
    junk = tuple(name for position, name in enumerate(header) if _is_junk(name, position))
    spare = frozenset(junk) | frozenset(ignore)
    needed = _needed(layout, set(mapped.values()))
    _refuse_two_of_a_field(layout, mapped, header, file)
    if open_ended:
        mapped = {
            **{c: c for c in columns.values() if c not in mapped.values()},
            **mapped,
        }
    else:
        _refuse_missing(needed, mapped, header, file)
    for name in header:
        if name not in mapped and name not in spare:
            raise Refusal("F05", {"k": name}, file=file)
    kept = layout.by_name()
    return Mapping(
        layout,
        {theirs: ours for theirs, ours in mapped.items() if kept[ours].field},
        frozenset(mapped) | spare | (frozenset(columns.values()) if open_ended else frozenset()),
        needed,
        len(header),
        {theirs: ours for theirs, ours in mapped.items() if theirs != ours},
        tuple(sorted(map(printable, spare & set(header) - mapped.keys()))),
    )


def recognise(header: list[str], file: str) -> Layout:
    """The layout whose marks are all there, else the one most of whose columns are; F03 where there is none."""
    names = {_plain(name) for name in header}
    for layout in LAYOUTS.values():
        if _has_marks(layout, names):
            return layout
    share = {slug: _overlap(layout, names) for slug, layout in LAYOUTS.items()}
    best = max(share, key=lambda slug: share[slug])
    if share[best] < _LIKE_A_HEADER:
        known = ", ".join(LAYOUTS)
        hint_id = f" Tata letak berkas ini tidak dikenal; yang dapat dimuat: {known}."
        hint_en = f" This file's layout is not known; what can be loaded: {known}."
        raise _unlike(LAYOUTS[best], file, hint_id, hint_en)
    return LAYOUTS[best]


def _unlike(layout: Layout, file: str, hint_id: str, hint_en: str) -> Refusal:
    """F03 that echoes nothing of the line."""
    marks = ", ".join(sorted(layout.recognised_by))
    return Refusal("F03", {"k": marks, "hint_id": hint_id, "hint_en": hint_en}, file=file)


def _is_header_of(layout: Layout, names: set[str]) -> bool:
    return _has_marks(layout, names) or _overlap(layout, names) >= _LIKE_A_HEADER


def _has_marks(layout: Layout, names: set[str]) -> bool:
    return {_plain(mark) for mark in layout.recognised_by} <= names


def _overlap(layout: Layout, names: set[str]) -> float:
    return len(names & {_plain(column.name) for column in layout.columns}) / max(len(names), 1)


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").split()).casefold()


def _is_junk(name: str, position: int) -> bool:
    """The index column that a spreadsheet tool put in front."""
    return position == 0 and (not name.strip() or name.startswith("Unnamed:"))


def _refuse_twins(header: list[str], file: str) -> None:
    seen: dict[str, int] = {}
    for position, name in enumerate(header, start=1):
        first = seen.setdefault(_plain(name), position)
        if first != position:
            raise Refusal("F04", {"k": name, "i": first, "j": position}, file=file)


def _needed(layout: Layout, there: set[str]) -> tuple[str, ...]:
    """Columns that must be in the file: required or always printed; the budget year only in the newer form."""
    newer = bool(layout.new_form & there)
    return tuple(
        column.name
        for column in layout.columns
        if (column.required or column.present) and (newer or column.name != layout.year_column)
    )


def _refuse_missing(needed: tuple[str, ...], mapped: dict[str, str], header: list[str], file: str) -> None:
    there = set(mapped.values())
    missing = next((name for name in needed if name not in there), None)
    if missing:
        spare = [name for name in header if name not in mapped]
        near = difflib.get_close_matches(missing, spare or header, n=1, cutoff=0.5)
        found = shown(near[0]) if near else ""
        hint = (f' Yang termirip: "{found}".', f' The nearest found is "{found}".') if near else ("", "")
        raise Refusal("F03", {"k": missing, "hint_id": hint[0], "hint_en": hint[1]}, file=file)


def _refuse_two_of_a_field(layout: Layout, mapped: dict[str, str], header: list[str], file: str) -> None:
    """Both names that a field has had, in one file: which one is right would be a guess."""
    fields = layout.by_name()
    first: dict[str, str] = {}
    for theirs, ours in mapped.items():
        other = first.setdefault(fields[ours].field or ours, theirs)
        if other != theirs:
            places = {"i": header.index(other) + 1, "j": header.index(theirs) + 1}
            raise Refusal("F04", {"k": f"{other}/{theirs}", **places}, file=file)


def likely_row(first_lines: Iterable[str]) -> int | None:
    """The line, from 1, that reads like a header when titles stand above it."""
    for number, line in enumerate(first_lines, start=1):
        for delimiter in ",;":
            names = {_plain(cell.strip().strip('"')) for cell in line.split(delimiter)}
            if any(_has_marks(layout, names) for layout in LAYOUTS.values()):
                return number
    return None
