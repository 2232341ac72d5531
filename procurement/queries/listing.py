"""Lists by keyset: what follows an id, in the order of ids. A page costs the same at the beginning and at the end."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import Min, QuerySet

from procurement.models import Agency, Slice, SourceFile, Supplier, Total, Transaction
from regions.models import Region

MOST = 500
"""Records of one page."""
SPAN = 50_000
"""Ids that one page of the rows of all governments looks through: no index tells which of them fit the filters."""


def rows_after(after: int, regions: QuerySet[Region], where: Mapping[str, Any]) -> list[Transaction]:
    """Rows of one government with agency, supplier and government, one more than a page if there are more."""
    if not _may_have(regions, where):
        return []
    return list(_rows(regions, where).filter(pk__gt=after)[: MOST + 1])


def rows_of_all_after(
    after: int, regions: QuerySet[Region], where: Mapping[str, Any]
) -> tuple[list[Transaction], int | None]:
    """(a page of the rows of all governments; the id after which the next one begins, None at the end)

    A page may hold few rows, or none, before the end: however rare what is asked for is, it looks at SPAN rows at most.
    """
    first = Transaction.objects.filter(pk__gt=after).aggregate(first=Min("pk"))["first"]
    if first is None or not _may_have(regions, where):
        return [], None
    last = first + SPAN - 1
    # Named one by one: of a subquery PostgreSQL cannot tell that it leaves nearly all rows, and walks their index.
    codes = list(regions.values_list("pk", flat=True))
    found = list(_rows(codes, where).filter(pk__gte=first, pk__lte=last)[: MOST + 1])
    if len(found) > MOST:
        return found[:MOST], found[MOST - 1].pk
    return found, last if Transaction.objects.filter(pk__gt=last).exists() else None


def _may_have(regions: QuerySet[Region], where: Mapping[str, Any]) -> bool:
    """Whether anything is loaded of the year and channel asked for: what is not costs no look at rows."""
    loaded = {key: where[key] for key in ("year", "channel") if key in where}
    return not loaded or Slice.objects.filter(region__in=regions, **loaded).exists()


def _rows(regions: QuerySet[Region] | list[str], where: Mapping[str, Any]) -> QuerySet[Transaction]:
    rows = Transaction.objects.filter(region__in=regions, **where).order_by("pk")
    return rows.select_related("agency", "supplier", "region")


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


def slices(regions: QuerySet[Region], where: Mapping[str, Any]) -> list[Slice]:
    """What is loaded, by government, year and system."""
    return list(
        Slice.objects.filter(region__in=regions, **where).select_related("region").order_by("region", "year", "system")
    )
