"""The province whose ranking the site shows."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404

from procurement.queries.reach import is_known_year
from regions.models import Kind, Region, RegionQuerySet


def of_site() -> RegionQuerySet:
    """Its governments, the provincial one included."""
    return Region.objects.of_province(settings.SITE_PROVINCE)


def refuse_unknown_year(year: int | None) -> None:
    """Raises Http404 for a year that none of its governments has an export of, unless nothing is loaded at all."""
    if year and not is_known_year(year, of_site()):
        raise Http404


def name() -> str:
    """Jawa Timur: without the word for province. Empty before the reference is loaded."""
    named = of_site().filter(kind=Kind.PROVINCE).values_list("name", flat=True)
    return next(iter(named), "").removeprefix("Provinsi ")


def name_among(governments: Iterable[Region]) -> str:
    """The same, from governments that are at hand: no query."""
    return next((one.name for one in governments if one.kind == Kind.PROVINCE), "").removeprefix("Provinsi ")
