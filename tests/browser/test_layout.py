"""Pages with long names and large amounts on the smallest phone, and what a form and the keyboard do there.

Every kind of page over the demo, with all else that is asked of it: test_page_kinds.py.
"""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from awards.judging import store_verdicts
from regions.models import Region
from tests.awards import hand_made
from tests.browser.visiting import OPEN_DETAILS, OVERFLOWING, SMALL_TARGETS
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
def page(browser) -> Iterator[Page]:
    """Without scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_page_fits_a_small_phone(site, page, path):
    for prefix in ("", "/en"):
        page.goto(site + prefix + path)
        assert page.evaluate(OVERFLOWING) <= 0, prefix
        page.evaluate(OPEN_DETAILS)
        assert page.evaluate(OVERFLOWING) <= 0, f"{prefix}, details opened"
        assert page.evaluate(SMALL_TARGETS) == []


def test_filter_form_works_without_javascript(site, page):
    page.goto(f"{site}/")
    page.fill("#q", "probolinggo")
    page.click("main button")
    assert page.url.endswith("/cari/?q=probolinggo")
    assert page.locator(".hits a").first.inner_text() == "Kota Probolinggo"


@pytest.fixture
def claimed(live_server, settings, tmp_path) -> str:
    """A claim in whose ranking a short name with a small amount leaves room on its line."""
    settings.DATA_DIR = tmp_path / "data"
    hand_made.load()
    bought(Region.objects.get(name="Kota Kediri"), 77_421_406, source_file(), year=2021)
    call_command("load_claims", settings.BASE_DIR / "fixtures" / "claims.csv")
    store_verdicts(publish())
    return f"{live_server.url}/klaim/bejo-2021-kota-malang-malangpagi/"


def test_each_amount_of_a_claims_ranking_has_the_first_line_for_itself(claimed, page):
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(claimed)
    amounts, orders = page.locator(".days .val").all(), page.locator(".days .val + .m").all()
    assert len(amounts) == len(orders) > 2
    for amount, order in zip(amounts, orders, strict=True):
        above = amount.bounding_box()
        assert above["y"] + above["height"] / 2 < order.bounding_box()["y"], amount.inner_text()
        assert above["x"] + above["width"] > 350, "in its column, at the right"


def test_keyboard_reaches_the_content_first(site, page):
    page.goto(f"{site}/peringkat/2022/")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "isi"
