"""What a search found as groups of links, each of which says what it is."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from procurement.counting import DEFAULT_RULE, RULES
from procurement.models import WithdrawnOrder
from procurement.queries.closeness import plain
from procurement.queries.government_search import Government
from procurement.queries.order_search import FoundOrder
from procurement.queries.party_search import PAGE_SIZE, FoundAgency, FoundSupplier, Parties
from procurement.queries.search import Found
from procurement.views import addresses, links, words
from regions.models import Kind

type Group = dict[str, Any]
"""label, count (in words, as far as it is known), hits (name, says, and address or ways: name, address, says)"""


def groups(text: str, found: Found, page: int, others: Iterable[Group]) -> list[Group]:
    """Governments, orders and what other apps found stand on the first page only; empty groups nowhere."""
    made = []
    if page == 1:
        orders = [order(one) for one in found.orders.standing] + [
            withdrawn(text, one) for one in found.orders.withdrawn
        ]
        places = [government(one, found.year) for one in found.governments.found]
        made.append(_group(gettext("Governments"), places, pairs=True))
        made.append(_group(gettext("Orders"), orders))
    made.append(_parties(gettext("Agencies"), found.agencies, agencies(found.agencies.shown), page))
    made.append(_parties(gettext("Suppliers"), found.suppliers, [supplier(one) for one in found.suppliers.shown], page))
    made += [{**group, "count": _of(len(group["hits"]), group["count"])} for group in others]
    return [group for group in made if group["hits"]]


def government(one: Government, year: int | None = None) -> dict[str, str]:
    """To the page of the year, where its figure is of it."""
    kinds = {Kind.CITY: gettext("city"), Kind.REGENCY: gettext("regency"), Kind.PROVINCE: gettext("province")}
    kind = kinds[Kind(one.region.kind)]
    # To the page of the channel that the figure is of.
    query = addresses.query_of({"kanal": one.total.channel}) if one.total else {}
    slug = one.region.slug
    of_year = bool(one.total and one.total.year == year)
    path = reverse("region-year", args=[slug, year]) if of_year else reverse("region", args=[slug])
    return {
        "name": one.region.name,
        "address": addresses.with_query(path, query),
        "says": f"{kind} · {_total(one)}",
    }


def _total(one: Government) -> str:
    """The latest figure with all that it is of, or why there is none."""
    if one.total:
        return gettext("%(value)s through %(channel)s in %(year)s, rule “%(rule)s”") % {
            "value": words.short(one.total.value_sen),
            "channel": words.channel(one.total.channel),
            "year": one.total.year,
            "rule": RULES[one.total.rule].label,
        }
    if one.is_loaded:
        return gettext("no row counts by the rule “%(rule)s”") % {"rule": DEFAULT_RULE.label}
    return gettext("no data yet")


def agencies(shown: Sequence[FoundAgency]) -> list[dict[str, Any]]:
    """An office that several systems know by one name is one hit, which leads to each."""
    alike = groupby(shown, key=lambda one: (plain(one.agency.name) or one.key, one.agency.region_id))
    return [_agency(list(ones)) for _name, ones in alike]


def _agency(ones: list[FoundAgency]) -> dict[str, Any]:
    region = ones[0].agency.region
    hit = {"name": ones[0].agency.name or ones[0].key}
    if len(ones) > 1:
        return hit | {"says": region.name, "ways": [_way(one) for one in ones]}
    (only,) = ones
    says = _joined(region.name, words.system(only.agency.system, only.channels), _code(only))
    return hit | {"address": links.agency_address(region.slug, only.key), "says": says}


def _way(one: FoundAgency) -> dict[str, str]:
    """To the office in one of its systems: E-katalog 5 (2022)."""
    name = words.capital(words.system(one.agency.system, one.channels))
    return {
        "name": f"{name} ({words.years(one.years)})" if one.years else name,
        "address": links.agency_address(one.agency.region.slug, one.key),
        "says": _code(one),
    }


def _code(one: FoundAgency) -> str:
    return gettext("code %(code)s") % {"code": one.agency.code} if one.agency.code else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def supplier(one: FoundSupplier) -> dict[str, str]:
    name, key = one.supplier.name, one.supplier.key
    shown = words.capital(words.supplier(name or key))
    says = words.system(one.supplier.system, one.channels)
    return {"name": shown, "address": links.supplier_address(key, name), "says": says}


def order(one: FoundOrder) -> dict[str, str]:
    rows = ngettext("%(count)s row", "%(count)s rows", one.rows) % {"count": words.number(one.rows)}
    day = words.day(one.ordered_at) if one.ordered_at else ""
    says = _joined(one.region_name, words.channel(one.channel), one.marketplace, day, rows)
    return {
        "name": one.order_id,
        "address": links.order_address(one.key),
        "says": says,
    }


def withdrawn(text: str, one: WithdrawnOrder) -> dict[str, str]:
    says = gettext("withdrawn: it stands no more since edition %(number)s") % {"number": words.number(one.edition_id)}
    return {"name": text, "address": links.order_address(one.order_key), "says": f"{one.region.name} · {says}"}


def _group(label: str, hits: list[dict[str, Any]], *, pairs: bool = False) -> Group:
    """`pairs`: side by side, where there is room."""
    return {"label": label, "count": words.number(len(hits)), "hits": hits, "pairs": pairs}


def _parties(label: str, found: Parties[Any], hits: list[dict[str, Any]], page: int) -> Group:
    """Of more than a page: which of them these are."""
    count = at_least(found)
    if found.pages > 1 and hits:
        first = (page - 1) * PAGE_SIZE + 1
        values = {"first": words.number(first), "last": words.number(first + len(found.shown) - 1), "count": count}
        count = gettext("%(first)s–%(last)s of %(count)s") % values
    return {"label": label, "count": count, "hits": hits}


def at_least(found: Parties[Any]) -> str:
    count = words.number(found.count)
    return gettext("more than %(count)s") % {"count": count} if found.more else count


def _of(shown: int, count: int) -> str:
    if shown == count:
        return words.number(count)
    return gettext("%(shown)s of %(count)s") % {"shown": words.number(shown), "count": words.number(count)}
