"""The slices that stand, as planning needs them: their figures at once, their rows when it asks."""

from collections.abc import Collection, Iterable
from functools import partial

import numpy as np
from django.db.models import Count, QuerySet, Sum

from procurement.counting import DEFAULT_RULE
from procurement.loading.cleaning import Place
from procurement.loading.differences import CurrentRows
from procurement.loading.identities import identities_of
from procurement.loading.planning import Current, Figures
from procurement.loading.refusals import Refusal
from procurement.loading.sums import SliceKey
from procurement.models import Mask, Slice, SliceTotal, Transaction
from procurement.months import WHOLE_YEAR

NAMED = 5
"""Slices that a sentence names."""


def current_slices(keys: Collection[SliceKey]) -> dict[SliceKey, Current]:
    """The slices that stand among these keys, under whichever channel."""
    found = {}
    key_of = {key[:3]: key for key in keys}
    lifted = set(Mask.objects.lifted().values_list("pk", flat=True))
    near = Slice.objects.filter(region__in={key[0] for key in keys}, year__in={key[1] for key in keys})
    totals = {(one.slice_id, one.rule): one for one in SliceTotal.objects.filter(slice__in=near, month=WHOLE_YEAR)}
    for one in near:
        if key := key_of.get((one.region_id, one.year, one.system)):
            everything, counted = (_figures(totals.get((one.pk, rule))) for rule in ("semua", DEFAULT_RULE.slug))
            has_lifted = not lifted.isdisjoint(one.masks)
            found[key] = Current(one.digest, one.as_of, has_lifted, everything, counted, partial(_rows, one))
    return found


def refuse_left_standing(rejected: Iterable[Place], keys: Collection[SliceKey]) -> None:
    """Raises Refusal F39 where a slice stands that the load covers with rejected rows alone: it would not be replaced,
    and nobody would see that its figure is not that of the newest export.

    `rejected`: what is known of the rejected rows; `keys`: the slices with an accepted row.
    """
    lost = {place for place in rejected if all(place)} - {key[:3] for key in keys}
    near = Slice.objects.filter(region__in={place[0] for place in lost}) if lost else ()
    left = sorted({(one.region_id, one.year, one.system) for one in near} & lost)
    if left:
        more = ", …" if len(left) > NAMED else ""
        raise Refusal("F39", {"s": ", ".join(" ".join(map(str, place)) for place in left[:NAMED]) + more})


def standing_sen_beside(keys: Collection[SliceKey]) -> int:
    """Value of every row that stands in slices of other places than these. Added up here: a database would overflow."""
    places = {key[:3] for key in keys}
    every = SliceTotal.objects.filter(rule="semua", month=WHOLE_YEAR)
    fields = every.values_list("slice__region", "slice__year", "slice__system", "value_sen")
    return sum(sen for *place, sen in fields if tuple(place) not in places)


def rows_of(one: Slice) -> QuerySet[Transaction]:
    return Transaction.objects.filter(region=one.region_id, year=one.year, system=one.system).order_by()


def _figures(total: SliceTotal | None) -> Figures:
    return Figures(total.rows, total.orders, total.value_sen) if total else Figures()


def _rows(one: Slice) -> CurrentRows:
    columns = list(zip(*rows_of(one).values_list("order_key", "content_hash", "value_sen", "order_id"), strict=True))
    keys, contents, values, ids = columns or [(), (), (), ()]
    return CurrentRows(identities_of(keys), np.array(contents, np.int64), np.array(values, np.int64), list(ids))


def figures_of(rows: QuerySet[Transaction]) -> Figures:
    """Rows, distinct orders and value of published rows, summed by the database."""
    summed = rows.aggregate(rows=Count("id"), orders=Count("order_key", distinct=True), sen=Sum("value_sen"))
    return Figures(summed["rows"], summed["orders"], int(summed["sen"] or 0))
