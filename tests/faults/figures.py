"""Figures with what is required of them: each fault test records its own, `make test-faults` prints them all."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

KEPT_IN = "FAULT_FIGURES"
"""Environment: the file that figures are added to, one JSON object a line."""
FORM = "FAULT_FORM"
"""Environment: `full`, or unset for the short form that is part of `make test`."""


@dataclass(frozen=True)
class Figure:
    fault: str
    """G01 …"""
    what: str
    database: str
    figure: str
    required: str
    met: bool


def full() -> bool:
    return os.environ.get(FORM) == "full"


def rounds(short: int, in_full: int) -> int:
    """How often a fault is tried."""
    return in_full if full() else short


def keep(figure: Figure) -> None:
    """Adds it to the table; without one (a plain pytest) it is only printed."""
    print("{fault} {what} ({database}): {figure}; required {required}".format(**asdict(figure)))
    if path := os.environ.get(KEPT_IN):
        with Path(path).open("a", encoding="utf-8") as table:
            table.write(json.dumps(asdict(figure)) + "\n")


def table(path: Path) -> tuple[str, bool]:
    """The printed table, and whether every figure is as required. No figure at all is a breach."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    figures = sorted(
        (Figure(**json.loads(line)) for line in lines), key=lambda one: (one.fault, one.what, one.database)
    )
    head = ("ID", "fault", "database", "figure", "required", "")
    body = [(f.fault, f.what, f.database, f.figure, f.required, "ok" if f.met else "BREACH") for f in figures]
    width = [max(len(row[n]) for row in [head, *body]) for n in range(len(head))]
    text = "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(row, width, strict=True)).rstrip() for row in [head, *body]
    )
    return text, bool(figures) and all(figure.met for figure in figures)
