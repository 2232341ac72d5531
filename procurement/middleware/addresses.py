"""The query string before anybody reads it: decodable, of a sane size, and without other people's tracking keys."""

import string
from collections.abc import Callable
from urllib.parse import quote, unquote_plus, unquote_to_bytes

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from procurement.query_keys import BadQuery

LONGEST_QUERY = 4096
"""Bytes."""
MOST_PARAMETERS = 20
TRACKING = ("fbclid", "gclid")
TRACKING_PREFIX = "utm_"


class CleanAddress:
    """Refuses a malformed query (400) and redirects (301) to the address without tracking keys.

    A page has one address: what others append for their own counting is neither an unknown key nor a second copy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            raise Http404  # no name holds one, and PostgreSQL cannot even be asked for it
        raw = request.META.get("QUERY_STRING", "")
        if not raw:
            return self.get_response(request)
        check(raw)
        kept = without_tracking(raw)
        if kept == raw:
            return self.get_response(request)
        return HttpResponse(status=301, headers={"Location": _address(request.path, kept)})


def check(raw: str) -> None:
    """Raises BadQuery for a raw query string (one character a byte) that no page of ours could have made."""
    if len(raw) > LONGEST_QUERY:
        raise BadQuery("", _("The query is longer than %(limit)d bytes.") % {"limit": LONGEST_QUERY})
    if raw.count("&") >= MOST_PARAMETERS:
        raise BadQuery("", _("The query has more than %(limit)d parameters.") % {"limit": MOST_PARAMETERS})
    try:
        text = unquote_to_bytes(raw.encode("latin-1")).decode()
    except UnicodeError:
        raise BadQuery("", _("The query is not valid UTF-8.")) from None
    if "\0" in text or any(character <= " " or character == "\x7f" for character in raw):
        raise BadQuery("", _("The query holds a character that no query may hold."))


def without_tracking(raw: str) -> str:
    """The query string without tracking keys; what is kept is kept byte for byte."""
    return "&".join(part for part in raw.split("&") if not _is_tracking(unquote_plus(part.partition("=")[0])))


def _is_tracking(key: str) -> bool:
    return key in TRACKING or key.startswith(TRACKING_PREFIX)


def _address(path: str, query: str) -> str:
    # escape_leading_slashes: `//elsewhere.example/?utm_source=x` must not send anybody to elsewhere.example.
    where = escape_leading_slashes(escape_uri_path(path))
    return f"{where}?{quote(query.encode('latin-1'), safe=string.punctuation)}" if query else where
