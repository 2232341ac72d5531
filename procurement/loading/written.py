"""What was written, summed by the database, against what was planned and against the totals. Before the commit."""

from collections import defaultdict

from django.db.models import Count, F, Sum

from procurement.counting import rules_for
from procurement.loading.planning import Plan, SlicePlan
from procurement.models import SliceTotal, Total, Transaction
from procurement.months import WHOLE_YEAR

type Place = tuple[str, int, str]
"""(Kemendagri code, year, system)"""
type Amount = tuple[int, int]
"""(rows, sen)"""


class PublishedDiffers(RuntimeError):
    """What was written is not what was planned: a bug, and the transaction is undone."""


def check_written(plan: Plan) -> None:
    """Raises PublishedDiffers unless rows and value of every slice are as planned, under every rule and month."""
    where = {"region__in": {one.region_code for one in plan.slices}, "year__in": {one.year for one in plan.slices}}
    written = _written(where)
    kept: defaultdict[Place, dict[tuple[str, int], Amount]] = defaultdict(dict)
    totals = SliceTotal.objects.filter(**{f"slice__{name}": value for name, value in where.items()}).select_related(
        "slice"
    )
    for total in totals:
        place = (total.slice.region_id, total.slice.year, total.slice.system)
        kept[place][total.rule, total.month] = (total.rows, total.value_sen)
    for one in plan.slices:
        place = (one.region_code, one.year, one.system)
        _same(place, kept[place], _summed(one, written[place]))
        _same(place, {"semua": (one.after.rows, one.after.sen)}, {"semua": kept[place].get(("semua", WHOLE_YEAR))})
    _check_channels(where)


def _written(where: dict[str, object]) -> dict[Place, list[tuple[int, str, str, str, int, int]]]:
    """What the database counts of the rows: month, standing, stage, verification, rows and sen of each group."""
    found = defaultdict(list)
    groups = Transaction.objects.filter(**where).order_by()
    # The slice comes last, or SQLite walks through its index, from row to row all over the table.
    fields = ("month", "standing", "stage", "verification", "region_id", "year", "system")
    for *group, region, year, system, rows, sen in groups.values_list(*fields).annotate(Count("id"), Sum("value_sen")):
        found[region, year, system].append((*group, rows, int(sen)))
    return found


def _summed(one: SlicePlan, groups: list[tuple[int, str, str, str, int, int]]) -> dict[tuple[str, int], Amount]:
    sums: defaultdict[tuple[str, int], Amount] = defaultdict(lambda: (0, 0))
    for month, standing, stage, verification, rows, sen in groups:
        for rule in rules_for(one.channel):
            if rule.counts(one.channel, standing, stage, verification):
                for key in ((rule.slug, month), (rule.slug, WHOLE_YEAR)):
                    sums[key] = (sums[key][0] + rows, sums[key][1] + sen)
    return sums


def _check_channels(where: dict[str, object]) -> None:
    """The pages' totals are the sums of the slices'."""
    fields = ("region_id", "year", "channel", "rule")
    totals = {row[:4]: row[4:] for row in Total.objects.filter(**where).values_list(*fields, "rows", "value_sen")}
    parts = SliceTotal.objects.filter(**{f"slice__{k}": v for k, v in where.items()}, month=WHOLE_YEAR).order_by()
    grouped = parts.values_list("slice__region", "slice__year", "slice__channel", "rule")
    sums = {row[:4]: row[4:] for row in grouped.annotate(Sum(F("rows")), Sum("value_sen"))}
    _same(("totals", 0, ""), totals, sums)


def _same(place: Place, planned: object, written: object) -> None:
    if planned != written:
        raise PublishedDiffers(f"{place}: planned {planned}, written {written}")
