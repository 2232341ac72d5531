"""Who may import whom: awards -> procurement -> regions; what comes in and what goes out meet only at the tables."""

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "regions": ("procurement", "awards"),
    "procurement": ("awards",),
    "procurement/loading": ("procurement.queries", "procurement.views"),
    "procurement/queries": ("procurement.loading", "procurement.views"),
    "procurement/models": ("procurement.loading", "procurement.queries", "procurement.views"),
    "procurement/downloads": ("procurement.loading", "procurement.views"),
    "procurement/desk": ("procurement.api",),
    "procurement/counting.py": ("procurement.models", "procurement.loading", "procurement.queries"),
    "procurement/money.py": ("django", "procurement"),
    "procurement/ranks.py": ("django", "procurement.models"),
}
PURE_STEPS = (
    "reading", "headers.py", "layouts", "cells", "columns.py", "clean_columns.py", "quick_cells.py", "remembered.py",
    "cleaning.py", "judging.py", "identities.py", "hashing.py", "words.py", "taken.py", "standing", "sums.py",
    "ledger.py", "rejecting.py", "preparing.py", "differences.py", "planning.py", "background.py", "batches.py",
    "refusals.py", "refusal_codes.py", "rejects.py", "reference_file.py", "size_masking.py", "size_register.py",
    "rule_columns.py", "rule_file.py", "total_lines.py",
    *sorted(path.name for path in (ROOT / "procurement" / "loading").glob("recount*.py")),
)  # fmt: skip
"""Steps before publishing: no database."""


def modules(place: Path) -> list[Path]:
    return [place] if place.suffix == ".py" else sorted(place.rglob("*.py"))


def imports(path: Path) -> list[tuple[str, bool]]:
    """(module, whether the import stands inside a function) for each import of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {
        child for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.Lambda)) for child in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name, node in inside) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(f"{node.module}.{alias.name}", node in inside) for alias in node.names]
    return found


def reaches(module: str, forbidden: str) -> bool:
    return module == forbidden or module.startswith(forbidden + ".")


@pytest.mark.parametrize("place", FORBIDDEN)
def test_arrows(place):
    files = modules(ROOT / place)
    assert files
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in files
        for module, _ in imports(path)
        for forbidden in FORBIDDEN[place]
        if reaches(module, forbidden)
    ]
    assert not wrong


@pytest.mark.parametrize("step", PURE_STEPS)
def test_steps_before_publishing_touch_no_database(step):
    wrong = [
        f"{path.name} imports {module}"
        for path in modules(ROOT / "procurement" / "loading" / step)
        for module, _ in imports(path)
        if reaches(module, "procurement.models") or reaches(module, "django.db")
    ]
    assert not wrong


def test_nobody_imports_the_desk():
    """The public process has none of its tables. An app's own desk pages stand in a package `desk` of its own."""
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for app in ("regions", "procurement", "awards")
        for path in modules(ROOT / app)
        if "desk" not in path.relative_to(ROOT).parts
        for module, _ in imports(path)
        if any(reaches(module, desk) for desk in ("procurement.desk", "awards.desk"))
    ]
    assert not wrong


def test_no_import_of_ours_is_hidden_in_a_function():
    """Only AppConfig.ready() may import late: before it, models do not exist."""
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for app in ("regions", "procurement", "awards")
        for path in modules(ROOT / app)
        if path.name != "apps.py"
        for module, hidden in imports(path)
        if hidden and any(reaches(module, ours) for ours in ("regions", "procurement", "awards"))
    ]
    assert not wrong
