"""Lists by keyset: what follows an id, in the order of ids. A page costs the same at the beginning and at the end."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Min, Prefetch, QuerySet

from procurement.models import Agency, Slice, SliceTotal, SourceFile, Supplier, Total, Transaction
from procurement.months import WHOLE_YEAR
from regions.models import Region

MOST = 500
"""Records of one page."""
SPAN = 50_000
"""Ids that one page of the rows of all governments looks through: no index tells which of them fit the filters."""


def rows_after(
    after: int, regions: QuerySet[Region], rows: QuerySet[Transaction], loaded: Mapping[str, Any]
) -> list[Transaction]:
    """Those of the rows that one government has, with agency, supplier and government, one more than a page if there
    are more. `loaded`: the year and channel that the rows are of, where they are of one.
    """
    if not _may_have(regions, loaded):
        return []
    return list(_of(regions, rows).filter(pk__gt=after)[: MOST + 1])


def rows_of_all_after(
    after: int, regions: QuerySet[Region], rows: QuerySet[Transaction], loaded: Mapping[str, Any]
) -> tuple[list[Transaction], int | None]:
    """(a page of the rows of all governments; the id after which the next one begins, None at the end)

    A page may hold few rows, or none, before the end: however rare what is asked for is, it looks at SPAN rows at most.
    """
    first = Transaction.objects.filter(pk__gt=after).aggregate(first=Min("pk"))["first"]
    if first is None or not _may_have(regions, loaded):
        return [], None
    last = first + SPAN - 1
    # Named one by one: of a subquery PostgreSQL cannot tell that it leaves nearly all rows, and walks their index.
    codes = list(regions.values_list("pk", flat=True))
    found = list(_of(codes, rows).filter(pk__gte=first, pk__lte=last)[: MOST + 1])
    if len(found) > MOST:
        return found[:MOST], found[MOST - 1].pk
    return found, last if Transaction.objects.filter(pk__gt=last).exists() else None


def _may_have(regions: QuerySet[Region], loaded: Mapping[str, Any]) -> bool:
    """Whether anything is loaded of the year and channel asked for: what is not costs no look at rows."""
    return not loaded or Slice.objects.filter(region__in=regions, **loaded).exists()


def _of(regions: QuerySet[Region] | list[str], rows: QuerySet[Transaction]) -> QuerySet[Transaction]:
    return rows.filter(region__in=regions).order_by("pk").select_related("agency", "supplier", "region")


def suppliers_after(after: int) -> list[Supplier]:
    return list(Supplier.objects.filter(pk__gt=after).order_by("pk")[: MOST + 1])


def agencies_after(after: int, regions: QuerySet[Region]) -> list[Agency]:
    rows = Agency.objects.filter(pk__gt=after, region__in=regions).order_by("pk")
    return list(rows.select_related("region")[: MOST + 1])


def files_after(after: int) -> list[SourceFile]:
    """Files of all loads, with their load."""
    return list(SourceFile.objects.filter(pk__gt=after).order_by("pk").select_related("load")[: MOST + 1])


def governments() -> QuerySet[Region]:
    """Of the site's province, the provincial government included."""
    return Region.objects.of_province(settings.SITE_PROVINCE)


def totals_of(region: Region) -> list[Total]:
    """Every published total of a government, by year, channel and rule."""
    return list(Total.objects.filter(region=region).order_by("year", "channel", "rule"))


def slices(regions: QuerySet[Region], where: Mapping[str, Any], rule: str) -> list[tuple[Slice, int]]:
    """(what is loaded, how many of its rows the rule counts), by government, year and system."""
    whole_year = Prefetch("totals", SliceTotal.objects.filter(rule=rule, month=WHOLE_YEAR))
    found = Slice.objects.filter(region__in=regions, **where).select_related("region").prefetch_related(whole_year)
    return [(one, sum(total.rows for total in one.totals.all())) for one in found.order_by("region", "year", "system")]
