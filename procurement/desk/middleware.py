"""The edge of the desk: no browser keeps anything of it, its language is chosen, its sessions end."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.utils import translation

from procurement.desk.views import errors

LONGEST_SESSION = 12 * 3600
"""Seconds from the login on, however busy the session is."""
BEGUN = "begun"
"""Key of a session: when its user logged in, in seconds since 1970."""

type Answering = Callable[[HttpRequest], HttpResponseBase]


class NeverKept:
    """`no-store` on every page; the admin's own static files may be kept."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store, private"
        return response


class FormMethods:
    """Pages are got and forms are posted; nothing of the desk knows another method."""

    METHODS = ("GET", "HEAD", "POST")

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request) if request.method in self.METHODS else HttpResponseNotAllowed(self.METHODS)


class WholeText:
    """PostgreSQL keeps no NUL in a text, so an address that asks with one is refused before anything is looked up."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        return self.get_response(request)


class ChosenLanguage:
    """Indonesian, unless the visitor chose otherwise; what the browser would like is not asked."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SessionsEnd:
    """An absolute end beside the idle one that the session's own expiry is."""

    def __init__(self, get_response: Answering) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            begun = request.session.setdefault(BEGUN, int(time.time()))
            if time.time() - begun > LONGEST_SESSION:
                logout(request)
        return self.get_response(request)
