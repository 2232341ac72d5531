"""What the pages of an agency and of a supplier have in common: the rows of one party, summed in several ways.

All sums are live, over the rows that the party's index finds. The first question, `cells`, answers for every year,
channel and counting rule at once; only orders, which do not add up over years and stages, are asked for by themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from procurement.counting import Channel, Rule, Standing, rules_for
from procurement.models import SliceTotal, Transaction
from procurement.months import WHOLE_YEAR

type Rows = QuerySet[Transaction]


@dataclass(frozen=True)
class Cell:
    """Rows that are alike in all that a counting rule asks for. Money in sen."""

    year: int
    channel: str
    standing: str
    stage: str
    verification: str
    rows: int
    value_sen: int

    def counts(self, rule: Rule) -> bool:
        return rule.applies_to(self.channel) and rule.counts(self.channel, self.standing, self.stage, self.verification)


@dataclass(frozen=True)
class Amount:
    """Rows and their value in sen."""

    rows: int
    value_sen: int


@dataclass(frozen=True)
class YearFigures:
    year: int
    value_sen: int
    orders: int
    rows: int


_FIELDS = ("year", "channel", "standing", "stage", "verification")


def cells(rows: Rows) -> list[Cell]:
    """One query, whatever is asked of them afterwards."""
    found = rows.order_by().values_list(*_FIELDS).annotate(Count("pk"), Sum("value_sen"))
    return [Cell(*(*key, count, int(sen))) for *key, count, sen in found]


def channels_of(found: Iterable[Cell]) -> list[str]:
    """The channels that any row came through, in their published order."""
    used = {cell.channel for cell in found}
    return [channel.value for channel in Channel if channel.value in used]


def years_of(found: Iterable[Cell], channel: str) -> list[int]:
    """Years with a row of the channel, counted or not, latest first."""
    return sorted({cell.year for cell in found if cell.channel == channel}, reverse=True)


def chosen(found: Iterable[Cell], channel: str, year: int | None) -> list[Cell]:
    """Of one channel, and of one year unless all are asked for."""
    return [cell for cell in found if cell.channel == channel and year in (None, cell.year)]


def summed(found: Iterable[Cell]) -> Amount:
    found = list(found)
    return Amount(sum(cell.rows for cell in found), sum(cell.value_sen for cell in found))


def by_rule(found: Sequence[Cell], channel: str) -> list[tuple[str, Amount]]:
    """What each rule of the channel makes of the same cells."""
    return [(rule.slug, summed(cell for cell in found if cell.counts(rule))) for rule in rules_for(channel)]


def filtered_alike(found: Iterable[Cell], rule: Rule) -> list[Cell]:
    """What the transactions page lists: it knows no rule, but it can leave out rows that only repeat others."""
    return [cell for cell in found if rule.standings != {Standing.COUNTED} or cell.standing == Standing.COUNTED]


def by_year(rows: Rows) -> list[YearFigures]:
    """Latest first. One query."""
    found = rows.order_by().values_list("year")
    figures = found.annotate(Sum("value_sen"), Count("order_key", distinct=True), Count("pk"))
    lines = [YearFigures(year, int(sen), orders, count) for year, sen, orders, count in figures]
    return sorted(lines, key=lambda one: -one.year)


def orders(rows: Rows) -> int:
    """Distinct orders. One query."""
    return int(rows.order_by().aggregate(found=Count("order_key", distinct=True))["found"])


def by_month(rows: Rows) -> dict[tuple[int, int], tuple[int, int]]:
    """(year, month) -> (sen, orders); month as in `Transaction.month`. One query."""
    found = rows.order_by().values_list("year", "month").annotate(Sum("value_sen"), Count("order_key", distinct=True))
    return {(year, month): (int(sen), count) for year, month, sen, count in found}


def bought(regions: Iterable[str], channel: str, rule: str, years: Iterable[int]) -> dict[tuple[str, str], int]:
    """(region code, system) -> sen that the government bought in these years, what a party's share is of. One query.

    By system, since a party is of one: what others sold or bought in another could never be its own.
    """
    totals = SliceTotal.objects.order_by().filter(
        slice__region__in=regions, slice__channel=channel, slice__year__in=years, rule=rule, month=WHOLE_YEAR
    )
    found = totals.values_list("slice__region", "slice__system").annotate(Sum("value_sen"))
    return {(code, system): int(sen) for code, system, sen in found}


def spellings(rows: Rows, field: str) -> list[tuple[str, int]]:
    """(name as printed, rows), the commonest first; rows without a name are left out. One query."""
    found = rows.order_by().exclude(**{field: ""}).values_list(field).annotate(Count("pk"))
    names: defaultdict[str, int] = defaultdict(int)
    for name, count in found:
        names[name] += count
    return sorted(names.items(), key=lambda one: (-one[1], one[0]))
