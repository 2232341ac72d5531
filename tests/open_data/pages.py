"""Pages for the checks that look into their markup."""

import json
from html.parser import HTMLParser
from typing import Any

from tests.demo_site import Served
from tests.open_data.checking import fetched


class Page(HTMLParser):
    """The links and the blocks of JSON-LD of a page."""

    def __init__(self, body: bytes) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []
        self.structured: list[str] = []
        self._inside = False
        self.feed(body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        if tag == "link":
            self.links.append(said)
        self._inside = tag == "script" and said.get("type") == "application/ld+json"
        if self._inside:
            self.structured.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.structured[-1] += data


def slugs(site: Served) -> list[str]:
    """Of every government of the site."""
    return [one["slug"] for one in _rows(site, "governments")]


def with_data(site: Served, channel: str) -> list[str]:
    """The slugs of those that have a row of the channel."""
    codes = {one["kode_klpd"] for one in _rows(site, f"coverage?kanal={channel}")}
    return [one["slug"] for one in _rows(site, "governments") if one["kode_klpd"] in codes]


def years(site: Served) -> list[int]:
    """Years with data, the latest first."""
    return sorted({one["tahun"] for one in _rows(site, "coverage")}, reverse=True)


def _rows(site: Served, endpoint: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(fetched(site, f"/api/v1/{endpoint}"))["baris"]
    return rows
