"""The sitemap: every page once a language, each of which answers, whatever host was asked."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from django.conf import settings

from procurement.views import sitemap
from tests.builders import agency, small_site

pytestmark = pytest.mark.django_db

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def addresses(client, path, **headers):
    answer = client.get(path, **headers)
    assert answer.status_code == 200, path
    assert answer.headers["Content-Type"].startswith("application/xml")
    found = [one.text for one in ElementTree.fromstring(answer.content).iter(LOC)]
    assert all(one.startswith(settings.SITE_URL + "/") for one in found)
    return [one.removeprefix(settings.SITE_URL) for one in found]


def test_every_address_answers_once_a_language(client):
    regions = small_site()
    agency(regions["poor"], "Dinas / Badan", system="katalog-v6")
    pages = [page for part in addresses(client, "/sitemap.xml") for page in addresses(client, part)]
    assert len(pages) == len(set(pages))
    indonesian = {page for page in pages if not page.startswith("/en/")}
    assert {f"/en{page}" for page in indonesian} == set(pages) - indonesian
    assert {"/", "/peringkat/2022/", "/daerah/kota-malang/2021/", "/data/kamus/", "/penghargaan/"} <= indonesian
    assert any(re.fullmatch(r"/penyedia/[a-z2-7]{12}-cv-maju/", page) for page in indonesian)
    for page in sorted(indonesian):
        assert client.get(page).status_code == 200, page


def test_rankings_of_each_channel_by_the_address_that_they_are_known_by(client, channels_apart):
    indonesian = ["/peringkat/2022/", "/peringkat/2021/", "/peringkat/2024/?kanal=e-katalog"]
    pages = addresses(client, "/sitemap-peringkat-1.xml")
    assert sorted(pages) == sorted([*indonesian, *(f"/en{page}" for page in indonesian)])
    for page in pages:
        assert f'<link rel="canonical" href="{settings.SITE_URL}{page}">' in client.get(page).content.decode()


def test_the_index_counts_without_making_addresses(client, monkeypatch):
    regions = small_site()
    agency(regions["poor"], "Dinas / Badan", system="katalog-v6")

    def parts():
        return [part for part in addresses(client, "/sitemap.xml") if "satker" in part or "penyedia" in part]

    monkeypatch.setattr(sitemap, "MOST", 1)
    assert parts() == ["/sitemap-satker-1.xml", "/sitemap-satker-2.xml", "/sitemap-penyedia-1.xml"]
    assert all(len(addresses(client, part)) == 2 for part in parts()), "one page, in both languages"
    for name in ("agency_address", "supplier_address"):
        monkeypatch.delattr(f"procurement.views.links.{name}")
    assert len(parts()) == 3


def test_long_sections_are_split(client, monkeypatch):
    small_site()
    whole = addresses(client, "/sitemap-daerah-1.xml")
    monkeypatch.setattr(sitemap, "MOST", 3)
    parts = [part for part in addresses(client, "/sitemap.xml") if "-daerah-" in part]
    assert len(parts) > 2 and [page for part in parts for page in addresses(client, part)] == whole


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/sitemap-daerah-0.xml", 404),
        ("/sitemap-daerah-99.xml", 404),
        ("/sitemap-daerah-999999999999999999.xml", 404),
        ("/sitemap-x-1.xml", 404),
        ("/sitemap.xml?p=2", 400),
        ("/en/sitemap.xml", 404),
    ],
)
def test_bad_requests(client, address, status):
    small_site()
    assert client.get(address).status_code == status


def test_nothing_published(client):
    assert "/sitemap-halaman-1.xml" in addresses(client, "/sitemap.xml")


def test_robots_name_it(client):
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_robots_may_read_whatever_it_lists(client, channels_apart):
    """As RFC 9309 reads the rules: the longest one that fits."""
    text = client.get("/robots.txt").content.decode()
    rules = [
        (pattern, allow == "Allow") for allow, pattern in re.findall(r"^(Allow|Disallow): (\S+)$", text, re.MULTILINE)
    ]

    def may_read(page):
        fitting = [
            (len(pattern), allowed)
            for pattern, allowed in rules
            if re.match(re.escape(pattern).replace(r"\*", ".*").replace(r"\$", "$"), page)
        ]
        return max(fitting)[1]

    pages = [page for part in addresses(client, "/sitemap.xml") for page in addresses(client, part)]
    assert "/peringkat/2024/?kanal=e-katalog" in pages
    assert [page for page in pages if not may_read(page)] == []
    assert not may_read("/peringkat/2024/?kanal=e-katalog&aturan=semua") and not may_read("/cari/?q=malang")
