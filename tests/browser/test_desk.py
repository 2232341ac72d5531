"""The desk at work in a browser: an export's whole way, with the public site beside it. Figures: tests/desk_exports.py.

One desk for all tests of this file, in their order: what one publishes the next finds.
"""

import urllib.request

import pytest
from playwright.sync_api import expect

from tests import desk_exports as exports
from tests.desk_exports import CANARY
from tests.desk_steps import PATIENCE, arrives, planned, publishes, submit, table, upload
from tests.procurement.desk.desk_site import CHIEF, PASSWORD, Desk, desk_site

pytestmark = pytest.mark.browser

KOTA_MALANG = "/daerah/kota-malang/2022/"
CLAIM = "epa-2023-kota-malang"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def desk(folder):
    """Kota Kediri, Kota Batu and Kota Blitar stand, so that ranks can move."""
    with desk_site(folder, exports.written(folder, "tetangga.json", exports.neighbours())) as at_work:
        yield at_work


@pytest.fixture(scope="module")
def page(desk: Desk, browser):
    """Somebody who may do everything, without scripts."""
    page = desk.page(browser, java_script_enabled=False)
    desk.log_in(page)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def malang(folder):
    return exports.written(folder, "malang.json", exports.malang())


def public(desk: Desk, path: str) -> str:
    with urllib.request.urlopen(desk.public + path) as answer:
        return answer.read().decode()


def test_an_export_is_read_then_published(desk, page, malang):
    assert "96.250.000" not in public(desk, KOTA_MALANG)
    upload(desk, page, malang, as_of="2022-12-31")
    assert page.locator("#refresh").inner_text().startswith("Laman ini memuat ulang sendiri")
    arrives(page, "menunggu keputusan")
    assert page.locator("#refresh").count() == 0
    assert table(page, "#files")[0][:3] == ["malang.json", f"{malang.stat().st_size:,}".replace(",", "."), "135"]
    assert table(page, ".desk-slice")[:4] == [
        ["Baris", "0", "135"],
        ["Pesanan", "0", "90"],
        ["Nilai semua baris", "Rp0", "Rp195.500.000"],
        ["Nilai terhitung (Bersih)", "Rp0", "Rp96.250.000"],
    ]
    year, channel = "2022", "Toko daring (Jatim Bejo)"
    assert sorted(table(page, "[aria-labelledby=ranks]")) == [
        ["Kota Batu", year, channel, "2", "3"],
        ["Kota Blitar", year, channel, "3", "4"],
        ["Kota Malang", year, channel, "–", "2"],
    ]
    assert "Edisi 5" not in public(desk, KOTA_MALANG)
    assert publishes(page) == 5
    said = public(desk, KOTA_MALANG)
    assert "Edisi 5" in said and "Rp96.250.000" in said and "80 pesanan" in said and "Peringkat 2 dari 4" in said


def test_a_ledger_accounts_for_every_row(desk, page):
    page.goto(f"{desk.url}/muatan/")
    page.click("#loads tbody tr:first-child a")
    ledger = {name: rows for name, rows, _value in table(page, ".ledger") if rows != "0"}
    assert ledger == {"dikirim ulang": "20", "di dua sumber": "5", "berulang": "10", "dihitung": "100"}
    assert page.locator(".ledger tfoot td").all_inner_texts() == ["135", "195.500.000"]


def test_half_an_export_is_stopped(desk, page, malang):
    """47 orders of a million are left: Kota Malang would fall behind the two that it has passed."""
    number = planned(desk, page, exports.half(malang, "malang-terpotong.json"), as_of="2022-12-31")
    assert page.locator("#implausible li").all_inner_texts() == [
        "Kota Malang 2022 bela: 68 dari 135 baris ditarik",
        "Kota Malang 2022 bela: Rp130.500.000 dari Rp195.500.000 ditarik",
    ]
    moves = {name: (before, after) for name, _y, _c, before, after in table(page, "[aria-labelledby=ranks]")}
    assert moves == {"Kota Malang": ("2", "4"), "Kota Batu": ("3", "2"), "Kota Blitar": ("4", "3")}
    assert page.inner_text("label[for=id_confirm]").rstrip(":") == (
        "Yang tertulis di bawah “Tidak wajar” sudah saya periksa, dan memang benar."
    )
    assert submit(page, "#publish").status == 400
    assert page.locator(".errorlist").inner_text() == "Centang ini, atau buang unggahannya."
    page.goto(f"{desk.url}/unggahan/{number}/")
    submit(page, "#discard")
    arrives(page, "dibuang")
    assert "Rp96.250.000" in public(desk, KOTA_MALANG) and "Edisi 5" in public(desk, KOTA_MALANG)


def test_an_export_that_breaks_off_is_refused(desk, page, folder, malang):
    cut = folder / "putus.json"
    cut.write_bytes(malang.read_bytes()[:9000])
    upload(desk, page, cut)
    arrives(page, "ditolak")
    assert page.inner_text("#failure").startswith("putus.json: F2")
    submit(page, "#discard")
    arrives(page, "dibuang")


