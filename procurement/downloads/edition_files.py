"""Every file of an edition: what /data/ lists, what `build_downloads` makes, what an address may ask for."""

from collections.abc import Sequence

from procurement.downloads import kit, tables, transactions, whole
from procurement.downloads.formats import CSV_GZ
from procurement.downloads.store import Recipe
from procurement.models import Edition, Slice


def standing_slices() -> list[Slice]:
    """With their regions, in the order of the files' rows. One query."""
    return list(Slice.objects.select_related("region").order_by("year", "channel", "region_id", "system"))


def recipes(edition: Edition | None, slices: Sequence[Slice]) -> list[Recipe]:
    """In the order in which they are listed; none before anything was published."""
    if edition is None or not slices:
        return []
    rows = transactions.recipes(slices, is_sample=edition.is_sample)
    return [
        *rows,
        *tables.recipes(edition),
        whole.recipe(edition, slices),
        kit.recipe(edition, [one for one in rows if one.media_type == CSV_GZ]),
    ]
