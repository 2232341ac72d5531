"""A site behind the server that `make demo` starts, and visitors who ask it for pages all the while."""

import contextlib
import http.client
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.databases import free_port
from tests.demo_site import demo_words, wait_until_it_answers
from tests.faults.site import PATIENCE, ROOT, Site

PAGES = ("/peringkat/2022/", "/daerah/kota-malang/2022/", "/metode/", "/peringkat/2022.csv")
BROKEN = -1
"""In the place of a status: the connection broke."""


@dataclass
class Served:
    url: str
    process: subprocess.Popen

    def workers(self) -> set[int]:
        """The processes that answer; Python's own helper for them is none."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return {int(pid) for pid in found if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()}


@contextlib.contextmanager
def serving(
    site: Site, *, before: tuple[object, ...] = (), words: tuple[str, ...] = (), **how: Any
) -> Iterator[Served]:
    """`before` stands before the interpreter, `words` behind the server's own. Stopped by its own pid."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [*map(str, before), sys.executable, *demo_words(port), "--blocking-threads", "8", *words]
    process = subprocess.Popen(command, cwd=ROOT, env={**site.env, "BELANJA_SERVING": "1", "SITE_URL": url}, **how)
    try:
        wait_until_it_answers(process, url)
        yield Served(url, process)
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def status(url: str, path: str, patience: float = 30) -> int:
    """Of one page over a connection of its own, read to its end."""
    asked = http.client.HTTPConnection(urlsplit(url).netloc, timeout=patience)
    try:
        asked.request("GET", path)
        answer = asked.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return BROKEN
    finally:
        asked.close()


@dataclass
class Visitors:
    """Four of them, who ask for some twenty pages a second together as long as the machine keeps up."""

    url: str
    seen: list[tuple[float, int]] = field(default_factory=list)
    """(when it was asked for, status)"""

    def __enter__(self) -> "Visitors":
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._visit, args=(n,)) for n in range(4)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _visit(self, n: int) -> None:
        while not self._over.wait(0.2):
            asked, n = time.monotonic(), n + 1
            self.seen.append((asked, status(self.url, PAGES[n % len(PAGES)])))

    def count(self, since: float = 0) -> Counter[int]:
        return Counter(status for asked, status in self.seen if asked >= since)


def until_well(url: str, path: str = PAGES[0]) -> float:
    """Seconds until a page is answered with 200 again."""
    begun = time.monotonic()
    while status(url, path) != 200:
        assert time.monotonic() - begun < PATIENCE / 10, "it did not recover"
        time.sleep(0.05)
    return time.monotonic() - begun


def said(seen: Counter[int]) -> str:
    return ", ".join(f"{n} × {'broken' if code == BROKEN else code}" for code, n in sorted(seen.items()))


def kill(pid: int) -> None:
    os.kill(pid, 9)
