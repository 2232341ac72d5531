"""The rows of a figure summed again, by the database, with the files that they come from."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Sum

from procurement.models import Edition, SourceFile
from procurement.queries.conditions import Rows
from procurement.queries.figures import Figure, rows_of
from procurement.queries.kept import kept
from regions.models import Region

BY_INDEX = frozenset({"penyedia", "transaksi"})
"""Conditions whose rows an index finds, whichever governments they are of."""
_ENDLESS = frozenset({"dari", "sampai"})
"""Conditions of which there are so many that nothing is kept of them."""


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
    """Two queries; of several governments two for each, so that no statement sums the rows of a whole year.

    That is kept until the next edition, and its suppliers are None.
    """
    rows = rows_of(figure, governments)
    if figure.region or BY_INDEX & figure.narrowed.keys():
        return _summed(rows)
    if _ENDLESS & figure.narrowed.keys():
        return _government_by_government(rows, governments)
    codes = sorted(one.code for one in governments)
    narrowed = (f"{key}={value}" for key, value in sorted(figure.narrowed.items()))
    named = ("passport", str(figure.year), figure.channel, figure.rule, figure.without, ",".join(codes), *narrowed)
    return kept(edition, named, lambda: _government_by_government(rows, governments))


def is_kept(figure: Figure) -> bool:
    """Whether `summed_again` sums it once an edition, rather than each time it is asked."""
    return not figure.region and not (BY_INDEX | _ENDLESS) & figure.narrowed.keys()


def _summed(rows: Rows) -> Summed:
    found = rows.order_by().aggregate(
        value_sen=Sum("value_sen", default=0),
        orders=Count("order_key", distinct=True),
        rows=Count("pk"),
        suppliers=Count("supplier", distinct=True),
    )
    by_file = rows.order_by().values_list("file").annotate(Count("pk"), Sum("value_sen"))
    return Summed(
        Measures(int(found["value_sen"]), found["orders"], found["rows"], found["suppliers"]),
        {file: (count, int(sen)) for file, count, sen in by_file},
    )


def _government_by_government(rows: Rows, governments: Sequence[Region]) -> Summed:
    """Orders add up, since each is of one government; suppliers do not."""
    each = [_summed(rows.filter(region=one)) for one in governments]
    by_file: defaultdict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in each:
        for file, (count, sen) in one.by_file.items():
            by_file[file] = (by_file[file][0] + count, by_file[file][1] + sen)
    measures = Measures(
        value_sen=sum(one.measures.value_sen for one in each),
        orders=sum(one.measures.orders or 0 for one in each),
        rows=sum(one.measures.rows for one in each),
        suppliers=None,
    )
    return Summed(measures, dict(by_file))
