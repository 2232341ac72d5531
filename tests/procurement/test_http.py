"""Methods, headers, languages, paths and files: hostile and ordinary requests."""

import csv
import json
import re
from datetime import UTC, datetime

import pytest

from procurement.models import Edition
from tests import builders
from tests.visiting import ALWAYS, ENGLISH, EVERY, EVERY_ONE, PAGES, TWINS, assert_armoured, body_of, client, site
from tests.whole_site import whole_site

__all__ = ["client", "site", "whole_site"]  # fixtures
pytestmark = pytest.mark.django_db


OF_WORDS = ("/metode/", "/tentang/", "/koreksi/", "/istilah/", "/cari/", "/data/kamus/", "/data/lisensi/", "/api/")
"""Pages that hold no figure of the data: words, forms, and what a column means."""
OF_FIGURES = ["/peringkat/", "/en/peringkat/"]
OF_FIGURES += [path for path in (*PAGES, *ENGLISH) if path.removeprefix("/en") not in OF_WORDS]
NONE_YET = re.compile(
    r"belum ada (data|angka|ekspor)|no data yet|no (\S+ ){0,4}export \S+( \S+){0,6} loaded"
    r"|no stated figure .*loaded",
    re.IGNORECASE,
)
"""The site's own sentences."""


@pytest.mark.parametrize("path", EVERY)
def test_every_address_answers_with_all_headers_and_no_cookie(client, whole_site, path):
    response = client.get(path)
    assert response.status_code == 200
    assert_armoured(response)


@pytest.mark.parametrize("path", [*ALWAYS, "/peringkat/"])
def test_an_empty_database_is_answered(client, path):
    if "kota-malang" in path:
        builders.region("Kota Malang", "35.73")
    response = client.get(path)
    assert response.status_code == 200
    assert body_of(response)
    assert_armoured(response)


@pytest.mark.parametrize("path", OF_FIGURES)
def test_a_page_of_figures_says_that_there_are_none(client, path):
    """In the part that is the page's own: no zero rupiah, and nobody is first of nothing (H44)."""
    builders.region("Kota Malang", "35.73")
    page = client.get(path).content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main>")]).split())
    assert NONE_YET.search(text), text[:300]
    assert not re.search(r"Rp\s?0(?![\d,.]*[1-9])|(?i:peringkat|rank|ranked) 1\b", text)
    assert '<td class="rank">1<' not in page and '"value": 0' not in page


@pytest.mark.parametrize("path", [path for path in TWINS if path.endswith(".json")])
def test_a_table_of_figures_holds_none(client, path):
    """Null is what is unknown; a zero would be a figure."""
    builders.region("Kota Malang", "35.73")
    document = json.loads(body_of(client.get(path)))
    stated = [(key, value) for key, value in figures_in(document) if value is not None]
    assert not stated
    lines = body_of(client.get(path.replace(".json", ".csv"))).decode().splitlines()
    for line in csv.DictReader(lines):
        assert not [key for key, value in line.items() if is_figure(key) and value], line


def is_figure(key):
    return "rupiah" in key or key.startswith("peringkat") or key in ("pesanan", "baris_data", "penyedia")


def figures_in(part):
    """(key, value) of every figure in a document, however deep."""
    if isinstance(part, list):
        return [found for one in part for found in figures_in(one)]
    if not isinstance(part, dict):
        return []
    own = [(key, value) for key, value in part.items() if is_figure(key) and not isinstance(value, list | dict)]
    return own + [found for value in part.values() for found in figures_in(value)]


@pytest.mark.parametrize("path", [*EVERY_ONE, "/tidak-ada/", "/static/css/site.css", "/peringkat/2022/?x=1"])
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "FOO"])
def test_only_reading_is_allowed(client, path, method):
    response = client.generic(method, path, data=b"_method=GET")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert_armoured(response)


@pytest.mark.parametrize("path", [*EVERY_ONE, "/static/css/site.css"])
def test_options_and_head(client, whole_site, path):
    options = client.options(path)
    assert (options.status_code, options.headers["Allow"], options.content) == (204, "GET, HEAD, OPTIONS", b"")
    assert_armoured(options)
    head, get = client.head(path), client.get(path)
    assert body_of(head) == b""
    assert head.status_code == get.status_code == 200
    for response in (head, get):
        response.headers.pop("RateLimit", None)  # what is left: one less each time
    assert dict(head.headers) == dict(get.headers)


CHUNKED = {"HTTP_TRANSFER_ENCODING": "chunked"}
BODIES = [
    (400, {"CONTENT_LENGTH": "5"}),
    (400, CHUNKED),
    (400, {"HTTP_TRANSFER_ENCODING": "gzip, chunked"}),
    (400, {**CHUNKED, "CONTENT_LENGTH": "5"}),
    (400, {**CHUNKED, "HTTP_CONTENT_ENCODING": "gzip"}),
    (415, {"HTTP_CONTENT_ENCODING": "br", "CONTENT_LENGTH": "5"}),
]


