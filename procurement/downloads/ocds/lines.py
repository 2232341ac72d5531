"""The rows that an order's releases are made of: those that stand, never those that repeat others."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from procurement.counting import Standing
from procurement.queries import transactions


@dataclass(frozen=True, slots=True)
class Line:
    """One row. Empty text is what the source does not say."""

    # Where and when
    region_code: str
    klpd_code: str
    government: str
    year: int
    channel: str
    system: str
    ordered_at: datetime | None
    """WIB"""
    # Identification
    order_key: str
    order_id: str
    marketplace: str
    # Parties: identities are None where they are not known
    agency_identity: str | None
    agency_code: str | None
    agency_name: str
    supplier_key: str | None
    supplier_code: str | None
    supplier_name: str
    # What
    description: str
    category: str
    value_sen: int
    stage: str
    details: dict[str, str] | None


_FIELDS = (
    *("region_id", "region__klpd_code", "region__name", "year", "channel", "system", "ordered_at"),
    *("order_key", "order_id", "marketplace"),
    *("agency__identity", "agency__code", "agency_name", "supplier__key", "supplier__code", "supplier_name"),
    *("description", "category", "value_sen", "stage", "details"),
)
"""Of a row, in the order of a Line."""


def orders(rows: Any) -> Iterator[list[Line]]:
    """The standing rows of each order and year, in the order of keys; one order in memory at a time.

    An order that two budget years hold is two lists: it stands, and counts, in each of them.
    """
    standing = rows.filter(standing=Standing.COUNTED).order_by("order_key", "year")
    found = (Line(*values) for values in transactions.whole(standing, *_FIELDS))
    for _order, lines in groupby(found, key=lambda line: (line.order_key, line.year)):
        yield list(lines)
