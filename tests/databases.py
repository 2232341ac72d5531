"""A throw-away PostgreSQL for the second run of the tests: made in a temporary folder, stopped by its own pid."""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psycopg

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "shared_buffers=128MB")
PATIENCE = 30  # seconds


@contextlib.contextmanager
def throwaway_postgres(bin_folder: Path, *, settings: Sequence[str] = QUICK, icu: bool = True) -> Iterator[str]:
    """Gives the DATABASE_URL of a fresh cluster that is gone afterwards. `settings` are the server's `name=value`."""
    home = Path(tempfile.mkdtemp(prefix="bt-pg-"))
    try:
        run_as = somebody_but_root(home)
        password = initialise(bin_folder, home, run_as, icu)
        port = free_port()
        url = f"postgresql://tests:{password}@127.0.0.1:{port}/postgres"
        with _running(bin_folder, home, [*settings, f"port={port}"], run_as, url):
            yield url.removesuffix("/postgres") + "/belanja"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def somebody_but_root(home: Path) -> dict:
    """initdb refuses root, so root runs it as a user without rights, who then owns the folder."""
    if os.geteuid() != 0:
        return {}
    known = {user.pw_name: user for user in pwd.getpwall()}
    user = known.get("postgres") or known["nobody"]
    os.chown(home, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def initialise(bin_folder: Path, home: Path, run_as: dict, with_icu: bool) -> str:
    password = secrets.token_hex(16)
    secret = home / "password"
    secret.write_text(password)
    if run_as:
        os.chown(secret, run_as["user"], run_as["group"])
    secret.chmod(0o600)
    command = [bin_folder / "initdb", "-D", home / "cluster", "-U", "tests", "-A", "scram-sha-256", "--pwfile", secret]
    # A collation as production may have it, which orders text otherwise than SQLite: what leans on it shall show.
    icu = ["--locale-provider=icu", "--icu-locale=id"]
    plain = ["-E", "UTF8", "--locale=C", "--no-sync"]
    for extra in (icu, []) if with_icu else ([],):
        shutil.rmtree(home / "cluster", ignore_errors=True)
        done = subprocess.run([*command, *plain, *extra], cwd=home, capture_output=True, text=True, **run_as)
        if done.returncode == 0:
            return password
    raise RuntimeError(f"initdb failed: {done.stderr[-500:]}")


@contextlib.contextmanager
def _running(bin_folder: Path, home: Path, settings: list[str], run_as: dict, url: str) -> Iterator[None]:
    settings = [*settings, "listen_addresses=127.0.0.1", f"unix_socket_directories={home}"]
    command = [bin_folder / "postgres", "-D", home / "cluster", *(part for s in settings for part in ("-c", s))]
    with (home / "server-log").open("w") as log:
        server = subprocess.Popen(command, cwd=home, stdout=log, stderr=log, **run_as)
    try:
        wait_until_it_answers(server, url, home / "server-log")
        yield
    finally:
        server.send_signal(signal.SIGINT)  # "fast": ends the sessions, then itself
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_it_answers(server: subprocess.Popen, url: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(url, connect_timeout=2).close()
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text()[-500:]}")


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]
