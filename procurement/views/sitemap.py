"""/sitemap.xml and its parts: every page with an address of its own, in both languages, as of the latest edition."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import make_aware
from django.utils.translation import override

from procurement import filters, registry
from procurement.counting import Channel
from procurement.known_edition import known_edition
from procurement.queries import addressed, rankings
from procurement.views import addresses, links

MOST = 20_000
"""Pages of one part; each stands twice, once a language, and the protocol allows 50,000 entries."""
LAST = 50_000
"""The protocol's own limit of parts; a larger number could not even be counted to."""
FIXED = (
    "home",
    "regions",
    "comparison",
    "map",
    "questions",
    "data",
    "dictionary",
    "ocds",
    "licence",
    "coverage",
    "passport",
    "api-docs",
    "editions",
    "method",
    "about",
    "correction",
    "glossary",
)
"""Pages without a number or name in their address."""


def _governments() -> Iterable[str]:
    for slug, years in addressed.governments():
        yield reverse("region", args=[slug])
        yield reverse("transactions", args=[slug])
        yield from (reverse("region-year", args=[slug, year]) for year in years)


def _rankings() -> Iterable[str]:
    """Of each channel the years that it has data of, at the address that the ranking is known by."""
    for channel in Channel.values:
        for year in rankings.years(channel):
            yield addresses.with_query(reverse("ranking", args=[year]), addresses.query_of({"kanal": channel}))


SECTIONS: dict[str, Callable[[], Iterable[str]]] = {
    "halaman": lambda: (reverse(name) for name in FIXED),
    "peringkat": _rankings,
    "daerah": _governments,
    "satker": lambda: (links.agency_address(*one) for one in addressed.agencies()),
    "penyedia": lambda: (links.supplier_address(*one) for one in addressed.suppliers()),
    "edisi": lambda: (reverse("edition", args=[n + 1]) for n in range(addressed.latest_edition_number())),
    "klaim": lambda: (path for paths in registry.sitemap_paths for path in paths()),
}

COUNTED: dict[str, Callable[[], int]] = {
    "satker": addressed.how_many_agencies,
    "penyedia": addressed.how_many_suppliers,
    "edisi": addressed.latest_edition_number,
}
"""How many pages a long section has, without their addresses being made."""


def index(request: HttpRequest) -> HttpResponse:
    """Every part, with the time of the edition that it is made from."""
    filters.read(request, filters.NoKeys)
    parts = [
        addresses.absolute(reverse("sitemap-part", args=[section, number]))
        for section in SECTIONS
        for number in range(1, 1 + -(-_count(section) // MOST))
    ]
    return _xml(request, "sitemap_index.xml", {"parts": parts})


def _count(section: str) -> int:
    return COUNTED[section]() if section in COUNTED else sum(1 for _ in SECTIONS[section]())


def part(request: HttpRequest, section: str, number: int) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    if section not in SECTIONS or number > LAST:
        raise Http404
    with override("id"):
        paths = list(islice(SECTIONS[section](), (number - 1) * MOST, number * MOST))
    if not paths:
        raise Http404
    pages = [{"id": addresses.absolute(path), "en": addresses.absolute(addresses.ENGLISH + path)} for path in paths]
    return _xml(request, "sitemap.xml", {"pages": pages})


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    edition = known_edition(request)
    made_at = make_aware(edition.made_at).isoformat() if edition else ""
    return render(request, template, {**context, "made_at": made_at}, content_type="application/xml")
