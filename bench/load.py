"""Measures the loader against the plain tools of both databases, in turn, and judges the ratios.

    python -m bench.load                            everything; about an hour, and 12 GB of disk
    python -m bench.load --quick                    the same on small files; a few minutes, and no ratio is judged
    python -m bench.load --only sqlite --rounds 5   one part (repeatable): postgres sqlite memory slice xlsx gate

Nothing is timed before the gate holds: a dirty export comes to exactly the expected rows, reasons and copies on each
database. Ends with 1 when a bound is broken or something could not be measured.
"""

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import machine, measures
from bench.engines import Engine
from bench.gate import gate
from bench.postgres import postgres
from bench.results import Results
from bench.running import Failed
from bench.sqlite import Sqlite

PARTS = ("gate", "postgres", "sqlite", "memory", "slice", "xlsx")


def main(arguments: Sequence[str]) -> int:
    given = _parse(arguments)
    results, failures = Results(), []
    with tempfile.TemporaryDirectory(prefix="bt-bench-") as folder, contextlib.ExitStack() as stack:
        engines = list(_engines(given, Path(folder), stack))
        about = machine.about(arguments, [fact for one in engines for fact in one.settings()])
        print("\n".join(f"{name}: {value}" for name, value in about), flush=True)
        try:
            held = gate(engines, Path(folder), *given.gate)
        except Failed as failure:
            print(f"GATE: {failure}\nNothing is timed.")
            return 1
        print(f"gate holds on {' and '.join(one.name for one in engines)}: {held}", flush=True)
        for title, part in _parts(given, engines, results):
            print(f"== {title}", flush=True)
            try:
                part()
            except Failed as failure:
                failures.append(f"{title}: {failure}")
                print(f"NOT MEASURED: {failure}", flush=True)
    print("\n" + results.markdown([*about, ("gate", held)]))
    return results.conclusion(failures)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=_numbers, help="comma-separated; default 100000,1000000,5000000")
    parser.add_argument("--rounds", type=int, help="of each measurement; default 3, above a million rows always 1")
    parser.add_argument("--only", choices=PARTS, action="append", help="repeatable; the gate always comes first")
    parser.add_argument("--engines", choices=["postgres", "sqlite"], action="append", help="repeatable; default both")
    parser.add_argument("--xlsx-rows", type=int)
    parser.add_argument("--quick", action="store_true", help="small files, one round")
    given = parser.parse_args(arguments)
    given.rows = given.rows or ([40_000, 100_000] if given.quick else [100_000, 1_000_000, 5_000_000])
    given.rounds = given.rounds or (1 if given.quick else 3)
    given.xlsx_rows = given.xlsx_rows or (20_000 if given.quick else 500_000)
    given.gate = (20_000, 1_000, 500) if given.quick else (100_000, 10_000, 5_000)
    return given


def _numbers(text: str) -> list[int]:
    return sorted({int(part) for part in text.split(",")})


def _engines(given: argparse.Namespace, folder: Path, stack: contextlib.ExitStack) -> Iterator[Engine]:
    named = {part for part in given.only or () if part in ("postgres", "sqlite")}
    wanted = set(given.engines or ()) or (named if named and named >= set(given.only or ()) - {"gate"} else set())
    if not wanted or "postgres" in wanted:
        yield stack.enter_context(postgres(folder))
    if not wanted or "sqlite" in wanted:
        yield Sqlite(folder)


def _parts(
    given: argparse.Namespace, engines: list[Engine], results: Results
) -> Iterator[tuple[str, Callable[[], None]]]:
    """(title, what to do) of each part that was asked for. Bound to its engine, so that it can be called later."""
    wanted = given.only or [part for part in PARTS if part != "memory"]  # the timed loads tell their memory too
    for engine in engines:
        about = (engine, given.rows)
        if engine.part in wanted:
            yield f"{engine.name}: time", lambda a=about: measures.against_the_reference(*a, given.rounds, results)
            mixed = (engine, _shuffled(given.rows), given.rounds)
            yield f"{engine.name}: no order", lambda a=mixed: measures.in_no_order(*a, results)
        if "memory" in wanted:
            yield f"{engine.name}: memory", lambda a=about: measures.memory(*a, results)
        if "slice" in wanted:
            yield f"{engine.name}: one slice", lambda a=about: measures.one_slice(*a, given.rounds, results)
    if "xlsx" in wanted:
        yield "XLSX", lambda: measures.xlsx(engines, given.xlsx_rows, given.rounds, results)


def _shuffled(all_rows: Sequence[int]) -> int:
    """The size at which ratios are judged, where it is among these."""
    return measures.JUDGED if measures.JUDGED in all_rows else max(all_rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
