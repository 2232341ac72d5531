"""The desk as it runs: `manage.py desk` with server and worker, beside a public server over the same database."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.databases import free_port
from tests.demo_site import PATIENCE, serving, wait_until_it_answers
from tests.serving import ROOT, Site, fresh_site

PASSWORD = "kuda laut berenang pelan"
CHIEF, UPLOADER = "kepala", "pengunggah"
"""Accounts: one that may do everything, one that may only upload."""
PEOPLE = {
    CHIEF: {"can": ["upload", "publish", "claims"], "accounts": True},
    UPLOADER: {"can": ["upload"]},
}
FILL = f"""
import io, sys
from django.conf import settings
from django.core.management import call_command
for name in settings.DATABASES:
    call_command("migrate", database=name, verbosity=0)
for command, file in (("load_regions", "regions"), ("load_claims", "claims"), ("load_rules", "rules")):
    call_command(command, settings.BASE_DIR / "fixtures" / (file + ".csv"))
for name, what in {PEOPLE!r}.items():
    sys.stdin = io.StringIO("{PASSWORD}")
    call_command("desk_user", name, **what)
for path in LOADS:
    call_command("load_transactions", path)
from procurement.desk.models import Build
from procurement.models import Edition
newest = Edition.objects.latest("number").number
Build.objects.create(edition=newest, state=Build.State.DONE)  # else the worker begins with it
"""


@dataclass(frozen=True)
class Desk:
    """A desk at work, and the public site that shows what it publishes."""

    url: str
    public: str
    site: Site
    folder: Path
    process: subprocess.Popen

    def said(self) -> str:
        """What server and worker wrote into their log."""
        return (self.folder / "desk.log").read_text(encoding="utf-8", errors="replace")

    def page(self, browser: Browser, *, language: str = "id", **how) -> Page:
        """In a context of its own: nobody is logged in."""
        context = browser.new_context(**how)
        if language != "id":
            context.add_cookies([{"name": "meja-bahasa", "value": language, "url": self.url}])
        return context.new_page()

    def log_in(self, page: Page, who: str = CHIEF) -> None:
        page.goto(f"{self.url}/login/")
        page.fill("#id_username", who)
        page.fill("#id_password", PASSWORD)
        page.click("input[type=submit]")
        page.wait_for_url(f"{self.url}/")


@contextlib.contextmanager
def desk_site(folder: Path, *loads: Path, **environment: str) -> Iterator[Desk]:
    """With governments, claims and legal rules; each of `loads` published as a load of its own."""
    with fresh_site(folder) as site:
        site.writer.update(environment)
        site.write(f"LOADS = {[str(path) for path in loads]}{FILL}")
        with serving(site) as public, running(site, folder, public) as (url, process):
            yield Desk(url, public, site, folder, process)


@contextlib.contextmanager
def running(site: Site, folder: Path, public: str) -> Iterator[tuple[str, subprocess.Popen]]:
    """The desk's address and process. Ended by its own pid, which ends its children."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with (folder / "desk.log").open("ab") as log:
        command = [sys.executable, "manage.py", "desk", "--port", str(port)]
        env = site.writer | {"DESK_URL": url, "SITE_URL": public}
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            wait_until_it_answers(process, url)
            yield url, process
        finally:
            process.terminate()
            process.wait(PATIENCE)
