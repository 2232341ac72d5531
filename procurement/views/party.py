"""What the pages of an agency and of a supplier share: their keys, their form, their tables and their rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext, ngettext

from procurement import filters
from procurement.counting import DEFAULT_CHANNEL, RULES
from procurement.models import Slice
from procurement.money import percent
from procurement.queries import party_figures
from procurement.queries.breakdowns import Part
from procurement.queries.categories import Categories
from procurement.queries.party_figures import Amount, Cell, YearFigures
from procurement.queries.transactions import RowPage
from procurement.views import addresses, charts, links, parts, transaction_rows, words
from regions.models import Region

SHOWN = 10

type Source = Callable[..., str]
"""Address of a passport: of `year`, `rule` and `measure`, and of what else is named."""


@dataclass(frozen=True)
class Asked:
    year: int | None
    channel: str
    rule: str
    number: int
    says_channel: bool = False
    """Whether an address without a channel would mean another one than the default."""

    def query(self) -> dict[str, str]:
        """As an address says it, the page number left out."""
        query = addresses.query_of({"tahun": self.year, "kanal": self.channel, "aturan": self.rule})
        return query | {"kanal": self.channel} if self.says_channel else query


def source(asked: Asked, region: Region | None, **whose: str) -> Source:
    """Addresses of passports of one party's figures; what a caller names goes before what is asked."""

    def address(year: int | None = asked.year, rule: str = asked.rule, measure: str = "nilai", **narrowed: str) -> str:
        return links.passport_address(region, year, asked.channel, rule, measure, **(whose | narrowed))

    return address


def asked_of(
    request: HttpRequest, cells: Sequence[Cell], keys: type[filters.PartyTwinForm] = filters.PartyForm
) -> Asked:
    """The keys; without a channel the first that has rows. Raises BadQuery, and Http404 for a year without a row."""
    found = filters.read(request, keys)
    used = party_figures.channels_of(cells)
    channel = found["kanal"]
    if not request.GET.get("kanal") and used and channel not in used and RULES[found["aturan"]].applies_to(used[0]):
        channel = used[0]
    year = found["tahun"]
    if year and year not in {cell.year for cell in cells}:
        raise Http404
    says_channel = bool(used) and DEFAULT_CHANNEL not in used
    return Asked(year, channel, found["aturan"], found.get("halaman") or 1, says_channel)


def is_asked(part: Slice, asked: Asked) -> bool:
    """Whether a figure of what is asked may count rows of the slice."""
    return part.channel == asked.channel and asked.year in (None, part.year)


def form(asked: Asked, cells: Sequence[Cell]) -> dict[str, list[Any]]:
    """Of the channels only those that it has rows in, and the one that is asked for."""
    years = sorted({cell.year for cell in cells}, reverse=True)
    used = party_figures.channels_of(cells)
    return {
        "tahun": [(str(year), year) for year in years],
        **parts.choices(asked.channel, asked.rule, {*used, asked.channel}),
    }


def period(asked: Asked) -> str:
    return gettext("in %(year)s") % {"year": asked.year} if asked.year else gettext("in all loaded years")


def base(years: Sequence[int], system: str) -> str:
    """What a share is of: in 2022, in katalog-v5 in 2021 and 2022. `system`: empty where there is but one."""
    if not years:
        return ""
    named = gettext("in %(year)s") % {"year": words.listed(map(str, years))}
    return f"{within(system)} {named}" if system else named


def within(system: str) -> str:
    return gettext("in %(system)s") % {"system": system} if system else gettext("there")


def value_and_orders(value_sen: int, orders: int, rows: int, source: Source) -> list[dict[str, str]]:
    """The first two figures of the page."""
    return [
        {
            "label": gettext("Value"),
            "value": words.short(value_sen),
            "note": words.exact(value_sen),
            "passport": source(),
        },
        {
            "label": gettext("Orders"),
            "value": words.number(orders),
            "note": ngettext("%(count)s row", "%(count)s rows", rows) % {"count": words.number(rows)},
            "passport": source(measure="pesanan"),
        },
    ]


def rules(by_rule: Sequence[tuple[str, Amount]], asked: Asked, path: str, source: Source) -> list[dict[str, Any]]:
    return [
        {
            "name": RULES[slug].label,
            "here": slug == asked.rule,
            "address": addresses.with_query(path, replace(asked, rule=slug).query()),
            "rows": words.number(amount.rows),
            "value": links.figure(words.amount(amount.value_sen), source(rule=slug)),
        }
        for slug, amount in by_rule
    ]


def years(found: Sequence[YearFigures], asked: Asked, path: str, source: Source) -> list[dict[str, Any]]:
    largest = max((one.value_sen for one in found), default=0)
    return [
        {
            "year": one.year,
            "here": one.year == asked.year,
            "address": addresses.with_query(path, replace(asked, year=one.year).query()),
            "value": links.figure(words.amount(one.value_sen), source(year=one.year)),
            "orders": words.number(one.orders),
            "bar": charts.bar(one.value_sen, largest),
        }
        for one in found
    ]


def suppliers(found: Sequence[Part], whole_sen: int, count: int, source: Source) -> list[dict[str, Any]]:
    """The parts given, then the rest of `count` suppliers as one line: they sum to the whole."""
    lines = [
        line(
            words.supplier(part.name) or gettext("not stated in the source"),
            links.supplier_address(part.key, part.name),
            part.value_sen,
            whole_sen,
            source(penyedia=links.stated(part.key)),
        )
        for part in found
    ]
    hidden = count - sum(1 for part in found if part.key)
    return lines + remainder(hidden, whole_sen - sum(part.value_sen for part in found), whole_sen)


def categories(
    found: Categories, whole_sen: int, address: Callable[[str], str], source: Source
) -> list[dict[str, Any]]:
    """Each with every row that names it, so that they sum to the whole and the overlap; empty where none is named."""
    if not any(one.name for one in found.named):
        return []
    shown, rest = found.named[:SHOWN], found.named[SHOWN:]
    lines = [
        line(
            words.category(one.name or gettext("not stated in the source")),
            address(one.name),
            one.value_sen,
            whole_sen,
            source(kategori=links.stated(one.name)),
        )
        for one in shown
    ]
    return lines + remainder(len(rest), sum(one.value_sen for one in rest), whole_sen)


def overlap(found: Categories) -> str:
    """Said where rows name several categories."""
    if not found.overlap_sen:
        return ""
    return gettext(
        "Rows that name several categories stand in each of them: %(overlap)s is in this table more than once."
    ) % {"overlap": words.exact(found.overlap_sen)}


def remainder(count: int, value_sen: int, whole_sen: int) -> list[dict[str, Any]]:
    if not count:
        return []
    name = ngettext("%(count)s other", "%(count)s others", count) % {"count": words.number(count)}
    return [line(name, "", value_sen, whole_sen)]


def line(name: str, address: str, value_sen: int, whole_sen: int, passport: str = "") -> dict[str, Any]:
    """Of a remainder there is no passport: it is the whole less the lines above."""
    return {
        "name": name,
        "address": address,
        "value": links.figure(words.amount(value_sen), passport),
        "share": words.percent(percent(value_sen, whole_sen)),
        "bar": charts.bar(value_sen, whole_sen),
    }


def rows(page: RowPage, asked: Asked, path: str) -> dict[str, Any]:
    """The list of rows with its pager."""
    return {
        "lines": transaction_rows.lines(page.rows),
        "pager": parts.pager(path, asked.query(), page.number, page.pages),
    }
