"""JSON-LD on pages: well formed, of schema.org, typed throughout, with absolute addresses."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.demo_site import Served
from tests.open_data.checking import Failed, fetched
from tests.open_data.pages import Page, slugs

ADDRESSES = ("@id", "url", "contentUrl", "license", "mainEntityOfPage", "isBasedOn")


def check(site: Served) -> str:
    kinds = {"/data/": "Dataset", "/en/data/": "Dataset"}
    kinds |= {f"/daerah/{slug}/": "GovernmentOrganization" for slug in slugs(site)}
    found = sum(_page(site, path, kind) for path, kind in kinds.items())
    return f"{len(kinds)} pages with {found} blocks: 0 errors"


def _page(site: Served, path: str, kind: str) -> int:
    """How many blocks the page has; one of them of the kind that is expected. Raises Failed."""
    try:
        blocks = [json.loads(one) for one in Page(fetched(site, path)).structured]
    except ValueError as error:
        raise Failed(f"{path}: {error}") from None
    for block in blocks:
        if block.get("@context") != "https://schema.org":
            raise Failed(f"{path}: of no vocabulary")
        for node in _nodes(block):
            _node(path, node)
    if kind not in [block.get("@type") for block in blocks]:
        raise Failed(f"{path}: no {kind}")
    return len(blocks)


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(one)


def _node(path: str, node: dict[str, Any]) -> None:
    if "@type" not in node and set(node) != {"@id"}:
        raise Failed(f"{path}: a node without a type: {node}")
    for key in ADDRESSES:
        for address in node[key] if isinstance(node.get(key), list) else [node.get(key, "https://x.example/")]:
            if isinstance(address, str) and not urlsplit(address).netloc:
                raise Failed(f"{path}: {key} is no address: {address}")
