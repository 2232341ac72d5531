"""Which tests run on which database, and a browser for those that need one.

The tests run twice: on SQLite, then on PostgreSQL (DATABASE_URL). What did not run is said at the end, never
counted as passed.
"""

import os

import pytest
from django.conf import settings

from tests.provision import find_chromium

LEFT_OUT = {
    "sqlite": ("postgres",),
    "postgresql": ("sqlite", "once", "browser"),
}
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
    if not find_chromium():
        browser = [i for i in items if i.get_closest_marker("browser")]
        for item in browser:
            item.add_marker(pytest.mark.skip(reason="NOT RUN: needs Chromium"))
        counts["Chromium"] = len(browser)
    config.stash[not_run] = counts


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, n in config.stash.get(not_run, {}).items():
        if n:
            terminalreporter.write_line(f"NOT RUN: {n} tests need {name}", red=True, bold=True)


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
