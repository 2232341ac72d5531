"""Editions: which there are, and what each changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from procurement.counting import DEFAULT_RULE
from procurement.models import Edition, Frozen
from procurement.queries import changed_slices
from procurement.queries.changed_slices import SliceChange
from procurement.queries.printed import Printed, changed, changed_of_any, printed
from regions.models import Region

PAGE_SIZE = 50

type Place = tuple[str, int, str]
"""(Kemendagri code, year, channel)"""


@dataclass(frozen=True)
class Difference:
    """The figures of a government, year and channel in one edition beside those in another."""

    region: Region | None
    """None where a newer reference left the government out."""
    code: str
    year: int
    channel: str
    before: Printed | None
    """None where the edition has none, as below."""
    after: Printed | None


@dataclass(frozen=True)
class EditionLine:
    """One edition in the list, with how many figures it changed under the default rule."""

    edition: Edition
    files: list[str]
    governments: int
    years: list[int]
    changed: list[str]
    """Which of the printed figures, by the names that `printed` gives them."""


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


def _line(edition: Edition, figures: Mapping[int, Mapping[Place, Printed]]) -> EditionLine:
    old, new = figures.get(edition.number - 1, {}), figures.get(edition.number, {})
    places = _changed(old, new)
    return EditionLine(
        edition=edition,
        files=[file.name for file in edition.load.files.all()] if edition.load else [],
        governments=len({code for code, *_ in places}),
        years=sorted({year for _, year, _ in places}),
        changed=_what(old, new, places),
    )


def _frozen_of(numbers: Collection[int]) -> dict[int, dict[Place, Printed]]:
    """The figures of these editions under the default rule."""
    return _by_edition(Frozen.objects.filter(edition__in=numbers, rule=DEFAULT_RULE.slug))


def _by_edition(frozen: Iterable[Frozen]) -> dict[int, dict[Place, Printed]]:
    found: defaultdict[int, dict[Place, Printed]] = defaultdict(dict)
    for one in frozen:
        found[one.edition_id][one.region_code, one.year, one.channel] = printed(one)
    return dict(found)


def _changed(before: Mapping[Place, Printed], after: Mapping[Place, Printed]) -> list[Place]:
    """Places with a printed figure that differs, in order."""
    places = before.keys() | after.keys()
    return sorted(place for place in places if changed(before.get(place), after.get(place)))


def _what(before: Mapping[Place, Printed], after: Mapping[Place, Printed], places: Iterable[Place]) -> list[str]:
    return changed_of_any((before.get(place), after.get(place)) for place in places)


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


def differences_and_since(before: int, after: int, latest: int) -> tuple[list[Difference], int, list[str]]:
    """(what differs between two editions; how many governments differ between the second and the latest, and in what)

    Two queries, however much newer the latest is.
    """
    figures = _frozen_of({before, after, latest})
    old, new, newest = (figures.get(number, {}) for number in (before, after, latest))
    regions = {region.code: region for region in Region.objects.of_province(settings.SITE_PROVINCE)}
    found = [_difference(place, old.get(place), new.get(place), regions) for place in _changed(old, new)]
    since = _changed(new, newest)
    return found, len({code for code, *_ in since}), _what(new, newest, since)


def _difference(place: Place, old: Printed | None, new: Printed | None, regions: Mapping[str, Region]) -> Difference:
    code, year, channel = place
    return Difference(
        region=regions.get(code),
        code=code,
        year=year,
        channel=channel,
        before=old,
        after=new,
    )


def changes_of(region: Region, most: int = PAGE_SIZE) -> list[tuple[Edition, list[Difference]]]:
    """The editions that changed a figure of one government under the default rule, the latest first. Two queries."""
    figures = _by_edition(Frozen.objects.filter(region_code=region.code, rule=DEFAULT_RULE.slug))
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
