"""How one government spends: its figures, months, and what for, by whom and to whom."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from regions.models import Region


@dataclass(frozen=True)
class Month:
    year: int
    month: int
    """1 to 12."""
    value_sen: int
    orders: int
    covered: bool
    """Whether the data reach the month's last day; an uncovered month is said in words, never drawn as zero."""


@dataclass(frozen=True)
class Part:
    """One slice of a breakdown. `key` is what the transactions page filters by; empty for the unknown."""

    key: str
    name: str
    """Empty where the source does not say."""
    value_sen: int
    orders: int
    share: Decimal | None
    """Percent of the whole with one decimal."""


@dataclass(frozen=True)
class Order:
    """One row for a short list of latest orders."""

    order_id: str
    description: str
    ordered_at: datetime | None
    supplier: str
    agency: str
    value_sen: int
    stage: str


@dataclass(frozen=True)
class Spending:
    region: Region
    year: int
    channel: str
    rule: str
    value_sen: int
    orders: int
    rows: int
    suppliers: int
    per_head: int
    change: Decimal | None
    rank: int | None
    """None for the provincial government."""
    with_data: int
    as_of: date
    months: list[Month]
    """All loaded years of the channel, January of the first to December of the last."""
    undated_sen: int
    """Value of counted rows without a date in the year, in no month."""
    categories: list[Part]
    """All, largest first; a `;` list is its own part under its joined name, so that parts sum to the whole."""
    agencies: list[Part]
    top_suppliers: list[Part]
    """Ten largest. Supplier parts are by identity."""
    top_five_share: Decimal | None
    supplier_parts: int
    latest: list[Order]
    """Ten latest counted rows."""
    by_rule: list[tuple[str, int, int]]
    """(rule, value in sen, orders) for each rule of the channel."""
    by_stage: list[tuple[str, int, int, int]]
    """(stage, rows, orders, value in sen) of rows with standing `counted`, every stage."""
    marketplaces: list[Part]
    rejected_rows: int
    rejected_sen: int


def years_of(region: Region, channel: str) -> list[int]:
    """Years with a slice of the government in the channel, latest first."""
    raise NotImplementedError


def spending(region: Region, year: int, channel: str, rule: str) -> Spending | None:
    """None when a slice is loaded but no row counts under the rule. Raises LookupError when no slice is loaded."""
    raise NotImplementedError
