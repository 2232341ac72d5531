"""Every kind of page at both widths into docs/screenshots: `make screenshots`. With names of kinds: only these.

WebP by Chromium itself, cut after a screen or two: what a page looks like, not all that it holds. In Indonesian, and in
English the pages most people see, on a phone; `-printed` is the page on paper.
"""

import base64
import sys
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.alone import chromium, folder, no_ones_database
from tests.browser.visiting import visit
from tests.demo_site import sites
from tests.page_kinds import BY_NAME, KINDS, LIGHTHOUSE, PRINTED

OUT = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
PAPER = 718
TALLEST = {390: 1100, 1280: 900, PAPER: 1000}  # CSS pixels
QUALITY = 25


def main(names: list[str]) -> int:
    no_ones_database()
    kinds = [BY_NAME[name] for name in names] or KINDS
    OUT.mkdir(parents=True, exist_ok=True)
    if not names:
        for old in OUT.glob("*.webp"):
            old.unlink()
    with folder() as made, sites(made) as served, chromium() as browser:
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
    files = list(OUT.glob("*.webp"))
    print(f"{len(files)} screenshots, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB, in {OUT.name}/")
    return 0


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
