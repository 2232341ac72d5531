"""/penarikan/<n>/: what a withdrawal would take out, and the step that does it."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from procurement.desk import audit, plans
from procurement.desk.models import Action, Build, State, Withdrawal
from procurement.desk.pages import page, problem
from procurement.desk.permissions import PUBLISH, STAFF, allowed, may
from procurement.desk.work import withdrawals as work
from procurement.desk.work.moving import move
from procurement.models import Slice
from procurement.routing import database_of
from procurement.views import words
from regions.models import Region

REFRESH = 2
"""Seconds."""


@allowed(POST=PUBLISH)
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Of the chosen slices of a load, each `CODE YEAR SYSTEM`; those that do not stand any more are not asked for."""
    standing = {f"{one.region_id} {one.year} {one.system}": one for one in Slice.objects.filter(load=number)}
    chosen = [standing[key] for key in dict.fromkeys(request.POST.getlist("slice")) if key in standing]
    if not chosen:
        return problem(request, 400, _("Nothing chosen"), _("Go back and choose what is to be withdrawn."))
    places = [[one.region_id, one.year, one.system] for one in chosen]
    with transaction.atomic(using=database_of("desk")):
        one = Withdrawal.objects.create(by=request.user.get_username(), load=number, slices=places)
        work.look.enqueue(one.pk)
    audit.record(request, Action.PLAN_WITHDRAWAL, f"withdrawal {one.pk}", load=number, slices=places)
    return redirect("desk-withdrawal", one.pk)


@allowed(GET=STAFF)
def shown(request: HttpRequest, number: int) -> HttpResponse:
    one = get_object_or_404(Withdrawal, pk=number)
    build = Build.objects.filter(edition=one.edition).first() if one.edition else None
    running = one.is_running() or (build is not None and build.state == Build.State.WAITING)
    context = {
        "withdrawal": one,
        "plan": _described(one.report) if one.report.get("slices") else None,
        "failure": plans.failure(one.failure, one.report) if one.failure else "",
        "may_decide": one.state == State.PLANNED and may(request.user, PUBLISH),
        "build": build,
        "build_failure": plans.build_failure(build.failure) if build else "",
        "refresh": REFRESH if running else None,
    }
    return page(request, "desk/withdrawal.html", _("Withdrawal %(number)s") % {"number": number}, context)


@allowed(POST=PUBLISH)
def carry_out(request: HttpRequest, number: int) -> HttpResponse:
    """Only what was shown: the token of the plan comes with the form."""
    one = get_object_or_404(Withdrawal, pk=number)
    user = request.user.get_username()
    with transaction.atomic(using=database_of("desk")):
        shown_plan = one.state == State.PLANNED and request.POST.get("token") == one.token
        if not shown_plan or not move(one, State.ACCEPTED, decided_by=user):
            return _too_late(request)
        work.carry_out.enqueue(one.pk)
    audit.record(request, Action.WITHDRAW, f"withdrawal {number}", load=one.load, slices=one.slices)
    return redirect("desk-withdrawal", number)


@allowed(POST=PUBLISH)
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    one = get_object_or_404(Withdrawal, pk=number)
    if one.state != State.PLANNED or not move(one, State.DISCARDED, decided_by=request.user.get_username()):
        return _too_late(request)
    audit.record(request, Action.DISCARD, f"withdrawal {number}")
    return redirect("desk-withdrawal", number)


def _described(report: dict[str, Any]) -> dict[str, Any]:
    names = dict(Region.objects.values_list("code", "name"))
    slices = [
        {
            **one,
            "name": names.get(one["region_code"], one["region_code"]),
            "figures": plans.figures(one["before"]),
            "counted": words.exact(one["counted"]["sen"]),
        }
        for one in report["slices"]
    ]
    return {"slices": slices, "ranks": plans.ranks(report["ranks"], names)}


def _too_late(request: HttpRequest) -> HttpResponse:
    return problem(request, 409, _("Too late"), _("This withdrawal is not open any more, or its plan is another one."))
