"""Addresses of a page: in the other language, with one key changed, and the one it is cited by."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from procurement.counting import DEFAULT_CHANNEL, DEFAULT_RULE
from procurement.queries import rankings
from procurement.query_keys import canonical_query

ENGLISH = "/en"
DEFAULTS = {
    "kanal": DEFAULT_CHANNEL.value,
    "aturan": DEFAULT_RULE.slug,
    "ukuran": "nilai",
    "urut": rankings.ORDERS[0],
    "halaman": "1",
}
"""What an address without the key means. A list of transactions differs: any channel, and an order of its own."""


def indonesian_path(path: str) -> str:
    """The path without the English prefix: twins exist only there."""
    return path.removeprefix(ENGLISH) or "/" if path == ENGLISH or path.startswith(f"{ENGLISH}/") else path


def in_language(request: HttpRequest, language: str) -> str:
    """The same page and query in another language, a key that repeats with all its values."""
    return with_query(path_in_language(request.path, language), dict(request.GET.lists()))


def path_in_language(path: str, language: str) -> str:
    path = indonesian_path(path)
    return ENGLISH + path if language == "en" else path


def canonical(request: HttpRequest, path: str) -> str:
    """The one address of an answer: without keys that are empty or say a default."""
    said = getattr(request, "canonical_query", None)
    return absolute(with_query(path, canonical_query(request.GET) if said is None else said))


def with_query(path: str, query: Mapping[str, str | Sequence[str]]) -> str:
    """The path with its query; keys without a value are left out.

    A key may have several values: it is repeated, in their order.
    """
    several = {key: [value] if isinstance(value, str) else value or () for key, value in query.items()}
    kept = [(key, one) for key, values in several.items() for one in values if one not in ("", None)]
    return f"{path}?{urlencode(kept)}" if kept else path


def query_of(asked: Mapping[str, Any], defaults: Mapping[str, str] = DEFAULTS) -> dict[str, str]:
    """What an address must say of what is asked: the keys whose value is neither empty nor their default."""
    said = {key: str(value) for key, value in asked.items() if value not in ("", None)}
    return {key: value for key, value in said.items() if value != defaults.get(key)}


def contact() -> str:
    """Where the site's people can be written to: the setting may be an address of mail or of a page."""
    said = settings.SITE_CONTACT
    return said if said.startswith(("https://", "mailto:")) else f"mailto:{said}"


def absolute(path: str) -> str:
    """The address to cite, whatever host the request came to."""
    return settings.SITE_URL + path
