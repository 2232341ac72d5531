"""Nothing is timed before this holds: a dirty export comes to exactly the rows, reasons and copies that were put in."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.dirty import Expected, write_dirty
from bench.engines import Engine
from bench.running import Failed, manage

REFUSED = 2
BETWEEN_ROWS = "R16"
_LEDGER = {one: one.replace("-", "_") for one in ("rejected", "re-sent", "in-both", "repeated", "counted")}
"""Our words for what becomes of a row -> the ledger's columns."""


def gate(engines: list[Engine], work: Path, rows: int, bad: int, duplicates: int) -> str:
    """A sentence of what held. Raises Failed with what did not."""
    file = work / "dirty.csv"
    expected = write_dirty(file, rows, bad, duplicates)
    for engine in engines:
        wrong = list(_differences(engine, file, work / "report.json", expected))
        engine.drop("gate")
        if wrong:
            raise Failed(f"gate, {engine.name}: " + "; ".join(wrong))
    said = ", ".join(f"{count:,} {standing}" for standing, count in sorted(expected.rows.items()))
    return f"{expected.rows.total():,} rows with {bad:,} bad ones and {duplicates:,} copies: {said}"


def _differences(engine: Engine, file: Path, report: Path, expected: Expected) -> Iterator[str]:
    env = engine.fresh("gate")
    words = ("load_transactions", file, "--report", report)
    manage(*words, env=env, expect=REFUSED)
    named = _reasons(json.loads(report.read_text()))
    alone = Counter({reason: times for reason, times in expected.rejections.items() if reason[1] != BETWEEN_ROWS})
    # What rows say against each other may be found only once the rows that are wrong alone are allowed.
    yield from _compare("reasons of the refusal", named & alone, alone)
    yield from _compare("reasons of the refusal", named | expected.rejections, expected.rejections)
    if engine.facts("gate"):
        yield "a refused load has left rows"
    manage(*words, f"--publish-with-rejects={expected.rows['rejected']}", env=env)
    told = json.loads(report.read_text())
    yield from _compare("reasons", _reasons(told), expected.rejections)
    yield from _compare("rows of the ledger", _ledger(told["files"][0]), _named(expected.rows))
    sen = Counter({column: rupiah * 100 for column, rupiah in expected.rupiah.items()})
    yield from _compare("sen of the ledger", _ledger(told["files"][0]["sen"]), _named(sen))
    yield from _compare("published rows", engine.facts("gate"), expected.facts)


def _reasons(report: dict[str, Any]) -> Counter[tuple[int, str]]:
    return Counter((one["line"], one["code"]) for one in report["rejections"])


def _ledger(columns: dict[str, int]) -> Counter[str]:
    return Counter({name: columns[name] for name in (*_LEDGER.values(), "ignored", "out_of_scope")})


def _named(found: Counter[str]) -> Counter[str]:
    return Counter({_LEDGER[name]: count for name, count in found.items()})


def _compare(what: str, found: Counter[Any], expected: Counter[Any]) -> Iterator[str]:
    missing, surplus = expected - found, found - expected
    if missing or surplus:
        few = [f"{key} {expected[key]} -> {found[key]}" for key in [*missing, *surplus][:5]]
        yield f"{what}: {missing.total()} missing, {surplus.total()} too many: {', '.join(few)}"
