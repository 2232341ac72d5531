"""Amounts as the second count reads them: by other code than `cells.amounts`, and Rp0 for what is none."""

import re
from decimal import Decimal

from procurement.money import MAX_SEN


def sen_of_rupiah(text: str) -> int:
    digits = text.strip()
    whole, _, decimals = digits.partition(".")
    if not (whole.isascii() and whole.isdigit()) or decimals.strip("0"):
        return 0
    if len(decimals) == 3 and len(whole) < 4 and whole[0] != "0":
        return 0  # `2.000` may be two thousand; no thousands begin with 0
    amount = Decimal(whole) * 100
    return int(amount) if amount <= MAX_SEN else 0


def sen_of_money(text: str) -> int:
    """With up to two decimals: the whole rupiah and the decimals are added up by themselves."""
    digits = text.strip()
    whole, _, decimals = digits.partition(".")
    cents = decimals.rstrip("0") if not decimals.strip("0") else decimals
    if (
        not (whole.isascii() and whole.isdigit())
        or len(cents) > 2
        or (cents and not (cents.isascii() and cents.isdigit()))
    ):
        return 0
    if len(decimals) == 3 and len(whole) < 4 and whole[0] != "0":
        return 0
    amount = Decimal(whole) * 100 + Decimal((cents + "00")[:2])
    return int(amount) if amount <= MAX_SEN else 0


def sen_of_indonesian(text: str) -> int:
    """`Rp 67.082.500.435,00`: groups of three behind points, decimals behind a comma."""
    found = re.fullmatch(r"(?:rp\.?\s*)?([0-9.]+)(?:,([0-9]{1,2}))?", text.strip(), re.IGNORECASE)
    if not found:
        return 0
    groups = found.group(1).split(".")
    if len(groups) > 1 and (
        any(len(group) != 3 for group in groups[1:]) or not 0 < len(groups[0]) < 4 or groups[0][0] == "0"
    ):
        return 0
    amount = Decimal("".join(groups) or 0) * 100 + Decimal((found.group(2) or "").ljust(2, "0"))
    return int(amount) if amount <= MAX_SEN else 0


SEN_OF = {"rupiah": sen_of_rupiah, "money": sen_of_money, "indonesian": sen_of_indonesian}
"""The way that a column is written -> what reads it"""
