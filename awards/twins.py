"""The stated figures of a page, for machines: a line each, in the order of the file."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from awards import queries
from awards.fields import CLAIMS
from awards.models import Claim
from awards.records import RULE, records
from procurement import filters
from procurement.known_edition import known_edition
from procurement.views import parts
from procurement.views.table_twins import TableTwin, written
from procurement.views.twins import edition_of, file_name


def awards(request: HttpRequest, kind: str) -> HttpResponseBase:
    return _written(request, "penghargaan", queries.claims(known_edition(request)), kind)


def event(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    try:
        _event, claims = queries.event(slug, known_edition(request))
    except LookupError:
        raise Http404 from None
    return _written(request, f"penghargaan-{slug}", claims, kind)


def claim(request: HttpRequest, claim_id: str, kind: str) -> HttpResponseBase:
    try:
        found, _rivals = queries.claim(claim_id, known_edition(request))
    except LookupError:
        raise Http404 from None
    return _written(request, f"klaim-{claim_id}", [found], kind)


def downloads(name: str, stem: str, *args: str) -> list[dict[str, str]]:
    """The links of a page: `name` is that of its twins' addresses."""
    return parts.downloads(stem, reverse(f"{name}-csv", args=args), {})


def _written(request: HttpRequest, stem: str, claims: Iterable[Claim], kind: str) -> HttpResponseBase:
    filters.read(request, filters.NoKeys)
    edition = edition_of(request)
    constant = {**RULE, **edition}
    name = file_name(stem, edition=edition)
    return written(TableTwin("klaim", name, CLAIMS, records(claims), constant, {"satuan": "rupiah"}), kind)
