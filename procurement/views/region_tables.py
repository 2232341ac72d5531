"""The tables of a government's page as finished text."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from procurement.money import percent
from procurement.queries.rankings import Ranking
from procurement.queries.spending import Order, Part, Spending
from procurement.views import addresses, charts, links, words
from procurement.views.month_cells import month_rows
from regions.models import Region

JOINED_SHOWN = 30
"""Lists of several categories that are printed."""
SHOWN = 10
"""Parts printed by name; the rest are one row, so that the rows sum to the whole."""


def categories(found: Spending) -> list[dict[str, Any]]:
    """The largest and the rest; empty where the source names none. They sum to the whole and the overlap."""
    named = found.categories.named
    if not any(one.name for one in named):
        return []
    shown, rest = named[:SHOWN], named[SHOWN:]
    lines = [
        _line(
            found,
            _called(one.name),
            _category_address(found, one.name),
            one.value_sen,
            kategori=links.stated(one.name),
        )
        for one in shown
    ]
    return lines + ([rest_line(found, len(rest), sum(one.value_sen for one in rest))] if rest else [])


def categories_foot(found: Spending) -> list[dict[str, str]]:
    """What takes the sum of the categories back to the whole, where rows name several."""
    overlap = found.categories.overlap_sen
    if not overlap:
        return []
    return [
        {"name": gettext("Named more than once"), "value": words.amount(-overlap)},
        {"name": gettext("Whole"), "value": links.figure(words.amount(found.value_sen), source(found))},
    ]


def joined(found: Spending) -> list[dict[str, Any]]:
    """The lists of several categories, each linked to the rows that have exactly this list."""
    lists = found.categories.joined
    lines = [
        _line(found, one.key.replace(";", "; "), _category_address(found, one.key), one.value_sen, kategori=one.key)
        for one in lists[:JOINED_SHOWN]
    ]
    rest = lists[JOINED_SHOWN:]
    return lines + ([rest_line(found, len(rest), sum(one.value_sen for one in rest))] if rest else [])


def _called(name: str) -> str:
    return words.category(name or gettext("not stated in the source"))


def _category_address(found: Spending, category: str) -> str:
    query = {**_rows_query(found), "kategori": category}
    return addresses.with_query(reverse("transactions", args=[found.region.slug]), query) if category else ""


def _rows_query(found: Spending) -> dict[str, str]:
    """The filters of the rows that come nearest to what is counted: those that repeat others are left out."""
    return {"tahun": str(found.year), "kanal": found.channel, "kedudukan": links.nearest_standing(found.rule)}


def agencies(found: Spending) -> list[dict[str, Any]]:
    """The largest, each linked to its page, and what remains as one row."""
    shown, rest = found.agencies[:SHOWN], found.agencies[SHOWN:]
    lines = [
        _part(found, part, links.agency_address(found.region.slug, part.key), satker=links.stated(part.key))
        for part in shown
    ]
    return lines + ([rest_line(found, len(rest), sum(part.value_sen for part in rest))] if rest else [])


def marketplaces(found: Spending) -> list[dict[str, Any]]:
    """Empty where the source names none of them: one row for the unknown would say nothing."""
    if not any(part.name for part in found.marketplaces):
        return []
    shown, rest = found.marketplaces[:SHOWN], found.marketplaces[SHOWN:]
    lines = [_part(found, part, "", lokapasar=links.stated(part.name)) for part in shown]
    return lines + ([rest_line(found, len(rest), sum(part.value_sen for part in rest))] if rest else [])


def suppliers(found: Spending) -> list[dict[str, Any]]:
    """The ten largest, linked to their pages, the unknown, and the rest, which the query hands over as a number."""
    shown = found.top_suppliers
    lines = [
        _part(
            found,
            replace(part, name=words.supplier(part.name)),
            links.supplier_address(part.key, part.name),
            penyedia=links.stated(part.key),
        )
        for part in shown
    ]
    rest = found.supplier_parts - sum(1 for part in shown if part.key)
    if rest > 0:
        lines.append(rest_line(found, rest, found.value_sen - sum(part.value_sen for part in shown)))
    return lines


def rest_line(found: Spending, count: int, value_sen: int) -> dict[str, Any]:
    name = ngettext("%(count)s other", "%(count)s others", count) % {"count": words.number(count)}
    return _line(found, name, "", value_sen)


def _part(found: Spending, part: Part, page: str, **narrowed: str) -> dict[str, Any]:
    """`page` is the part's own; it opens on what this page counts. `narrowed`: what its rows have in common."""
    query = {"tahun": str(found.year), **addresses.query_of({"kanal": found.channel, "aturan": found.rule})}
    name = part.name or words.capital(gettext("not stated in the source"))
    return _line(found, name, addresses.with_query(page, query) if page else "", part.value_sen, **narrowed)


def source(found: Spending, year: int = 0, rule: str = "", measure: str = "nilai", **narrowed: str) -> str:
    """The passport of a figure of this page: of its year and rule, unless others are named."""
    return links.passport_address(
        found.region, year or found.year, found.channel, rule or found.rule, measure, **narrowed
    )


def _line(found: Spending, name: str, address: str, value_sen: int, **narrowed: str) -> dict[str, Any]:
    """A remainder, which no condition narrows to, has no passport: it is the whole less the lines above."""
    return {
        "name": name,
        "address": address,
        "value": links.figure(words.amount(value_sen), source(found, found.year, **narrowed) if narrowed else ""),
        "share": words.percent(percent(value_sen, found.value_sen)),
        "bar": charts.bar(value_sen, found.value_sen),
    }


def months(found: Spending) -> list[dict[str, str]]:
    return month_rows(found.months, lambda month: source(found, month.year, bulan=str(month.month)))


def position(whole: Ranking, here: Region) -> list[dict[str, Any]]:
    """The numbers of the rank strip: every government with data, from the largest down."""
    return [
        {
            "rank": row.rank,
            "name": row.region.name,
            "value": links.figure(
                words.amount(row.value_sen),
                links.passport_address(row.region, whole.year, whole.channel, whole.rule),
            ),
            "here": row.region == here,
        }
        for row in whole.rows
    ]


def latest(orders: Sequence[Order]) -> list[dict[str, Any]]:
    return [
        {
            "what": order.description or order.order_id,
            "address": links.order_address(order.key),
            "who": " · ".join(text for text in (words.supplier(order.supplier), order.agency) if text),
            "day": words.day(order.ordered_at) if order.ordered_at else gettext("no date"),
            "stage": words.stage(order.stage),
            "value": words.exact(order.value_sen),
        }
        for order in orders
    ]
