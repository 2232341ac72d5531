"""Every kind of page of the desk in both languages: quiet under its policy, never kept, no wider than its screen."""

from urllib.parse import urlsplit

import pytest

from tests.browser.desk_visiting import LANGUAGES, filled_desk
from tests.browser.test_accessibility import RUN_AXE
from tests.browser.test_html import validated
from tests.browser.visiting import HEIGHT
from tests.desk_pages import KINDS
from tests.provision import AXE

pytestmark = pytest.mark.browser
CUT_OFF = """() => [...document.querySelectorAll(".desk-scroll, .model-auditentry .results")]
    .filter(frame => frame.scrollWidth > frame.clientWidth).map(frame => frame.textContent.trim().slice(0, 80))"""
"""Tables of which a phone shows only a part."""
LONG_FIGURES = """() => [...document.querySelectorAll("td.num")].filter(cell => /\\d/.test(cell.textContent))
    .forEach(cell => cell.textContent = "Rp5.001.262.534.967")"""
"""Amounts of trillions in every cell of a figure: cut off they would look whole, and be wrong by a factor of ten."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory, browser):
    with filled_desk(tmp_path_factory.mktemp("desk"), browser) as filled:
        yield filled


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_page_is_quiet_and_fits(desk, kind, language):
    with desk.visit(kind, language) as seen:
        assert seen.answer.status == kind.status
        assert seen.page.locator("html").get_attribute("lang") == language
        assert seen.page.locator("h1").count() == 1
        assert seen.answer.headers["cache-control"] == "no-store, private"
        # Chromium itself writes a refused page into its console; nothing else may stand there.
        assert [text for text in seen.messages if "with a status of 4" not in text] == []
        assert {urlsplit(url).netloc for url in seen.requests} == {urlsplit(desk.desk.url).netloc}
        for width in (1280, 390):
            assert seen.overflow(width) == (0, []), f"{width} pixels"
        seen.open_details()
        for width in (1280, 390):
            assert seen.overflow(width) == (0, []), f"{width} pixels, details opened"
        assert seen.page.evaluate(CUT_OFF) == []
        seen.page.evaluate(LONG_FIGURES)
        for width in (390, 320):
            assert seen.overflow(width) == (0, []), f"{width} pixels, long figures"
            assert seen.page.evaluate(CUT_OFF) == [], f"{width} pixels, long figures"


@pytest.mark.npm
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_axe_finds_nothing(desk, kind, language):
    with desk.visit(kind, language) as seen:
        seen.page.evaluate(AXE.read_text())  # the debugger's word, which the policy of the page lets pass
        seen.open_details()
        for width in (1280, 390):
            seen.page.set_viewport_size({"width": width, "height": HEIGHT})
            assert seen.page.evaluate(RUN_AXE) == [], f"{width} pixels"


@pytest.mark.npm
def test_html_is_valid(desk, tmp_path):
    for kind in KINDS:
        for language in LANGUAGES:
            with desk.visit(kind, language, scripts=False) as seen:
                (tmp_path / f"{kind.name}.{language}.html").write_bytes(seen.answer.body())
    found = validated(tmp_path)
    assert not found, "\n".join(found)
