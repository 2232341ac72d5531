"""Answers by edition: what is sent once only, what it costs, and what is said when the database is away."""

import json
from datetime import datetime
from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from procurement.downloads.building import build
from procurement.models import Edition
from procurement.places import Places
from tests import builders
from tests.visiting import EVERY_ONE, FILE, PAGES, REPORT, TWINS, assert_armoured, body_of, client, site
from tests.whole_site import whole_site

__all__ = ["client", "site", "whole_site"]  # fixtures
pytestmark = pytest.mark.django_db


def test_the_same_edition_is_not_sent_twice_for_one_query(client, site, django_assert_num_queries):
    first = client.get("/peringkat/2022/")
    assert first.headers["Edisi"] == "1" and "Contoh" not in first.headers
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    with django_assert_num_queries(1):
        second = client.get("/peringkat/2022/", headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]
    assert_armoured(second)


SAME = ("Vary", "ETag", "Cache-Control", "Edisi", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers")


UNTAGGED = ("/sehat/", "/.well-known/security.txt", "/data/", "/en/data/", "/data/ocds/", "/en/data/ocds/")
UNTAGGED += ("/data/datapackage.json", REPORT)
"""The last six while files are still being made, or checked."""


@pytest.mark.parametrize("path", [*(path for path in EVERY_ONE if path not in UNTAGGED)])
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_what_is_not_sent_again_has_the_headers_of_what_was_sent(client, whole_site, path, coding):
    """What a cache decides by (RFC 9110 15.4.5), and what a script on another site may read."""
    sent = client.get(path, headers={"Accept-Encoding": coding})
    again = client.get(path, headers={"Accept-Encoding": coding, "If-None-Match": sent.headers["ETag"]})
    assert (again.status_code, body_of(again)) == (304, b"")
    assert [again.headers.get(name) for name in SAME] == [sent.headers.get(name) for name in SAME]
    assert "Content-Encoding" not in again.headers


def test_a_stylesheet_that_is_not_sent_again(client):
    tag = client.get("/static/css/site.css").headers["ETag"]
    again = client.get("/static/css/site.css", headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert (again.status_code, body_of(again), again.headers["Vary"]) == (304, b"", "Accept-Encoding")
    assert "Content-Encoding" not in again.headers


@pytest.mark.parametrize("headers", [{}, {"Range": "bytes=0-4"}, {"Accept-Encoding": "gzip"}])
@pytest.mark.parametrize("path", ["/peringkat/2022/", "/sehat/", "/static/css/site.css"])
def test_a_cache_is_told_that_the_coding_matters(client, site, path, headers):
    assert client.get(path, headers=headers).headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "accepted", ["gzip;q=0", "identity, GZip ; q=0.000", "gzip;q=0.0, identity", "*, gzip;q=0", ""]
)
@pytest.mark.parametrize("path", ["/peringkat/2022/", "/peringkat/2022.csv", "/static/css/site.css"])
def test_gzip_that_is_not_wanted_is_not_sent(client, site, path, accepted):
    answer = client.get(path, headers={"Accept-Encoding": accepted})
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None)


@pytest.mark.parametrize(
    "accepted", ["gzip", "br, gzip;q=0.5", "gzip;q=0.001, br;q=0", "deflate;q=0, gzip", "x" * 20_000 + ", gzip"]
)
def test_gzip_that_is_wanted_is_sent(client, site, accepted):
    assert client.get("/metode/", headers={"Accept-Encoding": accepted}).headers["Content-Encoding"] == "gzip"


KINDS = ("/peringkat/2022/", "/metode/", "/peringkat/2022.csv", "/peringkat/2022.xlsx")


