"""/transaksi/<key>/ocds.json: one order as an OCDS release package. It exists once, outside the languages."""

from django.http import Http404, HttpRequest, HttpResponse

from procurement import filters
from procurement.downloads.cells import json_text
from procurement.downloads.ocds.order import package
from procurement.known_edition import known_edition
from procurement.queries import orders
from procurement.views import order
from procurement.views.twins import JSON, edition_of, file_name, saved_as


def document(request: HttpRequest, key: str) -> HttpResponse:
    """The order; 410 with the edition that took it out; 404 for a key that never stood."""
    filters.read(request, filters.NoKeys)
    edition = known_edition(request)
    found = package(key, request.path, edition) if edition else None
    if found is None:
        if orders.rows_of(key).exists():  # none of its rows stands: there is no award to speak of
            raise Http404
        return order.gone(request, key)
    name = file_name("pesanan", key, "ocds", edition=edition_of(request))
    return HttpResponse(json_text(found) + "\n", content_type=JSON, headers=saved_as(name, "json", "inline"))