def test_rejects_are_published_around_by_their_number(desk, page, folder):
    planned(desk, page, exports.written(folder, "probolinggo.json", exports.with_rejects(3)))
    assert page.locator("#rejects h2").inner_text() == "3 baris ditolak"
    assert [(line, code) for _file, line, _column, code, _says in table(page, "#rejects")] == [
        ("unsur 11", "R03"), ("unsur 12", "R03"), ("unsur 13", "R03"),
    ]  # fmt: skip
    page.fill("#id_rejects", "2")
    assert submit(page, "#publish").status == 400
    assert page.locator(".errorlist").inner_text() == "Ini bukan jumlah baris yang ditolak."
    page.fill("#id_rejects", "3")
    assert publishes(page) == 6
    said = public(desk, "/daerah/kota-probolinggo/2022/")
    assert "Rp10.000.000" in said and "3 baris" in said and "ditolak" in said


def test_a_claim_is_edited_and_its_verdict_changes(desk, page):
    assert "Selisih" in public(desk, f"/klaim/{CLAIM}/")
    page.goto(f"{desk.url}/klaim/{CLAIM}/")
    page.fill("#id_stated_value_idr", "96250000")
    page.fill("#id_value_as_printed", "")
    assert submit(page, ".submit-row input").status == 400  # no figure as printed: refused as in a file
    page.fill("#id_value_as_printed", "Rp96.250.000")
    submit(page, ".submit-row input")
    assert table(page, ".desk-scroll") == [[CLAIM, "Nilai", "selisih", "cocok"]]
    submit(page, ".submit-row input")
    assert "edisi 7" in page.inner_text(".messagelist")
    said = public(desk, f"/klaim/{CLAIM}/")
    assert "Rp96.250.000" in said and "Cocok" in said and "67.082.500.435" not in said.split('id="berdampingan"')[0]


def test_a_name_is_approved_and_the_same_file_loads(desk, page, folder):
    number = upload(desk, page, exports.written(folder, "portal.json", exports.unknown_name()))
    arrives(page, "ditolak")
    assert "R13" in page.inner_text("#rejects")
    page.goto(f"{desk.url}/nama-daerah/")
    page.click("text=Jawab “Kab. Malng”")
    page.select_option("#id_arti", "35.07")
    page.fill("#id_sumber", "surat dinas 12")
    submit(page, ".submit-row input")
    said = page.inner_text("#content")
    assert "Kabupaten Malang (35.07)" in said and "4 baris, Rp400.000" in said
    submit(page, ".submit-row input")
    page.goto(f"{desk.url}/unggahan/{number}/")
    submit(page, "#check-again")
    arrives(page, "menunggu keputusan")
    assert publishes(page) == 9
    assert "Rp400.000" in public(desk, "/daerah/kabupaten-malang/2022/")


def test_a_load_is_withdrawn(desk, page):
    page.goto(f"{desk.url}/muatan/")
    page.click("#loads tbody tr:has-text('malang.json') a")
    submit(page, "#look")
    arrives(page, "menunggu keputusan")
    assert table(page, "#slices") == [["Kota Malang", "2022", "bela", "135", "90", "Rp195.500.000", "Rp96.250.000"]]
    submit(page, "#withdraw")
    arrives(page, "terbit")
    assert page.inner_text("#edition") == "edisi 10"
    said = public(desk, "/daerah/kota-malang/")
    assert "Edisi 10" in said and "80 pesanan" not in said and "belum ada data" in said.lower()
    page.goto(f"{desk.public}/edisi/10/")
    assert "Kota Malang" in page.inner_text("main") and "135" in page.inner_text("main")
    page.goto(f"{desk.public}/data/muatan/2/")
    assert "ditarik" in page.locator("main tbody tr:has-text('Kota Malang')").last.text_content()


def test_by_keyboard_with_scripts(desk, browser, folder):
    """Log in, upload and publish with Tab, Enter and typing alone, in a browser that runs the desk's scripts."""
    page = desk.page(browser)
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("warning", "error") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{desk.url}/login/")
    tab_to(page, "#id_username")
    page.keyboard.type(CHIEF)
    tab_to(page, "#id_password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.url}/")
    for link in (".desk-sections a[href='/unggahan/']", "#new-upload"):
        tab_to(page, link)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    tab_to(page, "#id_files")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    rows = [one | exports.of("D181", "Kota Surabaya") for one in exports.malang()]
    chooser.value.set_files(exports.written(folder, "surabaya.json", rows))
    for button in ("#send", "#publish"):
        tab_to(page, button)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        arrives(page, {"#send": "menunggu keputusan", "#publish": "terbit"}[button])
    assert page.inner_text("#edition") == "edisi 11"
    expect(page.locator("#build strong")).to_have_text("sudah dibuat", timeout=PATIENCE)
    assert "Rp96.250.000" in public(desk, "/daerah/kota-surabaya/2022/")
    assert said == []
    page.context.close()


def tab_to(page, selector: str) -> None:
    """Tab, as often as it takes."""
    for _ in range(80):
        if page.locator(selector).evaluate("e => e === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def test_nothing_private_is_left(desk, page, folder):
    """The orderer's name is in no database, no log, no folder of uploads."""
    arrived = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".json"]
    assert {"site.sqlite3", "desk.sqlite3", "desk.log"} <= {path.name for path in arrived}
    for path in arrived:
        assert CANARY.encode() not in path.read_bytes(), path
    assert [path.name for path in (folder / "uploads").rglob("*") if path.suffix != ".lock"] == []
