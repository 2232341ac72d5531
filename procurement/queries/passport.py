"""Where a published figure comes from, and the same figure summed again from its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Sum

from procurement.counting import RULES
from procurement.models import Agency, MonthTotal, Slice, SourceFile, Supplier, Total, Transaction
from procurement.models.editions import Figures
from procurement.queries.conditions import EXISTING, Rows, months_of
from procurement.queries.figures import DECEMBER, WITHOUT_DECEMBER, Figure, governments_of, rows_of
from regions.models import Region

_HELD = {"bulan"}
"""Conditions that totals are kept by, beside government, year, channel and rule."""


@dataclass(frozen=True)
class Measures:
    """What is said of a set of counted rows. None: not published, and not to be had from what is."""

    value_sen: int
    orders: int | None
    """None over several months: an order may have rows in more than one."""
    rows: int
    suppliers: int | None
    """None over several governments and over several months: one may be in more than one."""


@dataclass(frozen=True)
class Origin:
    """The rows of one file that are in the figure."""

    file: SourceFile
    rows: int
    value_sen: int


@dataclass(frozen=True)
class Passport:
    figure: Figure
    published: Measures
    """As pages print it."""
    from_totals: bool
    """Whether pages have it from totals. Else they sum the rows themselves, and `recomputed` adds them one by one."""
    recomputed: Measures
    """From the rows, now, as far as there is something to compare it with."""
    origins: list[Origin]
    """By load and file; their rows and value sum to the figure."""
    as_of: tuple[date, date]
    rejected_rows: int
    rejected_sen: int

    @property
    def equal(self) -> bool:
        return self.published == self.recomputed


def anything_loaded() -> bool:
    return Slice.objects.exists()


def passport(figure: Figure) -> Passport:
    """Six queries, some more where a condition names agencies, sizes or an order.

    Raises LookupError where no slice is loaded that the figure could count rows of, and for a thing that no row bears.
    """
    governments = governments_of(figure)
    slices = _standing(figure, governments)
    rows = rows_of(figure, governments)
    held = _from_totals(figure, governments)
    recomputed = by_database(rows) if held else _one_by_one(figure, governments)
    published = held or by_database(rows)
    if figure.region is None:
        published, recomputed = replace(published, suppliers=None), replace(recomputed, suppliers=None)
    return Passport(
        figure=figure,
        published=published,
        from_totals=held is not None,
        recomputed=as_far_as(published, recomputed),
        origins=origins_of(rows),
        as_of=_reach(slices),
        rejected_rows=sum(part.rejected_rows for part in slices),
        rejected_sen=sum(part.rejected_sen for part in slices),
    )


def stands(figure: Figure) -> bool:
    """Whether `passport` would find it; sums nothing."""
    try:
        return bool(_standing(figure, governments_of(figure)))
    except LookupError:
        return False


def _standing(figure: Figure, governments: Sequence[Region]) -> list[Slice]:
    slices = _slices(figure, governments)
    if not slices or not all(_exists(figure, governments, key) for key in figure.narrowed.keys() & set(EXISTING)):
        raise LookupError(figure)
    return slices


def reach_of(figure: Figure, governments: Sequence[Region]) -> tuple[date, date] | None:
    """How far its data reach, at the earliest and at the latest. One query."""
    slices = _slices(figure, governments)
    return _reach(slices) if slices else None


def _reach(slices: Sequence[Slice]) -> tuple[date, date]:
    ends = [part.as_of for part in slices]
    return min(ends), max(ends)


def as_far_as(published: Measures, recomputed: Measures) -> Measures:
    """Without what is not published."""
    return replace(
        recomputed,
        orders=None if published.orders is None else recomputed.orders,
        suppliers=None if published.suppliers is None else recomputed.suppliers,
    )


def _exists(figure: Figure, governments: Sequence[Region], key: str) -> bool:
    """Whether a row of any year bears what the condition names: then a figure may be Rp0, and is none of nothing."""
    alone = replace(figure, year=None, narrowed={key: figure.narrowed[key]}, without="")
    return rows_of(alone, governments, every=True).exists()


def names(figure: Figure) -> dict[str, str]:
    """Key of a condition -> the name of what its value names, where that is not the value itself. Three queries."""
    found = {}
    if figure.region and (key := figure.narrowed.get("satker")):
        system, _colon, identity = key.partition(":")
        offices = Agency.objects.filter(region=figure.region)
        same = offices.filter(identity=key) | offices.filter(system=system, identity=identity)
        found["satker"] = ", ".join(sorted({one.name or one.code for one in same}))
    if key := figure.narrowed.get("penyedia"):
        found["penyedia"] = ", ".join(one.name or one.code for one in Supplier.objects.filter(key=key))
    if key := figure.narrowed.get("transaksi"):
        number = Transaction.objects.filter(order_key=key).values_list("order_id", flat=True).first()
        found["transaksi"] = number or key
    return {key: name for key, name in found.items() if name}


def _slices(figure: Figure, governments: Sequence[Region]) -> list[Slice]:
    found = Slice.objects.filter(region__in=governments, channel=figure.channel)
    if figure.year:
        found = found.filter(year=figure.year)
    return list(found)


def _from_totals(figure: Figure, governments: Sequence[Region]) -> Measures | None:
    """None for what no total is kept of: a page that prints it sums rows."""
    if not figure.year or figure.narrowed.keys() - _HELD or figure.without not in ("", WITHOUT_DECEMBER):
        return None
    asked = {"region__in": governments, "year": figure.year, "channel": figure.channel, "rule": figure.rule}
    if not figure.narrowed and not figure.without:
        return _added(Total.objects.filter(**asked), 1)
    found = MonthTotal.objects.filter(**asked)
    months = months_of(figure.narrowed["bulan"]) if figure.narrowed else []
    found = found.filter(month__in=months) if months else found
    found = found.exclude(month=DECEMBER) if figure.without else found
    return _added(found, len(months))


def _added(totals: Iterable[Figures], months: int) -> Measures:
    found = list(totals)
    return Measures(
        sum(one.value_sen for one in found),
        sum(one.orders for one in found) if months == 1 else None,
        sum(one.rows for one in found),
        sum(one.suppliers for one in found) if months == 1 else None,
    )


def by_database(rows: Rows) -> Measures:
    found = rows.order_by().aggregate(
        value_sen=Sum("value_sen", default=0),
        orders=Count("order_key", distinct=True),
        rows=Count("pk"),
        suppliers=Count("supplier", distinct=True),
    )
    return Measures(int(found["value_sen"]), found["orders"], found["rows"], found["suppliers"])


def _one_by_one(figure: Figure, governments: Sequence[Region]) -> Measures:
    """Every row that meets the conditions, asked here whether the rule counts it."""
    rule, value_sen, rows = RULES[figure.rule], 0, 0
    orders: set[str] = set()
    suppliers: set[int] = set()
    fields = ("standing", "stage", "verification", "value_sen", "order_key", "supplier_id")
    every = rows_of(figure, governments, every=True).order_by().values_list(*fields)
    for standing, stage, verification, sen, order, supplier in every.iterator(chunk_size=2000):
        if rule.counts(figure.channel, standing, stage, verification):
            value_sen, rows = value_sen + sen, rows + 1
            orders.add(order)
            suppliers.add(supplier)
    return Measures(value_sen, len(orders), rows, len(suppliers - {None}))


def origins_of(rows: Rows) -> list[Origin]:
    found = {
        file: (count, int(sen))
        for file, count, sen in rows.order_by().values_list("file").annotate(Count("pk"), Sum("value_sen"))
    }
    files = SourceFile.objects.filter(pk__in=found).select_related("load").order_by("load", "pk")
    return [Origin(file, *found[file.pk]) for file in files]
