"""Editions: what each changed, and the figures that it froze for ever."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from procurement import ranks
from procurement.counting import DEFAULT_RULE
from procurement.models import Edition, Frozen
from procurement.queries import changed_slices
from procurement.queries.changed_slices import SliceChange
from regions.models import Kind, Region

PAGE_SIZE = 50

type Place = tuple[str, int, str]
"""(Kemendagri code, year, channel)"""


@dataclass(frozen=True)
class Difference:
    """One figure of an edition beside the same figure of another. None where an edition has none."""

    region: Region | None
    """None where a newer reference left the government out."""
    code: str
    year: int
    channel: str
    before_sen: int | None
    after_sen: int | None
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True)
class EditionLine:
    """One edition in the list, with how many figures it changed under the default rule."""

    edition: Edition
    files: list[str]
    governments: int
    years: list[int]


@dataclass(frozen=True)
class FrozenRow:
    region: Region | None
    code: str
    rank: int
    value_sen: int
    orders: int
    rows: int
    suppliers: int
    population: int
    per_head: int
    """Whole rupiah, by the population of the edition."""


def newest(most: int = PAGE_SIZE, page: int = 1) -> tuple[list[EditionLine], int]:
    """(one page of editions, the latest first; how many pages there are). Five queries.

    Raises LookupError past the end.
    """
    count = Edition.objects.count()
    pages = max(1, -(-count // most))
    if page > pages:
        raise LookupError(page)
    found = list(Edition.objects.order_by("-number").prefetch_related("load__files")[(page - 1) * most :][:most])
    figures = _frozen_of({number for one in found for number in (one.number, one.number - 1)})
    return [_line(one, figures) for one in found], pages


def _line(edition: Edition, figures: Mapping[int, Mapping[Place, Frozen]]) -> EditionLine:
    changed = _changed(figures.get(edition.number - 1, {}), figures.get(edition.number, {}))
    files = [file.name for file in edition.load.files.all()] if edition.load else []
    return EditionLine(edition, files, len({code for code, *_ in changed}), sorted({year for _, year, _ in changed}))


def _frozen_of(numbers: Collection[int]) -> dict[int, dict[Place, Frozen]]:
    """The figures of these editions under the default rule."""
    found: defaultdict[int, dict[Place, Frozen]] = defaultdict(dict)
    for one in Frozen.objects.filter(edition__in=numbers, rule=DEFAULT_RULE.slug):
        found[one.edition_id][one.region_code, one.year, one.channel] = one
    return dict(found)


def _changed(before: Mapping[Place, Frozen], after: Mapping[Place, Frozen]) -> list[Place]:
    """Places whose value, orders or rank differ, in order."""

    def shown(one: Frozen | None) -> tuple[Any, ...] | None:
        return (one.value_sen, one.orders, one.rank, one.population) if one else None

    places = before.keys() | after.keys()
    return sorted(place for place in places if shown(before.get(place)) != shown(after.get(place)))


def every() -> list[Edition]:
    """All editions, the latest first, without what each changed."""
    return list(Edition.objects.order_by("-number"))


def find(number: int) -> Edition | None:
    return Edition.objects.filter(number=number).select_related("load").first()


def of_sample(numbers: Iterable[int]) -> set[int]:
    """Those of the editions that print made-up figures: their own, or as those that they changed. One query."""
    asked = set(numbers)
    beside = asked | {number - 1 for number in asked}
    sample = set(Edition.objects.filter(number__in=beside, is_sample=True).values_list("number", flat=True))
    return {number for number in asked if {number, number - 1} & sample}


def slices_of(edition: Edition) -> list[SliceChange]:
    """By government, year and system. Two queries, one where none changed."""
    return changed_slices.changes_of([edition.number])


def differences(before: int, after: int) -> list[Difference]:
    """Figures under the default rule that differ between two editions, the province's own too. Two queries."""
    return differences_and_since(before, after, after)[0]


def differences_and_since(before: int, after: int, latest: int) -> tuple[list[Difference], int]:
    """(what differs between two editions; how many governments differ between the second and the latest)

    Two queries, however much newer the latest is.
    """
    figures = _frozen_of({before, after, latest})
    old, new, newest = (figures.get(number, {}) for number in (before, after, latest))
    regions = _regions()
    found = [_difference(place, old.get(place), new.get(place), regions) for place in _changed(old, new)]
    return found, len({code for code, *_ in _changed(new, newest)})


