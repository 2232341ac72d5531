"""The details of the audit log in words: what is stored is English and stays as written; a page says it in its own."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_KEYS = {
    "added": gettext_lazy("Added"),
    "can": gettext_lazy("Permissions given"),
    "changed": gettext_lazy("Changed"),
    "changes": gettext_lazy("Cells, before and after"),
    "confirmed": gettext_lazy("Implausible, and confirmed"),
    "deleted": gettext_lazy("Deleted"),
    "edition": gettext_lazy("Edition"),
    "everything": gettext_lazy("May do everything"),
    "failure": gettext_lazy("Refused because of"),
    "groups": gettext_lazy("Groups"),
    "is_active": gettext_lazy("Account is open"),
    "is_staff": gettext_lazy("May use the desk"),
    "is_superuser": gettext_lazy("May do everything"),
    "load": gettext_lazy("Load"),
    "name": gettext_lazy("File"),
    "options": gettext_lazy("Options"),
    "others": gettext_lazy("Altered with it"),
    "permissions": gettext_lazy("Permissions of its own"),
    "plan": gettext_lazy("Plan"),
    "reason": gettext_lazy("Reason"),
    "rejects": gettext_lazy("Rejected rows"),
    "removed": gettext_lazy("Taken out"),
    "sha256": "SHA-256",
    "size": gettext_lazy("Bytes"),
    "slices": gettext_lazy("Slices"),
    "status": gettext_lazy("Status of the answer"),
    "why": gettext_lazy("Reason"),
}
_VALUES = {"expired": gettext_lazy("nobody decided in time")}


def details(stored: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and text of each; what is empty is left out."""
    for key, value in stored.items():
        if value not in (None, "", [], {}):
            yield str(_KEYS.get(key, key)), _SPOKEN.get(key, _text)(value)


def _change(message: list[Any] | str) -> str:
    """A change as the admin's own history says it."""
    return LogEntry(change_message=json.dumps(message) if isinstance(message, list) else message).get_change_message()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value) or "–"
    return str(_VALUES.get(value, value)) if isinstance(value, str) else str(value)


def _cells(changes: dict[str, list[str]]) -> str:
    return "; ".join(f"{column}: {before or '–'} → {after or '–'}" for column, (before, after) in changes.items())


_SPOKEN: dict[str, Callable[[Any], str]] = {"changed": _change, "changes": _cells}
