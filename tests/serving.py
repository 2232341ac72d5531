"""A database of its own, written by one process and served read-only by another, as it is in production.

The test database of pytest-django will not do for that: in memory, on SQLite, there is no second process.
"""

import contextlib
import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent

SETUP = "import django; django.setup()\n"
ASK = '''
import io, json, subprocess, sys
from wsgiref.util import setup_testing_defaults
from procurement.wsgi import application

class Answer:
    """One request to the WSGI application; the body is read when asked for, as a slow client would."""
    def __init__(self, path):
        environ = {"PATH_INFO": path, "QUERY_STRING": "", "HTTP_HOST": "127.0.0.1"}
        setup_testing_defaults(environ)
        self.response = application(environ, self.start)
    def start(self, status, headers, exc_info=None):
        self.status, self.headers = int(status.split()[0]), dict(headers)
    def read(self):
        body = b"".join(self.response)
        self.close()
        return body
    def close(self):
        self.response.close()

def write(script):
    """Runs a script in a process that may write, and waits for it."""
    subprocess.run([sys.executable, "-c", script], env=WRITER, check=True)
'''


class Site:
    def __init__(self, url: str, folder: Path) -> None:
        kept = {
            key: value for key, value in os.environ.items() if key not in ("READER_DATABASE_URL", "BELANJA_SERVING")
        }
        self.writer = kept | {
            "DATABASE_URL": url,
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "procurement.settings",
            "PYTHONPATH": str(ROOT),
        }
        self.url = url

    def write(self, script: str) -> str:
        return self._run(SETUP + script, self.writer)

    def serve(self, script: str) -> dict:
        """Runs a script that has `Answer` and `write` in a serving process; gives the JSON that it prints."""
        script = f"WRITER = {self.writer!r}\n{ASK}\n{script}"
        return json.loads(self._run(script, {**self.writer, "BELANJA_SERVING": "1"}).splitlines()[-1])

    @staticmethod
    def _run(script: str, env: dict[str, str]) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60
        )
        if done.returncode:
            raise AssertionError(done.stderr[-3000:])
        return done.stdout


@contextlib.contextmanager
def fresh_site(folder: Path, like: str = "", *, migrated: bool = True) -> Iterator[Site]:
    """An empty database of the kind the tests run on, or of the kind and server that the URL `like` names."""
    with _database(folder, like or settings.DATABASE_URL) as url:
        site = Site(url, folder)
        if migrated:
            site.write("from django.core.management import call_command; call_command('migrate', verbosity=0)")
        yield site


@contextlib.contextmanager
def _database(folder: Path, like: str) -> Iterator[str]:
    if like.startswith("sqlite:"):
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    server, _slash, _name = like.rpartition("/")
    name = f"serving_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
