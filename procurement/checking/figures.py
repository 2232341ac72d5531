"""What both passes recompute, and what the tables hold, in one shape: dictionaries of figures by key."""

from dataclasses import dataclass, field
from typing import NamedTuple


class Sums(NamedTuple):
    """What is summed over counted rows. Money in sen."""

    value_sen: int
    orders: int
    rows: int
    suppliers: int


type Key = tuple[str | int, ...]


@dataclass
class Figures:
    """Each table's figures by its natural key; a key that is missing has no counted row."""

    totals: dict[Key, Sums] = field(default_factory=dict)
    """(region, year, channel, rule)"""
    months: dict[Key, Sums] = field(default_factory=dict)
    """(region, year, channel, rule, month)"""
    slices: dict[Key, Sums] = field(default_factory=dict)
    """(region, year, system, rule, month or WHOLE_YEAR)"""
    largest_orders: dict[Key, int] = field(default_factory=dict)
    """(region, year, system, rule) -> sen of the order that comes to most"""
    ranks: dict[Key, int] = field(default_factory=dict)
    """(region, year, channel, rule) of every regency and city"""
    files: dict[Key, tuple[int, int]] = field(default_factory=dict)
    """(file, standing) -> rows, sen"""
    oddities: dict[str, int] = field(default_factory=dict)
    """sentence -> how many rows: what the pass found wrong in the rows themselves"""
