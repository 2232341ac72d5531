"""Compares what stands in the tables with what both passes recompute; every difference is a drift."""

from collections.abc import Iterator, Mapping, Sized
from dataclasses import dataclass
from typing import Any

from procurement.checking import by_python, by_sql, stored
from procurement.checking.figures import Figures, Sums
from procurement.checking.orphans import orphans
from procurement.months import WHOLE_YEAR
from regions.codes import code_of

PASSES = {"SQL": by_sql.recompute, "Python": by_python.recompute}


@dataclass(frozen=True)
class Drift:
    """One figure that is not what its rows say."""

    by: str
    """SQL or Python: the pass that found it"""
    place: str
    figure: str
    stored: int
    recomputed: int

    @property
    def sen(self) -> int:
        """How far off in money; 0 for a count."""
        return abs(self.stored - self.recomputed) if self.figure == "value_sen" else 0


@dataclass(frozen=True)
class Checked:
    """What was compared, and what of it differs."""

    figures: dict[str, int]
    """pass -> figures compared"""
    drifts: list[Drift]


def check() -> Checked:
    """Both passes over the database as it stands. Call it inside one snapshot."""
    standing, (edition, frozen, population) = stored.totals(), stored.frozen()
    ledgers, published = stored.ledgers(), stored.published_slices()
    compared: dict[str, int] = {}
    drifts: list[Drift] = []
    for by, recompute in PASSES.items():
        found = recompute()
        pairs = [
            ("total", standing.totals, found.totals),
            ("bulan/month", standing.months, found.months),
            (f"edisi/edition {edition}", frozen.totals, found.totals),
            *([("irisan/slice", standing.slices, found.slices)] if standing.slices else []),
        ]
        for name, ours, theirs in pairs:
            drifts += _sums_differ(by, name, ours, theirs)
        drifts += _ranks_differ(by, edition, frozen.ranks, found.ranks)
        if standing.slices:
            drifts += _largest_differ(by, standing.largest_orders, found.largest_orders)
        drifts += _slices_differ(by, published, found)
        drifts += _ledgers_differ(by, ledgers, found)
        drifts += [Drift(by, name, "baris/rows", count, 0) for name, count in found.oddities.items() if count]
        others: list[Sized] = [found.ranks, found.files, *([found.largest_orders] if standing.slices else [])]
        compared[by] = sum(4 * len(theirs) for _name, _ours, theirs in pairs) + sum(map(len, others))
    drifts += [Drift("SQL", name, "baris/rows", count, 0) for name, count in orphans().items()]
    drifts += _population_differs(edition, population)
    return Checked(compared, drifts)


def _sums_differ(by: str, name: str, ours: Mapping[Any, Sums], theirs: Mapping[Any, Sums]) -> Iterator[Drift]:
    nothing = Sums(0, 0, 0, 0)
    for key in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(key, nothing), theirs.get(key, nothing)
        place = f"{name} {' '.join(map(str, key))}"
        if (key in ours) != (key in theirs) and one == other:
            yield Drift(by, place, "baris/rows", int(key in ours), int(key in theirs))
        for figure, stands, recomputed in zip(Sums._fields, one, other, strict=True):
            if stands != recomputed:
                yield Drift(by, place, figure, stands, recomputed)


def _ranks_differ(by: str, edition: int, ours: Mapping[Any, int], theirs: Mapping[Any, int]) -> Iterator[Drift]:
    for key in sorted(ours.keys() | theirs.keys()):
        if ours.get(key) != theirs.get(key):
            place = f"edisi/edition {edition} {' '.join(map(str, key))}"
            yield Drift(by, place, "rank", ours.get(key, 0), theirs.get(key, 0))


def _largest_differ(by: str, ours: Mapping[Any, int], theirs: Mapping[Any, int]) -> Iterator[Drift]:
    for key in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(key, 0), theirs.get(key, 0)
        if one != other or (key in ours) != (key in theirs):
            yield Drift(by, f"irisan/slice {' '.join(map(str, key))}", "largest_order_sen", one, other)


def _slices_differ(by: str, published: Mapping[Any, dict[str, Any]], found: Figures) -> Iterator[Drift]:
    """What the edition of a slice's load said of it, against its rows; an edition names only what it changed."""
    for (region, year, system), said in published.items():
        for rule, after in (("semua", said.get("after")), ("bersih", said.get("bersih", {}).get("after"))):
            if after is None:
                continue
            sums = found.slices.get((region, year, system, rule, WHOLE_YEAR), Sums(0, 0, 0, 0))
            place = f"irisan/slice {region} {year} {system} {rule}"
            pairs = (("rows", sums.rows), ("orders", sums.orders), ("sen", sums.value_sen))
            for name, recomputed in pairs:
                if after[name] != recomputed:
                    yield Drift(by, place, "value_sen" if name == "sen" else name, after[name], recomputed)


def _ledgers_differ(by: str, ledgers: Mapping[int, dict[str, Any]], found: Figures) -> Iterator[Drift]:
    """A file's rows may have been replaced by a later load, in whole slices; those of the newest load stand whole."""
    newest = stored.newest_load()
    for file, ledger in ledgers.items():
        place = f"berkas/file {file}"
        for figure, name in (("rows", "rows"), ("value_sen", "sen")):
            stands, summed = ledger[name]
            if stands != summed:
                yield Drift(by, f"{place} ledger", figure, stands, summed)
        for standing, (rows, sen) in ledger["standings"].items():
            n, value = found.files.get((file, standing), (0, 0))
            whole = ledger["load"] == newest
            if n > rows or (whole and n != rows):
                yield Drift(by, f"{place} {standing}", "rows", rows, n)
            if value > sen or (whole and value != sen):
                yield Drift(by, f"{place} {standing}", "value_sen", sen, value)


def _population_differs(edition: int, frozen: Mapping[Any, int]) -> Iterator[Drift]:
    governments = stored.fetched("SELECT code, population FROM regions_region")
    people = {code_of(number): population for number, population in governments}
    for (region, *rest), population in frozen.items():
        if people.get(region) != population:
            place = f"edisi/edition {edition} {' '.join(map(str, (region, *rest)))}"
            yield Drift("SQL", place, "population", population, people.get(region, 0))
