"""Figures and what the bounds say of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

GB = 10**9


@dataclass(frozen=True)
class Spread:
    """Several rounds of one measurement, in seconds."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.rounds)

    def __str__(self) -> str:
        if len(self.rounds) == 1:
            return f"{self.median:.2f} s"
        return f"{min(self.rounds):.2f} / {self.median:.2f} / {max(self.rounds):.2f} s"


@dataclass(frozen=True)
class Line:
    """One line of the table. `figure` is judged against `bound` (`at_most` or at least); no bound, no judgement."""

    what: str
    measured: str
    figure: float | None = None
    unit: str = "×"
    bound: float | None = None
    at_most: bool = True

    @property
    def breach(self) -> bool:
        if self.figure is None or self.bound is None:
            return False
        return self.figure > self.bound if self.at_most else self.figure < self.bound

    def cells(self) -> tuple[str, str, str, str, str]:
        figure = "" if self.figure is None else _printed(self.figure, self.unit)
        bound = "" if self.bound is None else f"{'≤' if self.at_most else '≥'} {_printed(self.bound, self.unit)}"
        verdict = "" if self.bound is None else "**BREACH**" if self.breach else "holds"
        return self.what, self.measured, figure, bound, verdict


def _printed(figure: float, unit: str) -> str:
    return f"{figure:,.0f} {unit}" if figure >= 1000 else f"{figure:.2f} {unit}"


@dataclass
class Results:
    lines: list[Line] = field(default_factory=list)

    def add(self, *args: object, **named: object) -> None:
        """Notes a Line and prints it at once: a run takes long, and what was measured is seen as it comes."""
        line = Line(*args, **named)  # type: ignore[arg-type]
        self.lines.append(line)
        print("   ", " · ".join(cell for cell in line.cells() if cell), flush=True)

    def breaches(self) -> list[Line]:
        return [line for line in self.lines if line.breach]

    def conclusion(self, failures: Sequence[str]) -> int:
        """Prints what is broken or was not measured; the exit code."""
        for line in self.breaches():
            print(f"BREACH: {' · '.join(cell for cell in line.cells() if cell)}")
        for failure in failures:
            print(f"NOT MEASURED: {failure}")
        judged = sum(line.bound is not None for line in self.lines)
        print(f"{judged} bounds judged, {len(self.breaches())} broken, {len(failures)} parts not measured")
        return 1 if self.breaches() or failures else 0

    def markdown(self, about: Sequence[tuple[str, str]]) -> str:
        """What it ran on, then the table, ready for docs/performance.md."""
        rows = [("What", "Measured (min / median / max)", "Figure", "Bound", ""), ("---",) * 5]
        rows += [line.cells() for line in self.lines]
        facts = "\n".join(f"- {name}: {value}" for name, value in about)
        return facts + "\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in rows)


def growth(seconds: dict[int, float]) -> list[tuple[int, float, float]]:
    """(rows, microseconds a row, its ratio to the cheapest of the smaller sizes) in the order of size.

    Not to the smallest: its rows carry most of the command's start, which would hide a growth between the others.
    """
    each = [(rows, seconds[rows] / rows * 1e6) for rows in sorted(seconds)]
    return [
        (rows, micro, micro / min((before for _, before in each[:place]), default=micro))
        for place, (rows, micro) in enumerate(each)
    ]
