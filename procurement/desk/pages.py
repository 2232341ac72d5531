"""How a page of the desk is made: the admin's frame around a template of templates/desk/."""

import errno
from typing import Any

from django.contrib import admin
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

HELD = "diam"
"""Query key of a page that would load itself again: it does not."""


def page(
    request: HttpRequest, template: str, title: Any, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """`template` extends desk/base.html. With `refresh` (seconds) the page loads itself again without a script.

    By a header, which a visitor can do without (`?diam`): a page that moves by itself must have a way to hold it.
    """
    request.current_app = admin.site.name
    context = {**admin.site.each_context(request), "title": title, "held": HELD in request.GET, **(context or {})}
    response = TemplateResponse(request, template, context, status=status)
    if context.get("refresh") and not context["held"]:
        response.headers["Refresh"] = str(context["refresh"])
    return response


def page_of[T](request: HttpRequest, pages: "Paginator[T]") -> Page[T]:
    """The page that `?halaman=` asks for, the first without it. Raises Http404 where there is no such page."""
    try:
        return pages.page(request.GET.get("halaman", "1"))
    except InvalidPage:
        raise Http404 from None


def problem(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    """What was asked for was not done; `says` is why, and what to do now."""
    return page(request, "desk/problem.html", title, {"says": says}, status=status)


def not_read(request: HttpRequest, status: int, limit: str) -> HttpResponse:
    """A body that was refused unread: 411 or 413 (`receiving.refused`). `limit` says what it may have."""
    if status == 411:
        says = _("The request does not say how long it is (Content-Length), so nothing of it was read.")
        return problem(request, status, _("Length not stated"), says)
    return problem(request, status, _("Too large"), limit)


def not_kept(request: HttpRequest, error: OSError) -> HttpResponse:
    """507: the sender of files hung up (nobody reads the answer then), or the disk took no more."""
    why = _("the disk is full") if error.errno == errno.ENOSPC else type(error).__name__
    says = _("The files could not be kept (%(why)s). Nothing of them is left. Try again later.")
    return problem(request, 507, _("Interrupted"), says % {"why": why})


def busy(request: HttpRequest, running: Any = None) -> HttpResponse:
    """409 as F20: one upload at a time. `running` is the upload in the way, where it is known."""
    says = _("F20 The files of another upload are coming in. Wait until they are here.")
    if running:
        since = f"{running.received_at:%Y-%m-%d %H:%M:%S}"
        says = _("F20 At work since %(since)s: upload %(number)s of %(user)s. Wait until it is done.")
        says %= {"since": since, "number": running.pk, "user": running.by}
    return problem(request, 409, _("Another upload is at work"), says)
