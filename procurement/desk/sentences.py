"""Refusals as the desk says them: the commands' own sentences, with a field of a form for each option of a command."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procurement.desk.forms import LEFT_OUT, UploadForm
from procurement.loading.refusals import Refusal
from procurement.views import words

_OPTION = re.compile(r"--([a-z]+(?:-[a-z]+)*)(?:=([\w:+-]+))?")
_LAST: dict[str, Any] = {
    "F05": gettext_lazy("If it may be passed over, name it under %(ignored)s."),
    "F26": gettext_lazy("Check this upload again, read the plan, and tick that it is right."),
    "F31": gettext_lazy("Only who runs this site can take the sample out."),
    "F39": gettext_lazy("Mend the export at its source, or first withdraw the slice, under Loads."),
}
"""code -> what to do at the desk, where the last sentence of the command says what only a terminal can do."""


def sentence(refusal: Refusal) -> str:
    """With code and file, in the language of the page; for a form that has a file and no other field."""
    commands = refusal.sentence(words.language())
    says = _own(refusal.code) or _ended(refusal.code, commands)
    if fields(commands):
        only = _("Here a file must be UTF-8, with commas, its header on the first line, and no other columns.")
        says = _with_last(commands, only)
    return f"{_where(refusal.file)}{refusal.code} {says}"


def said(code: str, commands: str, file: str = "") -> str:
    """Of an upload. `commands` is what the command would say."""
    return f"{_where(file)}{code} {_own(code) or in_forms(_ended(code, commands))}"


def fields(commands: str) -> list[str]:
    """The fields of the form of an upload that a command's sentence names as its options."""
    return [name for option, _value in _OPTION.findall(commands) if (name := _name(option)) in UploadForm.base_fields]


def in_forms(commands: str) -> str:
    """A command's sentence with the label of a field for each option: “Header on line” (4) for `--header-row=4`."""
    return _OPTION.sub(_labelled, commands)


def mend(code: str, commands: str) -> str:
    """What to do about a rejected row; `commands` is what the command would say."""
    if code == "R13":
        return _("Say under Names of governments whose the name is, then check this upload again")
    return in_forms(commands).replace("`", "")


def _labelled(option: re.Match[str]) -> str:
    field: Any = UploadForm.base_fields.get(_name(option[1]))
    label = LEFT_OUT if option[1] == "publish-with-rejects" else field and field.label
    if not label:
        return option[0]
    # The field of a day shows by itself how a day is written there.
    stated = "" if option[2] == "YYYY-MM-DD" else option[2]
    value = dict(getattr(field, "choices", ())).get(stated, stated)
    return f"“{label}” ({value})" if value else f"“{label}”"


def _name(option: str) -> str:
    return option.replace("-", "_")


def _where(file: str) -> str:
    return f"{file}: " if file else ""


def _own(code: str) -> str:
    if code == "F32":
        return _("The plan has changed since it was shown: something was published meanwhile. Look at it again.")
    return ""


def _ended(code: str, commands: str) -> str:
    if code not in _LAST:
        return commands
    return _with_last(commands, str(_LAST[code]) % {"ignored": in_forms("--ignore-columns")})


def _with_last(commands: str, last: str) -> str:
    """Another last sentence: what a file fills in stands before it."""
    first, mark, _rest = commands.rpartition(". ")
    return f"{first}{mark}{last}"
