"""What has a page of its own: the names in the addresses of governments, agencies, suppliers and editions."""

from collections.abc import Iterator
from itertools import groupby

from django.conf import settings

from procurement.models import Agency, Edition, Slice, Supplier
from procurement.queries.agency_keys import told_apart
from regions.models import Region


def governments() -> list[tuple[str, list[int]]]:
    """(slug, years with an export of any channel) of every government of the site's province. Two queries."""
    regions = Region.objects.of_province(settings.SITE_PROVINCE)
    years = Slice.objects.filter(region__in=regions).order_by().values_list("region", "year").distinct()
    found = set(years)
    return [(one.slug, sorted(year for code, year in found if code == one.code)) for one in regions]


def how_many_agencies() -> int:
    return Agency.objects.filter(region__province_code=settings.SITE_PROVINCE).count()


def agencies() -> Iterator[tuple[str, str]]:
    """(slug of the government, key of the agency)."""
    rows = Agency.objects.filter(region__province_code=settings.SITE_PROVINCE).order_by("region__slug", "identity")
    fields = rows.values_list("region__slug", "system", "identity")
    for slug, mine in groupby(fields.iterator(), key=lambda row: row[0]):
        for key in told_apart(mine).values():
            yield slug, key


def how_many_suppliers() -> int:
    return Supplier.objects.count()


def suppliers() -> Iterator[tuple[str, str]]:
    """(key, name)."""
    rows = Supplier.objects.order_by("pk").values_list("key", "name", "code")
    return ((key, name or code) for key, name, code in rows.iterator())


def latest_edition_number() -> int:
    return Edition.objects.latest_number()
