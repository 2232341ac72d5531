"""One visit of a page kind in Chromium: without scripts, as the pages promise to work, or with, for tools."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Response, Route

from tests.demo_site import Sites
from tests.page_kinds import Kind

HEIGHT = 900
OPEN_DETAILS = "() => document.querySelectorAll('details').forEach(part => part.open = true)"
OVERFLOWING = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
WIDE_PARTS = """() => [...document.querySelectorAll('main *, header *, footer *')]
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(e => e.outerHTML.slice(0, 120)).slice(0, 3)"""
SMALL_TARGETS = """() => [...document.querySelectorAll('a, summary, button, input:not([type=hidden]), select')]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.9)
    .filter(e => !e.matches('.skip, p:not(.btns, .state, .fresh) a, main :is(ul, ol):not([class], nav *) > li a'))
    .map(e => e.outerHTML.slice(0, 80))"""
"""Lower than a finger. Links within a sentence, of a paragraph or of a list in prose, keep to its lines."""
CLIPPED_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, summary')]
    .filter(e => { for (let p = e; p; p = p.parentElement) if (getComputedStyle(p).clipPath !== 'none') return true })
    .map(e => e.outerHTML.slice(0, 80))"""
"""What the keyboard reaches and nobody sees."""


@dataclass
class Visit:
    page: Page
    answer: Response
    requests: list[str] = field(default_factory=list)
    """Every address asked for, the page's own first."""
    messages: list[str] = field(default_factory=list)
    """What the console said, and what a script threw."""

    def overflow(self, width: int) -> tuple[int, list[str]]:
        """(pixels of sideways scroll, the parts that stick out) at a width."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        pixels = self.page.evaluate(OVERFLOWING)
        return pixels, self.page.evaluate(WIDE_PARTS) if pixels > 0 else []

    def open_details(self) -> None:
        self.page.evaluate(OPEN_DETAILS)


@contextlib.contextmanager
def visit(
    browser: Browser, sites: Sites, kind: Kind, language: str, *, width: int = 1280, scripts: bool = False
) -> Iterator[Visit]:
    """In a context of its own: nothing cached, no cookie. `scripts` lets a tool in past the content security policy."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, java_script_enabled=scripts, bypass_csp=scripts
    )
    try:
        page = context.new_page()
        if kind.method != "GET":
            page.route(sites.url(kind, language), lambda route: _ask(route, kind.method))
        requests: list[str] = []
        messages: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: messages.append(message.text))
        page.on("pageerror", lambda error: messages.append(str(error)))
        answer = page.goto(sites.url(kind, language))
        assert answer
        yield Visit(page, answer, requests, messages)
    finally:
        context.close()


def _ask(route: Route, method: str) -> None:
    route.continue_(method=method)
