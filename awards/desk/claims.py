"""/klaim/: the claims as they stand with their verdicts; adding, altering and taking out one of them."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from awards import cards, editing
from awards.columns import COLUMNS
from awards.desk.forms import ClaimForm, worded
from awards.editing import Change
from awards.models import Claim
from awards.publishing import MovedVerdict, Replaced
from awards.terms import Outcome, Quantity
from awards.writing import cells_of, csv_text, standing
from procurement.desk import audit
from procurement.desk.models import Action, Result
from procurement.desk.pages import page, problem
from procurement.desk.permissions import EDIT_CLAIMS, STAFF, allowed, may
from procurement.desk.upkeep import publishing
from procurement.desk.upkeep.confirming import Plan, confirm
from procurement.loading.reference_file import RowsRefused
from procurement.loading.refusals import Refusal
from procurement.queries.coverage import latest_edition
from procurement.views import words


@allowed(GET=STAFF)
def listed(request: HttpRequest) -> HttpResponse:
    claims = Claim.objects.judged(latest_edition())
    lines = [
        {
            "id": one.claim_id,
            "about": one.region.name if one.region else one.region_code,
            "printed": one.value_as_printed or cards.stated_orders(one) or cards.stated_rank(one),
            "publisher": one.publisher,
            "verdicts": _verdicts(one) or "–",
        }
        for one in claims
    ]
    context = {"claims": lines, "may_edit": may(request.user, EDIT_CLAIMS)}
    return page(request, "awards/desk/claims.html", _("Stated figures"), context)


@allowed(GET=STAFF)
def as_file(request: HttpRequest) -> HttpResponse:
    """The claims as the file that would make them."""
    headers = {"Content-Disposition": 'attachment; filename="klaim.csv"'}
    return HttpResponse(csv_text(standing()), content_type="text/csv; charset=utf-8", headers=headers)


@allowed(GET=EDIT_CLAIMS, POST=EDIT_CLAIMS)
def added(request: HttpRequest) -> HttpResponse:
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _stands(form.cells()["claim_id"]):
        form.add_error("claim_id", _("There is a claim of this name already."))
    return _edited(request, form, _("Add a claim"), reverse("desk-claim-add"))


@allowed(GET=EDIT_CLAIMS, POST=EDIT_CLAIMS)
def altered(request: HttpRequest, claim_id: str) -> HttpResponse:
    claim = Claim.objects.select_related("event").filter(pk=claim_id).first()
    if claim is None:
        raise Http404
    given = request.POST.copy()
    given["claim_id"] = claim_id
    form = ClaimForm(given if request.method == "POST" else None, initial=cells_of(claim), fixed=True)
    return _edited(request, form, claim_id, reverse("desk-claim", args=[claim_id]))


@allowed(GET=EDIT_CLAIMS, POST=EDIT_CLAIMS)
def taken_out(request: HttpRequest, claim_id: str) -> HttpResponse:
    def make() -> Change:
        try:
            return editing.take_out(claim_id)
        except KeyError:
            raise Http404 from None

    change = make()
    try:
        if request.POST.get("token"):
            return _publish(request, make)
        plan, on = _planned(change)
    except RowsRefused as refused:  # the last claim cannot go: the file would hold none
        return _not_that(request, refused, change)
    except Refusal as refusal:
        return publishing.refused(request, refusal, Action.EDIT, claim_id)
    says = [_("The claim %(claim)s goes. The verdicts of older editions stay.") % {"claim": claim_id}]
    return confirm(request, _plan(plan, change, says, {"on": on}, reverse("desk-claim-remove", args=[claim_id])))


def _edited(request: HttpRequest, form: ClaimForm, title: str, action: str) -> HttpResponse:
    """The form; what its claim would change; and, where it repeats the plan's token, the publishing."""
    if not form.is_valid():
        return _form(request, form, title, action)

    def make() -> Change:
        return editing.put(form.cells(), whole_event=form.cleaned_data["whole_event"])

    change = make()
    try:
        if request.POST.get("token"):
            return _publish(request, make)
        plan, on = _planned(change)
    except RowsRefused as refused:
        form.blame(refused.rejections, change)
        audit.record(request, Action.EDIT, change.about, Result.REFUSED)
        return _form(request, form, title, action)
    except Refusal as refusal:
        return publishing.refused(request, refusal, Action.EDIT, change.about)
    hidden = form.cells() | ({"whole_event": "on"} if form.cleaned_data["whole_event"] else {}) | {"on": on}
    return confirm(request, _plan(plan, change, _differences(change), hidden, action))


