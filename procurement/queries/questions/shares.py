"""The middle of several shares."""

from collections.abc import Iterable
from fractions import Fraction
from statistics import median

from procurement.money import Share, percent


def median_of(parts: Iterable[tuple[int, int]]) -> Share | None:
    """Of (part, whole), exact until the end: a median of rounded shares may be a tenth off. None of nothing."""
    shares = [Fraction(part, whole) for part, whole in parts]
    if not shares:
        return None
    middle = Fraction(median(shares))
    return percent(middle.numerator, middle.denominator)
