"""The rows of one government as its transactions page and download show them: every row, whether it counts or not."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from procurement.models import Transaction
from procurement.queries.categories import SEPARATOR
from procurement.queries.categories import names as names_of
from regions.models import Region

PAGE_SIZE = 50
ORDERS = ("-tanggal", "tanggal", "-nilai", "nilai")
"""Rows without a date stand last both ways. The default first."""

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
    orders: int
    value_sen: int
    """Of all rows listed, counted or not; the list's own `kedudukan` and `tahap` say what it is a sum of."""


@dataclass(frozen=True)
class TransactionPage:
    rows: list[Transaction]
    """With their agency, supplier and source file."""
    summary: Summary
    number: int
    """From 1."""
    pages: int
    """At least 1."""


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


def agency_keys(agencies: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(system, identity) of each agency of one government -> the key that `of_agency` finds it by, and nothing else.

    Its identity (a code), with the system before it where two systems use one code: v5 and v6 of e-katalog do.
    """
    found = list(agencies)
    used = Counter(identity for _system, identity in found)
    return {
        (system, identity): identity if used[identity] == 1 else f"{system}:{identity}" for system, identity in found
    }


def of_agency(rows: QuerySet[Transaction], key: str) -> QuerySet[Transaction]:
    """Rows of the agencies with that code; of one agency only where the key is one of `agency_keys`."""
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
        words |= Q(**{f"{field}__icontains": text})
    return rows.filter(words)


def in_order(rows: QuerySet[Transaction], order: str) -> QuerySet[Transaction]:
    """Sorted by one of ORDERS."""
    return rows.order_by(*_SORTED_BY[order])


def summary(rows: QuerySet[Transaction]) -> Summary:
    found = rows.order_by().aggregate(
        rows=Count("pk"), orders=Count("order_key", distinct=True), value_sen=Sum("value_sen", default=0)
    )
    return Summary(**found)


def by_channel(rows: QuerySet[Transaction]) -> dict[str, int]:
    """channel -> value in sen of all rows listed, for the channels that have any: channels are never added together."""
    found = rows.order_by().values("channel").annotate(value_sen=Sum("value_sen"))
    return {one["channel"]: one["value_sen"] for one in found.order_by("channel")}


def page(rows: QuerySet[Transaction], number: int = 1) -> TransactionPage:
    """One page of the list. Two queries. Raises LookupError past its end: the last page would not be what was asked."""
    whole = summary(rows)
    pages = max(1, -(-whole.rows // PAGE_SIZE))
    if number > pages:
        raise LookupError(number)
    first = (number - 1) * PAGE_SIZE
    shown = rows.select_related("agency", "supplier", "file")[first : first + PAGE_SIZE]
    return TransactionPage(list(shown), whole, number, pages)


def choices(region: Region) -> Choices:
    """Three queries."""
    rows = rows_of(region).order_by()
    used = region.agencies.filter(Exists(Transaction.objects.filter(agency=OuterRef("pk"))))
    names = {(system, identity): name for system, identity, name in used.values_list("system", "identity", "name")}
    same = Counter(name.casefold() for name in names.values())
    agencies = [
        (key, names[agency] if same[names[agency].casefold()] == 1 else f"{names[agency]} · {' '.join(agency)}")
        for agency, key in agency_keys(names).items()
    ]
    printed = rows.exclude(category="").values_list("category", flat=True).distinct()
    categories = {name for cell in printed for name in names_of(cell)}
    return Choices(
        years=sorted(rows.values_list("year", flat=True).distinct(), reverse=True),
        agencies=sorted(agencies, key=lambda agency: (agency[1].casefold(), agency[0])),
        categories=sorted(categories),
    )


def whole(rows: QuerySet[Transaction], *fields: str) -> Iterator[tuple[Any, ...]]:
    """The fields of every row, a portion at a time: a download holds neither the list nor its text in memory."""
    return rows.values_list(*fields).iterator(chunk_size=2000)
