"""Which tests run on which database, and a browser for those that need one.

The tests run twice: on SQLite, then on PostgreSQL (DATABASE_URL). What did not run is said at the end, never
counted as passed.
"""

import os
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache

from tests.demo_site import Sites
from tests.demo_site import sites as made_sites
from tests.provision import CHROMIUM, WEB_TOOLS, find_chromium, find_web_tools

LEFT_OUT = {
    "sqlite": ("postgres",),
    "postgresql": ("sqlite", "once", "browser"),
}
# Tests that want the files of /data/ ask for them; the others, and what they start, publish without.
os.environ["BUILD_DOWNLOADS"] = "0"
not_run = pytest.StashKey[dict[str, int]]()


def database() -> str:
    return settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1].removesuffix("3")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    left_out = [i for i in items if any(i.get_closest_marker(m) for m in LEFT_OUT[database()])]
    items[:] = [i for i in items if i not in left_out]
    config.hook.pytest_deselected(items=left_out)
    counts = {}
    if database() == "sqlite" and not os.environ.get("TESTS_FOLLOW_ON"):
        twice = [i for i in items if not any(i.get_closest_marker(m) for m in LEFT_OUT["postgresql"])]
        counts["PostgreSQL"] = len(twice) + len(left_out)
    for marker, tool, found in (("browser", CHROMIUM, find_chromium()), ("npm", WEB_TOOLS, find_web_tools())):
        needing = [] if found else [i for i in items if i.get_closest_marker(marker)]
        for item in needing:
            item.add_marker(pytest.mark.skip(reason=f"NOT RUN: needs {tool}"))
        counts[tool] = len(needing)
    config.stash[not_run] = counts


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, n in config.stash.get(not_run, {}).items():
        if n:
            terminalreporter.write_line(f"NOT RUN: {n} tests need {name}", red=True, bold=True)


@pytest.fixture(autouse=True)
def nothing_kept(settings):
    """Tests reuse the numbers of editions; a process that serves never does."""
    settings.BUILD_DOWNLOADS = False
    cache.clear()


@pytest.fixture(scope="session")
def browser():
    """The machine's own Chromium, driven by Playwright (`browser.new_page()`); nothing is downloaded."""
    from playwright.sync_api import sync_playwright

    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in this thread
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sites(tmp_path_factory) -> Iterator[Sites]:
    """The demo, an empty and a broken site, each behind a server of its own."""
    with made_sites(tmp_path_factory.mktemp("sites")) as served:
        yield served
