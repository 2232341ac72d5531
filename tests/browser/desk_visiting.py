"""One visit of a page of the desk in Chromium: what the browser asked for, what the console said, what was answered."""

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Route

from tests import desk_exports as exports
from tests.browser.visiting import HEIGHT, Visit
from tests.desk_pages import UPLOAD_MB, Kind, filled
from tests.procurement.desk.desk_site import Desk, desk_site

LANGUAGES = ("id", "en")


@dataclass
class FilledDesk:
    """A desk of which every kind of page can be visited."""

    desk: Desk
    browser: Browser
    folder: Path
    numbers: dict[str, str]
    sessions: dict[str, dict] = field(default_factory=dict)
    """Cookies of who is logged in; one that logs out has a session of its own."""

    @contextlib.contextmanager
    def visit(self, kind: Kind, language: str, *, width: int = 1280, scripts: bool = True) -> Iterator[Visit]:
        """The page does not load itself again meanwhile. `scripts`: the desk's own, under its policy."""
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=scripts,
            storage_state=self._session(kind) if kind.who else None,
        )
        try:
            context.add_cookies([{"name": "meja-bahasa", "value": language, "url": self.desk.url}])
            self._work(kind.busy)
            page = context.new_page()
            page.route("**/*", _held)
            seen = Visit(page, None)
            page.on("request", lambda request: seen.requests.append(request.url))
            page.on("console", lambda message: _hear(message, seen.messages))
            page.on("pageerror", lambda error: seen.messages.append(str(error)))
            seen.answer = page.goto(self.desk.url + kind.address.format(**self.numbers))
            if kind.act:
                seen.answer = kind.act(page, self.folder)
            yield seen
        finally:
            context.close()

    def _work(self, busy: bool) -> None:
        """Has the upload that is at work stand so, or not: it would be in the way of others."""
        with closing(sqlite3.connect(self.folder / "desk.sqlite3", timeout=30)) as database, database:
            state = "checking" if busy else "discarded"
            database.execute(
                "UPDATE desk_upload SET state = ?, folder = 'contoh' WHERE id = ?", (state, self.numbers["progress"])
            )

    def _session(self, kind: Kind) -> dict:
        if kind.name == "logged-out" or kind.who not in self.sessions:
            page = self.desk.page(self.browser)
            self.desk.log_in(page, kind.who)
            state = page.context.storage_state()
            page.context.close()
            if kind.name == "logged-out":
                return state
            self.sessions[kind.who] = state
        return self.sessions[kind.who]


def _hear(message: ConsoleMessage, messages: list[str]) -> None:
    """Warnings and errors; Chromium's hints to whoever writes forms are neither."""
    if message.type in ("warning", "error"):
        messages.append(message.text)


def _held(route: Route) -> None:
    if not route.request.is_navigation_request() or route.request.method != "GET":
        return route.continue_()
    answer = route.fetch(max_redirects=0)
    headers = {name: value for name, value in answer.headers.items() if name != "refresh"}
    return route.fulfill(response=answer, headers=headers)


@contextlib.contextmanager
def filled_desk(folder: Path, browser: Browser) -> Iterator[FilledDesk]:
    loads = [exports.written(folder, "tetangga.json", exports.neighbours())]
    loads.append(exports.written(folder, "malang.json", exports.malang()))
    with desk_site(folder, *loads, DESK_UPLOAD_MB=str(UPLOAD_MB)) as desk:
        yield FilledDesk(desk, browser, folder, filled(desk, browser, folder))
