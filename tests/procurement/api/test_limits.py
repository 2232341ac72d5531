"""The limit of the API: what the headers claim is what is kept, client by client, and pages are never counted."""

import json
import re

import pytest

from procurement import environment
from procurement.api import limits, openapi
from procurement.api.limits import MOST_CLIENTS, Minutes
from tests.builders import small_site
from tests.visiting import assert_armoured, client

__all__ = ["client"]  # a fixture
pytestmark = pytest.mark.django_db
NOON = 1_700_000_040  # a whole minute


@pytest.fixture
def three(settings):
    settings.API_REQUESTS_PER_MINUTE = 3


@pytest.fixture
def clock(monkeypatch):
    """Stands still at the beginning of a minute; `clock.append(seconds)` moves it."""
    times = [NOON]
    monkeypatch.setattr("procurement.middleware.api_limit.time.time", lambda: times[-1])
    return times


def test_headers_say_what_is_left_and_the_limit_is_kept(client, three, clock):
    small_site()
    said = []
    for _time in range(5):
        answer = client.get("/api/v1/governments")
        assert answer.headers["RateLimit-Policy"] == '"per-menit";q=3;w=60'
        said.append((answer.status_code, answer.headers["RateLimit"]))
        clock.append(clock[-1] + 1)
    left = [(200, 2, 60), (200, 1, 59), (200, 0, 58), (429, 0, 57), (429, 0, 56)]
    assert said == [(status, f'"per-menit";r={r};t={t}') for status, r, t in left]
    clock.append(NOON + 60)
    assert client.get("/api/v1/governments").headers["RateLimit"] == '"per-menit";r=2;t=60'


def test_the_refusal_is_a_problem_that_says_how_long(client, three, clock):
    for _time in range(3):
        client.get("/api/v1/editions")
    clock.append(NOON + 20.9)
    answer = client.get("/api/v1/editions")
    assert answer.status_code == 429 and answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Retry-After"] == "40" and answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    body = json.loads(answer.content)
    assert body["status"] == 429 and body["detik"] == 40 and "40 detik" in body["detail"]
    assert_armoured(answer)


def test_a_request_too_many_reaches_no_database(client, three, clock, django_assert_num_queries):
    for _time in range(3):
        client.get("/api/v1/editions")
    with django_assert_num_queries(0):
        assert client.get("/api/v1/editions").status_code == 429


def test_refusals_not_modified_and_head_count_too_and_say_it(client, three, clock):
    small_site()
    tag = client.get("/api/v1/editions").headers["ETag"]
    answers = [
        client.get("/api/v1/editions", headers={"If-None-Match": tag}),
        client.head("/api/v1/editions?x=%ff"),
        client.get("/api/v1/editions"),
    ]
    assert [(one.status_code, one.headers["RateLimit"][12:15]) for one in answers] == [
        (304, "r=1"),
        (400, "r=0"),
        (429, "r=0"),
    ]


def test_pages_files_and_other_methods_are_not_counted(client, three, clock):
    small_site()
    for path in ("/", "/api/", "/peringkat/2022.json", "/sehat/", "/static/css/site.css") * 2:
        answer = client.get(path)
        assert answer.status_code == 200 and not {"RateLimit", "RateLimit-Policy"} & set(answer.headers), path
    assert "RateLimit" not in client.options("/api/v1/editions").headers
    assert client.post("/api/v1/editions").status_code == 405
    assert client.get("/api/v1/editions").headers["RateLimit"].startswith('"per-menit";r=2')


def test_without_a_limit_nothing_is_claimed(client, settings):
    settings.API_REQUESTS_PER_MINUTE = 0
    answer = client.get("/api/v1/editions")
    assert answer.status_code == 200 and "RateLimit" not in answer.headers and "RateLimit-Policy" not in answer.headers
    assert "429" not in json.dumps(openapi.document()) and "RateLimit" not in client.get("/api/").content.decode()


def test_scripts_of_other_sites_may_read_the_headers(client):
    answer = client.get("/api/v1/editions")
    readable = {one.strip() for one in answer.headers["Access-Control-Expose-Headers"].split(",")}
    assert {"RateLimit", "RateLimit-Policy", "Retry-After", "ETag", "Edisi", "Contoh", "Link"} == readable


def test_each_client_has_its_own_quota_and_a_made_up_header_gives_no_other(client, three, clock):
    for number in range(5):
        client.get("/api/v1/editions", REMOTE_ADDR="203.0.113.7", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")
    assert client.get("/api/v1/editions", REMOTE_ADDR="203.0.113.7").status_code == 429
    assert client.get("/api/v1/editions", REMOTE_ADDR="203.0.113.8").status_code == 200


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_wrote(client, three, clock, settings):
    settings.CLIENT_ADDRESS_HEADER = "X-Forwarded-For"
    proxy = {"REMOTE_ADDR": "127.0.0.1"}
    for number in range(4):  # what stands before the last comma is the client's own word
        answer = client.get("/api/v1/editions", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, 203.0.113.7", **proxy)
    assert answer.status_code == 429
    assert client.get("/api/v1/editions", HTTP_X_FORWARDED_FOR="203.0.113.9", **proxy).status_code == 200


@pytest.mark.once
def test_memory_is_bounded_and_nobody_is_told_of_a_limit_that_is_not_kept(monkeypatch):
    monkeypatch.setattr(limits, "MOST_CLIENTS", 2)
    minutes = Minutes()
    assert [bool(minutes.ask(name, 5, NOON)) for name in ("a", "b", "c", "a")] == [True, True, False, True]
    assert minutes.ask("c", 5, NOON + 60) is not None
    assert MOST_CLIENTS >= 10_000


@pytest.mark.once
def test_the_setting_is_a_whole_number():
    assert environment.whole_number({}, "X", 7) == environment.whole_number({"X": "7"}, "X", 1) == 7
    for text in ("-1", "1.5", "many", "١"):
        with pytest.raises(environment.ImproperlyConfigured, match="X is"):
            environment.whole_number({"X": text}, "X", 1)


def test_document_and_page_say_the_limit(client, three):
    found = openapi.document()
    for path in found["paths"].values():
        answers = path["get"]["responses"]
        assert set(answers["200"]["headers"]) == {"RateLimit-Policy", "RateLimit"}
        assert set(answers["429"]["headers"]) == {"RateLimit-Policy", "RateLimit", "Retry-After"}
    assert found["components"]["headers"]["RateLimit-Policy"]["schema"]["example"] == '"per-menit";q=3;w=60'
    for prefix, says in (("", "dijawab 3 permintaan per menit"), ("/en", "3 requests a minute are answered")):
        assert says in re.sub(r"\s+", " ", client.get(f"{prefix}/api/").content.decode())


def test_a_page_that_names_the_limit_is_another_one_under_another_limit(client, settings):
    small_site()
    tag = client.get("/api/").headers["ETag"]
    settings.API_REQUESTS_PER_MINUTE += 1
    assert client.get("/api/", headers={"If-None-Match": tag}).status_code == 200
