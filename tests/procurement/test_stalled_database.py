"""A database that is there and answers nothing (G05): pages say 503 in seconds, and go on by themselves afterwards.

The proxy's kernel acknowledges whatever is sent, so that only the client's own patience can end the wait.
"""

import pytest

from procurement import environment
from tests.serving import fresh_site

pytestmark = pytest.mark.postgres
STALLING = '''
import socket, threading, time, os
from urllib.parse import urlsplit

class Proxy(threading.Thread):
    """Passes bytes on, until told to stall or until `trigger` is asked; then it keeps them until it goes on."""

    def __init__(self, host, port):
        super().__init__(daemon=True)
        self.to, self.going, self.trigger = (host, port), threading.Event(), None
        self.going.set()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.start()

    def run(self):
        while True:
            near, _ = self.listening.accept()
            far = socket.create_connection(self.to)
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self.passing, args=(one, other), daemon=True).start()

    def passing(self, one, other):
        try:
            while part := one.recv(65536):
                if self.trigger and self.trigger in part:
                    self.going.clear()
                self.going.wait()
                other.sendall(part)
        except OSError:
            pass
        one.close(), other.close()

there = urlsplit(WRITER["DATABASE_URL"])
proxy = Proxy(there.hostname, there.port)
from django.conf import settings
settings.DATABASES["default"]["PORT"] = str(proxy.port)

def timed(address="/metode/"):
    begun = time.monotonic()
    page = Answer(address)
    page.read()
    return [page.status, time.monotonic() - begun]
'''


def served(tmp_path, script):
    with fresh_site(tmp_path) as site:
        return site.serve(STALLING + script)


@pytest.mark.parametrize("moment", ["proxy.going.clear()", "proxy.trigger = b'procurement_edition'", "fresh()"])
def test_a_page_does_not_wait_for_ever(tmp_path, moment):
    """Between two pages; after a question; before the connection is made."""
    before, stalled, after = served(
        tmp_path,
        f"""
def fresh():
    from django.db import connection
    connection.close()
    proxy.going.clear()
before = timed()
{moment}
stalled = timed()
proxy.trigger = None
proxy.going.set()
print(json.dumps([before, stalled, timed()]))
""",
    )
    assert (before[0], stalled[0], after[0]) == (200, 503, 200)
    assert stalled[1] < 7  # 4.8 where nothing else runs; were there no end, it would be this test's minute


def test_an_export_may_take_longer_than_a_page(tmp_path):
    status, patience, next_one = served(
        tmp_path,
        """
from procurement.reader.patience import LONG_PATIENCE, PATIENCE
from procurement.snapshot import ReadSnapshot, allow_slow_readers
from django.db import connection
snapshot = ReadSnapshot()
snapshot.begin()
with connection.cursor() as cursor:
    allow_slow_readers(cursor)
    cursor.execute("SELECT pg_sleep(5.5)")
patience = connection.patience == LONG_PATIENCE
snapshot.end()
print(json.dumps([timed()[0], patience, connection.patience == PATIENCE]))
""",
    )
    assert (status, patience, next_one) == (200, True, True)


@pytest.mark.parametrize(("query", "seconds"), [("", 3), ("?connect_timeout=9&tcp_user_timeout=1", 9)])
def test_who_reads_notices_a_network_that_drops_packets(query, seconds):
    reader = environment.database(f"postgresql://u@h/db{query}", read_only=True)["OPTIONS"]
    assert int(reader["connect_timeout"]) == seconds and reader["keepalives_count"] == 2
    assert int(reader["tcp_user_timeout"]) == (1 if query else 4000)
    assert "tcp_user_timeout" not in environment.database("postgresql://u@h/db", read_only=False)["OPTIONS"]
