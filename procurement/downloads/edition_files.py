"""Every file of an edition: what /data/ lists, what `build_downloads` makes, what an address may ask for."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Exists, OuterRef

from procurement.downloads import kit, tables, transactions, whole
from procurement.downloads.formats import CSV_GZ
from procurement.downloads.ocds import files as ocds
from procurement.downloads.store import Recipe
from procurement.models import Edition, Slice, Transaction


def standing_slices() -> list[Slice]:
    """Of the site's province, with their regions and loads, and whether they have a row. One query.

    In the order of the files' rows.
    """
    rows = Transaction.objects.filter(region=OuterRef("region"), year=OuterRef("year"), system=OuterRef("system"))
    ours = Slice.objects.filter(region__province_code=settings.SITE_PROVINCE)
    found = ours.select_related("region", "load").annotate(has_rows=Exists(rows))
    return list(found.order_by("year", "channel", "region_id", "system"))


def parts(edition: Edition | None, slices: Sequence[Slice]) -> list[Recipe]:
    """What the files are joined from, one a slice and kind."""
    if edition is None:
        return []
    sample = edition.is_sample
    return [*transactions.parts(slices, is_sample=sample), *ocds.parts(slices, is_sample=sample)]


def recipes(edition: Edition | None, slices: Sequence[Slice]) -> list[Recipe]:
    """In the order in which they are listed; none before anything was published."""
    if edition is None or not slices:
        return []
    rows = transactions.recipes(slices, is_sample=edition.is_sample)
    return [
        *rows,
        *ocds.recipes(slices, is_sample=edition.is_sample),
        *tables.recipes(edition),
        whole.recipe(edition, slices),
        kit.recipe(edition, [one for one in rows if one.media_type == CSV_GZ]),
    ]
