"""The tables and drawings of a comparison as finished text."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from procurement.money import percent
from procurement.queries.categories import Category
from procurement.queries.comparison import Comparison, Figures, Side
from procurement.views import addresses, charts, comparison_charts, links, words
from procurement.views.comparison_words import Known, known, reach_alike
from procurement.views.month_cells import open_months, without_orders
from procurement.views.ranking_table import government_address

SHOWN = 5
"""Categories printed by name; the rest are one row, so that the rows sum to the whole."""


def tables(found: Comparison, query: dict[str, str]) -> dict[str, Any]:
    sides = known(found)
    scale = max([one.value_sen for _side, one in sides] + [found.median_sen or 0])
    return {
        "lines": [_line(side, found, scale, query) for side in found.sides],
        "reach": [_reach(side, found) for side in found.sides],
        "reach_differs": not reach_alike(found),
        "charts": _charts(found, sides),
        "month_rows": _month_rows(found, sides),
        "month_heads": [side.region.name for side, _figures in sides],
        "categories": _categories(found, sides),
    }


def _line(side: Side, found: Comparison, scale: int, query: dict[str, str]) -> dict[str, Any]:
    line = {
        "name": side.region.name,
        "address": government_address(side.region.slug, found.year, query),
        "reason": words.reason(side.reason, found.channel, found.year) if side.reason else "",
    }
    if side.figures is None:
        return line
    one = side.figures
    return line | {
        "rank": words.number(one.rank) if one.rank else "–",
        "rupiah": words.machine(one.value_sen),
        "value": links.figure(words.amount(one.value_sen), _source(found, side)),
        "bar": charts.bar(one.value_sen, scale, found.median_sen),
        "orders": words.number(one.orders),
        "suppliers": words.number(one.suppliers),
        "top_five": words.percent(one.top_five_share),
        "per_head": words.number(one.per_head),
        "change": words.change(one.change),
    }


def _source(found: Comparison, side: Side, **narrowed: str) -> str:
    return links.passport_address(side.region, found.year, found.channel, found.rule, **narrowed)


def _same(side: Side, found: Comparison) -> str:
    """Of the months that the data of all cover: from January, since each reaches a day."""
    if not side.figures or not found.same_months:
        return "–"
    first, last = found.same_months[0], found.same_months[-1]
    months = str(first) if first == last else f"{first}-{last}"
    return links.figure(words.amount(side.figures.same_months_sen), _source(found, side, bulan=months))


def _reach(side: Side, found: Comparison) -> dict[str, str]:
    region = side.region
    rows = {"tahun": str(found.year), "kanal": found.channel}
    return {
        "name": region.name,
        "as_of": words.day(side.as_of) if side.as_of else gettext("no export"),
        "same": _same(side, found),
        "people": gettext("%(people)s inhabitants, %(day)s")
        % {"people": words.number(region.population), "day": words.day(region.population_as_of)},
        "rows": addresses.with_query(reverse("transactions", args=[region.slug]), rows) if side.as_of else "",
    }


def _charts(found: Comparison, sides: Known) -> list[dict[str, Any]]:
    largest = comparison_charts.largest_month(found)
    return [
        {
            "name": side.region.name,
            "chart": comparison_charts.months(side.region.name, found.year, one.months, largest),
            "open": _open_months(one, found.year),
        }
        for side, one in sides
    ]


def _open_months(one: Figures, year: int) -> str:
    """Which months the data do not cover in full, in words."""
    return open_months((year, month, month.counted) for month in one.months)


def _month_rows(found: Comparison, sides: Known) -> list[dict[str, Any]]:
    return [
        {
            "name": words.month(found.year, place + 1),
            "cells": [(side.region.name, _month(found, side, one, place)) for side, one in sides],
        }
        for place in range(12)
    ]


def _month(found: Comparison, side: Side, one: Figures, place: int) -> str:
    month = one.months[place]
    if not month.counted:
        return without_orders(month)
    value = links.figure(words.amount(month.value_sen), _source(found, side, bulan=str(month.month)))
    if month.covered:
        return value
    return words.filled(gettext("%(value)s (not fully covered)"), {"value": value})


def _categories(found: Comparison, sides: Known) -> list[dict[str, Any]]:
    """The largest categories of each, their bars under one scale. Empty where no source names any."""
    if not any(part.name for _side, one in sides for part in one.categories.named):
        return []
    largest = max((part.value_sen for _side, one in sides for part in one.categories.named[:SHOWN]), default=0)
    return [{"name": side.region.name, "lines": _category_lines(side, one, found, largest)} for side, one in sides]


def _category_lines(side: Side, one: Figures, found: Comparison, largest: int) -> list[dict[str, Any]]:
    lines = [_category(side, part, found, one.value_sen, largest) for part in one.categories.named[:SHOWN]]
    rest = one.categories.named[SHOWN:]
    if rest:
        value = sum(part.value_sen for part in rest)
        name = ngettext("%(count)s other", "%(count)s others", len(rest)) % {"count": words.number(len(rest))}
        share = words.percent(percent(value, one.value_sen))
        lines.append({"name": name, "address": "", "value": words.amount(value), "share": share, "bar": ""})
    return lines


def _category(side: Side, part: Category, found: Comparison, whole: int, largest: int) -> dict[str, Any]:
    standing = links.nearest_standing(found.rule)
    query = {"tahun": str(found.year), "kanal": found.channel, "kedudukan": standing, "kategori": part.name}
    name = words.category(part.name)
    path = reverse("transactions", args=[side.region.slug])
    return {
        "name": name or gettext("not stated in the source"),
        "address": addresses.with_query(path, query) if part.name else "",
        "value": links.figure(words.amount(part.value_sen), _source(found, side, kategori=links.stated(part.name))),
        "share": words.percent(percent(part.value_sen, whole)),
        "bar": charts.bar(part.value_sen, largest),
    }
