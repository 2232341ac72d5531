"""One order as a release package, made when it is asked for."""

from typing import Any

from django.conf import settings

from procurement.downloads.ocds import lines
from procurement.downloads.ocds.package import envelope
from procurement.downloads.ocds.release import release
from procurement.models import Edition, Slice
from procurement.queries import orders


def package(key: str, address: str, edition: Edition) -> dict[str, Any] | None:
    """A release for each budget year that the order stands in; None where it stands in none. Two queries.

    Its URI ends with the edition, so that packages of two editions are told apart. `address`: its path.
    """
    found = list(lines.orders(orders.rows_of(key)))
    if not found:
        return None
    first, sample = found[0][0], edition.is_sample
    same = Slice.objects.filter(
        region=first.region_code, system=first.system, year__in=[some[0].year for some in found]
    )
    slices = {one.year: one for one in same.select_related("load")}
    where = f"{address}#edisi-{edition.number}{'-contoh' if sample else ''}"
    published = max(one.load.started_at for one in slices.values())
    releases = [release(some, slices[some[0].year].as_of, settings.OCID_PREFIX, is_sample=sample) for some in found]
    return {**envelope(where, published, is_sample=sample), "releases": releases}
