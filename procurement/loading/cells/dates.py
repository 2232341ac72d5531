"""Cells of dates: `YYYY-MM-DD HH:MM:SS` in WIB, the local time of every order here."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from procurement.loading.cells.text import XlsxDate, text_of
from procurement.loading.refusals import Problem

EARLIEST = date(2012, 1, 1)
"""The electronic catalogue's first year: no order of these systems is older."""
_WIB = timedelta(hours=7)

_TIME = r"(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?"
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})" + _TIME)
_ZONE = re.compile(r"(.+:\d{2}(?:\.\d{1,9})?)(?:Z|([+-])(\d{2}):?(\d{2}))")
_NUMERALS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})" + _TIME)
_WORDS = re.compile(r"(\d{1,2})([ -])([A-Za-z]{3,9})\.?\2(\d{4})" + _TIME)
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan", "februari pebruari feb peb", "maret mar", "april apr", "mei", "juni jun", "juli jul",
            "agustus agu ags agt agst", "september sep sept", "oktober okt", "november nopember nov nop",
            "desember des",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAY_FIRST = "DD/MM/YYYY"
_LIKE_A_DATE = re.compile(
    r"\d{1,6}(?:[.,]\d+)?|\d{1,4}[/. -](?:\d{1,2}|[A-Za-z]{3,9}\.?)[/. -]\d{1,4}(?:[ T,][\d:.+Z -]{0,20})?"
)
"""What may be echoed as a bad date. Anything else may be a cell that has shifted there: a person's title or number."""


def clean_datetime(cell: Any) -> str | None | Problem:
    """A moment from an ISO date or date and time without a zone, which is WIB. None for an empty cell."""
    text = text_of(cell.text if isinstance(cell, XlsxDate) else cell)
    if isinstance(text, Problem):
        return text
    text = text.strip()
    if not text:
        return None
    match = _ISO.fullmatch(text) if text.isascii() else None
    if match is None:
        return Problem("R11", text) if _ambiguous(text) else _no_date(text)
    year, month, day, *time = match.groups()
    return _moment(text, (year, month, day), time)


def clean_instant(cell: Any) -> str | None | Problem:
    """A moment from an ISO date and time with a zone (`Z`, `+07:00`), brought to WIB; without a zone it is WIB."""
    if isinstance(cell, str) and cell.isascii() and (zoned := _ZONE.fullmatch(cell.strip())):
        local, sign, hours, minutes = zoned.groups()
        match = _ISO.fullmatch(local)
        if match is None or int(hours or 0) > 14 or int(minutes or 0) > 59:
            return _no_date(cell)
        offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
        year, month, day, *time = match.groups()
        return _moment(cell, (year, month, day), time, _WIB - offset)
    return clean_datetime(cell)


def clean_day_first(cell: Any) -> str | None | Problem:
    """A moment from `17/08/2024` or `17 Agustus 2024`: day, month, year in four digits, as the operator stated.

    A date that its file stores as one has no order of day and month, and is read like any other.
    """
    if type(cell) is not str:
        return clean_datetime(cell)
    text = cell.strip()
    if not text:
        return None
    if not text.isascii():
        return _no_date(text, _DAY_FIRST)
    if match := _NUMERALS.fullmatch(text):
        day, _, month, year, *time = match.groups()
    elif match := _WORDS.fullmatch(text):
        day, _, word, year, *time = match.groups()
        month = str(_MONTHS.get(word.casefold(), 0))
    else:
        return _no_date(text, _DAY_FIRST)
    return _moment(text, (year, month, day), time, form=_DAY_FIRST)


def date_form(cell: Any) -> str:
    """How a date is written: `iso`, `words`, `day-first`, `month-first`, or "" where that cannot be told (F16)."""
    text = cell.strip() if type(cell) is str else ""
    if _ISO.fullmatch(text):
        return "iso"
    if _WORDS.fullmatch(text):
        return "words"
    if match := _NUMERALS.fullmatch(text):
        return "month-first" if int(match.group(1)) <= 12 < int(match.group(3)) else "day-first"
    return ""


def _moment(
    printed: str,
    day: tuple[str, str, str],
    time: list[str | None],
    shift: timedelta = timedelta(0),
    form: str = "YYYY-MM-DD",
) -> str | Problem:
    try:
        moment = datetime(*map(int, day), *(int(part or 0) for part in time)) + shift  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return _no_date(printed, form)
    latest = date.today() + timedelta(days=1)
    if not EARLIEST <= moment.date() <= latest:
        return Problem("R12", printed, (("a", EARLIEST.isoformat()), ("b", latest.isoformat())))
    return moment.isoformat(" ")


def _no_date(text: str, form: str = "YYYY-MM-DD") -> Problem:
    return Problem("R10", text if _LIKE_A_DATE.fullmatch(text) else "…" if text else "", (("f", form),))


def _ambiguous(text: str) -> bool:
    """A day and a month that could each be the other."""
    match = _NUMERALS.fullmatch(text) if text.isascii() else None
    return match is not None and 1 <= int(match.group(1)) <= 12 and 1 <= int(match.group(3)) <= 12
