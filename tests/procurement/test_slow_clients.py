"""Clients that send or read next to nothing, to the server as `make demo` starts it: others are answered meanwhile."""

import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.demo_site import demo_words, get, serving
from tests.serving import fresh_site

pytestmark = pytest.mark.once
ROWS = 40_000
"""Some ten megabytes of CSV: more than the kernel keeps for a connection."""
SEED = f"""
from copy import copy
from django.db import transaction
from procurement.models import Transaction
from tests import builders
with transaction.atomic():
    city, file = builders.region("Kota Malang", "35.73"), builders.source_file()
    builders.covered(city, 2022, file)
    first = builders.bought(city, 1, file, description="kertas " * 20)
    others = [copy(first) for _ in range({ROWS} - 1)]
    for number, one in enumerate(others, start=10):
        one.pk, one._state.adding = None, True
        one.line = one.content_hash = one.order_key = number
        one.order_id = f"pesanan {{number}}"
    Transaction.objects.bulk_create(others, batch_size=2000)
    builders.publish()
"""
HALF_OPEN = 48
LIMIT = 60
"""Seconds; generous, for a machine that has much else to do."""


@pytest.fixture(scope="module")
def url(tmp_path_factory) -> Iterator[str]:
    with fresh_site(tmp_path_factory.mktemp("slow"), "sqlite:") as site:
        site.write(SEED)
        with serving(site) as where:
            yield where


def connected(url: str, receives: int = 0) -> socket.socket:
    one = socket.socket()
    if receives:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
    one.settimeout(LIMIT)
    one.connect(("127.0.0.1", urlsplit(url).port))
    return one


def is_open(one: socket.socket) -> bool:
    one.setblocking(False)
    try:
        return one.recv(1, socket.MSG_PEEK) != b""
    except BlockingIOError:
        return True
    except ConnectionError:
        return False
    finally:
        one.settimeout(LIMIT)


def test_headers_that_never_end_are_given_up_and_hold_nobody_up(url):
    """As many as would be six for each thread (H31); the server's own limit ends them."""
    words = demo_words(0)
    assert words[words.index("--http1-header-read-timeout") + 1] == "10000"
    half_open = [connected(url) for _ in range(HALF_OPEN)]
    try:
        for one in half_open:
            one.sendall(b"GET /metode/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: a")
        assert [get(f"{url}{path}").status for path in ("/metode/", "/peringkat/2022/", "/sehat/")] == [200] * 3
        assert all(map(is_open, half_open)), "the pages came before the server's limit"
        ends = [_read_to_end(one) for one in half_open]  # TimeoutError where one stays open
        assert not any(answer.startswith(b"HTTP/1.1 200") for answer in ends)
    finally:
        for one in half_open:
            one.close()
    assert get(f"{url}/metode/").status == 200


def _read_to_end(one: socket.socket) -> bytes:
    answer = b""
    try:
        while part := one.recv(65536):
            answer += part
    except ConnectionError:
        pass
    return answer


def test_a_slow_reader_holds_nobody_up_and_gets_its_file_whole(url):
    """It has begun to read and stops; what others ask in between is answered (H30)."""
    slow = connected(url, receives=4096)
    try:
        slow.sendall(b"GET /daerah/kota-malang/transaksi.csv HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
        begun = slow.recv(1000)
        assert begun.split(b" ", 2)[1] == b"200"
        answers: list[int] = []
        asking = [
            threading.Thread(target=lambda: answers.append(get(f"{url}/peringkat/2022/").status)) for _ in range(20)
        ]
        for one in asking:
            one.start()
        for one in asking:
            one.join(LIMIT)
        assert answers == [200] * 20
        whole = begun + _read_to_end(slow)
    finally:
        slow.close()
    assert len(whole) > 8_000_000 and whole.count(b"pesanan ") == ROWS - 1
