"""`manage.py desk`: serves the desk and runs its background work, until SIGTERM or SIGINT ends both."""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from procurement.desk import child
from procurement.loading.refusals import EXIT_ENVIRONMENT, Refusal
from procurement.management.arguments import number
from procurement.routing import database_of, outdated

PATIENCE = 15
"""Seconds that a process has to end by itself."""
LONG = 60
"""Seconds that a worker must have run for the next to follow at once; the longest pause between two."""


class Command(BaseCommand):
    help = "Jalankan meja kerja: peladen dan pekerja. / Run the desk: its server and its worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="loopback, unless a proxy on another machine asks")
        parser.add_argument("--port", type=number(1, 65535), default=8001)
        parser.add_argument("--threads", type=number(1, 256), default=16)

    def handle(self, *args: Any, **given: Any) -> None:
        self._prepare()
        self._ending = False
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._end)
        server = _start("-m", "granian", *_server(given["host"], given["port"], given["threads"]))
        worker, started, pause = _start(str(settings.BASE_DIR / "manage.py"), "desk_worker"), time.monotonic(), 0.5
        self._greet(given["host"], given["port"])
        try:
            while not self._ending and server.poll() is None:
                if worker.poll() is not None:
                    self.stderr.write("Pekerja berhenti; dijalankan lagi. / The worker ended; it is started again.")
                    pause = 1 if time.monotonic() - started > LONG else min(2 * pause, LONG)
                    time.sleep(pause)
                    worker, started = _start(str(settings.BASE_DIR / "manage.py"), "desk_worker"), time.monotonic()
                time.sleep(0.2)
        finally:
            _stop(server, worker)
        if not self._ending:
            raise CommandError("Peladen meja berhenti. / The desk's server ended.", returncode=1)

    def _prepare(self) -> None:
        """The desk's own database is made or brought up to date; the published one only by who means to (F27)."""
        desk = database_of("desk")
        if desk != "default":
            call_command("migrate", database=desk, verbosity=0)
        if outdated():
            raise CommandError(str(Refusal("F27")), returncode=EXIT_ENVIRONMENT)

    def _greet(self, host: str, port: int) -> None:
        self.stdout.write(f"Meja kerja / The desk -> http://{host}:{port}")
        if not User.objects.exists():
            self.stdout.write(
                "Belum ada akun. Buat yang pertama: / No account yet. Make the first one:\n"
                "  manage.py desk_user NAME --can upload,publish,claims --accounts"
            )
        self.stdout.flush()

    def _end(self, *_: Any) -> None:
        self._ending = True


def _server(host: str, port: int, threads: int) -> list[str]:
    options = ["--interface", "wsgi", "--http", "1", "--no-ws", "--host", host, "--port", str(port), "--workers", "1"]
    options += ["--blocking-threads", str(threads), "--http1-header-read-timeout", "10000"]
    return [*options, "--workers-kill-timeout", "5", "--log-level", "error", "procurement.wsgi:application"]


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    """A process of the desk. Ctrl-C in a terminal reaches only this command, which ends them in order."""
    parent = os.getpid()
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | {"SITE_ROLE": "desk", "DJANGO_SETTINGS_MODULE": "procurement.settings"},
        start_new_session=True,
        preexec_fn=lambda: child.end_with(parent, signal.SIGTERM),
    )


def _stop(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
