"""oEmbed from the page on, as a newsroom's program goes: discovery, answer, and the embed that it names."""

import json
from html.parser import HTMLParser
from typing import Any

from tests.demo_site import Served, get
from tests.open_data.checking import Failed, fetched
from tests.open_data.pages import Page, with_data, years

TYPES = {"version": str, "type": str, "title": str, "html": str, "width": int, "height": int, "cache_age": int}


def check(site: Served) -> str:
    spent = with_data(site, "toko-daring")
    pages = [f"/daerah/{slug}/" for slug in spent] + [f"/peringkat/{year}/" for year in years(site)]
    embeds = {_embed(site, page) for page in pages}
    if len(embeds) != len(pages):
        raise Failed(f"{len(pages)} pages lead to {len(embeds)} embeds")
    return f"{len(pages)} pages, {len(embeds)} embeds: 0 errors"


def _embed(site: Served, page: str) -> str:
    """The address of the embed that a page leads to. Raises Failed."""
    links = [one for one in Page(fetched(site, page)).links if one.get("type") == "application/json+oembed"]
    if len(links) != 1:
        raise Failed(f"{page}: {len(links)} links to oEmbed")
    document = json.loads(fetched(site, links[0]["href"]))
    wrong = [key for key, kind in TYPES.items() if not isinstance(document.get(key), kind)]
    if wrong or (document["version"], document["type"]) != ("1.0", "rich"):
        raise Failed(f"{page}: {wrong or document}")
    frame = Frame(document["html"]).said
    if (frame.get("width"), frame.get("height")) != (str(document["width"]), str(document["height"])):
        raise Failed(f"{page}: the frame has another size: {frame}")
    policy = get(frame["src"])
    if policy.status != 200 or "frame-ancestors *" not in policy.headers["content-security-policy"]:
        raise Failed(f"{frame['src']}: {policy.status}, or no other page may frame it")
    return frame["src"]


class Frame(HTMLParser):
    """The attributes of the one iframe of an embed's code."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.said: dict[str, Any] = {}
        self.feed(code)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "iframe" or self.said:
            raise Failed(f"not one iframe: {tag}")
        self.said = dict(attrs)
