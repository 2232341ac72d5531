"""Where a published figure comes from, and the same figure summed again from its rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from django.conf import settings

from procurement.counting import RULES
from procurement.models import Agency, Edition, MonthTotal, Slice, Supplier, Total, Transaction
from procurement.models.editions import Figures
from procurement.months import DECEMBER
from procurement.queries import party_figures
from procurement.queries.conditions import EXISTING, Rows, months_of
from procurement.queries.figures import WITHOUT_DECEMBER, Figure, governments_of, rows_of
from procurement.queries.reach import is_known_year, loaded, together
from procurement.queries.summed_again import Measures, Origin, is_kept, once_an_edition, summed_again
from procurement.queries.transactions import more_than
from regions.models import Region

MOST_ONE_BY_ONE = 200_000
"""Rows: some tenths of a second."""
_HELD = {"bulan"}
"""Conditions that totals are kept by, beside government, year, channel and rule."""


class NotLoaded(LookupError):
    """No export of what was asked is loaded, but of its year one is, of some government and channel."""


class NotCovered(LookupError):
    """No row counts, and no export reaches into the days asked: no data is not zero."""

    def __init__(self, until: date) -> None:
        super().__init__(until)
        self.until = until
        """The last day that any export of the figure reaches."""


class Way(Enum):
    """What is compared with what."""

    TOTALS = "totals"
    """Pages have the figure from totals; the database sums the rows."""
    KEPT = "kept"
    """The same of many governments: the rows are summed once an edition."""
    ROWS = "rows"
    """Pages sum the rows in the database; they are added up one by one."""
    GROUPS = "groups"
    """The same of very many rows: added up by stage, standing and verification, of which each is asked the rule."""


@dataclass(frozen=True)
class Passport:
    figure: Figure
    published: Measures
    """As pages print it."""
    way: Way
    recomputed: Measures
    """From the rows, now, as far as there is something to compare it with."""
    origins: list[Origin]
    """By load and file; their rows and value sum to the figure."""
    slices: list[Slice]
    """Whose rows it may count."""

    @property
    def equal(self) -> bool:
        return self.published == self.recomputed


def anything_loaded() -> bool:
    return Slice.objects.exists()


def passport(figure: Figure, edition: Edition | None) -> Passport:
    """Six queries, some more where a condition names agencies, sizes or an order.

    Of several governments fewer, but in the edition's first passport of the figure.
    Raises AllTaken where too many of those are being summed; NotLoaded where no slice is loaded that the figure could
    count rows of, NotCovered for days behind them all, and LookupError for a thing that no row bears, or a year that no
    export is of.
    """
    governments = governments_of(figure)
    slices = _standing(figure, governments)
    held = _from_totals(figure, governments)
    summed = summed_again(figure, governments, edition)
    recomputed = summed.measures
    published = held or recomputed
    way = Way.KEPT if is_kept(figure) else Way.TOTALS
    if held is None:
        way, recomputed = once_an_edition(
            figure, governments, edition, "recomputed", lambda: _otherwise(figure, governments, summed.measures)
        )
    if figure.region is None:
        published = replace(published, suppliers=None)
    if not published.rows and not _covered(figure, slices):
        raise NotCovered(together(slices).latest)
    return Passport(
        figure=figure,
        published=published,
        way=way,
        recomputed=as_far_as(published, recomputed),
        origins=summed.origins(),
        slices=slices,
    )


def _otherwise(figure: Figure, governments: Sequence[Region], counted: Measures) -> tuple[Way, Measures]:
    """`counted`, worked out in another way."""
    every = rows_of(figure, governments, every=True).order_by()
    if more_than(every, MOST_ONE_BY_ONE):
        return Way.GROUPS, _by_groups(every, figure.rule, counted)
    return Way.ROWS, _one_by_one(every, figure)


def refuse_missing(figure: Figure) -> None:
    """Raises as `passport` would; sums nothing."""
    governments = governments_of(figure)
    slices = _standing(figure, governments)
    if not _covered(figure, slices) and not rows_of(figure, governments).exists():
        raise NotCovered(together(slices).latest)


def _standing(figure: Figure, governments: Sequence[Region]) -> list[Slice]:
    slices = slices_of(figure, governments)
    if not all(_exists(figure, governments, key) for key in figure.narrowed.keys() & set(EXISTING)):
        raise LookupError(figure)
    if not slices:
        raise NotLoaded(figure) if _is_known_year(figure.year) else LookupError(figure)
    return slices


def _is_known_year(year: int | None) -> bool:
    """Of no year in particular, what is not loaded may still come."""
    return year is None or is_known_year(year, Region.objects.of_province(settings.SITE_PROVINCE))


def as_far_as(published: Measures, recomputed: Measures) -> Measures:
    """Without what is not published."""
    return replace(
        recomputed,
        orders=None if published.orders is None else recomputed.orders,
        suppliers=None if published.suppliers is None else recomputed.suppliers,
    )


def _covered(figure: Figure, slices: Sequence[Slice]) -> bool:
    """Whether any export reaches into the days that the figure is of; any does where it is of no days."""
    first, last = _days(figure)
    return any(part.as_of >= first and first.year <= part.year <= last.year for part in slices)


def _days(figure: Figure) -> tuple[date, date]:
    if "dari" in figure.narrowed:
        return date.fromisoformat(figure.narrowed["dari"]), date.fromisoformat(figure.narrowed["sampai"])
    months = months_of(figure.narrowed["bulan"]) if figure.year and "bulan" in figure.narrowed else []
    if figure.year and months and set(months) <= set(range(1, 13)):
        return date(figure.year, min(months), 1), date(figure.year, 12, 31)
    return date.min, date.max


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


def slices_of(figure: Figure, governments: Sequence[Region]) -> list[Slice]:
    """All that it may count rows of. One query."""
    return loaded(governments, figure.channel, [figure.year] if figure.year else [])


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


def _by_groups(every: Rows, rule: str, counted: Measures) -> Measures:
    """Orders and suppliers, which do not add up over groups, as the database has just counted them."""
    found = party_figures.summed(cell for cell in party_figures.cells(every) if cell.counts(RULES[rule]))
    return replace(counted, value_sen=found.value_sen, rows=found.rows)


def _one_by_one(every: Rows, figure: Figure) -> Measures:
    """`every`: the rows that meet the conditions, asked here whether the rule counts them."""
    rule, value_sen, rows = RULES[figure.rule], 0, 0
    orders: set[str] = set()
    suppliers: set[int] = set()
    fields = ("standing", "stage", "verification", "value_sen", "order_key", "supplier_id")
    for standing, stage, verification, sen, order, supplier in every.values_list(*fields).iterator(chunk_size=2000):
        if rule.counts(figure.channel, standing, stage, verification):
            value_sen, rows = value_sen + sen, rows + 1
            orders.add(order)
            suppliers.add(supplier)
    return Measures(value_sen, len(orders), rows, len(suppliers - {None}))
