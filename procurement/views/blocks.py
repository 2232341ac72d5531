"""Blocks that other apps hang on a page (registry.py), rendered with the request: they link and translate."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from procurement.known_edition import known_edition


def rendered(
    makers: Iterable[Callable[..., dict[str, Any] | None]], request: HttpRequest, *arguments: Any
) -> list[SafeString]:
    """Each block that has something to say; makers get the arguments and whether sample rows stand."""
    edition = known_edition(request)
    made = [make(*arguments, bool(edition and edition.is_sample)) for make in makers]
    return [render_to_string(block["template"], {**block, "block": block}, request) for block in made if block]
