"""Every Atom feed: its form by a RELAX NG schema of RFC 4287, and what a schema cannot say."""

import xml.etree.ElementTree as ElementTree
from datetime import datetime
from urllib.parse import urlsplit

from tests.demo_site import Served
from tests.open_data import xml_schemas
from tests.open_data.checking import Failed, fetched
from tests.open_data.pages import slugs

ATOM = "{http://www.w3.org/2005/Atom}"
TIMES = (f"{ATOM}updated", f"{ATOM}published")


def check(site: Served) -> str:
    paths = ["/umpan/edisi.atom", *(f"/umpan/daerah/{slug}.atom" for slug in slugs(site))]
    feeds = {path: fetched(site, path) for path in paths}
    xml_schemas.validate("atom.rng", feeds)
    ids = [one for path, body in feeds.items() for one in beyond_the_schema(site, path, body)]
    if not ids or len(set(ids)) != len(ids):
        raise Failed("no feed has an entry, or two have entries of one id that say different things")
    return f"{len(feeds)} feeds with {len(ids)} entries: 0 errors"


def beyond_the_schema(site: Served, path: str, body: bytes) -> list[str]:
    """RFC 4287's musts about addresses, ids and times; returns the ids of the entries. Raises Failed."""
    feed = ElementTree.fromstring(body)
    entries = feed.findall(f"{ATOM}entry")
    ids = [one.text for one in feed.iter(f"{ATOM}id")]
    if len(set(ids)) != len(ids):
        raise Failed(f"{path}: an id stands twice")
    links = [(one.get("rel", "alternate"), one.get("href", "")) for one in feed.iter(f"{ATOM}link")]
    if odd := [address for address in [*ids, *(href for _rel, href in links)] if not urlsplit(address).netloc]:
        raise Failed(f"{path}: not absolute: {odd}")
    if [href for rel, href in links if rel == "self"] != [site.url + path]:
        raise Failed(f"{path}: its link to itself is another one")
    times = [datetime.fromisoformat(one.text or "") for name in TIMES for one in feed.iter(name)]
    if any(one.tzinfo is None for one in times):
        raise Failed(f"{path}: a time without its zone")
    updated = [one.findtext(f"{ATOM}updated", "") for one in entries]
    if entries and feed.findtext(f"{ATOM}updated") != max(updated):
        raise Failed(f"{path}: the feed is not as new as its newest entry")
    return [one.findtext(f"{ATOM}id", "") for one in entries]
