"""The ranking as a table of finished text: a number filter in a loop of forty rows costs more than the query."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from procurement.queries.rankings import Ranking, RankingRow
from procurement.views import addresses, charts, words
from procurement.views.links import figure, passport_address
from procurement.views.sort_heads import sort_head


@dataclass(frozen=True)
class Line:
    """One row of the table as it is printed."""

    rank: int
    name: str
    address: str
    note: str
    rupiah: int | str
    value: str
    passport: str
    bar: SafeString
    orders: str
    suppliers: str
    per_head: str
    change: SafeString


def lines(found: Ranking, query: dict[str, str], kind: str = "") -> list[Line]:
    largest = max((row.value_sen for row in found.rows), default=0)
    # The scale must hold the median too: with only small governments shown it may lie beyond the largest of them.
    scale = max(largest, found.median_sen or 0)
    return [_line(row, found, scale, query, kind) for row in found.rows]


def _line(row: RankingRow, found: Ranking, scale: int, query: dict[str, str], kind: str) -> Line:
    def passport(measure: str) -> str:
        return passport_address(row.region, found.year, found.channel, found.rule, measure)

    return Line(
        rank=row.rank,
        name=row.region.name,
        address=government_address(row.region.slug, found.year, query),
        note="; ".join(filter(None, (in_kind(row.rank_in_kind, kind), _ends_early(row, found)))),
        rupiah=words.machine(row.value_sen),
        value=words.amount(row.value_sen),
        passport=passport("nilai"),
        bar=charts.bar(row.value_sen, scale, found.median_sen),
        orders=figure(words.number(row.orders), passport("pesanan")),
        suppliers=figure(words.number(row.suppliers), passport("penyedia")),
        per_head=words.number(row.per_head),
        change=words.change(row.change),
    )


def _ends_early(row: RankingRow, found: Ranking) -> str:
    """Said where its data end in an earlier month than others': its value is of fewer months."""
    latest = found.as_of[1] if found.as_of else None
    if not row.until or not latest or (row.until.year, row.until.month) >= (latest.year, latest.month):
        return ""
    return gettext("data only up to %(day)s") % {"day": words.day(row.until)}


def government_address(slug: str, year: int, query: dict[str, str]) -> str:
    """The government's page of the year, under the same channel and rule."""
    kept: dict[str, str] = {key: query[key] for key in ("kanal", "aturan") if key in query}
    return addresses.with_query(reverse("region-year", args=[slug, year]), kept)


def in_kind(rank: int, kind: str) -> str:
    """The rank among its own kind, said only where one kind is shown."""
    if kind == "kota":
        return gettext("no. %(rank)s among cities") % {"rank": rank}
    if kind == "kabupaten":
        return gettext("no. %(rank)s among regencies") % {"rank": rank}
    return ""


def missing_lines(found: Ranking, query: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "name": one.region.name,
            "address": government_address(one.region.slug, found.year, query),
            "reason": words.reason(one.reason, found.channel, found.year),
        }
        for one in found.missing
    ]


def headers(path: str, query: dict[str, str], order: str, year: int) -> list[dict[str, Any]]:
    """The column heads with the link that sorts by each: largest first, names from A, a second time reversed."""
    columns = (
        ("daerah", gettext("Government"), ""),
        ("nilai", gettext("Value (Rp)"), "num"),
        ("", "", "barcell"),
        ("pesanan", gettext("Orders"), "num"),
        ("penyedia", gettext("Suppliers"), "num"),
        ("per-kapita", gettext("Per head (Rp)"), "num"),
        ("perubahan", gettext("Against %(year)s") % {"year": year - 1}, "num"),
    )
    return [
        sort_head(key, label, css, path, query, order=order, default="-nilai", first=key if key == "daerah" else "")
        for key, label, css in columns
    ]
