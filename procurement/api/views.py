"""Answers of the API: one shape for all endpoints."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext

from procurement import licence
from procurement.api import cursors
from procurement.api.endpoint import Answer, Endpoint, NotThere
from procurement.api.endpoints import all_endpoints
from procurement.api.problems import problem
from procurement.downloads.cells import json_text
from procurement.known_edition import known_edition
from procurement.query_keys import BadQuery, cleaned, refuse_unknown
from procurement.views import addresses
from procurement.views.twins import JSON, edition_of


def dispatch(request: HttpRequest, name: str) -> HttpResponse:
    """The answer of the endpoint that the path names. Raises BadQuery, Http404."""
    endpoint, code = _endpoint(name)
    try:
        return _answer(request, endpoint, code)
    except NotThere:
        raise Http404 from None
    except cursors.EditionMoved:
        return problem(
            410, gettext("A newer edition stands"), gettext("Begin again without “setelah”: rows may have moved.")
        )


def _endpoint(name: str) -> tuple[Endpoint, str]:
    """(endpoint, the code in its path). Apps add endpoints when they are ready, so that paths are told apart here."""
    for endpoint in all_endpoints():
        if endpoint.name == name:
            return endpoint, ""
        first, _slash, code = name.partition("/")
        if endpoint.has_code and endpoint.name.startswith(f"{first}/") and code and "/" not in code:
            return endpoint, code
    raise Http404


def _answer(request: HttpRequest, endpoint: Endpoint, code: str) -> HttpResponse:
    asked, given = _asked(request, endpoint)
    edition, named = edition_of(request), cursors.edition_named(known_edition(request))
    listed = f"{endpoint.name}?{urlencode(sorted(given.items()))}"
    text = request.GET.get(cursors.KEY, "")
    after = cursors.read(text, named, listed) if text else 0
    found = endpoint.answer(asked, after, code)
    body = {**edition, "lisensi": licence.SHORT, "satuan": "rupiah", **found.beside}
    if endpoint.paged:
        body["berikutnya"] = _next(request, found, named, listed, given)
    body |= {"jumlah": len(list(found.records)), "baris": list(found.records)}
    return HttpResponse(json_text(body) + "\n", content_type=JSON)


def _asked(request: HttpRequest, endpoint: Endpoint) -> tuple[dict[str, Any], dict[str, str]]:
    """(key -> value with defaults, the keys as given). Raises BadQuery."""
    keys = [*endpoint.form.base_fields, *([cursors.KEY] if endpoint.paged else [])]
    refuse_unknown(request.GET, keys)
    for key, value in request.GET.items():
        if not value:  # the forms of pages send empty fields; a program that does so has lost its value
            raise BadQuery(key, gettext("It may not be empty."))
    given = {key: str(value) for key, value in request.GET.items() if key != cursors.KEY}
    return cleaned(endpoint.form(request.GET)), given


def _next(request: HttpRequest, found: Answer, edition: str, listed: str, given: dict[str, str]) -> str | None:
    if found.last is None:
        return None
    query = {**given, cursors.KEY: cursors.cursor(edition, listed, found.last)}
    return addresses.absolute(addresses.with_query(request.path, query))
