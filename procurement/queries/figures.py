"""A figure by what its rows have in common, and these rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Sum

from procurement.counting import RULES
from procurement.models import Transaction
from procurement.months import DECEMBER
from procurement.queries import transactions
from procurement.queries.conditions import NARROWING, Rows
from procurement.queries.government_search import meant
from regions.models import RANKED_KINDS, Kind, Region

EVERY_KIND = "semua"
"""With the provincial government: only claims about a whole programme add it to the others."""
WITHOUT_DECEMBER, WITHOUT_LARGEST = "desember", "pesanan-terbesar"


@dataclass(frozen=True)
class Figure:
    region: Region | None
    """None: all regencies and cities together, or those that `who` says."""
    year: int | None
    """None: all loaded years."""
    channel: str
    rule: str
    who: Mapping[str, str] = field(default_factory=dict)
    """`jenis` and `nama`: which governments, where no single one is named."""
    narrowed: Mapping[str, str] = field(default_factory=dict)
    """Key of NARROWING -> value."""
    without: str = ""
    """WITHOUT_DECEMBER or WITHOUT_LARGEST: what is taken off in the end."""


def governments_of(figure: Figure) -> list[Region]:
    if figure.region:
        return [figure.region]
    kind, name = figure.who.get("jenis", ""), figure.who.get("nama", "")
    found = Region.objects.of_province(settings.SITE_PROVINCE)
    chosen, _alike = meant(name, list(found if kind == EVERY_KIND else found.ranked()))
    kinds = [RANKED_KINDS[kind]] if kind in RANKED_KINDS else list(Kind)
    return [one for one in chosen if one.kind in kinds]


def rows_of(figure: Figure, governments: Sequence[Region], *, every: bool = False) -> Rows:
    """Exactly the rows that the figure counts; with `every` those too that only its rule leaves out."""
    rows: Rows = Transaction.objects.filter(region__in=governments, channel=figure.channel)
    rows = rows.filter(year=figure.year) if figure.year else rows
    for key, value in figure.narrowed.items():
        rows = NARROWING[key](rows, value)
    if figure.without == WITHOUT_DECEMBER:
        rows = rows.exclude(month=DECEMBER)
    counted = rows.filter(RULES[figure.rule].condition(figure.channel))
    if figure.without == WITHOUT_LARGEST:
        largest = _largest_order(counted)
        rows, counted = rows.exclude(order_key=largest), counted.exclude(order_key=largest)
    return rows if every else counted


def in_turn(rows: Rows, governments: Sequence[Region]) -> list[Rows]:
    """The rows as portions, one after the other: government by government in the order of codes, the latest first."""
    each = (rows.filter(region=one) for one in sorted(governments, key=lambda one: one.code))
    return [portion for rows in each for portion in transactions.in_turn(rows, "-tanggal")]


def _largest_order(counted: Rows) -> str:
    """Of several largest any one: the rest comes to the same without either."""
    orders = counted.order_by().values_list("order_key").annotate(sen=Sum("value_sen")).order_by("-sen", "order_key")
    return str(next((key for key, _sen in orders[:1]), ""))
