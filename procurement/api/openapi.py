"""The OpenAPI 3.1 document, made from the endpoints themselves: it cannot say something else than they do."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from procurement import licence
from procurement.api import fields
from procurement.api.endpoint import Endpoint
from procurement.api.endpoints import all_endpoints
from procurement.api.limits import POLICY, WINDOW
from procurement.api.parameters import declared
from procurement.downloads.fields import BOOLEAN, DAY, INTEGER, PERCENT, RUPIAH, TEXT, TIME, Field

type Schema = dict[str, Any]

VERSION = "1.0.0"
GOVERNMENTS = "governments"
_LIMIT_HEADERS = ("RateLimit-Policy", "RateLimit")
_TYPES: dict[str, Schema] = {
    TEXT: {"type": "string"},
    INTEGER: {"type": "integer"},
    RUPIAH: {"oneOf": [{"type": "integer"}, {"type": "string", "pattern": r"^-?\d+\.\d{2}$"}]},
    PERCENT: {"type": "number"},
    TIME: {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})?$"},
    DAY: {"type": "string", "format": "date"},
    BOOLEAN: {"type": "boolean"},
}
_NEXT: Schema = {"type": ["string", "null"], "format": "uri"}
_PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "kunci": {"type": "string"},
        "detik": {"type": "integer"},
    },
}


def document() -> Schema:
    """For the active language."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.SITE_NAME} API",
            "version": VERSION,
            "license": {"name": licence.SHORT, "identifier": licence.IDENTIFIER},
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {f"/api/v1/{endpoint.name}": {"get": _operation(endpoint)} for endpoint in all_endpoints()},
        "components": {"schemas": {"Problem": _PROBLEM}, **_limit_headers()},
    }


def _operation(endpoint: Endpoint) -> Schema:
    limited = bool(settings.API_REQUESTS_PER_MINUTE)
    refusals = {"400": "Bad request", "404": "Not found", **({"410": "Gone"} if endpoint.paged else {})}
    refusals |= {"429": "Too many requests"} if limited else {}
    refusals |= {"500": "Internal Server Error", "503": "Service Unavailable"}
    return {
        "operationId": _operation_id(endpoint),
        "summary": str(endpoint.summary),
        "parameters": declared(endpoint),
        "responses": {
            "200": {
                "description": "OK",
                **_said(_LIMIT_HEADERS if limited else ()),
                "content": {"application/json": {"schema": _answer(endpoint)}},
                **({"links": _links()} if endpoint.name == GOVERNMENTS else {}),
            },
            **{code: _refusal(code, says) for code, says in refusals.items()},
        },
    }


def _operation_id(endpoint: Endpoint) -> str:
    return endpoint.name.replace("/{code}", "_one")


def _links() -> Schema:
    """From the list of governments to what can be asked of the first of them."""
    first = "$response.body#/baris/0"
    found = {}
    for endpoint in all_endpoints():
        if endpoint.name == f"{GOVERNMENTS}/{{code}}":
            found[_operation_id(endpoint)] = {"code": f"{first}/kode_wilayah"}
        elif "daerah" in endpoint.form.base_fields:
            found[_operation_id(endpoint)] = {"daerah": f"{first}/slug"}
    return {name: {"operationId": name, "parameters": asked} for name, asked in found.items()}


def _answer(endpoint: Endpoint) -> Schema:
    """The envelope with its rows."""
    properties: Schema = {
        "edisi": {"type": ["integer", "null"]},
        "contoh": {"type": "boolean"},
        "lisensi": {"type": "string"},
        "satuan": {"type": "string"},
        **_properties(endpoint.beside),
        **({"berikutnya": {**_NEXT, "description": str(fields.NEXT)}} if endpoint.paged else {}),
        **({"tanpa_data": _rows(fields.NOT_RANKED)} if endpoint.name == "ranking" else {}),
        "jumlah": {"type": "integer"},
        "baris": _rows(endpoint.fields),
    }
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}


def _rows(described: tuple[Field, ...]) -> Schema:
    row = {
        "type": "object",
        "required": [field.name for field in described],
        "properties": _properties(described),
        "additionalProperties": False,
    }
    return {"type": "array", "items": row}


def _properties(described: Iterable[Field]) -> Schema:
    return {field.name: {**_schema(field), "description": str(field.meaning)} for field in described}


def _schema(field: Field) -> Schema:
    schema = _TYPES[field.kind]
    if field.required or field.kind in (TEXT, TIME):  # an empty text is empty, not null
        return schema
    if "oneOf" in schema:
        return {"oneOf": [*schema["oneOf"], {"type": "null"}]}
    return {**schema, "type": [schema["type"], "null"]}


def _refusal(code: str, says: str) -> Schema:
    schema = {"$ref": "#/components/schemas/Problem"}
    headers = _said((*_LIMIT_HEADERS, "Retry-After") if code == "429" else ())
    return {"description": says, **headers, "content": {"application/problem+json": {"schema": schema}}}


def _said(names: Iterable[str]) -> Schema:
    """The headers of an answer, as references; nothing where there are none."""
    found = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    return {"headers": found} if found else {}


def _limit_headers() -> Schema:
    """What the headers say that an answer carries where requests are limited."""
    limit = settings.API_REQUESTS_PER_MINUTE
    if not limit:
        return {}
    text = {"type": "string"}
    return {
        "headers": {
            "RateLimit-Policy": {
                "description": f"{limit} requests a minute from one address (IPv6: one /64), in each server process",
                "schema": {**text, "example": f'"{POLICY}";q={limit};w={WINDOW}'},
            },
            "RateLimit": {
                "description": "r: requests left; t: seconds until all are there again",
                "schema": {**text, "example": f'"{POLICY}";r={limit - 1};t={WINDOW}'},
            },
            "Retry-After": {"description": "Seconds", "schema": {"type": "integer", "minimum": 1}},
        }
    }
