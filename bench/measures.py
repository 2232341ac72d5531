"""The measurements, each a function over an engine that notes lines into the results."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import kept
from bench.engines import Engine
from bench.exports import SMALL, sizes
from bench.results import GB, Results, Spread, growth
from bench.running import Failed, Ran, manage, run

JUDGED = 1_000_000
"""Rows at which the ratio to the plain tool is judged; at other sizes it is information."""
PEAKS = {1_000_000: 1.0, 5_000_000: 1.3}
"""rows -> GB that a load may hold at most"""
FLAT = 1.3
"""Most that a row may cost of what a row of a smaller file costs."""
SLICE = 1.25
"""The same for one slice in the largest and in the smallest database."""
XLSX_ROWS_A_SECOND = 40_000
LONG = 1_000_000
"""Files longer than this are loaded in one round only."""


def name_of(rows: int) -> str:
    return f"ours_{rows}"


def load_fresh(engine: Engine, rows: int) -> Ran:
    """The whole command, as an operator types it, into an empty database."""
    file = kept.csv_of(rows)
    return manage("load_transactions", file, env=engine.fresh(name_of(rows)))


def against_the_reference(engine: Engine, all_rows: Sequence[int], rounds: int, results: Results) -> None:
    """Ours and the plain tool's in turn; then memory and growth from the same runs."""
    medians: dict[int, float] = {}
    for rows in all_rows:
        file = kept.csv_of(rows)
        theirs, ours = [], []
        for _ in range(rounds if rows <= LONG else 1):
            theirs.append(engine.reference(file))
            ours.append(load_fresh(engine, rows))
        label = f"{engine.name}, {rows:,} rows"
        mine = _compared(engine, label, rows, theirs, ours, file, results)
        _peak(label, rows, max(ran.peak for ran in ours), results)
        medians[rows] = mine.median
        if rows not in (min(all_rows), max(all_rows)):
            engine.drop(name_of(rows))
    first = medians[min(medians)] / min(medians) * 1e6
    for rows, micro, ratio in growth(medians):
        said = f"{micro:.1f} µs a row, {micro / first:.2f} of the smallest"
        bound = FLAT if rows > min(medians) else None
        results.add(f"{engine.name}, {rows:,} rows: growth over the cheapest below", said, ratio, "×", bound)


def in_no_order(engine: Engine, rows: int, rounds: int, results: Results) -> None:
    """The same rows shuffled: what the order does to either side.

    The prototype that the bounds come from was measured on such a file, to judge by how far its two references stand
    apart (docs/performance.md).
    """
    file = kept.shuffled_csv_of(rows)
    theirs, ours = [], []
    for _ in range(rounds):
        theirs.append(engine.reference(file))
        ours.append(manage("load_transactions", file, env=engine.fresh("shuffled")))
        engine.drop("shuffled")
    _compared(engine, f"{engine.name}, {rows:,} rows in no order", rows, theirs, ours, file, results)
    _peak(f"{engine.name}, {rows:,} rows in no order", 0, max(ran.peak for ran in ours), results)


def _compared(
    engine: Engine, label: str, rows: int, theirs: list[Ran], ours: list[Ran], file: Path, results: Results
) -> Spread:
    """Judges ours against the reference; gives ours."""
    reference, mine = (Spread(tuple(ran.seconds for ran in those)) for those in (theirs, ours))
    results.add(f"{label}: {engine.reference_name}", str(reference), rows / reference.median, "rows/s")
    for what, ran in engine.others(file):
        results.add(f"{label}: {what}", f"{ran.seconds:.2f} s", ran.seconds / reference.median)
    results.add(f"{label}: the whole load", str(mine), rows / mine.median, "rows/s")
    bound = engine.bound if rows == JUDGED else None
    results.add(f"{label}: load / {engine.reference_name}", "", mine.median / reference.median, "×", bound)
    return mine


def memory(engine: Engine, all_rows: Sequence[int], results: Results) -> None:
    for rows in all_rows:
        _peak(f"{engine.name}, {rows:,} rows", rows, load_fresh(engine, rows).peak, results)
        engine.drop(name_of(rows))


def _peak(label: str, rows: int, peak: int, results: Results) -> None:
    results.add(f"{label}: peak memory of the load", "", peak / GB, "GB", PEAKS.get(rows))


def one_slice(engine: Engine, all_rows: Sequence[int], rounds: int, results: Results) -> None:
    """A newer export of one small government's slice, into the smallest and the largest database in turn."""
    ends = (min(all_rows), max(all_rows))
    if len(set(map(_small, ends))) > 1:
        raise Failed(f"the small slice is not the same in files of {ends[0]:,} and {ends[1]:,} rows")
    for rows in ends:
        if engine.there(name_of(rows)) is None:
            load_fresh(engine, rows)
    took: dict[int, list[float]] = {rows: [] for rows in ends}
    for number in range(rounds):
        file = kept.slice_of(ends[0], number + 2)
        for rows in ends:
            env = engine.there(name_of(rows))
            assert env is not None
            took[rows].append(manage("load_transactions", file, env=env).seconds)
    few, many = (Spread(tuple(took[rows])) for rows in ends)
    for rows, spread in zip(ends, (few, many), strict=True):
        label = f"{engine.name}: a slice of {_small(rows):,} rows into {rows:,}"
        results.add(label, str(spread), spread.median, "s")
    results.add(f"{engine.name}: the slice, large / small database", "", many.median / few.median, "×", SLICE)


def _small(rows: int) -> int:
    return next(size for one, size in sizes(rows).items() if one.klpd == SMALL)


def xlsx(engines: Sequence[Engine], rows: int, rounds: int, results: Results) -> None:
    """The strict reader alone, then whole loads of the same sheet."""
    file = kept.xlsx_of(rows)
    each = []
    for _ in range(rounds):
        ran = run([sys.executable, "-m", "bench.strict_read", file])
        if ran.code:
            raise Failed(f"the reader of {file.name}: {ran.output[-500:]}")
        told = json.loads(ran.output.splitlines()[-1])
        if told["rows"] != rows:
            raise Failed(f"the reader gave {told['rows']} of {rows} rows of {file.name}")
        each.append((told["seconds"], ran.peak))
    spread = Spread(tuple(seconds for seconds, _ in each))
    label = f"XLSX, {rows:,} rows"
    results.add(f"{label}: the strict reader", str(spread), rows / spread.median, "rows/s", XLSX_ROWS_A_SECOND, False)
    results.add(f"{label}: the reader's peak memory", "", max(peak for _, peak in each) / GB, "GB")
    for engine in engines:
        whole = manage("load_transactions", file, env=engine.fresh("sheet"))
        engine.drop("sheet")
        results.add(f"{label}: the whole load, {engine.name}", f"{whole.seconds:.2f} s", rows / whole.seconds, "rows/s")
        results.add(f"{label}: its peak memory, {engine.name}", "", whole.peak / GB, "GB")
