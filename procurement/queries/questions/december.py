"""Question 3: how much of the year was ordered in December."""

from dataclasses import dataclass
from decimal import Decimal

from procurement.models import MonthTotal
from procurement.money import percent
from procurement.months import DECEMBER, OUTSIDE_YEAR, UNDATED
from procurement.queries.questions.bounds import MOST_ROWS, RULE
from procurement.queries.questions.scope import Scope
from procurement.queries.questions.shares import median_of


@dataclass(frozen=True)
class OfDecember:
    region_code: str
    december_sen: int
    value_sen: int
    """Of the whole year."""

    @property
    def share(self) -> Decimal | None:
        return percent(self.december_sen, self.value_sen)


@dataclass(frozen=True)
class December:
    shown: list[OfDecember]
    """The largest share first."""
    every: int
    """Governments whose data cover December, whose rows all have a date within the year, and that bought for more
    than Rp0: the median is of these."""
    not_covered: int
    """Governments whose data end before 31 December."""
    undated: int
    """Governments with rows that stand in no month of the year: a share of December would be too small."""
    nothing: int
    """Governments whose orders all come to Rp0: nothing to have a share of."""
    median: Decimal | None


def december(scope: Scope) -> December:
    """One query beside the totals."""
    wanted = (DECEMBER, UNDATED, OUTSIDE_YEAR)
    found = MonthTotal.objects.filter(
        region__in=scope.codes, year=scope.year, channel=scope.channel, rule=RULE.slug, month__in=wanted
    )
    months = {(one.region_id, one.month): one.value_sen for one in found}
    covered = [code for code in scope.totals if scope.reach[code, scope.year].covers(scope.year, DECEMBER)]
    dated = [code for code in covered if (code, UNDATED) not in months and (code, OUTSIDE_YEAR) not in months]
    worth = [code for code in dated if scope.totals[code].value_sen]
    every = [OfDecember(code, months.get((code, DECEMBER), 0), scope.totals[code].value_sen) for code in worth]
    every.sort(key=lambda one: (-(one.share or Decimal()), -one.december_sen, one.region_code))
    return December(
        every[:MOST_ROWS],
        len(every),
        len(scope.totals) - len(covered),
        len(covered) - len(dated),
        len(dated) - len(worth),
        median_of((one.december_sen, one.value_sen) for one in every),
    )
