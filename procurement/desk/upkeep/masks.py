"""/penyamaran/: names of natural persons and descriptions that are printed no more."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procurement.desk.models import Action
from procurement.desk.pages import page
from procurement.desk.permissions import MASK, allowed
from procurement.desk.upkeep import publishing
from procurement.desk.upkeep.confirming import Plan, confirm
from procurement.loading.mask_publishing import MAX_REASON, Lifted, Masked, lift, mask_order, mask_supplier
from procurement.loading.refusals import Refusal, printable
from procurement.models import Mask, Supplier, Transaction
from procurement.queries import order_search, party_search
from procurement.views import words
from regions.models import Region

_ADDRESS = re.compile(r"/(?:penyedia|transaksi)/([a-z2-7]{12})")
ALL = ""
SHOWN = 100
"""Texts of a plan that are printed."""
LINES = 200
"""Descriptions of one order that can be chosen from one by one."""


class ReasonForm(forms.Form):
    alasan = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=MAX_REASON,
        widget=AdminTextInputWidget,
        help_text=gettext_lazy("Who asks for it and why. It is kept with the mask; do not repeat what is masked."),
    )


class OrderForm(ReasonForm):
    baris = forms.ChoiceField(label=gettext_lazy("Which description"), required=False)

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Transaction.objects.filter(order_key=key).exclude(description="").order_by("line")
        shown = rows.values_list("line", "description")[:LINES]
        self.fields["baris"].choices = [  # type: ignore[attr-defined]
            (ALL, _("all of the order, whatever a later export says (safest)")),
            *(
                (str(line), _("only line %(line)s: %(text)s") % {"line": line, "text": text[:80]})
                for line, text in shown
            ),
        ]


@allowed(GET=MASK)
def listed(request: HttpRequest) -> HttpResponse:
    typed = request.GET.get("q", "").strip()[:300]
    masks = [
        {
            "number": one.pk,
            "kind": one.get_kind_display(),
            "key": one.key,
            "edition": one.edition_id,
            "by": one.operator,
            "reason": printable(one.reason),
            "lifted": one.lifted_edition_id,
            "lifted_by": one.lifted_by,
            "lifted_reason": printable(one.lifted_reason),
        }
        for one in Mask.objects.all()
    ]
    context = {"typed": typed, "masks": masks, **(_hits(typed) if typed else {})}
    return page(request, "desk/upkeep/masks.html", _("Masks"), context)


def _hits(typed: str) -> dict[str, Any]:
    """Suppliers whose name holds the text, orders with this number; a pasted address finds its page."""
    key = match[1] if (match := _ADDRESS.search(typed)) else typed
    named = [one.supplier for one in party_search.suppliers(typed, 1).shown]
    suppliers = [*named, *Supplier.objects.filter(key=key).exclude(pk__in=[one.pk for one in named])]
    orders = order_search.orders(key).standing
    return {
        "suppliers": [{"key": one.key, "name": printable(one.name), "system": one.system} for one in suppliers],
        "orders": [
            {"key": one.key, "id": printable(one.order_id), "government": one.region_name, "channel": one.channel}
            for one in orders
        ],
        "nothing": not suppliers and not orders,
    }


@allowed(GET=MASK, POST=MASK)
def supplier(request: HttpRequest, key: str) -> HttpResponse:
    found = get_object_or_404(Supplier, key=key)
    form = ReasonForm(request.POST or None)
    says = [
        _("Supplier: %(name)s (%(system)s).") % {"name": printable(found.name or found.code), "system": found.system},
        _("Its name is masked in every row, with every spelling, and in every later load. No figure changes."),
    ]
    if not form.is_valid():
        return _form(request, form, says, reverse("desk-mask-supplier", args=[key]))
    given = (key, form.cleaned_data["alasan"], request.user.get_username())
    return _mask(request, form, lambda dry: mask_supplier(*given, dry_run=dry), f"supplier {key}")


@allowed(GET=MASK, POST=MASK)
def order(request: HttpRequest, key: str) -> HttpResponse:
    found = Transaction.objects.filter(order_key=key).select_related("region").first()
    if found is None:
        raise Http404
    form = OrderForm(request.POST or None, key=key)
    values = {"number": printable(found.order_id), "name": found.region.name}
    says = [_("Order %(number)s of %(name)s.") % values]
    if not form.is_valid():
        return _form(request, form, says, reverse("desk-mask-order", args=[key]))
    given = (key, form.cleaned_data["alasan"], request.user.get_username())
    line = int(form.cleaned_data["baris"]) if form.cleaned_data["baris"] else None
    return _mask(request, form, lambda dry: mask_order(*given, line=line, dry_run=dry), f"order {key}")


@allowed(GET=MASK, POST=MASK)
def lifted(request: HttpRequest, number: int) -> HttpResponse:
    mask = get_object_or_404(Mask.objects.standing(), pk=number)
    form = ReasonForm(request.POST or None)
    says = [
        _("Mask %(number)s (%(kind)s %(key)s), since edition %(edition)s.")
        % {"number": number, "kind": mask.get_kind_display(), "key": mask.key, "edition": mask.edition_id},
        _("The texts were not kept: they come back only when these slices are loaded again."),
    ]
    if not form.is_valid():
        return _form(request, form, says, reverse("desk-mask-lift", args=[number]))
    given = (number, form.cleaned_data["alasan"], request.user.get_username())
    return _answer(
        request,
        form,
        lambda dry: lift(*given, dry_run=dry),
        _lift_plan,
        Action.LIFT,
        f"mask {number}",
    )


def _mask(request: HttpRequest, form: ReasonForm, act: Callable[[bool], Masked], what: str) -> HttpResponse:
    return _answer(request, form, act, _mask_plan, Action.MASK, what)


def _answer[T: Masked | Lifted](
    request: HttpRequest,
    form: ReasonForm,
    act: Callable[[bool], T],
    plan: Callable[[T], dict[str, Any]],
    action: Action,
    what: str,
) -> HttpResponse:
    """The plan; or, where the form repeats what it was made on, the deed."""
    planned_on = request.POST.get("on", "")
    try:
        with publishing.alone():
            on = publishing.newest()
            if planned_on:
                publishing.still(planned_on)
            found = act(not planned_on)
    except Refusal as refusal:
        return publishing.refused(request, refusal, action, what)
    if planned_on:
        return publishing.done(request, found.edition, action, what, "desk-masks")
    hidden = {name: str(value) for name, value in form.cleaned_data.items()} | {"on": on}
    return confirm(request, Plan(action=request.path, hidden=hidden, back=reverse("desk-masks"), **plan(found)))


def _mask_plan(found: Masked) -> dict[str, Any]:
    figures = {"rows": words.number(found.rows), "orders": words.number(found.orders), "value": words.exact(found.sen)}
    says = [_("%(rows)s rows of %(orders)s orders, %(value)s. These figures stay as they are.") % figures]
    says += [
        _("NOT masked, though under the same name: %(name)s (%(system)s).")
        % {"name": printable(one.name), "system": one.system}
        for one in found.alike
    ]
    return {
        "title": _("What would be masked"),
        "says": says,
        "button": _("Mask and publish"),
        "caption": _("Printed now, and no more afterwards"),
        "head": [_("Text")],
        "rows": [[printable(text)] for text in found.texts[:SHOWN]],
    }


def _lift_plan(found: Lifted) -> dict[str, Any]:
    names = dict(Region.objects.values_list("code", "name"))
    return {
        "title": _("What would be lifted"),
        "says": [_("The texts were not kept: they come back only when these slices are loaded again.")],
        "button": _("Lift and publish"),
        "caption": _("To be loaded again"),
        "head": [_("Government"), _("Year"), _("System")],
        "rows": [[names.get(code, code), str(year), system] for code, year, system in found.slices],
    }


def _form(request: HttpRequest, form: ReasonForm, says: list[str], action: str) -> HttpResponse:
    context = {"form": form, "says": says, "action": action, "back": reverse("desk-masks")}
    return page(request, "desk/upkeep/form.html", _("Masks"), context, status=400 if form.errors else 200)
