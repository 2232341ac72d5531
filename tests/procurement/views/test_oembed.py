"""oEmbed: what is pasted for an address is the embed of that page, never of another."""

import html as markup
import json
import re

import pytest
from django.conf import settings

from tests.builders import region, small_site
from tests.visiting import body_of

pytestmark = pytest.mark.django_db


def asked(client, url, status=200, **more):
    answer = client.get("/oembed/", {"url": url, **more})
    assert answer.status_code == status, url
    return json.loads(answer.content) if status == 200 else None


def ours(path):
    return f"{settings.SITE_URL}{path}"


@pytest.mark.parametrize(
    ("page", "embed"),
    [
        ("/peringkat/2022/?jenis=kota", "/sematkan/peringkat/2022/?jenis=kota"),
        ("/peringkat/2022/?aturan=bersih&utm_source=x#unduh", "/sematkan/peringkat/2022/"),
        ("/sematkan/peringkat/2022/", "/sematkan/peringkat/2022/"),
        ("/daerah/kota-malang/?aturan=semua", "/sematkan/daerah/kota-malang/?aturan=semua"),
        ("/daerah/kota-malang/2022/", "/sematkan/daerah/kota-malang/"),
        ("/daerah/kabupaten-blitar/", "/sematkan/daerah/kabupaten-blitar/"),
        ("/sematkan/daerah/kota-malang/", "/sematkan/daerah/kota-malang/"),
        ("/en/daerah/kota-malang/2022/", "/en/sematkan/daerah/kota-malang/"),
        ("/en/peringkat/2022/", "/en/sematkan/peringkat/2022/"),
    ],
)
def test_a_page_gives_its_embed(client, page, embed):
    small_site()
    found = asked(client, ours(page))
    assert (found["version"], found["type"], found["width"], found["edisi"]) == ("1.0", "rich", 600, 1)
    assert found["provider_name"] == settings.SITE_NAME and found["title"] and isinstance(found["height"], int)
    address = markup.unescape(re.search(r'<iframe src="([^"]+)"', found["html"])[1])
    assert address == ours(embed)
    answer = client.get(address.removeprefix(settings.SITE_URL))
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "through" in found["title"] if page.startswith("/en/") else "through" not in found["title"]


def test_sizes_keep_to_what_is_asked(client):
    small_site(is_sample=True)
    found = asked(client, ours("/peringkat/2022/"), maxwidth="320", maxheight="99999", format="json")
    assert (found["width"], found["height"]) == (320, 760) and 'width="320" height="760"' in found["html"]
    assert asked(client, ours("/peringkat/2022/"), maxheight="200")["height"] == 200
    assert found["contoh"] is True and found["title"].startswith("Data contoh: ")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/",
        "http://127.0.0.1:8000/peringkat/1999/",
        "http://127.0.0.1:8000/peringkat/2022/?x=1",
        "http://127.0.0.1:8000/peringkat/2022/?q=%00",
        "http://127.0.0.1:8000/peringkat/2022/?q=%ff",
        "http://127.0.0.1:8000/peringkat/2022.csv",
        "http://127.0.0.1:8000/daerah/kota-antah/",
        "http://127.0.0.1:8000/daerah/kota-malang/2021/",  # the embed shows 2022
        "http://127.0.0.1:8000/daerah/kota-malang/transaksi/",
        "http://127.0.0.1:8000/edisi/1/peringkat/2022/",
        "http://127.0.0.1:8000//peringkat/2022/",
        "http://127.0.0.1:8000/%00",
        "http://127.0.0.1:8000.example/peringkat/2022/",
        "https://elsewhere.example/peringkat/2022/",
        "//127.0.0.1:8000/peringkat/2022/",
        "http://[/peringkat/2022/",
        "x",
    ],
)
def test_what_has_no_embed_is_not_there(client, url):
    small_site()
    if "%ff" in url:  # searched for as what it decodes to, and not found: an embed of no rows
        asked(client, url)
    else:
        asked(client, url, 404)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"format": "xml"}, 501),
        ({"format": "yaml"}, 400),
        ({"maxwidth": "0"}, 400),
        ({"maxwidth": "-1"}, 400),
        ({"maxheight": "1e3"}, 400),
        ({"callback": "x"}, 400),
    ],
)
def test_other_keys_and_values(client, more, status):
    small_site()
    asked(client, ours("/peringkat/2022/"), status, **more)


def test_the_address_is_asked_for(client):
    for query in ("", "?url=", "?format=xml", "?url=x&url=y", f"?url={'x' * 3000}"):
        assert client.get(f"/oembed/{query}").status_code == 400, query
    assert client.get("/en/oembed/?url=x").status_code == 404


def test_a_title_cannot_leave_its_attribute(client):
    region('Kota "><script>alert(1)</script>', slug="kota-x")
    code = asked(client, ours("/daerah/kota-x/"))["html"]
    assert "<script" not in code and code.count("<") == 2 and "&quot;&gt;" in code


@pytest.mark.parametrize("page", ["/peringkat/2022/?jenis=kota", "/en/daerah/kota-malang/2022/?aturan=semua"])
def test_pages_name_it(client, page):
    small_site()
    found = client.get(page).content.decode()
    link = re.search(r'<link rel="alternate" type="application/json\+oembed" title="[^"]+" href="([^"]+)">', found)[1]
    answer = client.get(markup.unescape(link).removeprefix(settings.SITE_URL))
    assert answer.headers["Content-Type"] == "application/json"
    code = re.search(r'&lt;iframe src="([^"]+)"', found)[1]
    assert markup.unescape(code) in markup.unescape(json.loads(body_of(answer))["html"])


def test_a_page_of_an_earlier_year_offers_no_embed(client):
    """The embed would show the latest year: another figure than the page's."""
    small_site()
    found = client.get("/daerah/kota-malang/2021/").content.decode()
    assert "iframe" not in found and "json+oembed" not in found
