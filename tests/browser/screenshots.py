"""Every kind of page at both widths into docs/screenshots: `make screenshots`. With names of kinds: only these.
Those of the desk are `desk-NAME`.

WebP by Chromium itself, cut after a screen or two: what a page looks like, not all that it holds. In Indonesian, and in
English the pages most people see, on a phone; `-printed` is the page on paper.
"""

import base64
import sys
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.alone import chromium, folder, no_ones_database
from tests.browser.desk_visiting import filled_desk
from tests.browser.visiting import visit
from tests.demo_site import sites
from tests.desk_pages import KINDS as DESK_KINDS
from tests.desk_pages import Kind as DeskKind
from tests.page_kinds import BY_NAME, KINDS, LIGHTHOUSE, PRINTED, Kind

OUT = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
PAPER = 718
TALLEST = {390: 1100, 1280: 900, PAPER: 1000}  # CSS pixels
QUALITY = 25


def main(names: list[str]) -> int:
    no_ones_database()
    kinds = [BY_NAME[name] for name in names if name in BY_NAME] if names else KINDS
    at_the_desk = [kind for kind in DESK_KINDS if not names or f"desk-{kind.name}" in names]
    OUT.mkdir(parents=True, exist_ok=True)
    if not names:
        for old in OUT.glob("*.webp"):
            old.unlink()
    with chromium() as browser:
        if kinds:
            take_public(browser, kinds)
        if at_the_desk:
            take_desk(browser, at_the_desk)
    files = list(OUT.glob("*.webp"))
    print(f"{len(files)} screenshots, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB, in {OUT.name}/")
    return 0


def take_public(browser: Browser, kinds: Sequence[Kind]) -> None:
    with folder() as made, sites(made) as served:
        for kind in kinds:
            with visit(browser, served, kind, "id") as seen:
                for width in (390, 1280) if kind.site == "demo" else (390,):
                    take(seen.page, width, f"{kind.name}-{width}")
                if kind.name in PRINTED:
                    seen.page.emulate_media(media="print")
                    take(seen.page, PAPER, f"{kind.name}-printed")
            if kind.name in LIGHTHOUSE:
                with visit(browser, served, kind, "en", width=390) as seen:
                    take(seen.page, 390, f"{kind.name}-390-en")


def take_desk(browser: Browser, kinds: Sequence[DeskKind]) -> None:
    with folder() as made, filled_desk(made, browser) as desk:
        for kind in kinds:
            with desk.visit(kind, "id") as seen:
                for width in (390, 1280):
                    take(seen.page, width, f"desk-{kind.name}-{width}")


def take(page: Page, width: int, name: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    height = min(page.evaluate("() => document.documentElement.scrollHeight"), TALLEST[width])
    session = page.context.new_cdp_session(page)
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    how = {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True}
    picture = base64.b64decode(session.send("Page.captureScreenshot", how)["data"])
    (OUT / f"{name}.webp").write_bytes(picture)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
