"""What load_transactions reported, as the desk keeps and shows it."""

import json
from pathlib import Path
from typing import Any

from procurement.loading.differences import NAMED

REPORT = "report.json"
"""In an upload's folder: the whole report, with every rejected row."""
SHOWN_REJECTIONS = 50
WAITING_NAME = "R13"
"""Code of a row whose government only a person can name."""


def read(folder: Path, name: str = REPORT) -> dict[str, Any]:
    """The report that the child wrote; empty where it wrote none."""
    try:
        said = json.loads((folder / name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


def kept(report: dict[str, Any]) -> dict[str, Any]:
    """The report with the first orders of each kind and the first rejected rows, and what is true of all of them."""
    rejections = report.get("rejections", [])
    slices = [{**one, "orders": _first(one.get("orders", {}))} for one in report.get("slices", [])]
    return {
        **report,
        "slices": slices,
        "rejections": rejections[:SHOWN_REJECTIONS],
        "reasons": len(rejections),
        "names_wait": any(one["code"] == WAITING_NAME for one in rejections),
    }


def without_cells(report: dict[str, Any]) -> dict[str, Any]:
    """What stays of a report once the upload is closed: no cell of a rejected row."""
    return {**report, "rejections": []}


def refused(report: dict[str, Any]) -> str:
    """The code of the refusal of the whole; empty where there was none."""
    return str(report.get("refused", {}).get("code", ""))


def rejected_rows(report: dict[str, Any]) -> int:
    return sum(file["rejected"] for file in report.get("files", []))


def _first(orders: dict[str, list[Any]]) -> dict[str, Any]:
    return {kind: named[:NAMED] for kind, named in orders.items()} | {
        f"more_{kind}": max(0, len(named) - NAMED) for kind, named in orders.items()
    }