def _difference(place: Place, old: Frozen | None, new: Frozen | None, regions: Mapping[str, Region]) -> Difference:
    code, year, channel = place
    return Difference(
        region=regions.get(code),
        code=code,
        year=year,
        channel=channel,
        before_sen=old.value_sen if old else None,
        after_sen=new.value_sen if new else None,
        rank_before=old.rank if old else None,
        rank_after=new.rank if new else None,
    )


def changes_of(region: Region, most: int = PAGE_SIZE) -> list[tuple[Edition, list[Difference]]]:
    """The editions that changed a figure of one government under the default rule, the latest first. Two queries."""
    figures: defaultdict[int, dict[Place, Frozen]] = defaultdict(dict)
    for one in Frozen.objects.filter(region_code=region.code, rule=DEFAULT_RULE.slug):
        figures[one.edition_id][one.region_code, one.year, one.channel] = one
    found: list[tuple[Edition, list[Difference]]] = []
    for edition in Edition.objects.order_by("-number"):
        old, new = figures.get(edition.number - 1, {}), figures.get(edition.number, {})
        places = _changed(old, new)
        if places:
            regions = {region.code: region}
            found.append((edition, [_difference(place, old.get(place), new.get(place), regions) for place in places]))
        if len(found) == most:
            break
    return found


def years_of(edition: Edition, channel: str) -> list[int]:
    """Years of which the edition has a ranking in the channel, latest first."""
    ranked = Frozen.objects.filter(edition=edition, channel=channel, rank__isnull=False)
    return sorted(set(ranked.order_by().values_list("year", flat=True).distinct()), reverse=True)


def ranking(edition: Edition, year: int, channel: str, rule: str) -> list[FrozenRow]:
    """The ranking of the site's province as the edition published it, by rank, ties in code order. Two queries."""
    regions = _regions()
    frozen = Frozen.objects.filter(edition=edition, year=year, channel=channel, rule=rule, rank__isnull=False)
    rows = [
        FrozenRow(
            region=regions.get(one.region_code),
            code=one.region_code,
            rank=one.rank or 0,
            value_sen=one.value_sen,
            orders=one.orders,
            rows=one.rows,
            suppliers=one.suppliers,
            population=one.population,
            per_head=ranks.per_head(one.value_sen, one.population),
        )
        for one in frozen
        if _is_ours(one.region_code, regions)
    ]
    return sorted(rows, key=lambda row: (row.rank, row.code))


def changed_since(edition: Edition, latest: int, year: int, channel: str, rule: str) -> int:
    """How many governments of the ranking have another printed figure or rank in the latest edition. One query."""
    found: defaultdict[str, dict[int, tuple[int | None, ...]]] = defaultdict(dict)
    asked = Frozen.objects.filter(edition__in=(edition.number, latest), year=year, channel=channel, rule=rule)
    for one in asked.filter(region_code__startswith=f"{settings.SITE_PROVINCE}."):
        printed = (one.rank, one.value_sen, one.orders, one.suppliers, one.population)
        found[one.region_code][one.edition_id] = printed
    return sum(each.get(edition.number) != each.get(latest) for each in found.values())


def has_ranking(number: int, year: int, channel: str = "") -> bool:
    """Whether the edition froze a ranking of the year by any rule: of the channel, or of any where none is named."""
    found = _rankings_of(year).filter(edition=number)
    return (found.filter(channel=channel) if channel else found).exists()


def neighbours(number: int, year: int) -> tuple[int | None, int | None]:
    """The editions with a ranking of the year just before and just after this one. Two queries."""
    numbers = _rankings_of(year).values_list("edition", flat=True)
    before = numbers.filter(edition__lt=number).order_by("-edition").first()
    return before, numbers.filter(edition__gt=number).order_by("edition").first()


def _rankings_of(year: int) -> QuerySet[Frozen]:
    return Frozen.objects.filter(year=year, rank__isnull=False)


def _regions() -> dict[str, Region]:
    return {region.code: region for region in Region.objects.of_province(settings.SITE_PROVINCE)}


def _is_ours(code: str, regions: Mapping[str, Region]) -> bool:
    """A government that a newer reference left out is still told by its code, which begins with the province's."""
    region = regions.get(code)
    return region.kind != Kind.PROVINCE if region else code.startswith(f"{settings.SITE_PROVINCE}.")


def total(rows: Iterable[FrozenRow]) -> int:
    return sum(row.value_sen for row in rows)
