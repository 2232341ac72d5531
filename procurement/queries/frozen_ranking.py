"""Rankings as editions froze them for ever."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from procurement import ranks
from procurement.models import Edition, Frozen
from procurement.queries.printed import Printed, changed, changed_of_any, printed
from regions.models import Kind, Region


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


def years_of(edition: Edition, channel: str) -> list[int]:
    """Years of which the edition has a ranking in the channel, latest first."""
    ranked = Frozen.objects.filter(edition=edition, channel=channel, rank__isnull=False)
    return sorted(set(ranked.order_by().values_list("year", flat=True).distinct()), reverse=True)


def ranking(edition: Edition, year: int, channel: str, rule: str) -> list[FrozenRow]:
    """The ranking of the site's province as the edition published it, by rank, ties in code order. Two queries."""
    regions = {region.code: region for region in Region.objects.of_province(settings.SITE_PROVINCE)}
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


def changed_since(edition: Edition, latest: int, year: int, channel: str, rule: str) -> tuple[int, list[str]]:
    """(how many governments of the ranking differ in the latest edition, and in which printed figures). One query."""
    found: defaultdict[str, dict[int, Printed]] = defaultdict(dict)
    asked = Frozen.objects.filter(edition__in=(edition.number, latest), year=year, channel=channel, rule=rule)
    for one in asked.filter(region_code__startswith=f"{settings.SITE_PROVINCE}."):
        found[one.region_code][one.edition_id] = printed(one)
    pairs = [(each.get(edition.number), each.get(latest)) for each in found.values()]
    return sum(bool(changed(*pair)) for pair in pairs), changed_of_any(pairs)


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


def _is_ours(code: str, regions: Mapping[str, Region]) -> bool:
    """A government that a newer reference left out is still told by its code, which begins with the province's."""
    region = regions.get(code)
    return region.kind != Kind.PROVINCE if region else code.startswith(f"{settings.SITE_PROVINCE}.")


def total(rows: Iterable[FrozenRow]) -> int:
    return sum(row.value_sen for row in rows)
