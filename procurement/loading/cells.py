"""One cell of an export to one clean value, or the Problem it has. Plain functions over text, no database, no state.

A cell is None (null), text, a JsonNumber (a JSON number as printed) or, for anything else JSON can hold, that object.
A cleaner gives the value for the database ("" for a missing text, None for a missing number or date) or a Problem.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from procurement.loading.refusals import Problem
from procurement.money import MAX_SEN, SEN

type Cleaner = Callable[[Any], Any]

MAX_NAME, MAX_CODE, MAX_TEXT = 300, 64, 4000
EARLIEST = date(2012, 1, 1)
"""The electronic catalogue's first year: no order of these systems is older."""
MAX_RUPIAH = MAX_SEN // SEN

_NOT_A_VALUE = {"na", "n/a", "#n/a", "null", "none", "nil", "-", "–", "—"}
_DAMAGED_CODE = re.compile(r"\d+\.0+")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?(\d{1,9})")
_WHOLE = re.compile(r"(\d+)(?:\.0*)?")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_DECIMALS = re.compile(r"\d+\.\d{3,}")
_NEGATIVE = re.compile(r"-\s*[\d.,]+|[\d.,]+\s*-|\([\d.,]+\)")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,6})?)?)?")
_SLASHED = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_C1 = {c: b for c in range(0x80, 0xA0) if (b := bytes([c]).decode("cp1252", "ignore"))}
_PLAIN_TEXT = re.compile(r"[!-%'-~]+(?: [!-%'-~]+)*")
"""Printable ASCII, single blanks inside, no ampersand: nothing to clean."""


class JsonNumber(str):
    """A JSON number exactly as printed."""

    __slots__ = ()


def _text_of(cell: Any) -> str | Problem:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    return Problem("R25", details=(("t", type(cell).__name__),))


def clean_name(cell: Any, limit: int = MAX_NAME) -> str | Problem:
    """A name: blanks folded, NFC, at most `limit` characters. Other invisible characters are a Problem."""
    text = _text_of(cell)
    if isinstance(text, Problem):
        return text
    if not _PLAIN_TEXT.fullmatch(text):
        damaged = _mojibake(text)  # before the folding, which would take half of a damaged no-break space away
        text = unicodedata.normalize("NFC", _fold_blanks(text))
        if bad := _forbidden(text, ("Cc", "Cf", "Cs", "Zl", "Zp")):
            return bad
        if damaged:
            return Problem("R26", text)
    return text if len(text) <= limit else Problem("R19", details=(("a", len(text)), ("b", limit)))


def clean_code(cell: Any) -> str | Problem:
    """A code: leading zeros stay; what a spreadsheet turned into a number is damaged."""
    text = clean_name(cell, MAX_CODE)
    if isinstance(text, Problem) or not text:
        return text
    if _DAMAGED_CODE.fullmatch(text):
        return Problem("R14", text)
    if _SCIENTIFIC.fullmatch(text):
        return Problem("R05", text)
    return text


def clean_category(cell: Any) -> str | Problem:
    """A category, case-folded; the parts of a `;` list trimmed and joined by `;`."""
    text = clean_name(cell)
    if isinstance(text, Problem):
        return text
    return ";".join(part for part in (p.strip() for p in text.casefold().split(";")) if part)


def clean_description(cell: Any) -> str | Problem:
    """Free text as it really comes: entities decoded once, CP1252 controls read, blanks folded, NFC."""
    text = _text_of(cell)
    if isinstance(text, Problem):
        return text
    if not _PLAIN_TEXT.fullmatch(text):
        text = html.unescape(text.translate(_C1))
        text = "".join(c for c in text if unicodedata.category(c) != "Cf")
        text = unicodedata.normalize("NFC", " ".join(text.split()))
        if bad := _forbidden(text, ("Cc", "Cs")):
            return bad
    return text if len(text) <= MAX_TEXT else Problem("R19", details=(("a", len(text)), ("b", MAX_TEXT)))


