"""Pages in a real Chromium: no sideways scroll, targets a finger hits, few requests, no message."""

from collections.abc import Iterator

import pytest

from tests.builders import bought, covered, publish, region, source_file, supplier

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/",
    "/peringkat/2022/",
    "/peringkat/2022/?jenis=kota&aturan=selesai&urut=-pesanan&q=o",
    "/daerah/",
    "/daerah/kota-malang/2022/",
    "/daerah/kabupaten-malang/",
    "/daerah/kota-malang/transaksi/?tahun=2022&min=1",
    "/data/",
    "/data/cakupan/",
    "/bandingkan/?d=kota-malang&d=kota-probolinggo&d=kabupaten-tulungagung",
    "/peta/",
    "/metode/",
    "/cari/?q=malang",
    "/tentang/",
    "/koreksi/",
    "/istilah/",
)
SMALL_TARGETS = """() => [...document.querySelectorAll(`.nav a, .lang a, .years a, .chip, .filter input, .filter select,
    .hits a, button, .btn, .pager a, thead a, .tiles a`)]
    .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 39.9)
    .map(e => e.outerHTML.slice(0, 80))"""
OVERFLOWING = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def site(live_server) -> str:
    """Long names and large amounts: what breaks a narrow page."""
    file = source_file(rows=40)
    region("Kabupaten Malang", grid_row=1, grid_col=1, abbr="MLG")
    for number, name in enumerate(("Kota Malang", "Kota Probolinggo", "Kabupaten Tulungagung")):
        government = region(name, grid_row=0, grid_col=number, abbr="K.ABC")
        for year in (2021, 2022):
            covered(government, year, file, rejected_rows=3, rejected_sen=10**15)
        for row in range(12):
            shop = supplier(f"Koperasi Konsumen Pegawai Republik Indonesia Sejahtera {name} {row}")
            bought(
                government, 1_651_815_827_556 + row, file, year=2021 + row % 2, supplier=shop, supplier_name=shop.name,
                category=f"jasa keamanan dan kebersihan gedung {row}", description="Belanja " + "sangat " * 30,
                order_id="PO-" + "0123456789" * 5,
            )  # fmt: skip
    publish(is_sample=True)
    return live_server.url


@pytest.fixture
def visit(browser) -> Iterator:
    """Opens an address at a width; hands over the page, the answers it asked for and what the console said."""
    contexts = []

    def open_at(address: str, width: int):
        context = browser.new_context(viewport={"width": width, "height": 900})
        contexts.append(context)
        page = context.new_page()
        answers, messages = [], []
        page.on("response", lambda answer: answers.append(answer))
        page.on("console", lambda message: messages.append(message.text))
        page.goto(address)
        return page, answers, messages

    yield open_at
    for context in contexts:
        context.close()


@pytest.mark.parametrize("path", PAGES)
def test_page_fits_a_small_phone(site, visit, path):
    for prefix in ("", "/en"):
        page, answers, messages = visit(site + prefix + path, 320)
        assert page.evaluate(OVERFLOWING) <= 0, prefix
        page.evaluate("() => document.querySelectorAll('details').forEach(part => part.open = true)")
        assert page.evaluate(OVERFLOWING) <= 0, f"{prefix}, details opened"
        assert page.evaluate(SMALL_TARGETS) == []
        assert len(answers) <= 5
        assert all(answer.ok for answer in answers)
        assert messages == []
        assert page.context.cookies() == []


def test_filter_form_works_without_javascript(site, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/")
    page.fill("#q", "probolinggo")
    page.click("main button")
    assert page.url.endswith("/cari/?q=probolinggo")
    assert page.locator(".hits a").first.inner_text() == "Kota Probolinggo"
    context.close()


def test_keyboard_reaches_the_content_first(site, visit):
    page, _answers, _messages = visit(f"{site}/peringkat/2022/", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "isi"
