"""A fresh site a test on the database of this run, from one that is migrated once; and the keeping of figures."""

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from tests.faults import figures
from tests.faults.mounts import permitted
from tests.faults.site import Site, empty_site, exports
from tests.provision import find_or_install_faketime, find_or_install_strace

SMALL = figures.rounds(600, 4000)
"""Rows of the exports that most faults are tried with: in full a load of about a second beside the start of Python."""


collect_ignore = [] if os.environ.get("FAULT_MILLION") else ["test_million.py"]


@pytest.fixture(scope="session")
def database() -> str:
    return "sqlite" if "sqlite" in settings.DATABASES["default"]["ENGINE"] else "postgresql"


@pytest.fixture
def keep(database: str) -> Callable[..., None]:
    """keep("G01", what, figure, required, met) records the figure and fails the test on a breach."""

    def record(fault: str, what: str, figure: str, required: str, met: bool, on: str = database) -> None:
        figures.keep(figures.Figure(fault, what, on, figure, required, met))
        assert met, f"{fault} {what}: {figure}, required {required}"

    return record


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The export that stands, and a newer one of the same slices."""
    return exports(tmp_path_factory.mktemp("exports"), SMALL)


@pytest.fixture(scope="session")
def governed(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Migrated, with governments, nothing loaded. Not to be changed: copy it."""
    folder = tmp_path_factory.mktemp("governed")
    if database == "sqlite":
        yield empty_site(f"sqlite:///{folder / 'site.sqlite3'}", folder)
        return
    server, _slash, _name = settings.DATABASE_URL.rpartition("/")
    url = f"{server}/fault_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {url.rpartition('/')[2]}")
    site = empty_site(url, folder)
    yield site
    site.gone()


@pytest.fixture(scope="session")
def before(governed: Site, files: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """With the older export loaded: edition after the governments' one. Not to be changed: copy it."""
    site = governed.copy(tmp_path_factory.mktemp("before"))
    site.did("load_transactions", files[0])
    yield site
    site.gone()


@pytest.fixture
def site(before: Site, tmp_path: Path) -> Iterator[Site]:
    copied = before.copy(tmp_path / "site")
    yield copied
    copied.gone()


@pytest.fixture
def empty(governed: Site, tmp_path: Path) -> Iterator[Site]:
    copied = governed.copy(tmp_path / "empty")
    yield copied
    copied.gone()


@pytest.fixture(scope="session")
def digests(before: Site, files: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Of the site before the newer export is loaded, and after: nothing else may ever be seen."""
    after = before.copy(tmp_path_factory.mktemp("after"))
    after.did("load_transactions", files[1])
    found = before.digest(), after.digest()
    after.gone()
    assert found[0] != found[1]
    return found


def traced(strace: str, name: str, more: str, log: object = "/dev/null") -> tuple[object, ...]:
    """The words before a command that trace a system call in all its threads."""
    return (strace, "-f", "-qq", "-o", log, "-e", f"trace={name}", "-e", more)


@pytest.fixture(scope="session")
def strace() -> str:
    if not (found := find_or_install_strace()):
        pytest.skip("NOT RUN: needs strace")
    return found


@pytest.fixture(scope="session")
def faketime() -> str:
    if not (found := find_or_install_faketime()):
        pytest.skip("NOT RUN: needs faketime")
    return found


def state_of(site: Site, digests: tuple[str, str]) -> str:
    """before, after, or between: what must never be."""
    return {digests[0]: "before", digests[1]: "after"}.get(site.digest(), "between")


@pytest.fixture(scope="session")
def mounts(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The right to mount, without which a disk can be neither full nor without power."""
    if not permitted(tmp_path_factory.mktemp("mounts")):
        pytest.skip("NOT RUN: needs the right to mount file systems")
