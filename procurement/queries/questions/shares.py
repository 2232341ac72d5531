"""The middle of several shares."""

from collections.abc import Iterable
from decimal import Decimal

from procurement import ranks


def median(shares: Iterable[Decimal | None]) -> Decimal | None:
    """Of percents with one decimal, to one decimal, rounded half up; those that are None left out. None of nothing."""
    tenths = ranks.median(int(share * 10) for share in shares if share is not None)
    return None if tenths is None else (Decimal(tenths) / 10).quantize(Decimal("0.1"))
