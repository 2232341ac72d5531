"""A PostgreSQL of its own that may be killed and starved, unlike the one that the other tests share."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

from tests.databases import free_port, initialise, somebody_but_root, wait_until_it_answers
from tests.faults.site import Site, empty_site, exports
from tests.provision import find_postgres

DURABLE = ("fsync=on", "synchronous_commit=on", "full_page_writes=on", "shared_buffers=16MB", "max_connections=20")


class Server:
    """`home` may lie on a file system of its own. Ends all that it started, by pid."""

    def __init__(self, home: Path | None = None, *, rows: int = 20_000, settings: tuple[str, ...] = ()) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="bt-pg-", dir=home))
        self.rows, self.settings = rows, (*DURABLE, *settings)

    def __enter__(self) -> "Server":
        self.bin, self.run_as, self.port = find_postgres(), somebody_but_root(self.home), free_port()
        assert self.bin, "PostgreSQL is needed"
        self.password = initialise(self.bin, self.home, self.run_as, with_icu=True)
        self.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    def url(self, name: str) -> str:
        return f"postgresql://tests:{self.password}@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        settings = (*self.settings, "listen_addresses=127.0.0.1", f"port={self.port}")
        settings += (f"unix_socket_directories={self.home}",)
        command = [self.bin / "postgres", "-D", self.home / "cluster", *(w for s in settings for w in ("-c", s))]
        log = Path(tempfile.gettempdir()) / f"{self.home.name}.txt"  # not on the disk that is full
        with log.open("a") as said:
            self.process = subprocess.Popen(command, cwd=self.home, stdout=said, stderr=said, **self.run_as)
        wait_until_it_answers(self.process, self.url("postgres"), log)
        log.unlink()

    def kill(self) -> None:
        """SIGKILL to the postmaster and every child at once; `postmaster.pid` is left to PostgreSQL."""
        family = [self.process.pid, *self._children()]
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
        while any(_living(pid) for pid in family[1:]):
            time.sleep(0.01)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)  # at once: nothing here is kept
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()

    def is_up(self) -> bool:
        return self.process.poll() is None

    def prepared(self, folder: Path) -> tuple[Site, tuple[Path, Path], tuple[str, str]]:
        """A site with the older export loaded, both exports, and the digests before and after the newer."""
        files = exports(folder / "exports", self.rows)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE fault_before")
        site = empty_site(self.url("fault_before"), folder / "before")
        site.did("load_transactions", files[0])
        after = site.copy(folder / "after")
        after.did("load_transactions", files[1])
        digests = site.digest(), after.digest()
        after.gone()
        return site, files, digests

    def _children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]


def _living(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
