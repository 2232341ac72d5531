"""/api/: the API explained on a page, from the same declarations; /api/v1/openapi.json for programs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from procurement import filters
from procurement.api import openapi
from procurement.api.endpoint import Endpoint
from procurement.api.endpoints import all_endpoints
from procurement.api.parameters import parameters
from procurement.downloads.cells import json_text
from procurement.downloads.fields import KINDS, Field
from procurement.query_keys import refuse_unknown
from procurement.views import addresses, parts, words
from procurement.views.twins import JSON


def openapi_document(request: HttpRequest) -> HttpResponse:
    refuse_unknown(request.GET, ())
    return HttpResponse(json_text(openapi.document()) + "\n", content_type=JSON)


def docs(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    context = {
        "endpoints": [_endpoint(endpoint) for endpoint in all_endpoints()],
        "limit": words.number(settings.API_REQUESTS_PER_MINUTE) if settings.API_REQUESTS_PER_MINUTE else "",
        "example": addresses.absolute("/api/v1/ranking?tahun=2022"),
        "citations": parts.citations(request, lambda: gettext("API for re-users")),
    }
    return render(request, "procurement/api.html", context)


def _endpoint(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "anchor": endpoint.name.replace("/{code}", "-satu"),
        "path": f"/api/v1/{endpoint.name}",
        "summary": endpoint.summary,
        "parameters": [_parameter(one) for one in parameters(endpoint)],
        "fields": [_field(field) for field in (*endpoint.beside, *endpoint.fields)],
    }


def _parameter(one: dict[str, Any]) -> dict[str, str]:
    schema = one["schema"]
    allowed = ", ".join(schema.get("enum", ())) or schema["type"]
    return {"name": one["name"], "allowed": allowed, "default": str(schema.get("default", ""))}


def _field(field: Field) -> dict[str, str]:
    return {
        "name": field.name,
        "kind": words.with_code(KINDS[field.kind]),
        "meaning": words.with_code(field.meaning),
    }
