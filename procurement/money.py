"""Sen <-> text. Money is an integer number of sen (1/100 rupiah) everywhere; nothing here passes through float."""

import re
from decimal import Decimal
from typing import Any

SEN = 100
"""Sen in one rupiah."""
MAX_SEN = 2**63 - 1
"""The largest amount the database holds (BIGINT)."""

_PLAIN = re.compile(r"\d+(?:\.\d{1,2})?")
_SCALES_ID = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
_SCALES_EN = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def sen_of(text: str) -> int:
    """Sen of a plain amount in rupiah: digits, with `.` before one or two decimals. Raises ValueError otherwise."""
    if not _PLAIN.fullmatch(text) or not text.isascii():
        raise ValueError(f"not a plain amount: {text!r}")
    rupiah, _, decimals = text.partition(".")
    return int(rupiah) * SEN + int(decimals.ljust(2, "0") or 0)


def half_up(numerator: int, denominator: int) -> int:
    """numerator / denominator rounded half up (away from zero), exactly."""
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def exact(sen: int) -> int | str:
    """Rupiah for a machine: an integer, or a decimal string with two places where sen occur."""
    rupiah, rest = divmod(abs(sen), SEN)
    sign = "-" if sen < 0 else ""
    return f"{sign}{rupiah}.{rest:02}" if rest else (-rupiah if sen < 0 else rupiah)


def grouped(number: int, language: str = "id") -> str:
    """An integer with the thousands mark of the language: 67.082 (id), 67,082 (en)."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", ".")


def plain(sen: int, language: str = "id") -> str:
    """An amount without its unit: 67.082.500.435 or, where sen occur, 49.191.849.301,50."""
    rupiah, rest = divmod(abs(sen), SEN)
    sign = "−" if sen < 0 else ""
    mark = "." if language == "en" else ","
    return sign + grouped(rupiah, language) + (f"{mark}{rest:02}" if rest else "")


def rupiah(sen: int, language: str = "id") -> str:
    """The exact amount as it is printed: Rp67.082.500.435."""
    sign = "−" if sen < 0 else ""
    return f"{sign}Rp{plain(abs(sen), language)}"


def short(sen: int, language: str = "id") -> str:
    """The amount to one decimal of its scale: Rp67,1 miliar, Rp1,0 miliar for 999.960.000; below Rp1,000 exact.

    The unit is joined by a no-break space so that it never stands alone on a line.
    """
    amount = abs(sen)
    scales = _SCALES_EN if language == "en" else _SCALES_ID
    for position, (scale, word) in enumerate(scales):
        if amount >= scale * SEN:
            tenths = half_up(amount * 10, scale * SEN)
            if tenths >= 10_000 and position:
                tenths, word = 10, scales[position - 1][1]
            number = f"{grouped(tenths // 10, language)}{'.' if language == 'en' else ','}{tenths % 10}"
            return f"{'−' if sen < 0 else ''}Rp{number}\N{NO-BREAK SPACE}{word}"
    return rupiah(sen, language)


class Share(Decimal):
    """A percentage that still knows what it was rounded from."""

    part: int
    whole: int

    def __reduce__(self) -> Any:
        """What is kept of a page is pickled, and a Decimal would be made again of its text alone."""
        return percent, (self.part, self.whole)

    @property
    def is_hidden(self) -> bool:
        """Whether its decimal says nothing of what is some."""
        return self == 0 and self.part != 0

    @property
    def is_overstated(self) -> bool:
        """Whether its decimal says all of what is not all."""
        return abs(self) == 100 and abs(self.part) < self.whole


def percent(part: int, whole: int) -> Share | None:
    """part / whole in percent with one decimal, rounded half up; None when there is no whole."""
    if whole == 0:
        return None
    share = Share(Decimal(half_up(part * 1000, whole)).scaleb(-1))
    share.part, share.whole = part, whole
    return share
