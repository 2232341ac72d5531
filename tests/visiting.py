"""A visitor of the whole site: every public address, and what each answer must carry."""

import html
import re
from unittest import mock

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from procurement.keys import order_key, short_key
from procurement.models import Load
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
SUPPLIER = f"/penyedia/{short_key('bela', 'cv maju')}"
CLAIM = "/klaim/rekaan-2022-kota-malang/"
EVENT = "/penghargaan/penghargaan-rekaan-2023/"
FILE = "/data/unduhan/transaksi-2022-toko-daring.csv.gz"
REPORT = "/data/unduhan/ocds-2022-toko-daring.json.gz/laporan.json"


def twins_of(*pages: str) -> tuple[str, ...]:
    """The tables of pages, in each of the three forms; a query stays behind."""
    parted = [page.partition("?") for page in pages]
    return tuple(f"{path[:-1]}.{kind}{mark}{query}" for path, mark, query in parted for kind in ("csv", "xlsx", "json"))


PAGES_OF_ROWS = (
    "/satker/kota-malang/1001/",
    f"{SUPPLIER}-cv-maju/",
    f"/transaksi/{ORDER}/",
    "/edisi/1/",
    "/edisi/1/peringkat/2022/",
    "/data/muatan/424242/",
    CLAIM,
    EVENT,
)
OF_ROWS = (
    *PAGES_OF_ROWS,
    *(f"/en{page}" for page in PAGES_OF_ROWS),
    *twins_of(
        *PAGES_OF_ROWS,
        "/asal/?daerah=kota-malang&tahun=2022",
        "/bandingkan/?d=kota-malang&d=kota-kediri",
        "/peta/",
        "/daerah/kota-malang/2022/",
        "/sorotan/",
    ),
    f"/transaksi/{ORDER}/ocds.json",
    f"/oembed/?url={settings.SITE_URL}/peringkat/2022/",
    "/sitemap-halaman-1.xml",
    "/sitemap-daerah-1.xml",
    "/sitemap-klaim-1.xml",
    "/data/datapackage.json",
    FILE,
    REPORT,
)
"""What is there only where rows are (tests/whole_site.py)."""
TWINS = twins_of(
    "/peringkat/2022/",
    "/daerah/kota-malang/transaksi/",
    "/data/cakupan/",
    "/daerah/",
    "/edisi/",
    "/penghargaan/",
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
FRAMED = tuple(
    f"{prefix}/sematkan/{what}/" for prefix in ("", "/en") for what in ("peringkat/2022", "daerah/kota-malang")
)
"""For other sites' frames: they alone lack what forbids framing (test_embeds.py)."""
EVERY_ONE = (*EVERY, *FRAMED)
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


LOAD = "/data/muatan/424242"
"""Stands for whatever number the database has given the load."""


def newest_load() -> int:
    return Load.objects.order_by("-pk").values_list("pk", flat=True).first() or 1


class Visitor(Client):
    """A 500 is an answer to look at, not an exception; answers are closed at the end, as a server does."""

    def __init__(self) -> None:
        super().__init__(raise_request_exception=False)
        self.answers = []

    def generic(self, method, path, *args, **extra):
        if LOAD in path:
            path = path.replace(LOAD, f"/data/muatan/{newest_load()}")
        return super().generic(method, path, *args, **extra)

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
