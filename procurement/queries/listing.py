"""Lists by keyset: what follows an id, in the order of ids. A page costs the same at the beginning and at the end."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from procurement.models import Agency, Slice, SourceFile, Supplier, Total, Transaction
from regions.models import Region

MOST = 500
"""Records of one page."""


def rows_after(after: int, regions: QuerySet[Region], where: Mapping[str, Any]) -> list[Transaction]:
    """Rows of these governments with agency, supplier and government, one more than a page if there are more."""
    rows = Transaction.objects.filter(pk__gt=after, region__in=regions, **where).order_by("pk")
    return list(rows.select_related("agency", "supplier", "region")[: MOST + 1])


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
