"""What was done to a file on its way in, from its notes, in words; and the options that a load was started with."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext

from procurement.views import words

NAMED = 100
"""Governments out of scope printed by name; the rest are one line, so that the lines sum to the whole."""


def options(stated: Mapping[str, Any]) -> list[str]:
    """`year = 2022`, as stated by the operator; a list as its members."""
    return [f"{name} = {_plain(value)}" for name, value in sorted(stated.items())]


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {_plain(one)}" for name, one in value.items())
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def of_file(notes: Mapping[str, Any]) -> dict[str, Any]:
    """Whatever the notes hold; empty where nothing needed saying."""
    return {
        "columns": _pairs(notes.get("aliases")),
        "governments": _pairs(notes.get("governments")),
        "ignored_columns": list(notes.get("ignored_columns") or ()),
        "ignored_sheets": list(notes.get("ignored_sheets") or ()),
        "cleaned": [
            {"column": name, "cells": words.number(count)}
            for name, count in sorted((notes.get("cleaned_cells") or {}).items())
        ],
        "mismatches": words.number(notes["mismatches"]) if notes.get("mismatches") else "",
        "out_of_scope": out_of_scope(notes.get("out_of_scope") or []),
    }


def _pairs(found: Mapping[str, str] | None) -> list[dict[str, str]]:
    return [{"printed": printed, "means": means} for printed, means in sorted((found or {}).items())]


def out_of_scope(found: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Governments that this site does not cover, by value; never in a total."""
    ordered = sorted(found, key=lambda one: (-one["sen"], one["name"]))
    lines = [_line(one["name"], one["rows"], one["sen"]) for one in ordered[:NAMED]]
    rest = ordered[NAMED:]
    if rest:
        name = ngettext("%(count)s other", "%(count)s others", len(rest)) % {"count": words.number(len(rest))}
        lines.append(_line(name, sum(one["rows"] for one in rest), sum(one["sen"] for one in rest)))
    return lines


def _line(name: str, rows: int, sen: int) -> dict[str, str]:
    text = ngettext("%(count)s row", "%(count)s rows", rows) % {"count": words.number(rows)}
    return {"name": name or gettext("not stated in the source"), "rows": text, "value": words.exact(sen)}


def nothing_stands(editions: list[int]) -> str:
    """Why no slice stands of a load that made these editions; nobody keeps which of the two reasons it was."""
    if not editions:
        return gettext("Nothing of it stands: its rows were of governments that this site does not cover.")
    return gettext("Nothing of it stands any more: later loads replaced it, or it was withdrawn.")
