"""The printed figures of a frozen one: what it means, wherever editions are compared, that one changed."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from procurement.models import Frozen


@dataclass(frozen=True)
class Printed:
    """Of one year, channel and rule."""

    value_sen: int
    orders: int
    rows: int
    suppliers: int | None
    """None over several governments, as the two below."""
    rank: int | None
    population: int | None


FIGURES = tuple(field.name for field in fields(Printed))
SUMMED = frozenset({"value_sen", "orders", "rows", "suppliers"})
"""Those that the rows of the figure sum to; a rank depends on the rows of others."""


def printed(one: Frozen) -> Printed:
    return Printed(**{name: getattr(one, name) for name in FIGURES})


def changed(before: Printed | None, after: Printed | None) -> list[str]:
    """Which of the figures differ, by name, in their order; all that there are where only one edition has them."""
    return [name for name in FIGURES if getattr(before, name, None) != getattr(after, name, None)]


def changed_of_any(pairs: Iterable[tuple[Printed | None, Printed | None]]) -> list[str]:
    """Which differ in at least one of the pairs."""
    found = {name for before, after in pairs for name in changed(before, after)}
    return [name for name in FIGURES if name in found]
