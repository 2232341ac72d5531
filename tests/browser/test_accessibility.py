"""axe-core over every kind of page at both widths, and the keyboard: it reaches everything and shows where it is."""

import pytest

from tests.browser.visiting import HEIGHT, visit
from tests.page_kinds import KINDS, LANGUAGES
from tests.provision import AXE

pytestmark = pytest.mark.browser

# What the standards ask for, axe's own advice, and the size of targets, which it leaves out unless told.
RUN_AXE = """async () => (await axe.run({resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}))
    .violations.map(v => v.id + ': ' + v.nodes.slice(0, 2).map(n => n.html.slice(0, 160)).join(' | '))"""
LISTEN = """() => {
    window.walked = new Set(); window.unseen = [];
    document.addEventListener('focusin', ({target}) => {
        window.walked.add(target);
        const style = getComputedStyle(target), box = target.getBoundingClientRect();
        if (style.outlineStyle === 'none' || box.width < 1 || box.height < 1)
            unseen.push(target.outerHTML.slice(0, 120));
    });
}"""
REACHABLE = """() => (window.reachable = [...document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter(e => e.checkVisibility() && !e.disabled)).length"""
MISSED = "() => window.reachable.filter(e => !window.walked.has(e)).map(e => e.outerHTML.slice(0, 120))"


@pytest.mark.npm
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_axe_finds_nothing(sites, browser, kind, language):
    with visit(browser, sites, kind, language, scripts=True) as seen:
        seen.page.add_script_tag(content=AXE.read_text())
        seen.open_details()
        for width in (1280, 390):
            seen.page.set_viewport_size({"width": width, "height": HEIGHT})
            assert seen.page.evaluate(RUN_AXE) == [], f"{width} pixels"


ON_A_PHONE = {
    "home",
    "ranking",
    "government",
    "transactions",
    "comparison",
    "search",
    "claim",
    "coverage",
    "order",
    "data",
}
"""What is reached is the same at every width but for the header; one of each layout is walked narrow too."""
BY_KEYBOARD = [(kind, 1280) for kind in KINDS] + [(kind, 390) for kind in KINDS if kind.name in ON_A_PHONE]


@pytest.mark.parametrize(("kind", "width"), BY_KEYBOARD, ids=lambda one: getattr(one, "name", str(one)))
def test_keyboard_reaches_everything(sites, browser, kind, width):
    with visit(browser, sites, kind, "id", width=width, scripts=True) as seen:
        seen.open_details()
        seen.page.evaluate(LISTEN)
        for _ in range(seen.page.evaluate(REACHABLE) + 1):
            seen.page.keyboard.press("Tab")
        assert seen.page.evaluate(MISSED) == []
        assert seen.page.evaluate("() => window.unseen") == []
        assert seen.page.evaluate("() => window.walked.size") > 0 or kind.site == "broken"
