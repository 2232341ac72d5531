"""What the counted rows of one government are made of: by category, agency, supplier, marketplace, stage; the latest.

Grouped by the database over the government's own rows, sorted here: names sort alike whatever the collation.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, F, QuerySet, Sum, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce

from procurement.counting import Stage
from procurement.models import Transaction
from procurement.money import percent
from procurement.queries.agency_keys import NAMED, keys_of
from procurement.queries.categories import Categories
from procurement.queries.categories import categories as categories_of


@dataclass(frozen=True)
class Part:
    """One slice of a breakdown. `key` is what the transactions page filters by; empty for the unknown."""

    key: str
    name: str
    """Empty where the source does not say."""
    value_sen: int
    orders: int
    share: Decimal | None
    """Percent of the whole with one decimal."""


@dataclass(frozen=True)
class Order:
    """One row for a short list of latest orders."""

    key: str
    """Of its address."""
    order_id: str
    description: str
    ordered_at: datetime | None
    supplier: str
    agency: str
    value_sen: int
    stage: str


type Rows = QuerySet[Transaction]

_FIGURES = {"value_sum": Sum("value_sen"), "order_count": Count("order_key", distinct=True)}


def _parts(found: Iterable[tuple[str, str, int, int]]) -> list[Part]:
    """(key, name, sen, orders) -> parts, largest first, ties by key."""
    found = list(found)
    whole = sum(sen for _key, _name, sen, _orders in found)
    parts = [Part(key, name, sen, orders, percent(sen, whole)) for key, name, sen, orders in found]
    return sorted(parts, key=lambda part: (-part.value_sen, part.key, part.name))


def _grouped(rows: Rows, *fields: str | Case) -> Iterable[tuple[Any, ...]]:
    """The groups' fields, then their value in sen and their orders."""
    return rows.order_by().values_list(*fields).annotate(**_FIGURES)


def categories(rows: Rows) -> Categories:
    """By category; rows that name several stand under each of them."""
    found = rows.order_by().values_list("category").annotate(value_sum=Sum("value_sen"))
    return categories_of((category, int(sen)) for category, sen in found)


def catalogues(rows: Rows) -> list[Part]:
    """By kind of catalogue (`jenis_katalog`) without regard to case; empty where no row states one. No key."""
    stated = rows.order_by().annotate(kind=_catalogue())
    used = dict(stated.values_list("kind").annotate(row_count=Count("pk")))
    if not any(used):
        return []
    return _parts(("", name.casefold(), sen, orders) for name, sen, orders in _grouped(stated, _as_one(used, "kind")))


def _catalogue() -> Coalesce:
    return Coalesce(KeyTextTransform("catalogue", "details"), Value(""), output_field=TextField())


def agencies(rows: Rows) -> list[Part]:
    """By agency, under the keys of `agency_keys`. Two queries."""
    found = list(_grouped(rows, *(f"agency__{column}" for column in NAMED), "agency__name"))
    keys = keys_of(tuple(named) for *named, _name, _sen, _orders in found)
    return _parts((keys.get(tuple(named), ""), name or "", sen, orders) for *named, name, sen, orders in found)


def suppliers(rows: Rows) -> list[Part]:
    """By supplier; one that the source names by its id only is called by it."""
    found = _grouped(rows, "supplier__key", "supplier__name", "supplier__code")
    return _parts((key or "", name or code or "", sen, orders) for key, name, code, sen, orders in found)


def marketplaces(rows: Rows) -> list[Part]:
    """By marketplace without regard to case, under its commonest spelling; no key: nothing filters by it."""
    used = dict(rows.order_by().values_list("marketplace").annotate(row_count=Count("pk")))
    found = _grouped(rows, _as_one(used, "marketplace"))
    return _parts(("", name, sen, orders) for name, sen, orders in found)


def _as_one(used: dict[str, int], field: str) -> Case:
    """An expression that gives every spelling its commonest one, so that an order of several spellings counts once.

    Case is folded here: SQLite folds ASCII only.
    """
    same: defaultdict[str, list[str]] = defaultdict(list)
    for name in used:
        same[name.casefold()].append(name)
    commonest = [(min(names, key=lambda name: (-used[name], name)), names) for names in same.values()]
    several = [When(**{f"{field}__in": names}, then=Value(name)) for name, names in commonest if len(names) > 1]
    return Case(*several, default=F(field), output_field=TextField())


def stages(rows: Rows) -> list[tuple[str, int, int, int]]:
    """(stage, rows, orders, sen) in the order of the stages; those without a row are left out."""
    figures = rows.order_by().values_list("stage").annotate(row_count=Count("pk"), **_FIGURES)
    found = {stage: (count, orders, sen) for stage, count, sen, orders in figures}
    return [(stage.value, *found[stage]) for stage in Stage if stage in found]


def latest(rows: Rows, most: int) -> list[Order]:
    ordered = rows.order_by(F("ordered_at").desc(nulls_last=True), "file_id", "line")
    return [_order(row) for row in ordered.select_related("agency", "supplier")[:most]]


def _order(row: Transaction) -> Order:
    return Order(
        key=row.order_key,
        order_id=row.order_id,
        description=row.description,
        ordered_at=row.ordered_at,
        supplier=row.supplier_name or (row.supplier.name or row.supplier.code if row.supplier else ""),
        agency=row.agency_name or (row.agency.name if row.agency else ""),
        value_sen=row.value_sen,
        stage=row.stage,
    )
