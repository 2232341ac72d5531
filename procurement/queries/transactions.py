"""The rows of one government as its transactions page and download show them: every row, whether it counts or not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from procurement.models import Transaction
from procurement.queries.agency_keys import NAMED, told_apart
from procurement.queries.categories import SEPARATOR
from procurement.queries.categories import names as names_of
from regions.models import Region

PAGE_SIZE = 50
ORDERS = ("-tanggal", "tanggal", "-nilai", "nilai")
"""Rows without a date stand last both ways. The default first."""
BY_DATE = ("-tanggal", "tanggal")

_LETTERS_IN_EACH_CASE = 3
_TIE = ("file_id", "line")
"""Where a row stood in its export: unique, and the same on every database."""
_SORTED_BY: dict[str, tuple[Any, ...]] = {
    "-tanggal": (F("ordered_at").desc(nulls_last=True), *_TIE),
    "tanggal": (F("ordered_at").asc(nulls_last=True), *_TIE),
    "-nilai": ("-value_sen", *_TIE),
    "nilai": ("value_sen", *_TIE),
}


@dataclass(frozen=True)
class Summary:
    """What a filtered list holds in all."""

    rows: int
    orders: int | None
    """None where only totals are asked and they cannot tell."""
    value_sen: int
    """Of all rows listed, counted or not; the list's own `kedudukan` and `tahap` say what it is a sum of."""


@dataclass(frozen=True)
class RowPage:
    """One page of an ordered list."""

    rows: list[Transaction]
    """With their agency, supplier and source file."""
    number: int
    """From 1."""
    pages: int
    """At least 1."""


@dataclass(frozen=True)
class TransactionPage(RowPage):
    summary: Summary


@dataclass(frozen=True)
class Choices:
    """What the filters of one government's page can be set to."""

    years: list[int]
    """Latest first."""
    agencies: list[tuple[str, str]]
    """(key, name), by name; where several bear one name, with system and code."""
    categories: list[str]
    """Each once, however many lists name it."""


def rows_of(region: Region) -> QuerySet[Transaction]:
    return Transaction.objects.of(region)


def of_agency(rows: QuerySet[Transaction], key: str) -> QuerySet[Transaction]:
    """Rows of the agencies with that code; of one agency only where the key is one of `agency_keys.told_apart`."""
    system, _colon, identity = key.partition(":")
    return rows.filter(Q(agency__identity=key) | Q(agency__system=system, agency__identity=identity))


def of_category(rows: QuerySet[Transaction], text: str) -> QuerySet[Transaction]:
    """Rows that name the category, alone or in a list; a list (`a;b`) finds the rows with exactly this list.

    Categories are kept case-folded; the text is folded here, since LIKE alone would do so on one database only.
    """
    text = text.casefold()
    if SEPARATOR in text:
        return rows.filter(category=text)
    first, last, between = f"{text}{SEPARATOR}", f"{SEPARATOR}{text}", f"{SEPARATOR}{text}{SEPARATOR}"
    return rows.filter(
        Q(category=text) | Q(category__startswith=first) | Q(category__endswith=last) | Q(category__contains=between)
    )


def mentioning(rows: QuerySet[Transaction], text: str) -> QuerySet[Transaction]:
    """Rows with the text, in any case, in what was bought, from whom, by whom, or in the order's number."""
    fields = ("description", "supplier_name", "agency_name", "order_id")
    words = Q()
    for field in fields:
        for spelt in _in_each_case(text):
            words |= Q(**{f"{field}__icontains": spelt})
    return rows.filter(words)


def _in_each_case(text: str) -> set[str]:
    """The text with its letters beyond ASCII in either case: SQLite, and PostgreSQL under locale C, fold ASCII only.

    Of texts with many such letters those that are all small, all capital, or as typed.
    """
    letters = [(one.lower(), one.upper()) for one in text if not one.isascii() and one.lower() != one.upper()]
    if not letters:
        return {text}
    if len(letters) > _LETTERS_IN_EACH_CASE:
        return {text, text.lower(), text.upper()}
    either = [(one,) if one.isascii() else {one.lower(), one.upper()} for one in text]
    return {"".join(spelt) for spelt in product(*either)}