@pytest.mark.parametrize(("status", "sent"), BODIES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("path", ["/peringkat/2022/", "/tidak-ada/", "/api/v1/ranking", "/static/css/site.css"])
def test_a_body_is_refused_unread(client, site, path, method, status, sent, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.generic(method, path, **sent, **{"wsgi.input": Unread()})
    assert response.status_code == status
    assert_armoured(response)


class Unread:
    def read(self, *_size):
        raise AssertionError("somebody reads the body")

    readline = close = read


def test_how_it_is_said(client, site):
    page = client.get("/en/metode/", CONTENT_LENGTH="5").content.decode()
    assert '<html lang="en">' in page and "A request to this site has no body." in page
    said = json.loads(client.get("/api/v1/ranking", CONTENT_LENGTH="5", HTTP_CONTENT_ENCODING="gzip").content)
    assert (said["status"], said["detail"]) == (415, "Permintaan ke situs ini tidak disertai isi.")


@pytest.mark.parametrize("sent", [{"CONTENT_LENGTH": "0"}, {"CONTENT_LENGTH": ""}, {"HTTP_CONTENT_ENCODING": "gzip"}])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_no_body_is_no_body(client, site, method, sent):
    assert client.generic(method, "/peringkat/2022/", **sent).status_code == 200


def test_a_smuggled_request_is_refused_whatever_its_method(client):
    """granian shows no Content-Length beside a Transfer-Encoding; test_raw_requests.py asks it."""
    assert client.generic("POST", "/peringkat/2022/", **CHUNKED).status_code == 400


def test_method_overrides_are_ignored(client, site):
    plain = client.get("/peringkat/2022/")
    overridden = client.get("/peringkat/2022/", headers={"X-HTTP-Method-Override": "DELETE"})
    assert overridden.content == plain.content
    assert client.get("/peringkat/2022/?_method=DELETE").status_code == 400


MISSING = [
    "/peringkat/1999/",
    "/peringkat/1999/?kanal=e-katalog",
    "/peringkat/1999.json?kanal=e-katalog",
    "/peta/?kanal=e-katalog&tahun=1999",
    "/peringkat/02022/",
    "/peringkat/20222/",
    "/peringkat/%EF%BC%92%EF%BC%90%EF%BC%92%EF%BC%92/",
    "/peringkat/1999.json",
    "/en/peringkat/2022.csv",
    "/daerah/kota-antah/",
    "/daerah/kota-antah/transaksi.csv",
    "/daerah/kota-malang/1999/",
    "/klaim/tidak-ada/",
    "/penghargaan/tidak-ada/",
    "/static/../settings.py",
    "/static/%2e%2e/settings.py",
    "/static/..%5csettings.py",
    "/static//etc/passwd",
    "/.git/config",
    "/db.sqlite3",
    "/.env",
    "/data/../../x",
    "/data/edisi-1.csv%00.txt",
    "/daerah/kota-malang%00/",
    "/%ff%fe/",
    "/%c0%af/",
    "/daerah/%ed%a0%80/",
    "//elsewhere.example/%2e%2e",
    "/<script>alert(1)</script>",
    "/Anda%20telah%20menang",
]


@pytest.mark.parametrize("path", MISSING)
def test_what_does_not_exist_is_not_found_and_not_repeated(client, site, path):
    response = client.get(path)
    assert response.status_code in (404, 400)
    assert_armoured(response)
    text = response.content.decode()
    assert "script>" not in text and "Anda" not in text and "elsewhere" not in text


def test_a_missing_slash_is_added_within_the_site(client, site):
    response = client.get("/peringkat/2022?aturan=semua")
    assert (response.status_code, response.headers["Location"]) == (301, "/peringkat/2022/?aturan=semua")
    for hostile in ("//elsewhere.example", "//elsewhere.example/peringkat/2022", "/\\elsewhere.example", "//daerah"):
        answer = client.get("/", PATH_INFO=hostile)  # the test client would take it for a host
        assert answer.status_code == 404, hostile


def test_nothing_but_the_address_decides_the_answer(client, site):
    plain = client.get("/peringkat/2022/")
    hostile = client.get(
        "/peringkat/2022/",
        headers={
            "Accept-Language": "en, zz",
            "X-Forwarded-Host": "elsewhere.example",
            "X-Forwarded-Proto": "https",
            "Forwarded": "host=elsewhere.example",
            "X-Original-URL": "/daerah/",
            "X-Rewrite-URL": "/daerah/",
            "Cookie": "django_language=en; sessionid=1",
            "Origin": "https://elsewhere.example",
        },
    )
    assert hostile.content == plain.content
    assert dict(hostile.headers) == dict(plain.headers)


def test_a_foreign_host_is_refused(client, site):
    response = client.get("/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    assert b"elsewhere" not in response.content
    assert_armoured(response)


def test_the_path_decides_the_language(client, site):
    for path, language in (("/metode/", "id"), ("/en/metode/", "en"), ("/enak/", "id")):
        response = client.get(path, headers={"Accept-Language": "en"})
        assert response.headers["Content-Language"] == language
        assert f'lang="{language}"' in response.content.decode()[:400]


def test_they_are_kept_and_carry_the_headers(client):
    response = client.get("/static/css/site.css")
    assert response.status_code == 200
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in response.headers
    assert_armoured(response)


@pytest.mark.parametrize("asked", ["bytes=0-4", "bytes=5-2", "bytes=-0", ",".join(["bytes=0-1"] * 500)])
def test_ranges(client, asked):
    assert client.get("/static/css/site.css", headers={"Range": asked}).status_code in (200, 206, 416)
    assert client.get("/metode/", headers={"Range": asked}).status_code == 200


def test_health_names_the_edition(client, site):
    assert json.loads(client.get("/sehat/").content) == {"status": "sehat", "edisi": 1, "contoh": False}
    Edition.objects.all().delete()
    assert json.loads(client.get("/sehat/").content)["edisi"] is None


def test_security_contact_has_not_expired(client, site):
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert lines["Contact"].startswith("mailto:")
    assert datetime.fromisoformat(lines["Expires"]) > datetime.now(UTC)
