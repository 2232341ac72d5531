"""Sites and a browser for the commands of this folder, which run outside pytest."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.provision import find_or_install_chromium

LEFT_OUT = ("DATABASE_URL", "READER_DATABASE_URL", "BELANJA_SERVING", "DJANGO_ENV", "SITE_URL")


def no_ones_database() -> None:
    """Before Django's settings are read: a command must not touch a database that somebody works with."""
    for name in LEFT_OUT:
        os.environ.pop(name, None)
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="bt-settings-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "procurement.settings"


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="bt-pages-") as made:
        yield Path(made)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=find_or_install_chromium(), args=arguments)
        yield browser
        browser.close()
