"""Cells of numbers: rupiah, counts, quantities, years. Exact or refused, never guessed and never through float."""

import re
from datetime import datetime
from typing import Any

from procurement.loading.cells.dates import EARLIEST
from procurement.loading.cells.text import LONGEST_NUMBER, SCIENTIFIC, text_of
from procurement.loading.refusals import Problem
from procurement.money import MAX_SEN, SEN, exact

MAX_RUPIAH = MAX_SEN // SEN
_MAX_COUNT = 10**9

_NOT_A_VALUE = {"na", "n/a", "#n/a", "null", "none", "nil", "-", "–", "—"}
_PLAIN = re.compile(r"(\d+)(?:\.(\d*))?")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_LONG_DECIMALS = re.compile(r"\d+\.\d{3,}")
_LONG_INDONESIAN_DECIMALS = re.compile(r"(?:\d{4,}|0|[1-9]\d{0,2}(?:\.\d{3})+),\d{3,}|\d+,\d{4,}")
_NEGATIVE = re.compile(r"(?:rp\.? ?)?(?:-\s*[\d.,]+|[\d.,]+\s*-|\([\d.,]+\))", re.IGNORECASE)
_QUANTITY = re.compile(r"(\d{1,18})(?:\.(\d{0,20}))?")
_RUPIAH_SIGN = re.compile(r"rp\.?\s*", re.IGNORECASE)
_INDONESIAN = re.compile(r"([1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?")
_INDONESIAN_ONLY = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?|\d+,\d{1,2}")
_PLAIN_ONLY = re.compile(r"\d+\.\d{1,2}")


def clean_rupiah(cell: Any) -> int | None | Problem:
    """Sen of whole rupiah in plain digits; `.0` is allowed. None for an empty cell."""
    return _plain_sen(cell, places=0)


def clean_money(cell: Any) -> int | None | Problem:
    """Sen of an amount in plain digits with up to two decimals behind a point. None for an empty cell."""
    return _plain_sen(cell, places=2)


def clean_amount(cell: Any) -> str | Problem:
    """An amount as `clean_money` takes it, kept as the shortest exact text of its rupiah."""
    sen = clean_money(cell)
    if isinstance(sen, Problem):
        return sen
    return "" if sen is None else str(exact(sen))


def clean_indonesian_money(cell: Any) -> int | None | Problem:
    """Sen of an amount as Indonesians write it: `Rp 67.082.500.435,00`. A number that its file stores as one is plain.

    `1500.00` is R04: whoever states Indonesian numbers may mean 150.000 by it.
    """
    if type(cell) is not str:
        return clean_money(cell)
    text = cell.strip()
    if not text:
        return None
    digits = _RUPIAH_SIGN.sub("", text, count=1) if text[:1] in "Rr" else text
    match = _INDONESIAN.fullmatch(digits) if digits.isascii() else None
    if match:
        return _sen(match.group(1).replace(".", ""), match.group(2) or "", text)
    if digits.isascii() and _PLAIN.fullmatch(digits):
        return Problem("R04", text)
    if digits.isascii() and _LONG_INDONESIAN_DECIMALS.fullmatch(digits):
        return Problem("R08", text)
    return number_problem(digits, text)


def number_form(cell: Any) -> str:
    """`id` or `polos` for text that only that way of writing explains, else "": what a column must not mix (F15)."""
    if type(cell) is not str:
        return ""
    digits = _RUPIAH_SIGN.sub("", cell.strip(), count=1)
    if _INDONESIAN_ONLY.fullmatch(digits):
        return "id"
    return "polos" if _PLAIN_ONLY.fullmatch(digits) else ""


def clean_count(cell: Any) -> str | Problem:
    """A whole number of things, as its digits; "" for an empty cell."""
    text = _number_text(cell)
    if isinstance(text, Problem) or not text:
        return text
    match = _PLAIN.fullmatch(text) if text.isascii() else None
    if match is None or (match.group(2) or "").strip("0") or _ONE_GROUP.fullmatch(text):
        return number_problem(text)
    digits = match.group(1).lstrip("0") or "0"
    if len(digits) > 10 or int(digits) > _MAX_COUNT:
        return _outside(text, 0, _MAX_COUNT)
    return digits


def clean_decimal(cell: Any) -> str | Problem:
    """A quantity, as the shortest text of exactly that number: `5.0` is `5`; "" for an empty cell."""
    text = _number_text(cell)
    if isinstance(text, Problem) or not text:
        return text
    match = _QUANTITY.fullmatch(text) if text.isascii() else None
    if match is None:
        too_long = text.isascii() and _PLAIN.fullmatch(text)
        return _outside(text, 0, 10**18) if too_long else number_problem(text)
    whole, decimals = match.group(1).lstrip("0") or "0", (match.group(2) or "").rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def clean_year(cell: Any) -> int | None | Problem:
    """A budget year of four digits."""
    text = _number_text(cell)
    if isinstance(text, Problem):
        return text
    text = text.removesuffix(".0")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{4}", text):
        return number_problem(text)
    latest = datetime.now().year + 1
    if not EARLIEST.year <= int(text) <= latest:
        return _outside(text, EARLIEST.year, latest)
    return int(text)


def number_problem(digits: str, printed: str = "") -> Problem:
    """Why the text is no number that may be taken; `printed` is what is echoed, where that is more."""
    text = printed or digits
    if digits.casefold() in _NOT_A_VALUE:
        return Problem("R22", text)
    if match := SCIENTIFIC.fullmatch(digits):
        return Problem("R05" if int(match.group(1)) <= 18 else "R03", text)
    if _NEGATIVE.fullmatch(digits):
        return Problem("R06", text)
    if _ONE_GROUP.fullmatch(digits):
        return Problem("R04", text)
    if _LONG_DECIMALS.fullmatch(digits):
        return Problem("R08", text)
    return Problem("R03", text)


def _number_text(cell: Any) -> str | Problem:
    text = cell if isinstance(cell, str) else text_of(cell)  # a number too large is found here by its digits
    return text if isinstance(text, Problem) else text.strip()


def _plain_sen(cell: Any, places: int) -> int | None | Problem:
    text = _number_text(cell)
    if isinstance(text, Problem):
        return text
    if not text:
        return None
    match = _PLAIN.fullmatch(text) if text.isascii() else None
    if match is None or _ONE_GROUP.fullmatch(text):
        return number_problem(text)
    decimals = match.group(2) or ""
    if decimals.strip("0") and len(decimals) > places:
        return number_problem(text)
    return _sen(match.group(1), decimals[:2], text)


def _sen(rupiah: str, decimals: str, printed: str) -> int | Problem:
    rupiah = rupiah.lstrip("0")
    amount = int(rupiah or 0) * SEN + int(decimals.ljust(2, "0")) if len(rupiah) <= 18 else MAX_SEN + 1
    return amount if amount <= MAX_SEN else _outside(printed, 0, MAX_RUPIAH)


def _outside(printed: str, least: int, most: int) -> Problem:
    """R07; R03 for so many digits that nobody can have meant an amount."""
    if len(printed) > LONGEST_NUMBER:
        return Problem("R03", printed)
    return Problem("R07", printed, (("a", least), ("b", most)))
