"""Where a government stands among all: over the years, and by other ways of counting, as finished text."""

from typing import Any

from django.utils.translation import gettext

from procurement.counting import RULES
from procurement.queries import robustness as robust
from procurement.queries.figures import WITHOUT_DECEMBER, WITHOUT_LARGEST
from procurement.queries.rank_history import YearStanding
from procurement.queries.robustness import Robustness, Way
from procurement.queries.spending import Spending
from procurement.views import charts, links, words
from procurement.views.ranking_table import government_address
from procurement.views.region_tables import source
from regions.models import Kind


def history(found: Spending, query: dict[str, str]) -> dict[str, Any]:
    """The years as lines, latest first, their bars under one scale."""
    largest = max((one.value_sen or 0 for one in found.history), default=0)
    ranked = found.region.kind != Kind.PROVINCE
    return {
        "heading": _history_heading(found) if ranked else gettext("Year by year"),
        "lines": [_year(found, one, largest, query) for one in found.history],
        "ranked": ranked,
    }


def _history_heading(found: Spending) -> str:
    """Rank 3 in 2021, rank 1 in 2022: the years that have one, in their order."""
    ranked = [(one.year, one.rank) for one in reversed(found.history) if one.rank]
    if len(ranked) < 2:
        return gettext("Rank over the years")
    if len({rank for _year, rank in ranked}) == 1:
        values = {"rank": ranked[0][1], "years": words.listed(str(year) for year, _rank in ranked)}
        return gettext("Rank %(rank)s in %(years)s") % values
    parts = [gettext("%(rank)s in %(year)s") % {"rank": rank, "year": year} for year, rank in ranked]
    return gettext("Rank %(ranks)s") % {"ranks": words.listed(parts)}


def _year(found: Spending, one: YearStanding, largest: int, query: dict[str, str]) -> dict[str, Any]:
    partial = one.as_of and one.as_of.year == one.year and (one.as_of.month, one.as_of.day) != (12, 31)
    until = gettext("data up to %(day)s") % {"day": words.day(one.as_of)} if partial and one.as_of else ""
    return {
        "name": str(one.year),
        "address": "" if one.year == found.year else government_address(found.region.slug, one.year, query),
        "here": one.year == found.year,
        "note": words.reason(one.reason, found.channel, one.year) if one.reason else until,
        "value": "–" if one.value_sen is None else links.figure(words.amount(one.value_sen), source(found, one.year)),
        "bar": "" if one.value_sen is None else charts.bar(one.value_sen, largest),
        "rank": rank_of(one.rank, one.with_data),
    }


def rank_of(rank: int | None, with_data: int) -> str:
    return gettext("%(rank)s of %(all)s") % {"rank": rank, "all": with_data} if rank else "–"


def robustness(found: Spending, counted: Robustness) -> dict[str, Any]:
    return {
        "heading": robust_heading(counted),
        "text": [*_spread(counted), *_left_out(found, counted), *_undated(counted)],
        "lines": [_way(found, way, counted.rank) for way in counted.ways],
    }


def robust_heading(counted: Robustness) -> str:
    values = {"rank": counted.rank, "alike": counted.alike, "ways": len(counted.ways)}
    if counted.alike == len(counted.ways):
        return gettext("Rank %(rank)s in all %(ways)s ways of counting") % values
    return gettext("Rank %(rank)s in %(alike)s of %(ways)s ways of counting") % values


def _spread(counted: Robustness) -> list[str]:
    """How far the rank moves between the ways."""
    ranks = [way.rank for way in counted.ways if way.rank]
    if min(ranks) == max(ranks):
        return [gettext("The place does not depend on how one counts.")]
    values = {"best": min(ranks), "worst": max(ranks)}
    return [gettext("Depending on the way of counting the rank lies between %(best)s and %(worst)s.") % values]


def _left_out(found: Spending, counted: Robustness) -> list[str]:
    said = {
        robust.COMPLETED: gettext("“Completed only” is left out: this page already counts so."),
        robust.WITHOUT_LARGEST: gettext(
            "“Without the largest order” is left out: it is not known of every government."
        ),
        robust.WITHOUT_DECEMBER: gettext(
            "“Without December” is left out: the data of %(year)s hold no order of December."
        )
        % {"year": found.year},
    }
    return [said[way] for way in counted.left_out]


def _undated(counted: Robustness) -> list[str]:
    kept = counted.undated and robust.WITHOUT_DECEMBER not in counted.left_out
    return [gettext("Orders without a date of the year stay in “without December”.")] if kept else []


def _way(found: Spending, way: Way, rank: int) -> dict[str, Any]:
    name, how = _named(found, way.name)
    return {
        "name": name,
        "how": how,
        "same": way.rank == rank,
        "figure": links.figure(_figure(way), _source(found, way)),
        "rank": rank_of(way.rank, way.with_data),
    }


def _named(found: Spending, way: str) -> tuple[str, str]:
    """What the way is called, and how it is counted."""
    names = {
        robust.VALUE: (gettext("Value"), gettext("the rank of this page, rule “%(rule)s”")),
        robust.ORDERS: (gettext("Number of orders"), gettext("every order counts once, large or small")),
        robust.PER_HEAD: (gettext("Value per head"), gettext("value divided by inhabitants")),
        robust.COMPLETED: (gettext("Completed only"), gettext("value by the rule “%(completed)s”")),
        robust.WITHOUT_LARGEST: (
            gettext("Without the largest order"),
            gettext("value less the one largest order of each government"),
        ),
        robust.WITHOUT_DECEMBER: (
            gettext("Without December"),
            gettext("value less the orders dated December %(year)s"),
        ),
    }
    name, how = names[way]
    values = {"rule": RULES[found.rule].label, "completed": RULES["selesai"].label, "year": found.year}
    return name, how % values


def _source(found: Spending, way: Way) -> str:
    """A figure per head is no sum of rows."""
    if way.figure is None or way.name == robust.PER_HEAD:
        return ""
    return {
        robust.VALUE: source(found),
        robust.ORDERS: source(found, measure="pesanan"),
        robust.COMPLETED: source(found, rule=robust.COMPLETED),
        robust.WITHOUT_LARGEST: source(found, tanpa=WITHOUT_LARGEST),
        robust.WITHOUT_DECEMBER: source(found, tanpa=WITHOUT_DECEMBER),
    }[way.name]


def _figure(way: Way) -> str:
    if way.figure is None:
        return gettext("nothing left to count")
    if way.name == robust.ORDERS:
        return words.orders(way.figure)
    return words.exact(way.figure * 100 if way.name == robust.PER_HEAD else way.figure)
