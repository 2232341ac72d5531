"""What stands on the desk's first page and in its navigation: the desk's own sections, then those of other apps."""

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from procurement import registry
from procurement.desk.permissions import READ_AUDIT, STAFF, may


@dataclass(frozen=True)
class Section:
    """One entry: title, what it is for in a sentence, the URL's name, and the permissions of which one is needed."""

    title: Any
    says: Any
    url_name: str
    needs: tuple[str, ...] = (STAFF,)

    @property
    def address(self) -> str:
        return reverse(self.url_name)


OWN = (
    Section(
        _("Uploads"),
        _("Upload exports, read what they would change, publish or discard them."),
        "desk-uploads",
    ),
    Section(
        _("Loads"),
        _("What is published, from which file, row by row accounted for; withdraw a load."),
        "desk-loads",
    ),
)
LAST = Section(
    _("Audit log"), _("Who did what, when, and from where."), "admin:desk_auditentry_changelist", (READ_AUDIT,)
)


def modules() -> list[ModuleType]:
    """Other apps' desk pages: each module has `urlpatterns` and `SECTIONS`."""
    return [import_module(name) for name in registry.desk_pages]


def of(user: Any) -> list[Section]:
    """The sections that a user may open."""
    every = [*OWN, *(one for module in modules() for one in module.SECTIONS), LAST]
    return [one for one in every if may(user, *one.needs)]