def clean_rupiah(cell: Any) -> int | None | Problem:
    """Sen of whole rupiah in plain digits (`.0` allowed), as known layouts print them."""
    text = _text_of(cell)
    if isinstance(text, Problem):
        return text
    text = text.strip()
    if not text:
        return None
    match = _WHOLE.fullmatch(text) if text.isascii() else None
    if match is None or _ONE_GROUP.fullmatch(text):
        return _number_problem(text)
    digits = match.group(1).lstrip("0")
    if len(digits) > 18 or int(digits or 0) > MAX_RUPIAH:
        return Problem("R07", text, (("a", 0), ("b", MAX_RUPIAH)))
    return int(digits or 0) * SEN


def _number_problem(text: str) -> Problem:
    if text.casefold() in _NOT_A_VALUE:
        return Problem("R22", text)
    if match := _SCIENTIFIC.fullmatch(text):
        return Problem("R05" if int(match.group(1)) <= 18 else "R03", text)
    if _NEGATIVE.fullmatch(text):
        return Problem("R06", text)
    if _ONE_GROUP.fullmatch(text):
        return Problem("R04", text)
    if _DECIMALS.fullmatch(text):
        return Problem("R08", text)
    return Problem("R03", text)


def clean_year(cell: Any) -> int | None | Problem:
    """A budget year of four digits."""
    text = _text_of(cell)
    if isinstance(text, Problem):
        return text
    text = text.strip().removesuffix(".0")
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{4}", text):
        return _number_problem(text)
    latest = datetime.now().year + 1
    if not EARLIEST.year <= int(text) <= latest:
        return Problem("R07", text, (("a", EARLIEST.year), ("b", latest)))
    return int(text)


def clean_datetime(cell: Any) -> str | None | Problem:
    """`YYYY-MM-DD HH:MM:SS` in WIB, from an ISO date or date and time without a zone."""
    text = _text_of(cell)
    if isinstance(text, Problem):
        return text
    text = text.strip()
    if not text:
        return None
    match = _ISO_DATE.fullmatch(text) if text.isascii() else None
    if match is None:
        return Problem("R11", text) if _ambiguous(text) else _no_date(text)
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        moment = datetime(year, month, day, hour, minute, second)
    except ValueError:
        return _no_date(text)
    latest = date.today() + timedelta(days=1)
    if not EARLIEST <= moment.date() <= latest:
        return Problem("R12", text, (("a", EARLIEST.isoformat()), ("b", latest.isoformat())))
    return moment.isoformat(" ")


def _no_date(text: str) -> Problem:
    return Problem("R10", text, (("f", "YYYY-MM-DD"),))


def _ambiguous(text: str) -> bool:
    """A day and a month that could each be the other."""
    if not _SLASHED.fullmatch(text) or not text.isascii():
        return False
    first, second, _ = (int(part) for part in re.split("[/.-]", text))
    return 1 <= first <= 12 and 1 <= second <= 12


def _fold_blanks(text: str) -> str:
    """Blanks, no-break spaces, tabs and line breaks to one blank; separators and other controls stay to be seen."""
    spaced = "".join(" " if c in "\t\r\n" or unicodedata.category(c) == "Zs" else c for c in text)
    return re.sub(" +", " ", spaced).strip(" ")


def _forbidden(text: str, categories: tuple[str, ...]) -> Problem | None:
    for c in text:
        if unicodedata.category(c) in categories:
            return Problem("R18", details=(("h", f"{ord(c):04X}"),))
    return None


def _mojibake(text: str) -> bool:
    """UTF-8 that was once read as CP1252: put back, it is valid UTF-8 and shorter."""
    if text.isascii():
        return False
    try:
        # Python's cp1252 leaves five bytes undefined that a browser's reading maps to controls; none is in a name here.
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return any(pair in text for pair in ("Â\N{NO-BREAK SPACE}", "Ã©", "â€"))
