"""One visit of a page of the desk in Chromium: what the browser asked for, what the console said, what was answered."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Route

from tests import desk_exports as exports
from tests.browser.visiting import HEIGHT, Visit
from tests.desk_pages import UPLOAD_MB, Kind, filled
from tests.desk_site import Desk, desk_site

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
            page = context.new_page()
            page.route("**/*", _held)
            seen = Visit(page, None)
            page.on("request", lambda request: seen.requests.append(request.url))
            page.on("console", lambda message: seen.messages.append(message.text))
            page.on("pageerror", lambda error: seen.messages.append(str(error)))
            seen.answer = page.goto(self.desk.url + kind.address.format(**self.numbers))
            if kind.act:
                seen.answer = kind.act(page, self.folder)
            yield seen
        finally:
            context.close()

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


def _held(route: Route) -> None:
    if not route.request.is_navigation_request():
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