@pytest.fixture
def files(site, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    build()


@pytest.mark.parametrize("path", [*KINDS, FILE])
def test_what_we_never_gave_is_not_taken(client, files, path):
    for held in ("*", "garbage", '"', 'W/"0"', "x" * 10_000, '"a", ' * 2000):
        assert client.get(path, headers={"If-None-Match": held}).status_code == 200, held


@pytest.mark.parametrize("path", [*KINDS, FILE])
def test_dates_are_no_validators(client, files, path):
    for since in ("Mon, 99 Foo", "Mon, 23 Nov 2099 19:00:00 GMT"):
        for header in ("If-Modified-Since", "If-Unmodified-Since"):
            assert client.get(path, headers={header: since}).status_code == 200


@pytest.mark.parametrize("path", [*KINDS, FILE])
def test_a_part_is_not_cut_out(client, files, path):
    """No answer promises ranges, so each comes whole (H27)."""
    whole = body_of(client.get(path))
    for asked in ("bytes=0-4", "bytes=5-2", "bytes=-0", ",".join(["bytes=0-1"] * 500)):
        answer = client.get(path, headers={"Range": asked})
        assert answer.status_code == 200
        assert path.endswith(".xlsx") or body_of(answer) == whole


def test_a_file_is_not_sent_twice(client, files):
    sent = client.get(FILE)
    for tag in (sent.headers["ETag"], f'"other", W/{sent.headers["ETag"]}'):
        again = client.get(FILE, headers={"If-None-Match": tag})
        assert (again.status_code, body_of(again)) == (304, b"")
        same = (*SAME, "Last-Modified")
        assert [again.headers.get(name) for name in same] == [sent.headers.get(name) for name in same]


def test_a_tag_among_others_or_made_strong_is_known(client, site):
    tag = client.get("/metode/").headers["ETag"]
    held = f'"other", {tag.removeprefix("W/")}'
    assert client.get("/metode/", headers={"If-None-Match": held}).status_code == 304


def test_another_address_language_edition_or_code_is_another_answer(client, site, settings):
    paths = ("/peringkat/2022/", "/peringkat/2022/?aturan=semua", "/en/peringkat/2022/", "/peringkat/2022.csv")
    tags = {client.get(path).headers["ETag"] for path in paths}
    builders.publish(is_sample=True)
    newer = client.get(paths[0])
    tags.add(newer.headers["ETag"])
    assert (newer.headers["Edisi"], newer.headers["Contoh"]) == ("2", "true")
    settings.CODE_VERSION = "another"
    tags.add(client.get(paths[0]).headers["ETag"])
    assert len(tags) == len(paths) + 2


@pytest.mark.parametrize("other", [{"made_at": datetime(2024, 5, 6, 7, 8, 9, 10)}, {"is_sample": True}])
def test_a_database_put_back_gives_a_number_out_again_but_no_old_answer(client, site, other):
    tag = client.get("/peringkat/2022/").headers["ETag"]
    Edition.objects.filter(number=1).update(**other)
    answer = client.get("/peringkat/2022/", headers={"If-None-Match": tag})
    assert answer.status_code == 200 and answer.headers["ETag"] != tag


def test_no_tag_before_anything_is_published(client):
    assert "ETag" not in client.get("/metode/").headers


@pytest.fixture
def gone(monkeypatch):
    def fail(*_args, **_options):
        raise OperationalError("the database is away")

    monkeypatch.setattr("procurement.middleware.snapshot.latest_edition", fail)


@pytest.mark.parametrize("path", [one for one in (*EVERY_ONE, "/tidak-ada/") if not one.startswith("/api/v1/")])
def test_every_address_says_so_and_shows_no_figure(client, gone, path):
    response = client.get(path)
    assert response.status_code == 503
    assert response.headers["Retry-After"] and response.headers["Cache-Control"] == "no-store"
    assert "Data sedang tidak dapat dibuka" in response.content.decode()
    assert "cannot be opened" in response.content.decode()
    assert_armoured(response)


def assert_in_language(response, language, title):
    """In both languages, but the address's own names the page and comes first."""
    page = response.content.decode()
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in page and f"<title>{title} · " in page and f"<h1>{title}</h1>" in page
    other = "id" if language == "en" else "en"
    assert page.count("<h1>") == 1 and page.index("<h1>") < page.index(f'<div lang="{other}">\n<h2>')


UNAVAILABLE = {"id": "Data sedang tidak dapat dibuka", "en": "The data cannot be opened at the moment"}
FAILED = {"id": "Kesalahan di situs ini", "en": "An error on this site"}


@pytest.mark.parametrize(("prefix", "language"), [("", "id"), ("/en", "en")])
def test_static_pages_speak_the_language_of_the_address(client, gone, monkeypatch, prefix, language):
    assert_in_language(client.get(f"{prefix}/peringkat/2022/"), language, UNAVAILABLE[language])

    def fail(*_args, **_options):
        raise ZeroDivisionError

    monkeypatch.setattr("procurement.middleware.snapshot.latest_edition", fail)
    assert_in_language(client.get(f"{prefix}/peringkat/2022/"), language, FAILED[language])


@pytest.mark.parametrize("path", ["/api/v1/ranking", "/api/v1/transactions?min=1", "/api/v1/openapi.json"])
def test_a_program_is_told_so_as_a_problem(client, gone, path):
    response = client.get(path)
    assert response.status_code == 503 and response.headers["Retry-After"]
    problem = assert_problem(response)
    assert (problem["status"], problem["title"]) == (503, "Basis data tidak dapat dihubungi")


def assert_problem(response):
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*" and response.headers["Cache-Control"] == "no-store"
    assert_armoured(response)
    return json.loads(response.content)


def test_a_database_that_goes_while_a_page_is_made(client, site, monkeypatch):
    def fail(*_args, **_options):
        raise OperationalError("the database went away")

    monkeypatch.setattr("procurement.queries.rankings.ranking", fail)
    assert client.get("/peringkat/2022/").status_code == 503
    monkeypatch.undo()
    assert client.get("/peringkat/2022/").status_code == 200


def test_our_own_mistake_is_a_500_without_its_trace(client, site, monkeypatch):
    def fail(*_args, **_options):
        raise ZeroDivisionError("secret of the trace")

    monkeypatch.setattr("procurement.queries.rankings.ranking", fail)
    response = client.get("/peringkat/2022/")
    assert response.status_code == 500
    assert b"secret" not in response.content and b"Traceback" not in response.content
    assert_armoured(response)
    response = client.get("/api/v1/ranking?tahun=2022")
    assert response.status_code == 500 and assert_problem(response)["status"] == 500
    assert b"secret" not in response.content


@pytest.mark.parametrize("path", [*PAGES, *TWINS])
def test_an_address_costs_the_same_queries_however_much_is_loaded(client, site, path):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            body_of(client.get(path))
        return len(queries)

    before = cost()
    file = builders.source_file(rows=60)
    for number in range(60):
        builders.bought(site["rich"], 1, file, supplier=builders.supplier(f"UD {number}"), category=f"k{number}")
    for number in range(10):
        builders.bought(builders.region(f"Kota Baru {number}", f"36.{number + 1:02}"), 1, file)
    builders.covered(site["rich"], 2022, file, system="another")
    builders.publish()
    assert cost() == before


def test_what_may_come_again_keeps_the_connection_and_is_no_error(client, site, monkeypatch, caplog):
    """Of all 503s only a database that is away gives its connection up and is logged."""
    dropped = []
    monkeypatch.setattr("procurement.snapshot.ReadSnapshot.drop", lambda snapshot: dropped.append(snapshot))
    monkeypatch.setattr("procurement.views.export_places.PLACES", Places(0))
    for path in ("/data/unduhan/jumlah.csv.gz", "/daerah/kota-malang/transaksi.csv"):
        answer = client.get(path)
        assert answer.status_code == 503 and answer.headers["Retry-After"], path
        assert answer.headers["Cache-Control"] == "no-store"
    assert not dropped and not caplog.records
    monkeypatch.setattr("procurement.queries.rankings.ranking", mock.Mock(side_effect=OperationalError))
    assert client.get("/peringkat/2022/").status_code == client.get("/api/v1/ranking").status_code == 503
    assert len(dropped) == len(caplog.records) == 2


def test_static_pages_bear_the_site_s_name(client, gone, settings):
    settings.SITE_NAME = "Pasar Kita"
    page = client.get("/peringkat/2022/").content.decode()
    assert "· Pasar Kita</title>" in page and "Belanja Terbuka" not in page
