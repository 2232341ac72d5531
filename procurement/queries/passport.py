"""Where a published figure comes from, and the same figure summed again from its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Count, QuerySet, Sum

from procurement.counting import RULES
from procurement.models import Slice, SourceFile, Total, Transaction
from procurement.queries.transactions import in_turn
from regions.models import Region


@dataclass(frozen=True)
class Measures:
    """What is said of a set of counted rows."""

    value_sen: int
    orders: int
    rows: int
    suppliers: int | None
    """None over several governments: a supplier of two of them would count twice."""


@dataclass(frozen=True)
class Origin:
    """The rows of one file that are in the figure."""

    file: SourceFile
    rows: int
    value_sen: int


@dataclass(frozen=True)
class Passport:
    region: Region | None
    """None: all regencies and cities together."""
    year: int
    channel: str
    rule: str
    published: Measures
    """As pages print it, from the totals."""
    recomputed: Measures
    """From the rows, now."""
    origins: list[Origin]
    """By load and file; their rows and value sum to the figure."""
    governments: int
    """How many have a counted row."""
    as_of: tuple[date, date]
    rejected_rows: int
    rejected_sen: int

    @property
    def equal(self) -> bool:
        return self.published == self.recomputed


def counted_rows(region: Region | None, year: int, channel: str, rule: str) -> QuerySet[Transaction]:
    """Exactly the rows that the figure counts."""
    governments = [region] if region else _governments()
    return Transaction.objects.filter(region__in=governments).in_year(year).counted(RULES[rule], channel)


def counted_in_turn(region: Region | None, year: int, channel: str, rule: str) -> list[QuerySet[Transaction]]:
    """The same as portions, one after the other: government by government in the order of codes, the latest first."""
    governments = [region] if region else sorted(_governments(), key=lambda one: one.code)
    each = (counted_rows(one, year, channel, rule) for one in governments)
    return [portion for rows in each for portion in in_turn(rows, "-tanggal")]


def is_loaded(region: Region | None, year: int, channel: str) -> bool:
    governments = [region] if region else _governments()
    return Slice.objects.filter(region__in=governments, year=year, channel=channel).exists()


def anything_loaded() -> bool:
    return Slice.objects.exists()


def passport(region: Region | None, year: int, channel: str, rule: str) -> Passport:
    """Six queries. Raises LookupError where no slice of the year and channel is loaded."""
    governments = [region] if region else _governments()
    slices = list(Slice.objects.filter(region__in=governments, year=year, channel=channel))
    if not slices:
        raise LookupError(f"{region} {year} {channel}")
    totals = list(Total.objects.filter(region__in=governments, year=year, channel=channel, rule=rule))
    rows = counted_rows(region, year, channel, rule)
    ends = [part.as_of for part in slices]
    return Passport(
        region=region,
        year=year,
        channel=channel,
        rule=rule,
        published=_published(totals, region is not None),
        recomputed=_recomputed(rows, region is not None),
        origins=_origins(rows),
        governments=len(totals),
        as_of=(min(ends), max(ends)),
        rejected_rows=sum(part.rejected_rows for part in slices),
        rejected_sen=sum(part.rejected_sen for part in slices),
    )


def _governments() -> list[Region]:
    return list(Region.objects.of_province(settings.SITE_PROVINCE).ranked())


def _published(totals: Iterable[Total], of_one: bool) -> Measures:
    found = list(totals)
    return Measures(
        sum(one.value_sen for one in found),
        sum(one.orders for one in found),
        sum(one.rows for one in found),
        sum(one.suppliers for one in found) if of_one else None,
    )


def _recomputed(rows: QuerySet[Transaction], of_one: bool) -> Measures:
    found = rows.order_by().aggregate(
        value_sen=Sum("value_sen", default=0),
        orders=Count("order_key", distinct=True),
        rows=Count("pk"),
        suppliers=Count("supplier", distinct=True),
    )
    suppliers = found["suppliers"] if of_one else None
    return Measures(int(found["value_sen"]), found["orders"], found["rows"], suppliers)


def _origins(rows: QuerySet[Transaction]) -> list[Origin]:
    found = {
        file: (count, int(sen))
        for file, count, sen in rows.order_by().values_list("file").annotate(Count("pk"), Sum("value_sen"))
    }
    files = SourceFile.objects.filter(pk__in=found).select_related("load").order_by("load", "pk")
    return [Origin(file, *found[file.pk]) for file in files]
