"""Which governments a typed text may mean: by name, other name or code, two namesakes together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef

from procurement.counting import DEFAULT_CHANNEL, DEFAULT_RULE
from procurement.models import Slice, Total
from procurement.queries.closeness import Closeness, closeness, likest, plain
from procurement.queries.reach import loaded
from procurement.queries.search_terms import places_in_full
from regions.matching import fold, form
from regions.models import Region, RegionAlias

MOST_ALIKE = 10


@dataclass(frozen=True)
class Government:
    region: Region
    total: Total | None
    """By the default rule, of the year that was asked, else of its latest one through the default channel if it has
    one; None without a counted row."""
    is_loaded: bool
    """Whether an export of it is loaded, of whatever channel."""


@dataclass(frozen=True)
class Governments:
    found: list[Government]
    """Best first."""
    namesakes: list[Region]
    """Two and more governments that bear the very name that was typed, else none."""


def governments(text: str, year: int | None = None) -> Governments:
    """Those of the site's province whose name holds the text, with their totals of the year. Four queries at most."""
    regions = _reference()
    ranked = _understood(text, regions)
    base = form(places_in_full(text))[1]
    same = [region for region in ranked if form(region.name)[1] == base]
    return Governments(_with_totals(ranked, year), same if len(same) > 1 else [])


def meant(text: str, regions: Sequence[Region]) -> tuple[list[Region], bool]:
    """(those that a list is narrowed to by the text, whether they are only like it).

    Stricter than a search: what names hold as typed is all, and of two namesakes a kind that was typed tells.
    One query, none where a name holds the text.
    """
    typed = text.strip().casefold()
    if held := [region for region in regions if typed in region.name.casefold()]:
        return held, False
    kind, _base = form(places_in_full(text))
    understood = _understood(text, regions)
    found = understood or spelt_alike(text, regions)
    of_kind = [region for region in found if kind in (None, region.kind)]
    return of_kind or found, bool(found) and not (understood and of_kind)


def _understood(text: str, regions: Iterable[Region]) -> list[Region]:
    """By name, other name or code, best first. One query."""
    text = places_in_full(text)
    aliases = RegionAlias.objects.filter(alias=fold(text)).values_list("region", flat=True)
    return _ranked(text, regions, set(aliases))


def governments_alike(text: str, year: int | None = None) -> Governments:
    """Those whose names are spelt alike. Three queries at most."""
    return Governments(_with_totals(spelt_alike(text, _reference())[:MOST_ALIKE], year), [])


def spelt_alike(text: str, regions: Iterable[Region]) -> list[Region]:
    """Best first; of two namesakes the one of the kind that was typed. No query."""
    kind, base = form(text)
    in_turn = sorted(regions, key=lambda region: kind not in (None, region.kind))
    return likest(plain(base), [(region, plain(form(region.name)[1])) for region in in_turn])


def with_rows() -> list[Region]:
    """Those of the site's province that an export is loaded of, by name. One query."""
    slices = Slice.objects.filter(region=OuterRef("pk"))
    return list(Region.objects.of_province(settings.SITE_PROVINCE).filter(Exists(slices)).order_by("name"))


def _reference() -> list[Region]:
    return list(Region.objects.of_province(settings.SITE_PROVINCE))


def _ranked(text: str, regions: Iterable[Region], by_alias: set[str | None]) -> list[Region]:
    """Those that hold the text. A kind that was typed narrows, but a namesake of another kind stays in sight."""
    kind, base = form(text)
    found: list[tuple[Any, Region]] = []
    for region in regions:
        own_kind, own = form(region.name)
        degrees = [closeness(plain(text), plain(region.name))]
        if region.code in by_alias or fold(text) in _codes(region):
            degrees.append(Closeness.EXACT)
        if kind in (None, own_kind):
            degrees.append(closeness(plain(base), plain(own)))
        elif base == own:
            degrees.append(Closeness.ALL_WORDS)
        if held := [degree for degree in degrees if degree is not None]:
            found.append(((min(held), own, region.kind, region.name), region))
    return [region for _key, region in sorted(found, key=lambda one: one[0])]


def _codes(region: Region) -> set[str]:
    """A city's short form also as the tile map prints it, where a regency may bear the same: both are meant."""
    short = region.abbr.removeprefix("K.")
    return {fold(code) for code in (region.code, region.klpd_code, region.bps_code, region.abbr, short) if code}


def _with_totals(regions: list[Region], year: int | None) -> list[Government]:
    """One query, and one more where a government has no total: its exports may be loaded, and no row count."""
    totals = Total.objects.filter(rule=DEFAULT_RULE.slug, region__in=[one.code for one in regions])
    # The last one stands: the asked year's before another's, the default channel's, then the latest year's.
    in_turn = sorted(totals, key=lambda total: (total.year == year, total.channel == DEFAULT_CHANNEL, total.year))
    latest = {total.region_id: total for total in in_turn}
    without = [region for region in regions if region.code not in latest]
    loaded_too = latest.keys() | ({part.region_id for part in loaded(without)} if without else set())
    return [Government(region, latest.get(region.code), region.code in loaded_too) for region in regions]
