"""The sitemap and all of its parts, by XML schemas of the sitemaps.org protocol; the addresses are ours and differ."""

import xml.etree.ElementTree as ElementTree

from tests.demo_site import Served
from tests.open_data import xml_schemas
from tests.open_data.checking import Failed, fetched

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def check(site: Served) -> str:
    index = fetched(site, "/sitemap.xml")
    xml_schemas.validate("sitemap_index.xsd", {"/sitemap.xml": index})
    parts = {address: fetched(site, address) for address in _addresses(index)}
    xml_schemas.validate("sitemap.xsd", parts)
    pages = [address for body in parts.values() for address in _addresses(body)]
    if len(set(pages)) != len(pages):
        raise Failed("a page stands twice")
    if odd := [address for address in pages if not address.startswith(f"{site.url}/")]:
        raise Failed(f"not of this site: {odd[:5]}")
    return f"{len(parts)} parts with {len(pages)} pages: 0 errors"


def _addresses(body: bytes) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(body).iter(LOC)]
