"""The desk as it runs: `manage.py desk` with server and worker, over a database of its own."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.databases import free_port
from tests.demo_site import serving, wait_until_it_answers
from tests.procurement.desk.plain_browser import PATIENCE, PlainBrowser
from tests.serving import ROOT, Site, fresh_site

PASSWORD = "kuda laut berenang pelan"
CHIEF, UPLOADER, PUBLISHER = "kepala", "pengunggah", "budi"
"""Accounts: one that may do everything, one that may only upload, one that may publish too."""
PEOPLE = {
    CHIEF: {"can": ["upload", "publish", "claims"], "accounts": True},
    UPLOADER: {"can": ["upload"]},
    PUBLISHER: {"can": ["upload", "publish"]},
}
FILL = f"""
import io, sys
from django.conf import settings
from django.core.management import call_command
from procurement.desk.models import Build
from procurement.models import Edition
for name in REFERENCE:
    call_command("load_" + name, settings.BASE_DIR / "fixtures" / (name + ".csv"))
for name in PEOPLE:
    sys.stdin = io.StringIO("{PASSWORD}")
    call_command("desk_user", name, **{PEOPLE!r}[name])
for path in LOADS:
    call_command("load_transactions", path)
newest = Edition.objects.latest("number").number
Build.objects.create(edition=newest, state=Build.State.DONE)  # else the worker begins with it
"""


@dataclass(frozen=True)
class Desk:
    """A desk at work."""

    url: str
    site: Site
    folder: Path
    process: subprocess.Popen
    browser: PlainBrowser
    public: str
    """Address of the public site that shows what it publishes; empty where none is served."""

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

    def asked(self, script: str):
        """The JSON that a script prints which may look into both databases."""
        return json.loads(self.site.write(f"import json\n{script}").splitlines()[-1])

    def worker(self) -> int:
        """The process id of the worker."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return next(int(pid) for pid in children if b"desk_worker" in Path(f"/proc/{pid}/cmdline").read_bytes())

    def left(self) -> list[str]:
        """What lies in the folder of uploads, but for the locks."""
        return [path.name for path in (self.folder / "uploads").rglob("*") if path.suffix != ".lock"]

    def editions(self) -> int:
        return self.asked("from procurement.models import Edition\nprint(Edition.objects.count())")


@contextlib.contextmanager
def desk_site(folder: Path, *loads: Path, **environment: str) -> Iterator[Desk]:
    """With governments, claims and legal rules, beside a public server; each of `loads` published as one of its own."""
    with (
        _filled(folder, ("regions", "claims", "rules"), (CHIEF, UPLOADER), loads, environment) as site,
        serving(site) as public,
        _running(site, folder, public) as desk,
    ):
        yield desk


@contextlib.contextmanager
def running_desk(folder: Path, **environment: str) -> Iterator[Desk]:
    """With governments alone; its browser without scripts is logged in."""
    with _filled(folder, ("regions",), (PUBLISHER,), (), environment) as site, _running(site, folder) as desk:
        desk.browser.log_in(PUBLISHER, PASSWORD)
        yield desk


@contextlib.contextmanager
def _filled(
    folder: Path, reference: tuple[str, ...], people: tuple[str, ...], loads: tuple[Path, ...], environment: dict
) -> Iterator[Site]:
    with fresh_site(folder) as site:
        site.writer.update(environment)
        paths = [str(path) for path in loads]
        site.write(f"REFERENCE, PEOPLE, LOADS = {reference!r}, {people!r}, {paths!r}\n{FILL}")
        yield site


@contextlib.contextmanager
def _running(site: Site, folder: Path, public: str = "") -> Iterator[Desk]:
    """Ended by its own pid, which ends its children."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    env = site.writer | {"DESK_URL": url} | ({"SITE_URL": public} if public else {})
    with (folder / "desk.log").open("ab") as log:
        command = [sys.executable, "manage.py", "desk", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        try:
            wait_until_it_answers(process, url)
            yield Desk(url, site, folder, process, PlainBrowser(port), public)
        finally:
            process.terminate()
            process.wait(PATIENCE)
