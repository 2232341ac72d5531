"""What the desk says when it cannot answer: a sentence in the admin's frame, never a path or a trace of the request."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return problem(request, 400, _("The request cannot be read"), _("Go back and try again."))


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return problem(
        request,
        403,
        _("You may not do this"),
        _("Your account lacks the permission. Ask whoever keeps the accounts."),
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return problem(
        request,
        403,
        _("The form was too old, or came from elsewhere"),
        _("Nothing was done. Open the page again and send the form from there."),
    )


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return problem(request, 404, _("There is no such page"), _("It may have been closed meanwhile."))


def broken(request: HttpRequest) -> HttpResponse:
    return problem(request, 500, _("Something went wrong at the desk"), _("The log has it. Nothing is half published."))


def problem(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    """Needs neither a session nor the database: those may be what is wrong."""
    return render(request, "desk/problem.html", {"title": title, "says": says}, status=status)
