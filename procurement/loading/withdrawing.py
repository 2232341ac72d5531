"""Takes slices out of what is published, in one transaction, with an edition that says so."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db import transaction

from procurement.counting import DEFAULT_RULE
from procurement.loading.editions import make_edition, moved_ranks
from procurement.loading.parties import nobody
from procurement.loading.planning import Figures
from procurement.loading.publishing import clear, only_writer
from procurement.loading.refusals import Both, Refusal
from procurement.loading.size_publishing import take_out_sample
from procurement.loading.standing_slices import figures_of, rows_of
from procurement.loading.totals import rebuild_totals
from procurement.loading.withdrawn_orders import keep_withdrawn
from procurement.models import Edition, Slice
from procurement.money import grouped, rupiah

NOTHING = Figures()


@dataclass
class Withdrawal:
    """What would go, or has gone: slices with their rows, orders and value before."""

    slices: list[tuple[Slice, Figures, Figures]]
    """each slice with the figures of all its rows, and of those under the default rule"""
    token: str
    """What --confirm must repeat; it changes when the slices do."""
    ranks: list[dict[str, Any]] = field(default_factory=list)
    edition: int | None = None
    """None for a dry run."""

    def said(self) -> Both:
        rows = sum(before.rows for _slice, before, _counted in self.slices)
        value = sum(before.sen for _slice, before, _counted in self.slices)
        count = len(self.slices)
        return Both(
            f"penarikan {count} irisan, {grouped(rows)} baris, {rupiah(value)}",
            f"withdrawal of {count} slices, {grouped(rows)} rows, {rupiah(value)}",
        )


def withdraw(chosen: Collection[Slice], *, confirm: str | None, dry_run: bool = False) -> Withdrawal:
    """Withdraws the slices. Raises Refusal: W01 there are none, F26 without a confirmation, F32 with a stale one."""
    if not chosen:
        raise Refusal("W01", {"s": "–"})
    with transaction.atomic():
        only_writer()
        found = _planned(chosen)
        if not dry_run and not confirm:
            raise Refusal("F26", {"d": found.said(), "token": found.token})
        if confirm and confirm != found.token:
            raise Refusal("F32")
        gone = _orders_of([one for one, _before, _counted in found.slices])
        edition = _take_out([one for one, _before, _counted in found.slices], [_change(*each) for each in found.slices])
        keep_withdrawn(edition, gone)
        found.ranks = moved_ranks(edition, DEFAULT_RULE.slug)
        found.edition = None if dry_run else edition.number
        transaction.set_rollback(dry_run)
    return found


def withdraw_sample() -> Edition | None:
    """Takes every sample slice and a sample register of supplier sizes out; None when there is nothing of the kind."""
    with transaction.atomic():
        only_writer()
        slices = list(Slice.objects.filter(load__is_sample=True))
        if not take_out_sample() and not slices:
            return None
        return _take_out(slices, [])


def _planned(chosen: Collection[Slice]) -> Withdrawal:
    slices = []
    for one in sorted(chosen, key=lambda each: (each.region_id, each.year, each.system)):
        rows = rows_of(one)
        slices.append((one, figures_of(rows), figures_of(rows.filter(DEFAULT_RULE.condition(one.channel)))))
    content = "\n".join(f"{one.region_id} {one.year} {one.system} {one.digest}" for one, *_figures in slices)
    return Withdrawal(slices, sha256(content.encode()).hexdigest()[:12])


def _orders_of(slices: Sequence[Slice]) -> dict[str, set[str]]:
    """The keys of all orders of the slices, by government."""
    keys: defaultdict[str, set[str]] = defaultdict(set)
    for one in slices:
        keys[one.region_id] |= set(rows_of(one).values_list("order_key", flat=True).distinct())
    return keys


def _take_out(slices: Sequence[Slice], changes: list[dict[str, Any]]) -> Edition:
    touched = nobody()
    for one in slices:
        clear(one, touched)
    Slice.objects.filter(pk__in=[one.pk for one in slices]).delete()
    for party in touched:
        party.settle()
    rebuild_totals({(one.region_id, one.year) for one in slices})
    return make_edition(Edition.Cause.WITHDRAWAL, changes=changes)


def _change(one: Slice, before: Figures, counted: Figures) -> dict[str, Any]:
    """As a load's plan says it, for the page of editions."""
    return {
        "region_code": one.region_id,
        "year": one.year,
        "system": one.system,
        "as_of": one.as_of.isoformat(),
        "before": before.as_json(),
        "after": NOTHING.as_json(),
        DEFAULT_RULE.slug: {"before": counted.as_json(), "after": NOTHING.as_json()},
        "added": 0,
        "changed": 0,
        "withdrawn": before.rows,
        "unchanged": 0,
    }
