"""How one government spends: its figures, months, and what for, by whom and to whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from procurement import money, ranks
from procurement.counting import DEFAULT_RULE, RULES, Channel, Rule, Standing, rules_for
from procurement.models import MonthTotal, Slice, Total, Transaction
from procurement.money import Share
from procurement.months import OUTSIDE_YEAR, UNDATED
from procurement.queries import breakdowns, status_ladder
from procurement.queries.breakdowns import Order, Part
from procurement.queries.categories import Categories
from procurement.queries.changes import Incomparable, compared, months_of
from procurement.queries.rank_history import YearStanding, rank_history
from procurement.queries.rankings import NONE_COUNTED, NOT_LOADED
from procurement.queries.reach import Reach, Rejects, reaches
from procurement.queries.status_ladder import Step
from regions.models import Region

__all__ = ["Held", "Month", "Order", "Part", "Spending", "held", "spending", "years_of"]

TOP = 10


@dataclass(frozen=True)
class Month:
    year: int
    month: int
    """1 to 12."""
    value_sen: int
    orders: int
    covered: bool
    """Whether the data reach the month's last day; an uncovered month is said in words, never drawn as zero."""
    begun: bool
    """Whether they reach into it at all."""


@dataclass(frozen=True)
class Held:
    """What is known from totals and slices, without a look at rows."""

    region: Region
    year: int
    channel: str
    rule: str
    value_sen: int
    orders: int
    rows: int
    suppliers: int
    per_head: int
    change: Share | Incomparable
    rank: int | None
    """None for the provincial government."""
    with_data: int
    history: list[YearStanding]
    """Every year that the province has the channel for, latest first."""
    as_of: date
    months: list[Month]
    """All loaded years of the channel, January of the first to December of the last."""
    undated_sen: int
    """Value of counted rows without a date, in no month."""
    outside_sen: int
    """Value of counted rows dated in another year than their budget's, in no month."""
    by_rule: list[tuple[str, int, int]]
    """(rule, value in sen, orders) for each rule of the channel."""
    rejects: Rejects


@dataclass(frozen=True)
class Spending(Held):
    """With what is summed from the government's own rows."""

    categories: Categories
    catalogues: list[Part]
    """E-katalog only: by `jenis_katalog`; empty where no row states it."""
    agencies: list[Part]
    top_suppliers: list[Part]
    """Ten largest, then the unknown one where rows have no supplier. Supplier parts are by identity."""
    top_five_sen: int
    top_five_share: Share | None
    supplier_parts: int
    latest: list[Order]
    """Ten latest counted rows."""
    by_stage: list[tuple[str, int, int, int]]
    """(stage, rows, orders, value in sen) of rows with standing `counted`, every stage."""
    ladder: list[Step]
    """Every accepted row, counted or not, with the rules that count it."""
    marketplaces: list[Part]


def years_of(region: Region, channel: str) -> list[int]:
    """Years with a slice of the government in the channel, latest first."""
    found = Slice.objects.filter(region=region, channel=channel).values_list("year", flat=True)
    return sorted(set(found), reverse=True)


def spending(region: Region, year: int, channel: str, rule: str) -> Spending | None:
    """None when a slice is loaded but no row counts under the rule. Twelve queries, e-katalog one more.

    Raises LookupError when no slice is loaded.
    """
    found = held(region, year, channel, rule)
    if found is None:
        return None
    return Spending(**vars(found), **_live(region, year, channel, RULES[rule], found.value_sen))


def held(region: Region, year: int, channel: str, rule: str) -> Held | None:
    """The same as far as totals know it. Four queries; None and LookupError as for `spending`."""
    governments = Region.objects.of_province(region.province_code)
    reach = reaches(list(Slice.objects.filter(region__in=governments, channel=channel)))
    if (region.code, year) not in reach:
        raise LookupError(f"{region.code} {year} {channel}")
    by_rule = {total.rule: total for total in Total.objects.filter(region=region, year=year, channel=channel)}
    if rule not in by_rule:
        return None
    return _held(region, by_rule, by_rule[rule], reach)


def value_of(region: Region, year: int, channel: str, rule: str) -> int | str:
    """Its value in sen, or the reason why there is none. One query, two without a value."""
    found = Total.objects.filter(region=region, year=year, channel=channel, rule=rule).first()
    if found:
        return found.value_sen
    return NONE_COUNTED if year in years_of(region, channel) else NOT_LOADED


