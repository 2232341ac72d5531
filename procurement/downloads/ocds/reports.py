"""What the checker said of each release package, kept beside the files under the package's SHA-256.

A report speaks of exactly the bytes that were checked: of a package made anew there is none until it is checked again.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from procurement.downloads.store import Made

type Report = dict[str, Any]

COUNTS = {
    "galat_skema": "validation_errors",
    "galat_pemeriksaan_tambahan": "additional_checks",
    "galat_kesesuaian": "conformance_errors",
    "kode_di_luar_daftar": "additional_closed_codelist_values",
    "isian_usang": "deprecated_fields",
    "isian_tambahan": "all_additional_fields",
}
"""Field of a report -> what of the checker's own output it counts."""
ERRORS = ("galat_skema", "galat_pemeriksaan_tambahan", "galat_kesesuaian", "kode_di_luar_daftar")


def folder() -> Path:
    return settings.DATA_DIR / "laporan-ocds"


def path_of(made: Made) -> Path:
    return folder() / f"{made.sha256}.json"


def find(made: Made) -> Report | None:
    """None where the file was not checked."""
    try:
        found: Report = json.loads(path_of(made).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if found.get("sha256") == made.sha256 else None


def keep(made: Made, report: Report) -> None:
    """Whole or not at all."""
    folder().mkdir(parents=True, exist_ok=True)
    beside = path_of(made).with_suffix(f".{os.getpid()}.tmp")
    beside.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(beside, path_of(made))


def remove_others(kept: Iterable[Made]) -> None:
    """Removes reports on files that no page lists any more."""
    names = {path_of(made).name for made in kept}
    for path in folder().glob("*"):
        if path.name not in names:
            path.unlink(missing_ok=True)


def counted(outputs: Iterable[dict[str, Any]]) -> dict[str, int]:
    """How many of each the checker found in all portions."""
    sums = dict.fromkeys(COUNTS, 0)
    for output in outputs:
        for field, name in COUNTS.items():
            sums[field] += _count(output.get(name))
    return sums


def errors(report: Report) -> int:
    return sum(report[field] for field in ERRORS)


def _count(found: Any) -> int:
    """Of a list its entries; of groups by name the entries of each."""
    if isinstance(found, dict):
        return sum(len(one) if isinstance(one, list) else 1 for one in found.values())
    return len(found or ())
