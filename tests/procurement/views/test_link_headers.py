"""Link headers, the licence page, and what machines are told at /robots.txt and /.well-known/security.txt."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from procurement import licence
from procurement.views import machines
from tests.builders import small_site
from tests.visiting import TWINS, body_of

pytestmark = pytest.mark.django_db
LICENSE = f'<{licence.ADDRESS}>; rel="license"'


def canonical(answer) -> str:
    found = re.search(r'<([^>]*)>; rel="canonical"', answer.headers.get("Link", ""))
    return found[1].removeprefix(settings.SITE_URL) if found else ""


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/peringkat/2022/", ""),
        ("/peringkat/2022/?aturan=bersih&kanal=toko-daring&q=", "/peringkat/2022/"),
        ("/peringkat/2022/?urut=-pesanan&aturan=semua", "/peringkat/2022/?aturan=semua&urut=-pesanan"),
        ("/en/peringkat/2022/?jenis=kota&urut=-nilai", "/en/peringkat/2022/?jenis=kota"),
        ("/daerah/kota-malang/transaksi/?halaman=1&tahun=2022", "/daerah/kota-malang/transaksi/?tahun=2022"),
        ("/satker/kota-malang/1001/?kanal=toko-daring", "/satker/kota-malang/1001/?kanal=toko-daring"),
        ("/sematkan/peringkat/2022/?jenis=kota", ""),
    ],
)
def test_the_canonical_address_says_no_default(client, address, expected):
    small_site()
    answer = client.get(address)
    assert canonical(answer) == expected
    if expected:
        html = answer.content.decode()
        assert f'<link rel="canonical" href="{settings.SITE_URL}{expected}">'.replace("&", "&amp;") in html
        assert canonical(client.get(expected)) == (expected if "?" in expected else "")


@pytest.mark.parametrize("twin", TWINS)
def test_a_twin_names_its_page_and_licence(client, twin):
    small_site()
    answer = client.get(twin)
    body_of(answer)
    assert canonical(answer) == f"{twin.rpartition('.')[0]}/" and LICENSE in answer.headers["Link"]
    assert client.get(canonical(answer)).status_code == 200


def test_a_twin_of_a_filtered_page(client):
    small_site()
    assert canonical(client.get("/peringkat/2022.csv?jenis=kota&aturan=bersih")) == "/peringkat/2022/?jenis=kota"


def test_data_name_their_licence(client):
    small_site()
    for address in ("/api/v1/ranking", "/data/datapackage.json"):
        answer = client.get(address)
        assert answer.headers["Link"] == LICENSE, address
    assert "Link" in client.get("/api/v1/ranking").headers["Access-Control-Expose-Headers"]
    assert "Link" not in client.get("/api/v1/ranking?x=1").headers
    assert "Link" not in client.get("/data/").headers


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_licence_is_linked_from_pages(client, prefix):
    small_site(is_sample=True)
    page = f'href="{prefix}/data/lisensi/"'
    for address in ("/", "/data/", "/peringkat/2022/", "/tentang/"):
        assert page in client.get(prefix + address).content.decode(), address
    html = client.get(f"{prefix}/data/lisensi/").content.decode()
    assert f'<a href="{licence.ADDRESS}" rel="license">' in html and "MIT" in html
    assert ("edition 1, released" if prefix else "edisi 1, rilis") in html


def test_the_licence_is_written_down_once():
    """In code, that is: a page links to the page, not to the licence."""
    files = [*settings.BASE_DIR.glob("procurement/**/*.py"), *settings.BASE_DIR.glob("templates/**/*.html")]
    holding = {path.name for path in files if licence.ADDRESS in path.read_text()}
    assert holding == {"licence.py"}


def test_security_contact(client):
    """RFC 9116: the fields that must be there, once, and a day that has not come."""
    answer = client.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert set(fields) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert fields["Contact"].startswith(("mailto:", "https://"))
    assert fields["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    assert datetime.fromisoformat(fields["Expires"]) > datetime.now(UTC) + timedelta(days=200)


@pytest.mark.parametrize("day", [datetime(2026, 1, 1), datetime(2027, 12, 31, 23, 59), datetime(2028, 2, 29)])
def test_it_expires_within_a_year_on_any_day(day):
    ahead = machines._expiry(day) - day
    assert timedelta(days=260) < ahead < timedelta(days=366)


def test_robots_are_welcome(client):
    text = client.get("/robots.txt").content.decode()
    groups = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert groups[0] == "User-agent: *" and "Allow: /" in groups and "Disallow: /" not in groups
    assert groups[-1] == f"Sitemap: {settings.SITE_URL}/sitemap.xml"
    assert "Selamat datang" in text and "Welcome" in text


def test_the_sitemap_has_the_licence_once_a_language(client):
    assert body_of(client.get("/sitemap-halaman-1.xml")).count(b"/data/lisensi/</loc>") == 2
