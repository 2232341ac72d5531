"""The form of one claim: the cells of its row in a claims file, judged by that file's reader and by nothing else."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.utils.translation import gettext_lazy

from awards.columns import COLUMNS
from awards.editing import FIRST_LINE, Change
from awards.terms import Comparator, Kind, Metric, OrdersComparator, Recipient
from awards.writing import Cells
from procurement.counting import Channel
from procurement.loading.refusals import Rejection
from procurement.views import words
from regions.models import Region

LABELS = {
    "claim_id": gettext_lazy("Name in its address"),
    "kind": gettext_lazy("Kind"),
    "event": gettext_lazy("Event"),
    "event_slug": gettext_lazy("Name of the event in its address"),
    "event_date": gettext_lazy("Day of the event, or of the statement"),
    "venue": gettext_lazy("Venue"),
    "presented_by": gettext_lazy("Presented by"),
    "category": gettext_lazy("Category of the award"),
    "region_code": gettext_lazy("Government"),
    "recipient_kind": gettext_lazy("Recipient"),
    "channel": gettext_lazy("Channel"),
    "metric": gettext_lazy("What it is about"),
    "period_start": gettext_lazy("First day of the period"),
    "period_end": gettext_lazy("Last day of the period"),
    "as_of": gettext_lazy("Cut-off"),
    "stated_value_idr": gettext_lazy("Stated value (Rp, plain digits)"),
    "value_as_printed": gettext_lazy("Value as printed, to the letter"),
    "value_precision_idr": gettext_lazy("Rounded to (Rp)"),
    "value_comparator": gettext_lazy("How the value is meant"),
    "stated_orders": gettext_lazy("Stated orders"),
    "orders_comparator": gettext_lazy("How the orders are meant"),
    "stated_rank": gettext_lazy("Stated rank"),
    "note": gettext_lazy("Remark"),
    "conflict_group": gettext_lazy("Group of claims that do not seem to fit together"),
    "conflict_note": gettext_lazy("Why they cannot"),
    "source_title": gettext_lazy("Title of the source"),
    "publisher": gettext_lazy("Publisher"),
    "source_url": gettext_lazy("Address of the source"),
    "accessed": gettext_lazy("Day that the source was read"),
}
_WORDS: dict[str, Any] = {
    "kind": Kind,
    "recipient_kind": Recipient,
    "channel": Channel,
    "metric": Metric,
    "value_comparator": Comparator,
    "orders_comparator": OrdersComparator,
}
_DAYS = ("event_date", "period_start", "period_end", "as_of", "accessed")
_LONG = ("note", "conflict_note")


class ClaimForm(forms.Form):
    """One text a column. Nothing is required or converted here, so that no rule stands in two places."""

    whole_event = forms.BooleanField(
        label=gettext_lazy("Say the same of this event in all of its claims"), required=False
    )

    def __init__(self, *args: Any, fixed: bool = False, **kwargs: Any) -> None:
        """`fixed`: the claim stands already, and keeps the name that its address is made of."""
        super().__init__(*args, **kwargs)
        regions = [(code, f"{name} ({code})") for code, name in Region.objects.values_list("code", "name")]
        own = {
            name: forms.CharField(
                label=f"{LABELS[name]}{' *' if column.required else ''}",
                help_text=name,
                required=False,
                strip=False,
                widget=_widget(name, regions),
            )
            for name, column in COLUMNS.items()
        }
        self.fields = {**own, **self.fields}
        if fixed:
            self.fields["claim_id"].widget = forms.HiddenInput()

    def cells(self) -> Cells:
        return {name: self.cleaned_data[name] for name in COLUMNS}

    def blame(self, rejections: Iterable[Rejection], change: Change) -> None:
        """Puts every reason to its field; those of other claims, which it disagrees with, to the form."""
        for one in rejections:
            said = f"{one.code} {one.sentence(words.language())}"
            if one.line == change.line and one.column in self.fields:
                self.add_error(one.column, said)
            else:
                where = change.rows[one.line - FIRST_LINE]["claim_id"] if one.line >= FIRST_LINE else ""
                self.add_error(None, " ".join(filter(None, (where, one.column, said))))


def worded(column: str, *cells: str) -> list[str]:
    """The column's label, then cells of it as the form's choices say them; a dash for an empty one."""
    choices = dict(_WORDS[column].choices) if column in _WORDS else {}
    return [str(LABELS[column]), *(str(choices.get(cell, cell)) or "–" for cell in cells)]


def _widget(name: str, regions: list[tuple[str, str]]) -> forms.Widget:
    if name == "region_code":
        return forms.Select(choices=[("", "–"), *regions])
    if name in _WORDS:
        return forms.Select(choices=[("", "–"), *_WORDS[name].choices])
    if name in _DAYS:
        return forms.TextInput(attrs={"placeholder": "YYYY-MM-DD", "size": 12})
    return forms.Textarea(attrs={"rows": 3, "cols": 60}) if name in _LONG else AdminTextInputWidget()
