"""How far the rows of a government are, verified or not, and which counting rules count each of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from procurement.counting import Stage, Standing, Verification, rules_for
from procurement.models import Transaction


@dataclass(frozen=True)
class Step:
    """Rows of one stage and verification, or rows that repeat others. Money in sen."""

    stage: str
    """Empty for rows that repeat what other rows already say."""
    verification: str
    rows: int
    orders: int | None
    """Distinct; None for rows that repeat others, whose orders are those of other steps."""
    value_sen: int
    rules: tuple[str, ...]
    """The counting rules of the channel that count these rows: a rule's value is the sum of the steps that name it."""


def steps(rows: QuerySet[Transaction], channel: str) -> list[Step]:
    """Every accepted row of one government, year and channel in exactly one step. One query."""
    found = rows.order_by().values_list("standing", "stage", "verification")
    figures = list(
        found.annotate(row_count=Count("pk"), order_count=Count("order_key", distinct=True), value_sum=Sum("value_sen"))
    )
    standing = [_step(channel, *one) for one in figures if one[0] == Standing.COUNTED]
    places = {(s.value, v.value): (i, j) for i, s in enumerate(Stage) for j, v in enumerate(Verification)}
    standing.sort(key=lambda step: places[step.stage, step.verification])
    return standing + _repeating(channel, (one for one in figures if one[0] != Standing.COUNTED))


def _step(channel: str, standing: str, stage: str, verification: str, rows: int, orders: int, sen: int) -> Step:
    return Step(stage, verification, rows, orders, int(sen), _rules(channel, standing, stage, verification))


def _rules(channel: str, standing: str, stage: str, verification: str) -> tuple[str, ...]:
    return tuple(rule.slug for rule in rules_for(channel) if rule.counts(channel, standing, stage, verification))


def _repeating(channel: str, figures: Iterable[tuple[str, str, str, int, int, int]]) -> list[Step]:
    """Rows sent again, in both sources or repeated, together where the same rules count them."""
    sums: defaultdict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for standing, stage, verification, rows, _orders, sen in figures:
        together = sums[_rules(channel, standing, stage, verification)]
        together[0] += rows
        together[1] += int(sen)
    ordered = sorted(sums.items(), key=lambda one: (-len(one[0]), one[0]))
    return [Step("", "", rows, None, sen, rules) for rules, (rows, sen) in ordered]
