"""One cell as its XML says it, to the cell that cleaners take: text, an exact number, a date, or a Problem."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from procurement.loading.cells import XlsxDate, XlsxNumber
from procurement.loading.refusals import Problem, Refusal

PLAIN_NUMBER = re.compile(r"0|[1-9][0-9]{0,14}")
_NUMBER = re.compile(r"([+-]?)([0-9]{0,64})(?:\.([0-9]{0,64}))?(?:[eE]([+-]?[0-9]{1,3}))?")
_EXACT_DIGITS = 15
"""So many digits a spreadsheet keeps; of a longer whole number the last ones are made up."""
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_XML_BLANKS = " \t\r\n"
_LATEST_DAY = (date(9999, 12, 31) - date(1899, 12, 30)).days
_DAY_WITHOUT_DATE = 60
"""The 29 February 1900 that never was."""


class Values:
    """What the cells of one workbook mean: its shared strings, its date styles and its calendar."""

    def __init__(self, strings: Sequence[str], date_styles: frozenset[int], from_1904: bool, file: str) -> None:
        self.strings, self.file = strings, file
        self.date_styles = frozenset(map(str, date_styles))
        self.from_1904 = from_1904

    def cell(self, kind: str, style: str, text: str | None, *, formula: bool = False) -> Any:
        """`kind` and `style` as the attributes `t` and `s` say, `text` of the value or None where there is none."""
        if text is None:
            return Problem("R21") if formula else None
        if kind == "s":
            return self.shared(text)
        if kind in ("str", "inlineStr"):
            return unescaped(text)
        text = text.strip(_XML_BLANKS)
        if kind in ("", "n"):
            if not text:
                return Problem("R21") if formula else None
            return self.dated(text) if style in self.date_styles else number(text)
        if kind == "d":
            return XlsxDate(text)
        if kind == "e":
            return Problem("R20", text)
        return Problem("R25", details=(("t", "boolean" if kind == "b" else kind[:20]),))

    def shared(self, index: str) -> str:
        """The shared string of a number. Raises Refusal F28 where there is none."""
        place = index.strip(_XML_BLANKS)
        if place.isascii() and place.isdigit() and len(place) < 10 and int(place) < len(self.strings):
            return self.strings[int(place)]
        raise Refusal("F28", file=self.file)

    def dated(self, text: str) -> XlsxDate | Problem:
        """A count of days since the calendar's beginning. A fraction of a second is cut off, as it is in text; what is
        nearer to a whole second than a spreadsheet can tell is that second."""
        days = number(text)
        if isinstance(days, Problem):
            return days
        thousandths = int((Decimal(days) * 86_400_000).to_integral_value(ROUND_HALF_UP))
        whole, seconds = divmod(thousandths // 1000, 86_400)
        if not 0 <= whole <= _LATEST_DAY - 1462 * self.from_1904 or (whole == _DAY_WITHOUT_DATE and not self.from_1904):
            return Problem("R10", text, (("f", "YYYY-MM-DD"),))
        first = date(1904, 1, 1) if self.from_1904 else date(1899, 12, 30 + (whole < _DAY_WITHOUT_DATE))
        moment = datetime(first.year, first.month, first.day) + timedelta(days=whole, seconds=seconds)
        return XlsxDate(moment.isoformat(" "))


def number(text: str) -> XlsxNumber | Problem:
    """The shortest decimal text of exactly the number in the file; R03 for what is none, R09 for too long a one."""
    if PLAIN_NUMBER.fullmatch(text):
        return XlsxNumber(text)
    match = _NUMBER.fullmatch(text)
    if match is None or not (match.group(2) or match.group(3)):
        return Problem("R03", text)
    sign, whole, decimals, exponent = match.groups(default="")
    digits, point = whole + decimals, len(whole) + int(exponent or 0)
    if not digits.strip("0"):
        return XlsxNumber("0")
    digits = "0" * max(0, min(-point, 400)) + digits.ljust(min(point, 400), "0")
    point = max(point, 0)
    whole, decimals = digits[:point].lstrip("0") or "0", digits[point:].rstrip("0")
    if len(whole) > _EXACT_DIGITS:
        return Problem("R09", text)
    return XlsxNumber(("-" if sign == "-" else "") + whole + ("." + decimals if decimals else ""))


def unescaped(text: str) -> str:
    """Text with `_x000D_`, the format's way of writing what XML cannot hold, read."""
    return _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text
