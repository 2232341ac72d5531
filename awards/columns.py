"""The columns of a claims file: each with the plain function that reads its cell or says what is wrong with it."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from awards.terms import Comparator, Kind, Metric, OrdersComparator, Recipient
from procurement.counting import Channel
from procurement.loading.cells import clean_name
from procurement.loading.cells.reference import day_since, web_address
from procurement.loading.refusals import Problem
from procurement.money import MAX_SEN, sen_of

type Reader = Callable[[str], Any]
"""Text of a filled cell -> its value, or a Problem."""

MAX_SLUG, MAX_TEXT = 100, 1000
MAX_COUNT = 2**31 - 1
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REGION = re.compile(r"\d{2}(?:\.\d{2})?", re.ASCII)
_DIGITS = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(frozen=True)
class Column:
    name: str
    read: Reader
    required: bool = False
    empty: Any = None
    """What an empty cell becomes."""


def text(cell: str) -> str | Problem:
    return clean_name(cell, MAX_TEXT)


def printed(cell: str) -> str | Problem:
    """A figure as printed, to the letter: checked, never changed."""
    cleaned = clean_name(cell, MAX_TEXT)
    return cleaned if isinstance(cleaned, Problem) else cell


def slug(cell: str) -> str | Problem:
    return cell if _SLUG.fullmatch(cell) and len(cell) <= MAX_SLUG else Problem("K05", cell)


def word_of(words: Collection[str]) -> Reader:
    return lambda cell: cell if cell in words else Problem("R24", cell)


def rupiah(cell: str) -> int | Problem:
    """Sen of plain rupiah: digits, `.` before one or two decimals."""
    try:
        found = sen_of(cell)
    except ValueError:
        return Problem("R06" if cell.startswith("-") else "R03", cell)
    return found if 0 < found <= MAX_SEN else Problem("R07", cell, (("a", 1), ("b", MAX_SEN // 100)))


def count(cell: str) -> int | Problem:
    if not _DIGITS.fullmatch(cell):
        return Problem("R06" if cell.startswith("-") else "R03", cell)
    return int(cell) if 0 < int(cell) <= MAX_COUNT else Problem("R07", cell, (("a", 1), ("b", MAX_COUNT)))


def region_code(cell: str) -> str | Problem:
    return cell if _REGION.fullmatch(cell) else Problem("R14", cell)


day = day_since(date(2000, 1, 1))

COLUMNS: dict[str, Column] = {
    column.name: column
    for column in (
        Column("claim_id", slug, required=True),
        Column("kind", word_of(Kind.values), required=True),
        Column("event", text, empty=""),
        Column("event_slug", slug, empty=""),
        Column("event_date", day),
        Column("venue", text, empty=""),
        Column("presented_by", text, empty=""),
        Column("category", text, empty=""),
        Column("region_code", region_code, required=True),
        Column("recipient_kind", word_of(Recipient.values), required=True),
        Column("channel", word_of(Channel.values), required=True),
        Column("metric", word_of(Metric.values), required=True),
        Column("period_start", day),
        Column("period_end", day),
        Column("as_of", day),
        Column("stated_value_idr", rupiah),
        Column("value_as_printed", printed, empty=""),
        Column("value_precision_idr", rupiah),
        Column("value_comparator", word_of(Comparator.values), empty=""),
        Column("stated_orders", count),
        Column("orders_comparator", word_of(OrdersComparator.values), empty=""),
        Column("stated_rank", count),
        Column("note", text, empty=""),
        Column("conflict_group", slug, empty=""),
        Column("conflict_note", text, empty=""),
        Column("source_title", text, required=True),
        Column("publisher", text, required=True),
        Column("source_url", web_address("K06"), required=True),
        Column("accessed", day, required=True),
    )
}
