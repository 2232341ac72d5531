"""G26, G27: what a server needs is used up, connections, file descriptors or the room for its log: it says 503 or
serves, and is well again once there is some."""

import contextlib
import os
import socket
import time
from collections import Counter
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.faults.servers import Server
from tests.faults.visitors import BROKEN, PAGES, Visitors, said, serving, status, until_well

pytestmark = pytest.mark.fault

DESCRIPTORS = 64
HELD = 3.0
"""Seconds."""


@pytest.mark.postgres
def test_every_connection_of_postgresql_is_taken(tmp_path, keep):
    with Server(rows=400) as server, contextlib.ExitStack() as taken:
        site, _files, _digests = server.prepared(tmp_path)
        with serving(site) as served:
            with contextlib.suppress(psycopg.OperationalError):
                while True:
                    taken.enter_context(psycopg.connect(site.url))
            with Visitors(served.url) as visitors:
                time.sleep(HELD)
            refused = visitors.count()
            taken.close()
            back = until_well(served.url)
    figure = f"{said(refused)}; back in {back:.1f} s"
    fine = refused[503] > 0 and not set(refused) - {200, 503} and back <= 5  # whoever has a connection keeps it
    keep("G26", "PostgreSQL's connections are used up", figure, "only 200 and 503, some 503, back in ≤ 5 s", fine)


def test_every_file_descriptor_is_taken(site, keep):
    """By connections that say nothing; whoever comes meanwhile is answered or waits in vain."""
    with serving(site, before=("prlimit", f"--nofile={DESCRIPTORS}:{DESCRIPTORS}")) as served:
        place = urlsplit(served.url)
        held = [socket.create_connection((place.hostname, place.port)) for _ in range(3 * DESCRIPTORS)]
        time.sleep(1)
        most = max(len(os.listdir(f"/proc/{pid}/fd")) for pid in served.workers())
        met = [status(served.url, path, HELD) for path in PAGES]
        for one in held:
            one.close()
        back = until_well(served.url)
        alive = served.process.poll() is None and len(served.workers()) == 2
    figure = f"{most} of {DESCRIPTORS} in use, {said(Counter(met))}; back in {back:.1f} s"
    fine = not set(met) - {200, 503, BROKEN} and alive and back <= 5
    keep("G26", "file descriptors are used up", figure, "200, 503 or a wait in vain; back in ≤ 5 s", fine)
    assert most >= DESCRIPTORS - 2, "they were used up"


@pytest.mark.parametrize(
    ("what", "path", "how"), [("full", "/dev/full", os.O_WRONLY), ("read-only", "/dev/null", os.O_RDONLY)]
)
def test_the_log_cannot_be_written(site, keep, what, path, how):
    log = os.open(path, how)
    try:
        with pytest.raises(OSError, match=r"No space left|Bad file descriptor"):
            os.write(log, b"x")
        words = ("--log-level", "debug", "--access-log")
        with serving(site, words=words, stdout=log, stderr=log) as served, Visitors(served.url) as visitors:
            time.sleep(HELD)
            status(served.url, "/tidak-ada/")
            alive = len(served.workers()) == 2
    finally:
        os.close(log)
    seen = visitors.count()
    keep("G27", f"a log that is {what}", said(seen), "only 200", set(seen) == {200} and alive)
