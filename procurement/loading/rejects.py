"""Which slices rejected rows belong to, as far as they can be read. A row of which that is not certain is none's alone:
every slice that it may be of says so, and a sum over slices counts it once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from procurement.loading.cleaning import Cleaned, Place
from procurement.loading.sums import SliceKey

type Amounts = Mapping[Place, tuple[int, int]]
"""what is known of rejected rows -> (rows, sen)"""


@dataclass(frozen=True)
class Rejects:
    """What is said beside the figures of one slice."""

    rows: int = 0
    """Rows that can be of no other slice of the load."""
    sen: int = 0
    unplaced: tuple[dict[str, Any], ...] = ()
    """Rows that may be of it or of others, one entry for what is known of them: `region`, `year` and `system`, null
    where unknown, `rows` and `sen`. Every slice that they may be of has the same entry.
    """


def by_place(files: Iterable[Cleaned]) -> Amounts:
    """The rejected rows of all files of a load, by what is known of where they belong."""
    found: defaultdict[Place, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for cleaned in files:
        for line, amount in cleaned.rejected.items():
            rows, sen = found[cleaned.rejected_of[line]]
            found[cleaned.rejected_of[line]] = (rows + 1, sen + amount)
    return found


def shared_out(amounts: Amounts, slices: Collection[SliceKey]) -> dict[SliceKey, Rejects]:
    """Slice -> the rejected rows of the load that are, or may be, its own; every row to at most one slice's `rows`."""
    rows, sen = (dict.fromkeys(slices, 0) for _ in range(2))
    unplaced: defaultdict[SliceKey, list[dict[str, Any]]] = defaultdict(list)
    for place, (count, value) in sorted(amounts.items(), key=lambda pair: repr(pair[0])):
        fitting = [key for key in slices if _fits(place, key)]
        if len(fitting) == 1:
            rows[fitting[0]] += count
            sen[fitting[0]] += value
        else:
            known = dict(zip(("region", "year", "system"), place, strict=True))
            for key in fitting:
                unplaced[key].append(known | {"rows": count, "sen": value})
    return {key: Rejects(rows[key], sen[key], tuple(unplaced[key])) for key in slices}


def _fits(place: Place, key: SliceKey) -> bool:
    """Whether every part that is known agrees."""
    return all(known is None or known == part for known, part in zip(place, key, strict=False))
