"""A figure as an edition froze it, and the editions that changed it since."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from procurement.models import Edition, Frozen
from procurement.queries.figures import Figure, governments_of
from procurement.queries.passport import as_far_as, reach_of
from procurement.queries.summed_again import Measures, Origin, summed_again
from regions.models import Region


@dataclass(frozen=True)
class Change:
    """An edition that published the figure otherwise than the one before it."""

    edition: Edition
    measures: Measures | None
    """None: it had no such figure any more."""


@dataclass(frozen=True)
class FrozenFigure:
    figure: Figure
    edition: Edition
    published: Measures
    """As the edition froze it."""
    changes: list[Change]
    """After the edition, in their order; empty where today's figure is still the frozen one."""
    recomputed: Measures | None
    """From today's rows; None where an edition changed the figure since: its rows stand no more."""
    origins: list[Origin]
    as_of: tuple[date, date] | None

    @property
    def equal(self) -> bool:
        return self.published == self.recomputed


def frozen_figure(figure: Figure, number: int, latest: Edition | None) -> FrozenFigure:
    """Of one year, channel and rule; of one government, or of all that the edition ranked. At most seven queries.

    `latest` is the edition whose rows stand; their sum over all governments costs two of them, once.
    Raises AllTaken where too many such sums are being made, and LookupError for what the edition did not publish.
    """
    by_edition = _by_edition(figure, number)
    if number not in by_edition:
        raise LookupError(number)
    published = by_edition[number]
    changes = _changes(published, number, by_edition)
    governments = governments_of(figure)
    summed = None if changes else summed_again(figure, governments, latest)
    return FrozenFigure(
        figure=figure,
        edition=Edition.objects.get(number=number),
        published=published,
        changes=changes,
        recomputed=as_far_as(published, summed.measures) if summed else None,
        origins=summed.origins() if summed else [],
        as_of=None if changes else reach_of(figure, governments),
    )


def _by_edition(figure: Figure, first: int) -> dict[int, Measures]:
    asked = Frozen.objects.filter(
        edition__gte=first, year=figure.year or 0, channel=figure.channel, rule=figure.rule
    ).order_by("edition")
    if figure.region:
        asked = asked.filter(region_code=figure.region.code)
    else:
        asked = asked.filter(region_code__startswith=f"{settings.SITE_PROVINCE}.", rank__isnull=False)
    found: defaultdict[int, list[Frozen]] = defaultdict(list)
    for one in asked:
        found[one.edition_id].append(one)
    return {number: _added(some, figure.region) for number, some in found.items()}


def _added(frozen: Sequence[Frozen], region: Region | None) -> Measures:
    return Measures(
        sum(one.value_sen for one in frozen),
        sum(one.orders for one in frozen),
        sum(one.rows for one in frozen),
        sum(one.suppliers for one in frozen) if region else None,
    )


def _changes(published: Measures, number: int, by_edition: dict[int, Measures]) -> list[Change]:
    before: Measures | None = published
    found = []
    for edition in Edition.objects.filter(number__gt=number).order_by("number"):
        measures = by_edition.get(edition.number)
        if measures != before:
            found.append(Change(edition, measures))
        before = measures
    return found
