"""The totals that pages read, summed from the published rows, and the reading of current slices."""

from collections.abc import Collection

from django.db.models import Count, QuerySet, Sum

from procurement.counting import DEFAULT_RULE, rules_for
from procurement.loading.planning import Current, Figures, SliceKey, StandingRow
from procurement.models import MonthTotal, Slice, Total, Transaction

UNDATED, OUTSIDE_YEAR = 0, 13

_FIGURES = {
    "value_sen": Sum("value_sen"),
    "orders": Count("order_key", distinct=True),
    "rows": Count("id"),
    "suppliers": Count("supplier", distinct=True),
}


def month_of(ordered_at: str | None, year: int) -> int:
    """The month that a row of a budget year counts in, from its date as `YYYY-MM-DD …`."""
    if not ordered_at:
        return UNDATED
    return int(ordered_at[5:7]) if int(ordered_at[:4]) == year else OUTSIDE_YEAR


def rebuild_totals(pairs: Collection[tuple[str, int]]) -> None:
    """Sums the rows of these (government, year) pairs again, under every rule of every channel they have."""
    for year in sorted({year for _, year in pairs}):
        regions = sorted({region for region, of_year in pairs if of_year == year})
        for table in (Total, MonthTotal):
            table.objects.filter(year=year, region__in=regions).delete()
        rows = Transaction.objects.filter(year=year, region__in=regions)
        for channel in rows.order_by().values_list("channel", flat=True).distinct():
            _sum_channel(rows, str(channel))


def _sum_channel(rows: QuerySet[Transaction], channel: str) -> None:
    for rule in rules_for(channel):
        counted = rows.filter(rule.condition(channel)).order_by()
        totals = counted.values("region_id", "year").annotate(**_FIGURES)
        Total.objects.bulk_create(Total(channel=channel, rule=rule.slug, **figures) for figures in totals)
        months = counted.values("region_id", "year", "month").annotate(**_FIGURES)
        MonthTotal.objects.bulk_create(MonthTotal(channel=channel, rule=rule.slug, **figures) for figures in months)


def current_slices(keys: Collection[SliceKey]) -> dict[SliceKey, Current]:
    """The slices that stand among these keys, with their rows."""
    found = {}
    for one in Slice.objects.filter(region__in={key[0] for key in keys}, year__in={key[1] for key in keys}):
        if (key := (one.region_id, one.year, one.system)) in keys:
            rows = Transaction.objects.filter(region=one.region_id, year=one.year, system=one.system).order_by()
            found[key] = Current(
                one.digest,
                [StandingRow(*row) for row in rows.values_list("order_id", "content_hash", "value_sen")],
                figures_of(rows),
                figures_of(rows.filter(DEFAULT_RULE.condition(one.channel))),
            )
    return found


def figures_of(rows: QuerySet[Transaction]) -> Figures:
    """Rows, distinct orders and value of published rows, summed by the database."""
    summed = rows.aggregate(rows=Count("id"), orders=Count("order_key", distinct=True), sen=Sum("value_sen"))
    return Figures(summed["rows"], summed["orders"], int(summed["sen"] or 0))
