"""The rows of a figure summed again, by the database, with the files that they come from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Count, Sum

from procurement.models import Edition, SourceFile
from procurement.places import Places
from procurement.queries.figures import Figure, rows_of
from procurement.queries.kept import kept
from procurement.snapshot import allow_slow_readers
from regions.models import Region

BY_INDEX = frozenset({"penyedia", "transaksi"})
"""Conditions whose rows an index finds, whichever governments they are of."""
PLACES = Places(settings.FULL_EXPORTS_AT_ONCE)
"""Beside those of exports, which slow readers keep for long: a sum keeps one for seconds."""


@dataclass(frozen=True)
class Measures:
    """What is said of a set of counted rows. None: not published, and not to be had from what is."""

    value_sen: int
    orders: int | None
    """None over several months: an order may have rows in more than one."""
    rows: int
    suppliers: int | None
    """None over several governments and over several months: one may be in more than one."""


@dataclass(frozen=True)
class Origin:
    """The rows of one file that are in the figure."""

    file: SourceFile
    rows: int
    value_sen: int


@dataclass(frozen=True)
class Summed:
    measures: Measures
    by_file: dict[int, tuple[int, int]]
    """File -> rows and their value in sen."""

    def origins(self) -> list[Origin]:
        """By load and file. One query."""
        files = SourceFile.objects.filter(pk__in=self.by_file).select_related("load").order_by("load", "pk")
        return [Origin(file, *self.by_file[file.pk]) for file in files]


def summed_again(figure: Figure, governments: Sequence[Region], edition: Edition | None) -> Summed:
    """Two queries, or none: `once_an_edition`. The suppliers of several governments are None."""
    return once_an_edition(figure, governments, edition, "summed", lambda: _summed(figure, governments))


def once_an_edition[T](
    figure: Figure, governments: Sequence[Region], edition: Edition | None, what: str, make: Callable[[], T]
) -> T:
    """What `make` works out of the figure's rows, which is named `what`.

    Of the rows of several governments, which no index finds, it is kept until the next edition, and made in a place.
    Raises AllTaken where there is none.
    """
    if not is_kept(figure):
        return make()
    codes = sorted(one.code for one in governments)
    narrowed = (f"{key}={value}" for key, value in sorted(figure.narrowed.items()))
    named = (
        "passport",
        what,
        str(figure.year),
        figure.channel,
        figure.rule,
        figure.without,
        ",".join(codes),
        *narrowed,
    )
    return kept(edition, named, lambda: _in_place(make))


def is_kept(figure: Figure) -> bool:
    """Whether `summed_again` sums it once an edition, rather than each time it is asked."""
    return not figure.region and not BY_INDEX & figure.narrowed.keys()


def _in_place[T](make: Callable[[], T]) -> T:
    place = PLACES.take()
    try:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                allow_slow_readers(cursor)
        return make()
    finally:
        place.give_back()


def _summed(figure: Figure, governments: Sequence[Region]) -> Summed:
    """Orders of several governments add up, since the key of each names its government; suppliers do not."""
    rows = rows_of(figure, governments).order_by()
    found = rows.aggregate(
        value_sen=Sum("value_sen", default=0),
        orders=Count("order_key", distinct=True),
        rows=Count("pk"),
        suppliers=Count("supplier", distinct=True),
    )
    suppliers = found["suppliers"] if figure.region else None
    by_file = rows.values_list("file").annotate(Count("pk"), Sum("value_sen"))
    return Summed(
        Measures(int(found["value_sen"]), found["orders"], found["rows"], suppliers),
        {file: (count, int(sen)) for file, count, sen in by_file},
    )
