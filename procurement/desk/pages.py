"""How a page of the desk is made: the admin's frame around a template of templates/desk/."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from procurement.loading.refusals import Refusal

HELD = "diam"
"""Query key of a page that would load itself again: it does not."""


def page(
    request: HttpRequest, template: str, title: Any, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """`template` extends desk/base.html. `refresh` (seconds) in the context has the page load itself again.

    By a header, which a visitor can do without (`?diam`): a page that moves by itself must have a way to hold it.
    """
    request.current_app = admin.site.name  # type: ignore[attr-defined]
    context = {**admin.site.each_context(request), "title": title, "held": HELD in request.GET, **(context or {})}
    response = TemplateResponse(request, template, context, status=status)
    if context.get("refresh") and not context["held"]:
        response.headers["Refresh"] = str(context["refresh"])
    return response


def problem(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    """What was asked for was not done; `says` is why, and what to do now."""
    return page(request, "desk/problem.html", title, {"says": says}, status=status)


def busy(request: HttpRequest, running: Any = None) -> HttpResponse:
    """409 with the sentence of F20: one upload at a time. `running` is the upload in the way, where it is known."""
    since = f"{running.received_at:%Y-%m-%d %H:%M:%S}" if running else "?"
    who = _("upload %(number)s of %(user)s") % {"number": running.pk, "user": running.by} if running else "?"
    refusal = Refusal("F20", {"t": since, "p": who})
    says = f"F20 {refusal.sentence(get_language() or 'id')}"
    return problem(request, 409, _("Another upload is at work"), says)
