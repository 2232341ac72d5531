"""A visitor of the whole site: every public address, and what each answer must carry."""

import html
import re
from unittest import mock

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from procurement.keys import order_key, short_key
from tests import builders

PAGES = (
    "/",
    "/peringkat/2022/",
    "/daerah/",
    "/daerah/kota-malang/",
    "/daerah/kota-malang/2022/",
    "/daerah/kota-malang/transaksi/",
    "/data/",
    "/data/cakupan/",
    "/bandingkan/",
    "/peta/",
    "/cari/",
    "/cari/?q=malang",
    "/metode/",
    "/tentang/",
    "/koreksi/",
    "/istilah/",
    "/sorotan/",
    "/penghargaan/",
    "/asal/",
    "/asal/?daerah=kota-malang&tahun=2022",
    "/edisi/",
    "/data/kamus/",
    "/data/ocds/",
    "/data/lisensi/",
    "/api/",
)
ORDER = order_key("35.73", "bela", "mbiz market", "rich 2022")
"""Of the small site."""
OF_ROWS = (
    "/satker/kota-malang/1001/",
    f"/penyedia/{short_key('bela', 'cv maju')}-cv-maju/",
    f"/transaksi/{ORDER}/",
    f"/transaksi/{ORDER}/ocds.json",
    "/edisi/1/",
    "/asal.csv?daerah=kota-malang&tahun=2022",
    "/asal.json?daerah=kota-malang&tahun=2022",
    "/bandingkan.csv?d=kota-malang&d=kota-kediri",
    "/bandingkan.json?d=kota-malang&d=kota-kediri",
    "/peta.csv",
    "/peta.json",
    "/daerah/kota-malang/2022.csv",
    "/daerah/kota-malang/2022.json",
    "/sorotan.csv",
    "/sorotan.json",
    f"/oembed/?url={settings.SITE_URL}/peringkat/2022/",
    "/edisi/1.csv",
    "/edisi/1.json",
    "/satker/kota-malang/1001.csv",
    "/satker/kota-malang/1001.json",
    f"/penyedia/{short_key('bela', 'cv maju')}-cv-maju.csv",
    f"/penyedia/{short_key('bela', 'cv maju')}-cv-maju.json",
)
"""What is there only where rows are."""
TWINS = (
    "/peringkat/2022.csv",
    "/peringkat/2022.json",
    "/daerah/kota-malang/transaksi.csv",
    "/daerah/kota-malang/transaksi.json",
    "/data/cakupan.csv",
    "/data/cakupan.json",
    "/daerah.csv",
    "/daerah.json",
    "/edisi.csv",
    "/edisi.json",
    "/penghargaan.csv",
    "/penghargaan.json",
)
MACHINES = (
    "/sehat/",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
    "/umpan/edisi.atom",
    "/umpan/daerah/kota-malang.atom",
    "/api/v1/openapi.json",
    "/api/v1/ranking",
)
ENGLISH = tuple(f"/en{page}" for page in PAGES)
ALWAYS = (*PAGES, *ENGLISH, *TWINS, *MACHINES)
EVERY = (*ALWAYS, *OF_ROWS)
ROWS = "/daerah/kota-malang/transaksi/"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
}


@pytest.fixture
def site():
    return builders.small_site()


class Visitor(Client):
    """A 500 is an answer to look at, not an exception; answers are closed at the end, as a server does."""

    def __init__(self) -> None:
        super().__init__(raise_request_exception=False)
        self.answers = []

    def request(self, **request):
        self.answers.append(super().request(**request))
        return self.answers[-1]


@pytest.fixture
def client():
    visitor = Visitor()
    yield visitor
    for answer in visitor.answers:
        answer.close()


def hang_up(answer) -> None:
    """Closes an answer, read to its end or not, in the middle of a test: the test's own connection stays open."""
    with mock.patch.object(connection, "close_if_unusable_or_obsolete"):
        answer.close()


def broken_links(client: Client, start: str) -> tuple[set[str], list[tuple[str, str, str]]]:
    """(addresses visited, what is wrong as (address, page it stands on, fault)), following every link from a page.

    Links of pages with a query are not followed: sort by filter by rule would be thousands of addresses.
    """
    places: dict[str, set[str]] = {}
    broken = []
    waiting = [(start, "")]
    while waiting:
        link, page = waiting.pop()
        address, _hash, place = link.partition("#")
        if address not in places:
            response = client.get(address, follow=True)
            body = body_of(response).decode(errors="replace")  # a workbook is no text
            places[address] = set(re.findall(r' id="([^"]+)"', body))
            if response.status_code != 200:
                broken.append((address, page, str(response.status_code)))
            if "?" not in address and response.headers["Content-Type"].startswith("text/html"):
                links = map(html.unescape, re.findall(r'<(?:a|form)[^>]* (?:href|action)="([^"]*)"', body))
                waiting += [
                    (address + link if link.startswith("#") else link, address)
                    for link in links
                    if link.startswith(("/", "#"))
                ]
        if place and place not in places[address]:
            broken.append((link, page, "no such place"))
    return set(places), broken


def without_data_block(html: str) -> str:
    """The page without the one `<script>` that it may have: JSON-LD, which nothing runs."""
    return re.sub(r'<script type="application/ld\+json">[^<>]*</script>', "", html)


def without_sources(html: str) -> str:
    """The page with its figures as they are read, without their links to passports: tests/walk follows those."""
    return re.sub(r'<a class="from"[^>]*>(.*?)</a>', r"\1", html)


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def assert_armoured(response):
    for name, part in HEADERS.items():
        assert part in response.headers.get(name, ""), name
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in response.headers and not response.cookies
    # One answer an address, whatever language or cookie a client has; only its compression may differ.
    assert response.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
