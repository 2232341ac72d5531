"""Forms of the desk: what load_transactions takes as options, and what a person must say before something changes."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from procurement.desk.receiving import ReceivedFile
from procurement.loading.layouts import LAYOUTS
from procurement.loading.reading.text import ENCODINGS

FROM_THE_FILE = ("", _("as the file says"))
LEFT_OUT = _("Number of rows that are left out")


class Files(forms.FileField):
    """One or several files; a list of them."""

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> list[ReceivedFile]:
        files = [one for one in data or [] if one]
        if not files:
            raise ValidationError(_("Choose at least one file."), code="required")
        if any(one.kept.refused_name for one in files):
            raise ValidationError(
                _("A name may have letters, digits and blanks, at most 150 characters, and no path. Rename the file."),
                code="name",
            )
        names = [one.name.casefold() for one in files]
        if len(set(names)) < len(names):
            raise ValidationError(_("Two files have the same name. Rename one of them."), code="twice")
        return files


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class UploadForm(forms.Form):
    """The options have the names of load_transactions' own, with `_` for `-`."""

    files = Files(  # type: ignore[assignment]  # the field; what a form has under this name is its own
        label=_("Files"),
        widget=SeveralFiles(attrs={"accept": ".csv,.json,.jsonl,.gz,.xlsx"}),
        help_text=_("CSV, JSON, JSON Lines (these also .gz) or XLSX. All files together are one load."),
    )
    year = forms.IntegerField(
        label=_("Budget year"),
        required=False,
        min_value=2012,
        max_value=2100,
        help_text=_("If given, every row must have it."),
    )
    as_of = forms.DateField(
        label=_("Data up to"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        help_text=_("Else the day of the latest order."),
    )
    layout = forms.ChoiceField(
        label=_("Layout"), required=False, choices=[FROM_THE_FILE, *((slug, slug) for slug in sorted(LAYOUTS))]
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"), required=False, choices=[(name, name) for name in ENCODINGS], initial="utf-8"
    )
    delimiter = forms.ChoiceField(
        label=_("Delimiter"), required=False, choices=[FROM_THE_FILE, (",", _("comma")), (";", _("semicolon"))]
    )
    header_row = forms.IntegerField(
        label=_("Header on line"), required=False, min_value=1, max_value=1000, help_text=_("Else on the first.")
    )
    sheet = forms.CharField(
        label=_("Sheet"), required=False, max_length=100, widget=AdminTextInputWidget, help_text=_("XLSX only.")
    )
    number_format = forms.ChoiceField(
        label=_("Numbers"),
        required=False,
        choices=[("polos", "1500.00"), ("id", "1.500,00")],
        help_text=_("Layout umum only."),
    )
    date_format = forms.ChoiceField(
        label=_("Dates"),
        required=False,
        choices=[("iso", "2022-12-31"), ("dmy", "31/12/2022")],
        help_text=_("Layout umum only."),
    )
    ignore_columns = forms.CharField(
        label=_("Columns to leave out"),
        required=False,
        max_length=1000,
        widget=AdminTextInputWidget,
        help_text=_("Names, with commas between them."),
    )
    allow_empty = forms.BooleanField(label=_("A file without rows is right"), required=False)

    OPTIONS = (
        "layout", "year", "as_of", "encoding", "delimiter", "header_row", "sheet", "number_format", "date_format",
        "ignore_columns", "allow_empty",
    )  # fmt: skip
    DEFAULTS = {"encoding": "utf-8", "number_format": "polos", "date_format": "iso", "header_row": 1}

    @classmethod
    def as_before(cls, options: dict[str, str | bool]) -> "UploadForm":
        """Filled with what was stated for an upload; a browser lets nobody choose its files but the person."""
        return cls(initial={name.replace("-", "_"): value for name, value in options.items()})

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        if day and day > date.today() + timedelta(days=1):
            raise ValidationError(_("This day has not come yet."))
        return day

    def options(self) -> dict[str, str | bool]:
        """What was stated, by the command's names; what a file says by itself is left to it."""
        stated = {name: self.cleaned_data[name] for name in self.OPTIONS}
        return {
            name.replace("_", "-"): value if value is True else str(value)
            for name, value in stated.items()
            if value and value != self.DEFAULTS.get(name)
        }


class PublishForm(forms.Form):
    """What must be said before a plan is published: that the implausible is right, and how many rows are left out."""

    plan = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, upload: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upload = upload
        self.fields["plan"].initial = upload.plan
        if upload.report.get("confirm"):
            self.fields["confirm"] = forms.BooleanField(
                label=_("I have looked at what stands under “Implausible”, and it is right."),
                error_messages={"required": _("Tick this, or discard the upload.")},
            )
        if upload.rejects:
            self.fields["rejects"] = forms.CharField(
                label=LEFT_OUT,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 10}),
                help_text=_("Type it as it stands above. It will stand beside every figure of these slices."),
            )

    def clean_plan(self) -> str:
        if self.cleaned_data["plan"] != self.upload.plan:
            raise ValidationError(_("The plan has changed since this page was made. Read it again."), code="F32")
        return str(self.cleaned_data["plan"])

    def clean_rejects(self) -> str:
        typed = str(self.cleaned_data["rejects"]).strip()
        if typed != str(self.upload.rejects):
            raise ValidationError(_("This is not the number of rejected rows."), code="rejects")
        return typed
