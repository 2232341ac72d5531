"""G22: the commands that the administrator's guide gives for a backup and its restoring, as they stand there."""

import os
import re
import subprocess
import sys
import time
import uuid
from urllib.parse import urlsplit

import pytest

from tests.faults.site import PATIENCE, ROOT, Site
from tests.faults.visitors import Visitors, said, serving
from tests.provision import find_or_install_sqlite3, find_postgres

pytestmark = pytest.mark.fault

PAGES = (
    "/",
    "/peringkat/2022/",
    "/daerah/kota-malang/2022/",
    "/edisi/",
    "/daerah/kota-malang/transaksi.csv",
    "/klaim/",
)
RTO = 15 * 60
"""Seconds."""


def commands(what: str) -> list[str]:
    """The blocks of chapter 7, as a shell reads them."""
    chapter = (ROOT / "docs" / "administrator.en.md").read_text().partition("\n## 7. ")[2].partition("\n## 8. ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", chapter, re.DOTALL)
    assert len(blocks) == 3
    return blocks[:2] if what == "sqlite" else re.split(r"(?=createdb)", blocks[2])


def shell(site: Site, script: str, **env: str) -> None:
    done = subprocess.run(
        ["sh", "-ec", script.replace(".venv/bin/python", sys.executable)],
        cwd=ROOT, env={**site.env, **env}, capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.fixture
def full_site(site):
    site.did("migrate", "-v0")  # the desk's tables, which a copied site lacks
    site.did("load_claims", ROOT / "fixtures" / "claims.csv")
    site.did("check_totals")
    return site


def kept(site):
    return site.digest(), site.pages(*PAGES)


def report(keep, what, seconds, met, seen):
    figure = (
        f"digest and {len(PAGES)} pages {'equal' if met else 'differ'} after {seconds:.1f} s; meanwhile {said(seen)}"
    )
    keep("G22", what, figure, "equal, ≤ 15 min, only 200", met and seconds <= RTO and set(seen) == {200})


@pytest.mark.sqlite
def test_backup_and_restore_of_sqlite(full_site, files, tmp_path, keep):
    """Backed up under visitors; then something more is published, and the file is destroyed."""
    if not find_or_install_sqlite3():
        pytest.skip("NOT RUN: needs sqlite3")
    site, folder = full_site, tmp_path / "backups"
    folder.mkdir()
    backup, restore = (
        block.replace("/srv/belanja/belanja.sqlite3", str(site.file)).replace("/srv/cadangan", str(folder))
        for block in commands("sqlite")
    )
    before = kept(site)
    with serving(site) as served, Visitors(served.url) as visitors:
        time.sleep(0.5)
        shell(site, backup)
        time.sleep(0.5)
    site.did("load_transactions", files[1])
    site.file.write_bytes(b"\0" * 8192)
    begun = time.monotonic()
    shell(site, restore)
    seconds = time.monotonic() - begun
    report(keep, "SQLite: backup and restore", seconds, kept(site) == before, visitors.count())


@pytest.mark.postgres
def test_backup_and_restore_of_postgresql(full_site, tmp_path, keep):
    site, name = full_site, f"fault_{uuid.uuid4().hex[:12]}"
    place = urlsplit(site.url)
    env = {"PGHOST": place.hostname, "PGPORT": str(place.port), "PGUSER": place.username, "PGPASSWORD": place.password}
    env["PATH"] = f"{find_postgres()}:{os.environ['PATH']}"
    backup, restore = (
        block.replace("belanja_pulih", name).replace("belanja.dump", str(tmp_path / "belanja.dump"))
        for block in commands("postgresql")
    )
    before = kept(site)
    with serving(site) as served, Visitors(served.url) as visitors:
        time.sleep(0.5)
        shell(site, backup, **env)
        time.sleep(0.5)
    restored = Site(f"{site.url.rpartition('/')[0]}/{name}", site.data)
    try:
        begun = time.monotonic()
        shell(site, restore, **env)
        restored.did("migrate", "--check")
        restored.did("check_totals")
        seconds = time.monotonic() - begun
        report(keep, "PostgreSQL: backup and restore", seconds, kept(restored) == before, visitors.count())
    finally:
        restored.gone()
