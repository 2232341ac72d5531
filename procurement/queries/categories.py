"""What was bought, by category: a `;` list names several, and its rows are rows of each of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from procurement.money import percent

SEPARATOR = ";"


@dataclass(frozen=True)
class Category:
    """One category with every row that names it. Money in sen."""

    name: str
    """Case-folded; empty where the source states none."""
    value_sen: int
    share: Decimal | None
    """Percent of the whole with one decimal; the shares of all add up to more where rows name several."""


@dataclass(frozen=True)
class Joined:
    """A list of several categories as printed in the source."""

    key: str
    value_sen: int


@dataclass(frozen=True)
class Categories:
    named: list[Category]
    """Largest first, ties by name."""
    joined: list[Joined]
    """Largest first: what the overlap is made of."""
    joined_sen: int
    """Value of rows that name several, each row once."""
    overlap_sen: int
    """What is counted more than once: the values of `named` are the whole and this."""


def names(printed: str) -> list[str]:
    """The categories of one cell, each once, in their order; one empty name where it is empty."""
    return list(dict.fromkeys(printed.split(SEPARATOR)))


def categories(printed: Iterable[tuple[str, int]]) -> Categories:
    """(category cell, sen) -> the categories. A row's value is never divided: no source says how."""
    values: defaultdict[str, int] = defaultdict(int)
    joined: list[Joined] = []
    whole = 0
    for cell, sen in printed:
        whole += sen
        found = names(cell)
        for name in found:
            values[name] += sen
        if len(found) > 1:
            joined.append(Joined(cell, sen))
    named = [Category(name, sen, percent(sen, whole)) for name, sen in values.items()]
    return Categories(
        named=sorted(named, key=lambda one: (-one.value_sen, one.name)),
        joined=sorted(joined, key=lambda one: (-one.value_sen, one.key)),
        joined_sen=sum(one.value_sen for one in joined),
        overlap_sen=sum(values.values()) - whole,
    )
