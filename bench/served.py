"""The site behind the server of the demo, asked as a client would, its memory watched."""

import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bench.running import ROOT, Failed, below, clean, resident
from tests.databases import free_port
from tests.demo_site import demo_words

_LOOK_EVERY = 0.1  # seconds
_PATIENCE = 30  # seconds


@dataclass(frozen=True)
class Served:
    port: int
    pid: int

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def memory(self) -> int:
        """Resident bytes of the server and all that it has started."""
        return sum(map(resident, [self.pid, *below(self.pid)]))


@contextlib.contextmanager
def served(env: Mapping[str, str]) -> Iterator[Served]:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, *demo_words(port)],
        cwd=ROOT, env={**clean(os.environ), **env, "BELANJA_SERVING": "1"},
    )  # fmt: skip
    site = Served(port, server.pid)
    try:
        _wait(server, site)
        yield site
    finally:
        server.terminate()
        server.wait(_PATIENCE)


def _wait(server: subprocess.Popen[bytes], site: Served) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError):
            first(site, "/sehat/")
            return
        time.sleep(0.1)
    raise Failed("the server did not start")


def first(site: Served, path: str, row: bytes = b"") -> tuple[float, float]:
    """Seconds until the first byte of an answer's body, and until `row` stands in it. Then the client hangs up.

    The server gives back the place of a reader who hung up only when it next writes to him: while it says that all
    places are taken, the question is asked again, and only the answer is timed.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return _first(site, path, row)
        except _Busy:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


class _Busy(Failed):
    """503: nothing was begun."""


def _first(site: Served, path: str, row: bytes) -> tuple[float, float]:
    begun, got, byte = time.perf_counter(), b"", 0.0
    with _asked(site, path) as client:
        while piece := client.recv(65_536):
            got += piece
            if got.startswith(b"HTTP/1.1 503 "):
                raise _Busy(f"{path}: {got[:500]!r}")
            _head, ended, body = got.partition(b"\r\n\r\n")
            byte = byte or (time.perf_counter() - begun if ended and body else 0.0)
            if byte and row in body:
                return byte, time.perf_counter() - begun
    raise Failed(f"{path}: {got[:500]!r}")


def read_slowly(site: Served, path: str, rate: int, seconds: float) -> int:
    """Reads `rate` bytes a second, then hangs up; what was read."""
    got, begun = 0, time.monotonic()
    with _asked(site, path) as client:
        while (passed := time.monotonic() - begun) < seconds:
            if got > rate * passed:
                time.sleep(0.01)
            elif piece := client.recv(65_536):
                got += len(piece)
            else:
                break
    return got


def _asked(site: Served, path: str) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", site.port), timeout=_PATIENCE)
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    return client


class Peak(threading.Thread):
    """The most memory that a server holds while the `with` block runs."""

    def __init__(self, site: Served) -> None:
        super().__init__(daemon=True)
        self.site, self.bytes, self._over = site, 0, threading.Event()

    def __enter__(self) -> "Peak":
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.wait(_LOOK_EVERY):
            self.bytes = max(self.bytes, self.site.memory())
