"""The tables of a government's page as finished text."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from procurement.counting import RULES, SPENDING_STAGES, Stage
from procurement.money import percent
from procurement.queries.spending import Order, Part, Spending
from procurement.views import addresses, charts, words

SHOWN = 10
"""Parts printed by name; the rest are one row, so that the rows sum to the whole."""


def parts(found: Spending, key: str, all_parts: Sequence[Part]) -> list[dict[str, Any]]:
    """The largest parts, each linked to its rows (`key` is the filter), and what remains as one row."""
    lines = [_part(found, key, part) for part in all_parts[:SHOWN]]
    rest = all_parts[SHOWN:]
    if rest:
        lines.append(rest_line(found, len(rest), sum(part.value_sen for part in rest)))
    return lines


def stated(found: Spending, key: str, all_parts: Sequence[Part]) -> list[dict[str, Any]]:
    """As `parts`; empty where the source names none of them: one row for the unknown would say nothing."""
    return parts(found, key, all_parts) if any(part.name for part in all_parts) else []


def suppliers(found: Spending) -> list[dict[str, Any]]:
    """The ten largest and the rest, which the query hands over only as a number."""
    shown = found.top_suppliers[:SHOWN]
    lines = [_part(found, "penyedia", part) for part in shown]
    rest = found.supplier_parts - len(shown)
    if rest > 0:
        lines.append(rest_line(found, rest, found.value_sen - sum(part.value_sen for part in shown)))
    return lines


def rest_line(found: Spending, count: int, value_sen: int) -> dict[str, Any]:
    name = ngettext("%(count)s other", "%(count)s others", count) % {"count": words.number(count)}
    return _line(found, name, "", value_sen)


def _part(found: Spending, key: str, part: Part) -> dict[str, Any]:
    query = {"tahun": str(found.year), "kanal": found.channel, key: part.key}
    path = reverse("transactions", args=[found.region.slug])
    address = addresses.with_query(path, query) if part.key else ""
    # Categories are kept without their capitals, so that spellings of one category meet.
    name = part.name[:1].upper() + part.name[1:]
    return _line(found, name or gettext("not stated in the source"), address, part.value_sen)


def _line(found: Spending, name: str, address: str, value_sen: int) -> dict[str, Any]:
    return {
        "name": name,
        "address": address,
        "value": words.amount(value_sen),
        "share": words.percent(percent(value_sen, found.value_sen)),
        "bar": charts.bar(value_sen, found.value_sen),
    }


def months(found: Spending) -> list[dict[str, str]]:
    return [
        {
            "name": words.month(month.year, month.month),
            "value": words.amount(month.value_sen) if month.covered or month.value_sen else gettext("no data yet"),
            "orders": words.number(month.orders) if month.covered or month.value_sen else "–",
            "note": "" if month.covered else gettext("not fully covered"),
        }
        for month in found.months
    ]


def by_stage(found: Spending) -> list[dict[str, Any]]:
    return [
        {
            "name": Stage(stage).label,
            "counts": "" if stage in SPENDING_STAGES else gettext("not counted by “Clean”"),
            "orders": words.number(orders),
            "value": words.amount(value_sen),
        }
        for stage, _rows, orders, value_sen in found.by_stage
    ]


def by_rule(found: Spending, path: str) -> list[dict[str, Any]]:
    query = {} if found.channel == "toko-daring" else {"kanal": found.channel}
    return [
        {
            "name": RULES[slug].label,
            "reason": RULES[slug].reason,
            "here": slug == found.rule,
            "address": addresses.with_query(path, query | ({} if slug == "bersih" else {"aturan": slug})),
            "orders": words.number(orders),
            "value": words.amount(value_sen),
        }
        for slug, value_sen, orders in found.by_rule
    ]


def latest(orders: Sequence[Order]) -> list[dict[str, Any]]:
    return [
        {
            "what": order.description or order.order_id,
            "who": " · ".join(text for text in (order.supplier, order.agency) if text),
            "day": words.day(order.ordered_at) if order.ordered_at else gettext("no date"),
            "stage": Stage(order.stage).label,
            "value": words.exact(order.value_sen),
        }
        for order in orders
    ]
