"""Answers name the edition they are made from, and a browser that has it gets 304 for the price of one query."""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from procurement.held_tags import held
from procurement.known_edition import known_edition

EDITION_HEADER = "Edisi"
"""Number of the edition."""
SAMPLE_HEADER = "Contoh"
"""`true` while sample rows stand in the edition."""
FRESH = "public, max-age=0, must-revalidate"


class EditionTag:
    """ETag and headers by edition. Inside the snapshot: `request.edition` is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        tag = tag_of(request)
        # Only a 200 of this address, edition and code ever carried the tag: a match needs no more checks. `*` is none.
        if tag and tag in held(request):
            response: HttpResponseBase = HttpResponse(status=304)
            del response.headers["Content-Type"]
        else:
            response = self.get_response(request)
        _set_headers(response, request, tag)
        return response


def tag_of(request: HttpRequest) -> str | None:
    """A weak validator: compression on the way changes bytes, not the answer. None while nothing is published."""
    edition = known_edition(request)
    if edition is None:
        return None
    parts = (
        request.path,
        request.META.get("QUERY_STRING", ""),
        request.LANGUAGE_CODE,
        str(edition.number),
        edition.made_at.isoformat(),  # a database put back to an earlier state gives numbers out again
        str(edition.is_sample),
        settings.CODE_VERSION,
        settings.SITE_PROVINCE,
        settings.SITE_URL,
        settings.SITE_CONTACT,
        settings.OCID_PREFIX,
        str(settings.API_REQUESTS_PER_MINUTE),
    )
    return f'W/"{hashlib.blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()}"'


def _set_headers(response: HttpResponseBase, request: HttpRequest, tag: str | None) -> None:
    if edition := known_edition(request):
        response.headers[EDITION_HEADER] = str(edition.number)
        if edition.is_sample:
            response.headers[SAMPLE_HEADER] = "true"
    if response.has_header("Cache-Control"):
        return
    if response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
        return
    response.headers["Cache-Control"] = FRESH
    if tag and response.status_code in (200, 304):
        response.headers["ETag"] = tag
