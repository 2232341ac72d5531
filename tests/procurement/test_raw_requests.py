"""Requests that no HTTP library would send, to the server as `make demo` starts it. No answer here needs a database."""

import contextlib
import http.client
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.demo_site import serving
from tests.serving import Site

pytestmark = pytest.mark.once
START = b" /metode/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BOTH = [
    b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
    b"Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nG",
]
UNCLEAR = [
    b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
    b"Content-Length: +5\r\n\r\nhello",
    b"X-A: a\r\n b\r\n\r\n",
]
UNFINISHED = [b"Content-Length: 500000\r\n\r\nbegun", b"Transfer-Encoding: chunked\r\n\r\n7a120\r\nbegun"]


@pytest.fixture(scope="module")
def port(tmp_path_factory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("nowhere")
    with serving(Site(f"sqlite:///{folder / 'none.sqlite3'}", folder)) as url:
        yield urlsplit(url).port or 0


def ask(port: int, request: bytes) -> bytes:
    """All that comes until the server closes the connection; TimeoutError where it keeps it."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(request)
        while part := connection.recv(65536):
            answer += part
    return answer


@pytest.mark.parametrize("method", [b"GET", b"HEAD", b"POST"])
@pytest.mark.parametrize("rest", [*BOTH, *UNCLEAR])
def test_where_a_request_ends_is_never_guessed(port, method, rest):
    answer = ask(port, method + START + rest)
    assert answer.startswith(b"HTTP/1.1 400 ") and answer.count(b"HTTP/1.1 ") == 1
    assert b"\r\nconnection: close\r\n" in answer


@pytest.mark.parametrize("rest", UNFINISHED)
def test_a_body_is_not_waited_for(port, rest):
    assert ask(port, b"GET" + START + rest).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "headers", [b"X-A: " + b"a" * 65536, b"\r\n".join(b"X-%d: %s" % (n, b"a" * 700) for n in range(60))]
)
def test_headers_past_32_kilobytes_are_refused(port, headers):
    assert ask(port, b"GET" + START + headers + b"\r\n\r\n").startswith(b"HTTP/1.1 431 ")


def test_headers_and_a_query_of_ordinary_length_are_read(port):
    start = START.replace(b"/metode/", b"/metode/?a=" + b"a" * 8000)
    answer = ask(port, b"GET" + start + b"Connection: close\r\nX-A: " + b"a" * 6000 + b"\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 400 ") and b"4096" in answer  # a page of ours: how long a query may be


CLOSING = b"Connection: close\r\n\r\n"
STYLE = b"/static/css/site.css"


@pytest.mark.parametrize("path", [b"/metode/", b"/tidak-ada/", b"/api/v1/ranking", STYLE])
@pytest.mark.parametrize(
    "rest", [b" HTTP/1.0\r\n\r\n", b" HTTP/1.1\r\n" + CLOSING, b" HTTP/1.1\r\nHost:\r\n" + CLOSING]
)
def test_no_host_is_none_of_ours(port, path, rest):
    """Neither the server's own name nor its address is put in its place (H41)."""
    answer = ask(port, b"GET " + path + rest)
    assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.0 400 ")) and b"content-security-policy" in answer.lower()


def test_an_old_client_that_names_a_host_is_answered(port):
    answer = ask(port, b"GET " + STYLE + b" HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
    assert answer.split(b" ", 2)[1] == b"200"


def test_requests_sent_at_once_are_answered_in_their_order(port):
    """Pipelining: each its own answer, none mixed with the next."""
    paths = [STYLE, b"/tidak-ada/", b"/sehat/", STYLE, b"/robots.txt?x=%ff"]
    start = b" HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    whole = b"".join(b"HEAD " + path + start + b"\r\n" for path in paths[:-1])
    answer = ask(port, whole + b"HEAD " + paths[-1] + start + CLOSING)
    statuses = [line.split(b" ")[1] for line in answer.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]
    assert statuses == [b"200", b"503", b"503", b"200", b"400"]


def test_a_connection_may_be_kept_for_many_requests(port):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as kept:
        kept.connect()
        first = kept.sock
        for number in range(2000):
            kept.request("GET", f"/static/css/site.css?v={number}")
            answer = kept.getresponse()
            assert answer.status == 200 and answer.read()
        assert kept.sock is first


def test_a_query_of_64_kilobytes(port):
    answer = ask(port, b"GET /metode/?a=" + b"a" * 65536 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n" + CLOSING)
    assert answer.split(b" ", 2)[1] in (b"400", b"414", b"431")


@pytest.mark.parametrize("many", [90, 100, 300])
def test_a_hundred_headers(port, many):
    headers = b"".join(b"X-%d: a\r\n" % number for number in range(many))
    answer = ask(port, b"GET " + STYLE + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + CLOSING)
    assert answer.split(b" ", 2)[1] in ((b"200",) if many < 100 else (b"200", b"400", b"431"))
