"""What an endpoint may be asked: the code in its path and its query keys, for the documentation and for programs."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from procurement import filters
from procurement.api.endpoint import Endpoint
from procurement.counting import DEFAULT_CHANNEL, Channel, rules_for
from procurement.query_keys import MOST_RUPIAH, DigitsField, RupiahField, TextField, WordField, YearField

type Schema = dict[str, Any]

CODE = r"^[a-z0-9.-]+$"
"""A Kemendagri code or a slug."""
WORDED = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
"""No control character, and something besides blanks."""
_COUNTING = ("kanal", "aturan")
_COUNTING_SAYS = _("The keys kanal and aturan, each as a key of its own: a rule may not apply to every channel")


def parameters(endpoint: Endpoint) -> list[Schema]:
    """The path's code and every query key, one by one. Cursors are not among them: followed, never made up."""
    found = [_code()] if endpoint.has_code else []
    return found + [_key(key, field) for key, field in endpoint.form.base_fields.items()]


def declared(endpoint: Endpoint) -> list[Schema]:
    """The same for the OpenAPI document, which says what goes together: channel and rule are one object's properties.

    A parameter of its own cannot depend on another one; an exploded object is written as the very same keys.
    """
    found = parameters(endpoint)
    if not issubclass(endpoint.form, filters.SpendingForm):
        return found
    return [_counting(found), *(one for one in found if one["name"] not in _COUNTING)]


def _code() -> Schema:
    schema = {"type": "string", "pattern": CODE}
    return {"name": "code", "in": "path", "required": True, "schema": schema, "example": settings.SITE_PROVINCE}


def _key(key: str, field: forms.Field) -> Schema:
    return {"name": key, "in": "query", "schema": _schema(field)}


def _counting(found: Iterable[Schema]) -> Schema:
    properties = {one["name"]: one["schema"] for one in found if one["name"] in _COUNTING}
    schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "oneOf": [_rules_of(channel) for channel in Channel.values],
    }
    return {
        "name": "hitungan",
        "in": "query",
        "style": "form",
        "explode": True,
        "description": str(_COUNTING_SAYS),
        "schema": schema,
    }


def _rules_of(channel: str) -> Schema:
    """The channel, which need not be given where it is the default, and the rules that apply to it."""
    rules = [rule.slug for rule in rules_for(channel)]
    schema: Schema = {"properties": {"kanal": {"const": channel}, "aturan": {"enum": rules}}}
    return schema if channel == DEFAULT_CHANNEL else schema | {"required": ["kanal"]}


def _schema(field: forms.Field) -> Schema:
    if isinstance(field, WordField):
        return {"type": "string", "enum": field.words, **({"default": field.initial} if field.initial else {})}
    if isinstance(field, YearField):
        return {"type": "integer", "minimum": 1000, "maximum": 2999}
    if isinstance(field, RupiahField):
        return {"type": "integer", "minimum": 0, "maximum": MOST_RUPIAH}
    if isinstance(field, DigitsField):
        return {"type": "integer", "minimum": 1}
    assert isinstance(field, TextField)
    return {"type": "string", "minLength": 1, "maxLength": field.max_length, "pattern": WORDED}