def in_other_channel(region: Region, year: int | None, channel: str, rule: str) -> Total | None:
    """What counts of the year, or of the latest one, in the channel that is never added. One query.

    By the default rule where that channel has no such rule.
    """
    other = next(one for one in Channel if one != channel)
    slug = rule if RULES[rule] in rules_for(other) else DEFAULT_RULE.slug
    found = Total.objects.filter(region=region, channel=other, rule=slug)
    return (found.filter(year=year) if year else found.order_by("-year")).first()


def every_supplier(region: Region, year: int, channel: str, rule: str) -> list[Part]:
    """All of whom `top_suppliers` are the largest, the unknown one among them. One query."""
    return breakdowns.suppliers(Transaction.objects.of(region).in_year(year).counted(RULES[rule], channel))


def _held(region: Region, by_rule: Mapping[str, Total], total: Total, reach: Mapping[tuple[str, int], Reach]) -> Held:
    year, channel, rule = total.year, total.channel, RULES[total.rule]
    month_totals = list(MonthTotal.objects.filter(region=region, channel=channel, rule=rule.slug))
    mine = {key: one for key, one in reach.items() if key[0] == region.code}
    history = rank_history(region, channel, rule.slug, reach)
    here = next(one for one in history if one.year == year)
    of_year = reach[region.code, year]
    return Held(
        region=region,
        year=year,
        channel=channel,
        rule=rule.slug,
        value_sen=total.value_sen,
        orders=total.orders,
        rows=total.rows,
        suppliers=total.suppliers,
        per_head=ranks.per_head(total.value_sen, region.population),
        change=compared(region.code, year, months_of(month_totals), reach),
        rank=here.rank,
        with_data=here.with_data,
        history=history,
        as_of=of_year.earliest,
        months=_months(region, month_totals, mine),
        undated_sen=_in_month(month_totals, year, UNDATED),
        outside_sen=_in_month(month_totals, year, OUTSIDE_YEAR),
        by_rule=[_under(one, by_rule.get(one.slug)) for one in rules_for(channel)],
        rejects=of_year.rejects,
    )


def _in_month(totals: Sequence[MonthTotal], year: int, month: int) -> int:
    return sum(one.value_sen for one in totals if one.year == year and one.month == month)


def _under(rule: Rule, total: Total | None) -> tuple[str, int, int]:
    return (rule.slug, total.value_sen, total.orders) if total else (rule.slug, 0, 0)


def _months(region: Region, totals: Sequence[MonthTotal], reach: Mapping[tuple[str, int], Reach]) -> list[Month]:
    found = {(total.year, total.month): total for total in totals}
    years = [year for _code, year in reach]
    return [
        Month(
            year=year,
            month=month,
            value_sen=found[year, month].value_sen if (year, month) in found else 0,
            orders=found[year, month].orders if (year, month) in found else 0,
            covered=(region.code, year) in reach and reach[region.code, year].covers(year, month),
            begun=(region.code, year) in reach and reach[region.code, year].begins(year, month),
        )
        for year in range(min(years), max(years) + 1)
        for month in range(1, 13)
    ]


def _live(region: Region, year: int, channel: str, rule: Rule, whole_sen: int) -> dict[str, Any]:
    """The fields that come from the government's own rows rather than from totals."""
    rows = Transaction.objects.of(region).in_year(year)
    counted = rows.counted(rule, channel)
    suppliers = breakdowns.suppliers(counted)
    known = [part for part in suppliers if part.key]
    top_five = sum(part.value_sen for part in known[:5])
    return {
        "categories": breakdowns.categories(counted),
        "catalogues": breakdowns.catalogues(counted) if channel == Channel.E_KATALOG else [],
        "agencies": breakdowns.agencies(counted),
        "top_suppliers": known[:TOP] + [part for part in suppliers if not part.key],
        "top_five_sen": top_five,
        "top_five_share": money.percent(top_five, whole_sen),
        "supplier_parts": len(known),
        "latest": breakdowns.latest(counted, TOP),
        "by_stage": breakdowns.stages(rows.filter(channel=channel, standing=Standing.COUNTED)),
        "ladder": status_ladder.steps(rows.filter(channel=channel), channel),
        "marketplaces": breakdowns.marketplaces(counted),
    }