def _planned(change: Change) -> tuple[Replaced, str]:
    """What would change, and the edition that this is true of."""
    with publishing.alone():
        on = publishing.newest()
        return editing.plan(change), on


def _publish(request: HttpRequest, make: Callable[[], Change]) -> HttpResponse:
    """The change is made again under the lock, of what stands then; the token tells whether it is the same."""
    with publishing.alone():
        publishing.still(request.POST.get("on", ""))
        change = make()
        about = _logged(change)
        done = editing.publish(change, request.POST["token"])
    edition = done.edition.number if done.edition else None
    return publishing.done(request, edition, Action.EDIT, change.about, "desk-claims", **about)


def _plan(plan: Replaced, change: Change, says: Sequence[str], hidden: dict[str, str], action: str) -> Plan:
    return Plan(
        title=_("What would change"),
        says=[*says, *([] if plan.moved else [_("No verdict changes.")])],
        action=action,
        hidden={**hidden, "token": change.token},
        button=_("Publish"),
        back=reverse("desk-claims"),
        caption=_("Verdicts that change"),
        head=moved_head(),
        rows=moved_rows(plan.moved),
        unchanged=plan.unchanged,
    )


def _differences(change: Change) -> list[str]:
    """Each altered cell of the claim, before and after; which other claims change with it."""
    cells, others = _altered(change)
    says = []
    for name, (before, after) in cells.items():
        label, was, is_now = worded(name, before, after)
        says.append(f"{label}: {was} → {is_now}")
    return [*says, *([_("Altered with it: %(claims)s") % {"claims": ", ".join(others)}] if others else [])]


def _altered(change: Change) -> tuple[dict[str, list[str]], list[str]]:
    """Column -> [cell before, cell after] of the claim, and the other claims that change with it."""
    before = {row["claim_id"]: row for row in change.before}
    after = {row["claim_id"]: row for row in change.rows}
    none = dict.fromkeys(COLUMNS, "")
    mine, new = before.get(change.about, none), after.get(change.about, none)
    cells = {name: [mine[name], new[name]] for name in COLUMNS if mine[name] != new[name]}
    return cells, sorted(one for one in after.keys() - {change.about} if after[one] != before.get(one))


def _logged(change: Change) -> dict[str, Any]:
    """For the audit log: whether the claim came or went, its cells before and after, and what changed with it."""
    cells, others = _altered(change)
    came = all(row["claim_id"] != change.about for row in change.before)
    went = change.line is None
    return {"changes": cells, "others": others} | ({"added": True} if came else {"removed": True} if went else {})


def moved_head() -> list[str]:
    return [_("Claim"), _("Quantity"), _("Verdict now"), _("Verdict afterwards")]


def moved_rows(moved: Sequence[MovedVerdict]) -> list[list[str]]:
    return [
        [one.claim_id, str(Quantity(one.quantity).label), _outcome(one.before), _outcome(one.after)] for one in moved
    ]


def _verdicts(claim: Claim) -> str:
    """One for each stated quantity."""
    return ", ".join(f"{Quantity(one.quantity).label}: {_outcome(one.outcome)}" for one in claim.judged_as)


def _outcome(word: str | None) -> str:
    return str(Outcome(word).label) if word else "–"


def _stands(claim_id: str) -> bool:
    return Claim.objects.filter(pk=claim_id).exists()


def _form(request: HttpRequest, form: ClaimForm, title: str, action: str) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "action": action, "back": reverse("desk-claims")}
    status = 400 if form.errors else 200
    return page(request, "desk/upkeep/form.html", title, context, status=status)


def _not_that(request: HttpRequest, refused: RowsRefused, change: Change) -> HttpResponse:
    audit.record(request, Action.EDIT, change.about, Result.REFUSED)
    says = "; ".join(f"{one.code} {one.sentence(words.language())}" for one in refused.rejections)
    return problem(request, 400, _("Nothing was changed"), says)