def in_order(rows: QuerySet[Transaction], order: str) -> QuerySet[Transaction]:
    """Sorted by one of ORDERS."""
    return rows.order_by(*_SORTED_BY[order])


def in_turn(rows: QuerySet[Transaction], order: str) -> list[QuerySet[Transaction]]:
    """The same as portions, one after the other: by date an index has the order of the first, and nothing is sorted.

    Rows without a date are a portion of their own; no index of both databases has them last both ways.
    """
    if order not in BY_DATE:
        return [in_order(rows, order)]
    date = "-ordered_at" if order == "-tanggal" else "ordered_at"
    dated, undated = rows.filter(ordered_at__isnull=False), rows.filter(ordered_at__isnull=True)
    return [dated.order_by(date, *_TIE), undated.order_by(*_TIE)]


def summary(rows: QuerySet[Transaction]) -> Summary:
    found = rows.order_by().aggregate(
        rows=Count("pk"), orders=Count("order_key", distinct=True), value_sen=Sum("value_sen", default=0)
    )
    return Summary(**found)


def more_than(rows: QuerySet[Transaction], count: int) -> bool:
    """Whether there are more rows than `count`, at the price of stepping over as many."""
    return bool(rows.order_by().values_list("pk")[count : count + 1])


def by_channel(rows: QuerySet[Transaction]) -> dict[str, int]:
    """channel -> value in sen of all rows listed, for the channels that have any: channels are never added together."""
    found = rows.order_by().values("channel").annotate(value_sen=Sum("value_sen"))
    return {one["channel"]: one["value_sen"] for one in found.order_by("channel")}


def page(rows: QuerySet[Transaction], number: int = 1) -> TransactionPage:
    """One page of the list. Three queries. Raises LookupError past its end: the last page is not what was asked."""
    whole = summary(rows)
    found = turned(rows, whole.rows, number)
    return TransactionPage(found.rows, found.number, found.pages, whole)


def turned(rows: QuerySet[Transaction], count: int, number: int) -> RowPage:
    """A page of ordered rows, of which there are `count`. Two queries. Raises LookupError past the end.

    Only keys are turned over, from the nearer end; texts and names are read for the fifty that are shown.
    """
    pages = max(1, -(-count // PAGE_SIZE))
    if number > pages:
        raise LookupError(number)
    first, last = (number - 1) * PAGE_SIZE, min(number * PAGE_SIZE, count)
    if first <= count - last:
        keys = list(rows.values_list("pk", flat=True)[first:last])
    else:
        keys = list(rows.reverse().values_list("pk", flat=True)[count - last : count - first])[::-1]
    found = Transaction.objects.select_related("agency", "supplier", "file").in_bulk(keys)
    return RowPage([found[key] for key in keys], number, pages)


def choices(region: Region) -> Choices:
    """Three queries."""
    rows = rows_of(region).order_by()
    printed = rows.exclude(category="").values_list("category", flat=True).distinct()
    categories = {name for cell in printed for name in names_of(cell)}
    return Choices(
        years=sorted(rows.values_list("year", flat=True).distinct(), reverse=True),
        agencies=agency_choices(region),
        categories=sorted(categories),
    )


def agency_choices(region: Region) -> list[tuple[str, str]]:
    """(key, name) of its agencies, by name; where several bear one name, with system and code. One query."""
    names = {tuple(named): name for *named, name in region.agencies.values_list(*NAMED, "name")}
    same = Counter(name.casefold() for name in names.values())
    agencies = [
        (key, name if same[(name := names[one]).casefold()] == 1 else f"{name} · {' '.join(one[1:])}")
        for one, key in told_apart(names).items()
    ]
    return sorted(agencies, key=lambda agency: (agency[1].casefold(), agency[0]))


def whole(rows: QuerySet[Transaction], *fields: str) -> Iterator[tuple[Any, ...]]:
    """The fields of every row, a portion at a time: a download holds neither the list nor its text in memory."""
    return rows.values_list(*fields).iterator(chunk_size=2000)
