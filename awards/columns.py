"""The columns of a claims file: each with the plain function that reads its cell or says what is wrong with it."""

import re
from collections.abc import Collection
from datetime import date

from awards.terms import Comparator, Kind, Metric, OrdersComparator, Recipient
from procurement.counting import Channel
from procurement.loading.cells import clean_name
from procurement.loading.cells.reference import day_since, web_address
from procurement.loading.reference_file import CellReader, Column, Columns
from procurement.loading.refusals import Problem, unknown_word
from procurement.money import MAX_SEN, sen_of

MAX_SLUG, MAX_TEXT = 100, 1000
MAX_COUNT = 2**31 - 1
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_REGION = re.compile(r"\d{2}(?:\.\d{2})?", re.ASCII)
_DIGITS = re.compile(r"\d{1,18}", re.ASCII)


def text(cell: str) -> str | Problem:
    return clean_name(cell, MAX_TEXT)


def printed(cell: str) -> str | Problem:
    """A figure as printed, to the letter: checked, never changed."""
    cleaned = clean_name(cell, MAX_TEXT)
    return cleaned if isinstance(cleaned, Problem) else cell


def slug(cell: str) -> str | Problem:
    return cell if _SLUG.fullmatch(cell) and len(cell) <= MAX_SLUG else Problem("K05", cell)


def word_of(words: Collection[str]) -> CellReader:
    return lambda cell: cell if cell in words else unknown_word(cell, words)


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

IN_SEN = {"stated_value_idr": "stated_value_sen", "value_precision_idr": "value_precision_sen"}
"""column in rupiah -> field of a claim, in sen"""

COLUMNS: Columns = {
    "claim_id": Column(slug, required=True),
    "kind": Column(word_of(Kind.values), required=True),
    "event": Column(text),
    "event_slug": Column(slug),
    "event_date": Column(day, empty=None),
    "venue": Column(text),
    "presented_by": Column(text),
    "category": Column(text),
    "region_code": Column(region_code, required=True),
    "recipient_kind": Column(word_of(Recipient.values), required=True),
    "channel": Column(word_of(Channel.values), required=True),
    "metric": Column(word_of(Metric.values), required=True),
    "period_start": Column(day, empty=None),
    "period_end": Column(day, empty=None),
    "as_of": Column(day, empty=None),
    "stated_value_idr": Column(rupiah, empty=None),
    "value_as_printed": Column(printed),
    "value_precision_idr": Column(rupiah, empty=None),
    "value_comparator": Column(word_of(Comparator.values)),
    "stated_orders": Column(count, empty=None),
    "orders_comparator": Column(word_of(OrdersComparator.values)),
    "stated_rank": Column(count, empty=None),
    "note": Column(text),
    "conflict_group": Column(slug),
    "conflict_note": Column(text),
    "source_title": Column(text, required=True),
    "publisher": Column(text, required=True),
    "source_url": Column(web_address("K06"), required=True),
    "accessed": Column(day, required=True),
}
