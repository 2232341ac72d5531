"""What part of a government's spending went to suppliers of each size, as far as the register of sizes knows."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Sum

from procurement.counting import RULES, Size
from procurement.models import LegalRule, SizeRegister, SupplierSize, Transaction
from procurement.money import percent
from regions.models import Region

DUTY = "UMK-40-20"
"""How the codes of the rule begin: UMK-40-2021, UMK-40-2025."""
UMK = (Size.MICRO, Size.SMALL)
"""Micro and small: what the law's 40 % speaks of, measured there against the budget and not against these orders."""
UMKM = (*UMK, Size.MEDIUM)


@dataclass(frozen=True)
class Range:
    """From what is known to what it would be were every unknown supplier of this size. Money in sen."""

    low_sen: int
    high_sen: int
    low: Decimal | None
    """Percent of the whole with one decimal; None where the whole is Rp0."""
    high: Decimal | None


@dataclass(frozen=True)
class Shares:
    """Of one government, year, channel and rule."""

    whole_sen: int
    unknown_sen: int
    """Value of rows whose supplier the register does not know, or the source does not name."""
    unknown: Decimal | None
    by_size: Mapping[str, int]
    """size -> sen, every size of the register's words"""
    umk: Range
    umkm: Range
    cooperatives: Range
    large: Range


def shares(value_by_size: Mapping[str, int], unknown_sen: int) -> Shares:
    """The shares that follow from sen by size and the sen of unknown size. Exact sums; percent rounded half up."""
    by_size = {size.value: value_by_size.get(size, 0) for size in Size}
    whole = sum(by_size.values()) + unknown_sen

    def within(*sizes: Size) -> Range:
        low = sum(by_size[size] for size in sizes)
        high = low + unknown_sen
        return Range(low, high, percent(low, whole), percent(high, whole))

    return Shares(
        whole,
        unknown_sen,
        percent(unknown_sen, whole),
        by_size,
        within(*UMK),
        within(*UMKM),
        within(Size.COOPERATIVE),
        within(Size.LARGE),
    )


def shares_of(region: Region, year: int, channel: str, rule: str) -> Shares:
    """One query, and one more for every ten thousand suppliers. Without a register everything is unknown.

    Raises KeyError for a rule that does not apply to the channel.
    """
    counted = Transaction.objects.of(region).in_year(year).counted(RULES[rule], channel)
    fields = ("supplier__system", "supplier__code", "supplier__name")
    found = list(counted.order_by().values_list("supplier", *fields).annotate(value_sum=Sum("value_sen")))
    known = SupplierSize.objects.of({(row[1], row[2], row[3]) for row in found if row[0]})
    by_size: Counter[str] = Counter()
    for _supplier, system, code, name, sen in found:
        by_size[known.get((system, code, name), "")] += int(sen)
    return shares(by_size, by_size[""])


def current_register() -> SizeRegister | None:
    """The register that stands; None where none does."""
    rows = SupplierSize.objects.filter(register=OuterRef("pk"))
    return SizeRegister.objects.filter(Exists(rows)).first()


def duty_in_force(day: date) -> LegalRule | None:
    """The rule of the 40 % of the budget for micro and small firms as it stood on a day; None where none is known."""
    found = LegalRule.objects.filter(code__startswith=DUTY, valid_from__lte=day).exclude(valid_to__lt=day)
    return found.order_by("valid_from", "code").last()
