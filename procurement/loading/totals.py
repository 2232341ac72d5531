"""The totals that pages read: each slice's own, worked out from its rows, and their sums a government and channel."""

from collections.abc import Collection, Iterable

from django.db.models import F, Sum

from procurement.loading.sums import Summed
from procurement.models import MonthTotal, Slice, SliceTotal, Total
from procurement.months import WHOLE_YEAR

_SUMS = {name: Sum(name) for name in ("value_sen", "orders", "rows", "suppliers")}


def keep_slice_totals(totals: Iterable[Summed], slices: dict[int, Slice]) -> None:
    """Replaces the totals of slices; `slices` has the slice of each number."""
    SliceTotal.objects.filter(slice__in=[one.pk for one in slices.values()]).delete()
    SliceTotal.objects.bulk_create(
        (
            SliceTotal(
                slice=slices[one.slice],
                rule=one.rule,
                month=one.month,
                value_sen=one.sen,
                orders=one.orders,
                rows=one.rows,
                suppliers=one.suppliers,
                largest_order_sen=one.largest_order,
            )
            for one in totals
        ),
        batch_size=5000,
    )


def rebuild_totals(pairs: Collection[tuple[str, int]]) -> None:
    """Adds up the slices of these (government, year) pairs again. Orders and suppliers belong to one system each."""
    for year in sorted({year for _, year in pairs}):
        regions = sorted({region for region, of_year in pairs if of_year == year})
        for table in (Total, MonthTotal):
            table.objects.filter(year=year, region__in=regions).delete()
        places = {"region_id": F("slice__region"), "year": F("slice__year"), "channel": F("slice__channel")}
        parts = SliceTotal.objects.filter(slice__year=year, slice__region__in=regions).order_by()
        whole = parts.filter(month=WHOLE_YEAR).values("rule", **places).annotate(**_SUMS)
        Total.objects.bulk_create((Total(**figures) for figures in whole), batch_size=5000)
        months = parts.exclude(month=WHOLE_YEAR).values("rule", "month", **places).annotate(**_SUMS)
        MonthTotal.objects.bulk_create((MonthTotal(**figures) for figures in months), batch_size=5000)
