"""A figure as an edition froze it, and the editions that changed it since."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from procurement.models import Edition, Frozen, Slice
from procurement.queries.figures import Figure, governments_of
from procurement.queries.passport import as_far_as, slices_of
from procurement.queries.printed import SUMMED, Printed, changed, printed
from procurement.queries.summed_again import Measures, Origin, summed_again


@dataclass(frozen=True)
class Change:
    """An edition that published the figure, or its rank or population, otherwise than the one before it."""

    edition: Edition
    before: Printed | None
    after: Printed | None
    """None: it had no such figure any more."""

    @property
    def is_of_rows(self) -> bool:
        """Whether it changed what is summed over rows."""
        return not SUMMED.isdisjoint(changed(self.before, self.after))


@dataclass(frozen=True)
class FrozenFigure:
    figure: Figure
    edition: Edition
    published: Measures
    """As the edition froze it."""
    changes: list[Change]
    """After the edition, in their order; empty where today's figure is still the frozen one."""
    recomputed: Measures | None
    """From today's rows; None where an edition changed what they sum to since: its rows stand no more."""
    origins: list[Origin]
    slices: list[Slice]
    """Whose rows it may count; none where those stand no more."""

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
    first = by_edition[number]
    published = Measures(first.value_sen, first.orders, first.rows, first.suppliers)
    changes = _changes(number, by_edition)
    is_gone = any(one.is_of_rows for one in changes)
    governments = governments_of(figure)
    summed = None if is_gone else summed_again(figure, governments, latest)
    return FrozenFigure(
        figure=figure,
        edition=Edition.objects.get(number=number),
        published=published,
        changes=changes,
        recomputed=as_far_as(published, summed.measures) if summed else None,
        origins=summed.origins() if summed else [],
        slices=[] if is_gone else slices_of(figure, governments),
    )


def _by_edition(figure: Figure, first: int) -> dict[int, Printed]:
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
    return {number: printed(some[0]) if figure.region else _added(some) for number, some in found.items()}


def _added(frozen: Sequence[Frozen]) -> Printed:
    return Printed(
        value_sen=sum(one.value_sen for one in frozen),
        orders=sum(one.orders for one in frozen),
        rows=sum(one.rows for one in frozen),
        suppliers=None,
        rank=None,
        population=None,
    )


def _changes(number: int, by_edition: dict[int, Printed]) -> list[Change]:
    """Of the edition of that number, which has the figure, in those after it."""
    before: Printed | None = by_edition[number]
    found = []
    for edition in Edition.objects.filter(number__gt=number).order_by("number"):
        after = by_edition.get(edition.number)
        if changed(before, after):
            found.append(Change(edition, before, after))
        before = after
    return found
