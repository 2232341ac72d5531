"""The ranking of a province's regencies and cities for one year, channel and counting rule."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from regions.models import Region


@dataclass(frozen=True)
class RankingRow:
    """One government that has a counted row. Money in sen."""

    region: Region
    rank: int
    """Competition rank by value among all governments with data, whatever is shown."""
    rank_in_kind: int
    """The same among its own kind (cities, or regencies)."""
    value_sen: int
    orders: int
    rows: int
    suppliers: int
    per_head: int
    """Whole rupiah a head, rounded half up."""
    change: Decimal | None
    """Percent against the same covered months of the year before; None when either year does not cover them."""


@dataclass(frozen=True)
class Missing:
    """A government without a counted row: no data is not zero."""

    region: Region
    reason: str
    """`belum-ada-data` (no export loaded) or `tidak-ada-yang-memenuhi-aturan`."""


@dataclass(frozen=True)
class Ranking:
    year: int
    channel: str
    rule: str
    rows: list[RankingRow]
    """As filtered and sorted; ranks stay those of the whole."""
    missing: list[Missing]
    """As filtered, in code order."""
    total_sen: int
    """Sum of the rows shown."""
    total_orders: int
    with_data: int
    """How many governments have a rank: the denominator of "rank 3 of 31"."""
    governments: int
    """How many governments the reference has, of the province, the provincial one excluded."""
    median_sen: int | None
    """Over all governments with data, whatever is shown."""
    as_of: tuple[date, date] | None
    """The earliest and the latest as-of date among the slices of the governments with data."""
    rejected_rows: int
    rejected_sen: int


def years(channel: str, rule: str) -> list[int]:
    """Years of which any government of the site's province has data in the channel, latest first."""
    raise NotImplementedError


def ranking(
    year: int, channel: str, rule: str, *, kind: str | None = None, query: str = "", order: str = "-nilai"
) -> Ranking:
    """The ranking; `kind` (city, regency) and `query` narrow what is shown, never the ranks.

    Raises LookupError for a year without any slice of the province in the channel.
    """
    raise NotImplementedError
