"""Makes the files of the edition that stands, from one snapshot of the database."""

from collections.abc import Callable
from dataclasses import dataclass

from procurement.downloads import edition_files, store
from procurement.downloads.store import Made, Recipe
from procurement.models import Edition
from procurement.snapshot import ReadSnapshot


@dataclass(frozen=True)
class Built:
    edition: int | None
    made: int
    kept: int
    """Files that stood already and still have their SHA-256."""
    mended: list[str]
    """Names of files that stood and had another; made again."""
    removed: int


def build(said: Callable[[Recipe, Made], None] = lambda recipe, made: None) -> Built:
    """Makes what is missing, makes again what is damaged, removes what no page lists any more.

    Raises OSError where the disk refuses; what is made by then stays.
    """
    with store.alone():
        snapshot = ReadSnapshot()  # not before: who waited makes the files of the edition that stands by then
        snapshot.begin()
        try:
            return _build(said)
        finally:
            snapshot.end()


def _build(said: Callable[[Recipe, Made], None]) -> Built:
    edition = Edition.objects.current().first()
    slices = edition_files.standing_slices()
    recipes = edition_files.recipes(edition, slices)
    parts = edition_files.parts(edition, slices)
    listed = {recipe.key for recipe in recipes}
    made, kept, mended = 0, 0, []
    for recipe in (*parts, *recipes):
        found = store.find(recipe)
        if found and store.is_whole(found):
            kept += recipe.key in listed
            continue
        if found:
            mended.append(recipe.name)
        found = store.make(recipe)
        if recipe.key in listed:
            made += 1
            said(recipe, found)
    removed = store.remove_others([*parts, *recipes])
    return Built(edition.number if edition else None, made, kept, mended, removed)
