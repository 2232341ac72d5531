"""/nama-daerah/: names of governments that no rule may match, and a person's answers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procurement.desk import audit
from procurement.desk.models import Action, Result
from procurement.desk.pages import page
from procurement.desk.permissions import PUBLISH, STAFF, allowed, may
from procurement.desk.upkeep import publishing
from procurement.desk.upkeep.confirming import Plan, confirm
from procurement.loading.alias_publishing import publish_answer
from procurement.loading.refusals import Refusal, printable
from procurement.views import words
from regions import aliases
from regions.matching import fold
from regions.models import QueuedName, Region, RegionAlias

NOT_OURS = "-"
FORGET = "?"
LONGEST = 300
"""Characters of a name, as in an export."""


class AnswerForm(forms.Form):
    nama = forms.CharField(
        label=gettext_lazy("Name as printed"), max_length=LONGEST, strip=False, widget=AdminTextInputWidget
    )
    arti = forms.ChoiceField(label=gettext_lazy("What it means"))
    sumber = forms.CharField(
        label=gettext_lazy("Who says so"),
        max_length=500,
        required=False,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy(
            "Required where the name is one of ours. It stands on /data/, so name no private person."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = Region.objects.order_by("code").values_list("code", "name")
        self.fields["arti"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((code, f"{name} ({code})") for code, name in regions),
            (NOT_OURS, _("none of ours: its rows are out of scope")),
            (FORGET, _("take the answer back, and the name off the queue")),
        ]


@allowed(GET=STAFF)
def listed(request: HttpRequest) -> HttpResponse:
    reference = aliases.matcher()
    waiting = [
        {
            "name": printable(one.name),
            "raw": one.name,
            "rows": words.number(one.rows),
            "value": words.exact(one.value_sen),
            "files": printable(one.files),
            "since": words.moment(one.first_seen),
            "nearest": ", ".join(reference.names[code] for code in reference.nearest(one.name)) or "–",
        }
        for one in QueuedName.objects.all()
    ]
    answers = RegionAlias.objects.select_related("region").order_by("alias")
    context = {"waiting": waiting, "answers": answers, "may_answer": may(request.user, PUBLISH)}
    return page(request, "desk/upkeep/aliases.html", _("Names of governments"), context)


@allowed(GET=PUBLISH, POST=PUBLISH)
def answer(request: HttpRequest) -> HttpResponse:
    """The form; what an answer would mean; and, on a plan that still holds, the answer."""
    if request.method != "POST":
        return _form(request, AnswerForm(initial={"nama": request.GET.get("nama", "")[:LONGEST]}))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _form(request, form)
    name, meaning = form.cleaned_data["nama"], form.cleaned_data["arti"]
    what = f"{printable(name)} = {meaning}"
    said = _answer(name, meaning, form.cleaned_data["sumber"].strip(), request.user.get_username())
    planned_on = request.POST.get("on", "")
    try:
        with publishing.alone():
            on = publishing.newest()
            if planned_on:
                publishing.still(planned_on)
            edition = publish_answer(said, dry_run=not planned_on)
    except aliases.AliasRefused as refusal:
        audit.record(request, Action.ANSWER, printable(name), Result.REFUSED)
        form.add_error(None, printable(refusal.said[words.language()]))
        return _form(request, form)
    except Refusal as refusal:
        return publishing.refused(request, refusal, Action.ANSWER, what)
    if planned_on:
        return publishing.done(request, edition, Action.ANSWER, what, "desk-names")
    return confirm(request, _plan(form, on))


def _answer(name: str, meaning: str, source: str, operator: str) -> Callable[[], bool]:
    if meaning == FORGET:
        return lambda: aliases.forget(name)
    if meaning == NOT_OURS:
        return lambda: aliases.reject(name, source, operator)
    return lambda: aliases.approve(name, meaning, source, operator)


def _plan(form: AnswerForm, on: str) -> Plan:
    name, meaning = form.cleaned_data["nama"], form.cleaned_data["arti"]
    chosen = dict(form.fields["arti"].choices)[meaning]  # type: ignore[attr-defined]
    says = [
        _("“%(name)s”: %(meaning)s") % {"name": printable(name), "meaning": chosen},
        _("No figure changes now: the name is heard from the next load on. Load the refused file again."),
    ]
    if waiting := QueuedName.objects.filter(folded=fold(name)).first():
        says.insert(1, _waits(waiting))
    hidden = {"nama": name, "arti": meaning, "sumber": form.cleaned_data["sumber"], "on": on}
    return Plan(
        title=_("What the name would mean"),
        says=says,
        action=reverse("desk-name-answer"),
        hidden=hidden,
        button=_("Answer so"),
        back=reverse("desk-names"),
    )


def _waits(one: QueuedName) -> str:
    return _("It hangs on %(rows)s rows, %(value)s, of %(files)s.") % {
        "rows": words.number(one.rows),
        "value": words.exact(one.value_sen),
        "files": printable(one.files),
    }


def _form(request: HttpRequest, form: AnswerForm) -> HttpResponse:
    context = {"form": form, "action": reverse("desk-name-answer"), "back": reverse("desk-names")}
    return page(request, "desk/upkeep/form.html", _("Answer about a name"), context, status=400 if form.errors else 200)
