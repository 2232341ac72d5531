"""What a figure needs beside it on a small screen: its unit, its words, the order it stands in, the keyboard's way."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Page

from procurement.counting import Channel
from tests.builders import bought, covered, publish, region, source_file, supplier

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLLOWED = "() => getComputedStyle(document.activeElement).outlineStyle !== 'none'"
PLACE = "() => { const box = document.activeElement.getBoundingClientRect(); return [box.top, box.left] }"
BROKEN_FIGURES = """() => [...document.querySelectorAll('.kpi dd:not(.n)')].filter(e => {
    const range = document.createRange(), lines = text => (range.selectNode(text), range.getClientRects());
    const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT); let broken = e.scrollWidth > e.clientWidth;
    while (texts.nextNode()) broken ||= lines(texts.currentNode).length > 1;
    return broken }).map(e => e.innerText)"""
TOUCHING_LABELS = """() => [...document.querySelectorAll('svg.chart')].flatMap(chart => {
    const box = e => e.getBoundingClientRect();
    const columns = [...chart.querySelectorAll('rect')].map(box), labels = [...chart.querySelectorAll('text')];
    const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > .5
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
    return labels.filter((e, place) => columns.some(column => meet(box(e), column))
        || labels.slice(place + 1).some(other => meet(box(e), box(other)))).map(e => e.textContent) })"""


@pytest.fixture
def site(live_server) -> str:
    """A city with much per head that bought in every month, and one with nothing to compare with."""
    file, shop = source_file(rows=40), supplier("Koperasi Sejahtera")
    rich, new = region("Kota Malang", population=880_000), region("Kota Batu", "35.79", population=200_000)
    for year in (2021, 2022):
        covered(rich, year, file)
        for month in range(1, 13):
            parties = {"supplier": shop, "supplier_name": shop.name, "ordered_at": datetime(year, month, 5)}
            bought(rich, 990_000_000 * month, file, year=year, **parties)
    long = region("Kabupaten Tulungagung")
    covered(long, 2022, file)
    bought(long, 999_900_000, file, year=2022)
    covered(new, 2022, file)
    bought(new, 5_000_000, file, year=2022, supplier=shop, supplier_name=shop.name)
    covered(rich, 2022, file, channel=Channel.E_KATALOG, system="katalog-v5")
    publish()
    return live_server.url


@pytest.fixture(params=[320, 390, 800, 1280])
def page(browser, request) -> Iterator[Page]:
    """Without scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


def test_the_keyboard_walks_through_the_header_as_the_eye_does(site, page):
    page.goto(f"{site}/peringkat/2022/")
    count = sum(one.is_visible() for one in page.locator(".top :is(a, input, button)").all())
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    places = []
    for _ in range(count):
        page.keyboard.press("Tab")
        assert page.evaluate(FOLLOWED) and page.evaluate("() => !!document.activeElement.closest('.top')")
        top, left = page.evaluate(PLACE)
        places.append((round(top / 30), left))
    assert places == sorted(places)


def test_figures_break_within_no_word(site, page):
    for prefix in ("", "/en"):
        page.goto(f"{site}{prefix}/daerah/kota-malang/2022/")
        assert page.evaluate(BROKEN_FIGURES) == [], prefix


@pytest.mark.parametrize("address", ["/daerah/kota-malang/2022/", "/sematkan/daerah/kota-malang/"])
def test_words_of_a_chart_touch_neither_columns_nor_each_other(site, page, address):
    for prefix in ("", "/en"):
        page.goto(f"{site}{prefix}{address}")
        assert page.evaluate(TOUCHING_LABELS) == [], prefix


def test_a_change_that_cannot_be_told_is_a_dash_beside_its_words(site, page):
    page.goto(f"{site}/peringkat/2022/")
    cell = page.get_by_role("row").filter(has_text="Kota Batu").locator("td").last
    assert cell.locator(".none").is_visible() and cell.inner_text().startswith("–")


def test_the_order_that_stands_is_in_sight(site, page):
    page.goto(f"{site}/peringkat/2022/?urut=-per-kapita")
    box = page.locator("[aria-sort] a").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


def test_amounts_have_their_unit_where_the_head_of_their_column_is_hidden(site, page):
    page.goto(f"{site}/daerah/kota-malang/2022/")
    page.goto(site + page.locator("#penyedia a, a[href*='/penyedia/']").first.get_attribute("href"))
    value = page.locator("main table.stack").first.locator("tbody .val").first
    before = value.evaluate("e => getComputedStyle(e, '::before').content")
    head = page.locator("main table.stack").first.locator("thead")
    assert (before == '"Rp"') == (head.bounding_box()["width"] <= 1)


def test_the_figure_of_a_government_stands_beside_its_name(site, page):
    page.goto(f"{site}/daerah/")
    for one in page.locator(".names li").all():
        name, figure = one.locator("> a").bounding_box(), one.locator("> span").bounding_box()
        assert abs((name["y"] + name["height"] / 2) - (figure["y"] + figure["height"] / 2)) < 12
