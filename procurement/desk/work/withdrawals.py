"""A withdrawal is looked at, rolled back, and done if somebody says so."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.tasks import task

from procurement.desk import audit
from procurement.desk.models import Action, Result, State, Withdrawal
from procurement.desk.work import builds, patience
from procurement.desk.work.moving import move
from procurement.loading.locking import only_one
from procurement.loading.refusals import Refusal
from procurement.loading.withdrawing import Withdrawal as Plan
from procurement.loading.withdrawing import withdraw
from procurement.models import Edition, Slice
from procurement.queries.changed_slices import changes_of
from procurement.routing import database_of


@task
def look(pk: int) -> None:
    """What would go, and which ranks would move."""
    one = Withdrawal.objects.get(pk=pk)
    if not move(one, State.CHECKING):
        return
    try:
        plan, on = _run(one, dry_run=True)
    except Refusal as refusal:
        _refuse(one, refusal)
    else:
        move(one, State.PLANNED, report=_report(plan) | {"on": on}, token=plan.token)
    audit.write(one.by, Action.PLAN_WITHDRAWAL, f"withdrawal {pk}", _result(one), failure=one.failure)


@task
def carry_out(pk: int) -> None:
    """What was shown, and only that: on any other edition other ranks would move (F32)."""
    one = Withdrawal.objects.get(pk=pk)
    if not move(one, State.PUBLISHING):
        return
    try:
        plan, _on = _run(one, dry_run=False)
    except Refusal as refusal:
        _refuse(one, refusal)
    else:
        assert plan.edition
        done(one, plan.edition)
    audit.write(one.decided_by, Action.WITHDRAW, f"withdrawal {pk}", _result(one), edition=one.edition)


def done(one: Withdrawal, edition: int) -> None:
    with transaction.atomic(using=database_of("desk")):
        move(one, State.PUBLISHED, edition=edition)
        builds.order(edition)


def edition_of(one: Withdrawal) -> int | None:
    """The edition that a withdrawal in state PUBLISHING has made, whatever became of the process that made it."""
    since = one.changed_at.replace(microsecond=0)
    made = Edition.objects.filter(cause=Edition.Cause.WITHDRAWAL, made_at__gte=since).order_by("-number")
    for number in made.values_list("number", flat=True):
        gone = [[one.code, one.year, one.system] for one in changes_of([number])]
        if sorted(gone) == sorted(one.slices):
            return number
    return None


def _run(one: Withdrawal, *, dry_run: bool) -> tuple[Plan, int]:
    """What goes, and the edition that it goes from. While somebody else writes (F20) it is tried again for a while."""
    busy = Refusal(patience.BUSY)
    for _try in patience.tries():
        try:
            with only_one(settings.DATA_DIR):
                return _alone(one, dry_run=dry_run)
        except Refusal as refusal:
            if refusal.code != patience.BUSY:
                raise
            busy = refusal
    raise busy


def _alone(one: Withdrawal, *, dry_run: bool) -> tuple[Plan, int]:
    standing = _standing(one.slices, one.load)
    on = Edition.objects.latest_number()
    if not dry_run and on != one.report.get("on"):
        raise Refusal("F32")
    return withdraw(standing, confirm=one.token or None, dry_run=dry_run), on


def _standing(places: Sequence[Sequence[Any]], load: int) -> list[Slice]:
    """The slices, each still from that load; W01 names the first that is not."""
    standing = {(s.region_id, s.year, s.system): s for s in Slice.objects.filter(load=load)}
    for place in places:
        if tuple(place) not in standing:
            raise Refusal("W01", {"s": " ".join(map(str, place))})
    return [standing[tuple(place)] for place in places]


def _report(plan: Plan) -> dict[str, Any]:
    slices = [
        {
            "region_code": one.region_id,
            "year": one.year,
            "system": one.system,
            "before": before.as_json(),
            "counted": counted.as_json(),
        }
        for one, before, counted in plan.slices
    ]
    return {"slices": slices, "ranks": plan.ranks}


def _refuse(one: Withdrawal, refusal: Refusal) -> None:
    sentences = {language: refusal.sentence(language) for language in ("id", "en")}
    move(one, State.REFUSED, failure=refusal.code, report=one.report | {"refused": {"code": refusal.code, **sentences}})


def _result(one: Withdrawal) -> str:
    return Result.REFUSED if one.state == State.REFUSED else Result.DONE
