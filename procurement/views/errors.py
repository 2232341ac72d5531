"""Refusals and failures: one sentence each, nothing of the request repeated, no stack trace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from procurement.api.problems import is_api, problem
from procurement.known_edition import known_edition
from procurement.models import Edition
from procurement.query_keys import BadQuery
from procurement.snapshot import is_unavailable
from procurement.views import addresses, missing

RETRY_AFTER = "30"
"""Seconds."""
_NOT_KEPT = {"Cache-Control": "no-store"}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. Names the key and what it may be; other exceptions' texts may repeat the request and stay unsaid."""
    asked = exception if isinstance(exception, BadQuery) else BadQuery("", _("The request is malformed."))
    if is_api(request):
        return problem(400, _("Bad request"), asked.sentence, kunci=asked.key)
    context = {"key": asked.key, "label": _labels().get(asked.key, ""), "sentence": asked.sentence}
    # No text that was typed is repeated; where it was asked of a page that there is, that page can be had without it.
    known = bool(request.resolver_match and request.GET)
    return _page(request, 400, context | (_ways_on(request.path, asked) if known else {}))


def _ways_on(path: str, asked: BadQuery) -> dict[str, Any]:
    """Addresses of the same page: without any key, and with what can be kept, which is named, of those asked."""
    kept = asked.beside.kept if asked.beside else {}
    meant = [{**kept, asked.key: asked.meant}] if asked.beside and asked.meant else []
    ways = [
        {"keys": _named(query), "address": addresses.with_query(path, query)}
        for query in (*meant, *([kept] if kept else []))
    ]
    left = ", ".join(asked.beside.left) if asked.beside and ways else ""
    return {"ways": ways, "left": left, "unfiltered": path}


def _named(query: Mapping[str, str | Sequence[str]]) -> str:
    pairs = [(key, [values] if isinstance(values, str) else values) for key, values in query.items()]
    return ", ".join(f"{key}={value}" for key, values in pairs for value in values)


def _labels() -> dict[str, str]:
    """What the forms call the keys that people type numbers into."""
    return {"min": _("From (rupiah)"), "maks": _("Up to (rupiah)")}


def unwanted_body(request: HttpRequest, status: int) -> HttpResponse:
    """400, or 415 where the body is in a coding too."""
    sentence = _("A request to this site has no body.")
    if is_api(request):
        return problem(status, _("Bad request"), sentence)
    response = _page(request, 400, {"sentence": sentence})
    response.status_code = status
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with what there is instead where that is certain."""
    if is_api(request):
        return problem(404, _("There is no page at this address"))
    try:
        said = missing.instead(request)
    except DatabaseError as error:
        if is_unavailable(error):
            return unavailable(request)
        raise
    return _page(request, 404, said)


def gone(request: HttpRequest, said: dict[str, Any]) -> HttpResponse:
    """410: it stood once; `said` tells which edition took it out."""
    return _page(request, 410, said)


def method_not_allowed(request: HttpRequest, allow: str) -> HttpResponse:
    response = problem(405, _("Method not allowed")) if is_api(request) else _page(request, 405)
    response.headers["Allow"] = allow
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """500: static and in both languages, since whatever failed might fail again."""
    if is_api(request):
        return problem(500, _("Something failed here"))
    return _in_both_languages(500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: static and in both languages; needs no database, and says so rather than showing zeros.

    The only answer whose `database_away` is set: the snapshot's connection is then given up.
    """
    if is_api(request):
        response = problem(503, _("The database cannot be reached"), detik=int(RETRY_AFTER))
    else:
        response = _in_both_languages(503)
    response.headers["Retry-After"] = RETRY_AFTER
    response.database_away = True  # type: ignore[attr-defined]
    return response


def busy(request: HttpRequest) -> HttpResponse:
    """503 with the time to wait, and what needs no waiting: too much large work is being done."""
    known = Unaddressed(reverse("home"), known_edition(request))
    body = render_to_string("errors/busy.html", {"request": known, "seconds": RETRY_AFTER})
    return come_again(body, int(RETRY_AFTER))


def come_again(body: str, seconds: int, content_type: str | None = None) -> HttpResponse:
    """503 though nothing is wrong: the database answers, and no error is logged."""
    headers = {**_NOT_KEPT, "Retry-After": str(seconds)}
    response = HttpResponse(body, status=503, content_type=content_type, headers=headers)
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
    return response


@dataclass(frozen=True)
class Unaddressed:
    """What base.html may know of a refused request: its edition and its language's front page, never its address."""

    path: str
    edition: Edition | None
    GET: QueryDict = field(default_factory=QueryDict)
    has_address: bool = False


def _in_both_languages(status: int) -> HttpResponse:
    body = render_to_string(f"errors/{status}.html", {"site": settings.SITE_NAME})
    return HttpResponse(body, status=status, headers=_NOT_KEPT)


def _page(request: HttpRequest, status: int, context: dict[str, Any] | None = None) -> HttpResponse:
    """Without the request itself: its path would come back in the links to other languages."""
    known = Unaddressed(reverse("home"), known_edition(request))
    body = render_to_string(f"errors/{status}.html", {**(context or {}), "request": known})
    return HttpResponse(body, status=status, headers=_NOT_KEPT)
