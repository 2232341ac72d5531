"""The page between a plan and its publishing: what would change, and one button that says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from procurement.desk.pages import page


@dataclass(frozen=True)
class Plan:
    """What is about to be published, as finished text."""

    title: str
    says: Sequence[str]
    """One paragraph each."""
    action: str
    """The address that publishes it."""
    hidden: Mapping[str, str]
    """What the form repeats."""
    button: str
    back: str
    """The address of the page before."""
    caption: str = ""
    head: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=list)
    """A table of what changes; the first cell of each row names it."""
    unchanged: bool = False
    """The same stands already: there is nothing to publish."""
    discard: str = ""
    """The address that throws away what was uploaded for it."""

    def labelled(self) -> list[list[tuple[str, str]]]:
        """The rows, each cell behind the head of its column."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


def confirm(request: HttpRequest, plan: Plan) -> HttpResponse:
    context: dict[str, Any] = {"plan": plan, "nothing": _("The same stands already: there is nothing to publish.")}
    return page(request, "desk/upkeep/confirm.html", plan.title, context)
