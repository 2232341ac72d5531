"""Every kind of page in both languages, scripts off: quiet, light, alone, no cookie, no wider than its screen."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from tests.browser.visiting import CLIPPED_TARGETS, SMALL_TARGETS, visit
from tests.demo_site import get
from tests.page_kinds import BY_NAME, KINDS, LANGUAGES

pytestmark = pytest.mark.browser

MOST_BYTES = 30_000
MOST_REQUESTS = 5
PAPER = 718  # CSS pixels between the margins of an upright A4 page
LYING_OVER = """() => [...document.querySelectorAll('.rivals .box > * + *')].filter(e =>
    e.getBoundingClientRect().top < e.previousElementSibling.getBoundingClientRect().bottom - 1)
    .map(e => e.innerText)"""
ON_PAPER = """() => [...document.querySelectorAll('.top .nav, .lang, form, .skip')]
    .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_page_without_scripts(sites, browser, kind, language):
    with visit(browser, sites, kind, language) as seen:
        assert seen.answer.status == kind.status
        assert seen.page.locator("h1").count() == 1
        # Chromium itself writes a refused page into its console; nothing else may stand there.
        assert [text for text in seen.messages if f"with a status of {kind.status}" not in text] == []
        assert seen.page.locator("script:not([type='application/ld+json']), style, [style]").count() == 0
        assert seen.page.context.cookies() == []
        assert {urlsplit(url).netloc for url in seen.requests} == {urlsplit(seen.page.url).netloc}
        for width in (1280, 390, 320):
            assert seen.overflow(width) == (0, []), f"{width} pixels"
        assert seen.page.evaluate(CLIPPED_TARGETS) == []
        seen.open_details()
        for width in (1280, 390, 320):
            assert seen.overflow(width) == (0, []), f"{width} pixels, details opened"
            assert width > 390 or seen.page.evaluate(SMALL_TARGETS) == [], f"{width} pixels"
        seen.page.emulate_media(media="print")
        assert seen.overflow(PAPER) == (0, []), "printed"
        assert seen.page.evaluate(ON_PAPER) == [], "printed: navigation or a form"


@pytest.mark.parametrize("width", [1280, 390])
def test_cards_side_by_side_hide_none_of_their_parts(sites, browser, width):
    """Each has a row of the grid for every part, the last of which are two notes that most do not have."""
    with visit(browser, sites, BY_NAME["awards"], "id", width=width) as seen:
        assert seen.page.evaluate(LYING_OVER) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_first_view_is_light(sites, kind, language):
    """The page with its style sheet and its icon, compressed as a phone asks for them."""
    url = sites.url(kind, language)
    page = get(url, kind.method, **{"Accept-Encoding": "gzip"})
    text = get(url, kind.method).body.decode()
    links = re.findall(r'<link rel="(?:stylesheet|icon)"[^>]* href="([^"]+)"', text)
    parts = {urljoin(url, link) for link in links + re.findall(r'<[^>]* src="([^"]+)"', text)}
    assert {urlsplit(part).netloc for part in parts} <= {urlsplit(url).netloc}
    weight = len(page.body) + sum(len(get(part, **{"Accept-Encoding": "gzip"}).body) for part in parts)
    assert weight <= MOST_BYTES
    assert 1 + len(parts) <= MOST_REQUESTS
    assert "set-cookie" not in page.headers
