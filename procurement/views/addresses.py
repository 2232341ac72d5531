"""Addresses of a page: in the other language, with one key changed, and the one it is cited by."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

ENGLISH = "/en"


def indonesian_path(path: str) -> str:
    """The path without the English prefix: twins exist only there."""
    return path.removeprefix(ENGLISH) or "/" if path == ENGLISH or path.startswith(f"{ENGLISH}/") else path


def in_language(request: HttpRequest, language: str) -> str:
    """The same page and query in another language."""
    path = indonesian_path(request.path)
    return with_query(ENGLISH + path if language == "en" else path, request.GET.dict())


def with_query(path: str, query: dict[str, str]) -> str:
    """The path with its query; keys without a value are left out, so that defaults never clutter an address."""
    kept = {key: value for key, value in query.items() if value not in ("", None)}
    return f"{path}?{urlencode(kept)}" if kept else path


def absolute(path: str) -> str:
    """The address to cite, whatever host the request came to."""
    return settings.SITE_URL + path
