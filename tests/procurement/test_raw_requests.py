"""Requests that no HTTP library would send, to the server as `make demo` starts it. No answer here needs a database."""

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
