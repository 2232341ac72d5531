"""The desk in processes of its own: what they do together, and what is left when one of them is killed."""

import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.procurement.desk.desk_site import running_desk
from tests.procurement.desk.plain_browser import PlainBrowser
from tests.procurement.loading.exports import PERSON, row, write_csv

pytestmark = pytest.mark.fault

FEW = [row(order_id=str(n)) for n in range(1, 4)]
MANY = 60_000
TOO_MANY = 250_000
"""Rows that no machine checks within a second."""


@pytest.fixture
def desk(tmp_path):
    with running_desk(tmp_path) as running:
        yield running


def many(path: Path, rows: int = MANY) -> Path:
    """An export that takes some seconds: copies of one row under numbers of their own."""
    head, pattern = write_csv(path, [row(order_id="NOMOR")]).read_text().splitlines()
    with path.open("w") as file:
        file.write(head + "\n")
        file.writelines(pattern.replace("NOMOR", str(number)) + "\n" for number in range(rows))
    return path


def test_from_the_upload_to_the_public_site(desk):
    browser = desk.browser
    answer = browser.upload(write_csv(desk.folder / "few.csv", FEW))
    assert answer.status == 302
    page = browser.wait(answer.headers["location"])
    assert "menunggu keputusan" in page and "Rp300.000" in page
    plan = page.split('name="plan" value="')[1].split('"')[0]
    address = answer.headers["location"]
    assert browser.post(f"{address}terbitkan/", plan=plan).status == 302
    page = browser.wait(address)
    assert "<strong>terbit</strong>" in page and "<strong>sudah dibuat</strong>" in page
    assert desk.left() == []
    public = desk.site.serve("""
data, login = Answer("/data/"), Answer("/login/")
print(json.dumps([data.status, data.headers.get("Edisi"), "Set-Cookie" in data.headers, login.status]))
""")
    assert public == [200, "2", False, 404], "edition 1 is that of the governments"
    kept = b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file() and path.name != "few.csv")
    assert b"few.csv" in kept or not list(desk.folder.glob("*.sqlite3"))
    assert PERSON.encode() not in kept


def test_ten_uploads_at_once(desk):
    """U06: one runs, the rest are told so (F20)."""
    file = write_csv(desk.folder / "few.csv", FEW)
    browsers = [PlainBrowser(desk.browser.port, dict(desk.browser.cookies), desk.browser.token) for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda browser: browser.upload(file), browsers))
    assert sorted(answer.status for answer in answers) == [302] + [409] * 9
    assert all("F20" in answer.text for answer in answers if answer.status == 409)


@pytest.mark.parametrize("moment", ["sedang diperiksa", "sedang diterbitkan"])
def test_a_killed_worker_leaves_nothing_half_done(desk, moment):
    """SIGKILL at a random time: before or after, no file left, and the next upload works without a hand."""
    browser = desk.browser
    address = browser.upload(many(desk.folder / "many.csv")).headers["location"]
    if moment == "sedang diterbitkan":
        plan = browser.wait(address).split('name="plan" value="')[1].split('"')[0]
        browser.post(f"{address}terbitkan/", plan=plan)
    browser.wait(address, until=moment)
    time.sleep(random.uniform(0, 3))
    os.kill(desk.worker(), signal.SIGKILL)
    page = browser.wait(address)
    done = "<strong>terbit</strong>" in page
    assert done or "<strong>terputus</strong>" in page or "<strong>menunggu keputusan</strong>" in page
    assert desk.editions() == 1 + done, "edition 1 is that of the governments"
    if "menunggu keputusan" not in page:  # it was quicker than the kill
        assert "many.csv" not in desk.left()
    answer = browser.upload(
        write_csv(desk.folder / "few.csv", [row(order_id="1", kd_klpd="D181", nama_klpd="Kota Surabaya")])
    )
    assert answer.status == 302
    assert "menunggu keputusan" in browser.wait(answer.headers["location"])


def test_a_sender_who_hangs_up_blocks_nobody(desk):
    browser = desk.browser
    assert browser.upload(many(desk.folder / "many.csv"), stop_after=2_000_000).status == 0
    end = time.monotonic() + 30
    few = write_csv(desk.folder / "few.csv", FEW)
    while (answer := browser.upload(few)).status == 409 and time.monotonic() < end:
        time.sleep(0.2)
    assert answer.status == 302
    assert "many.csv" not in desk.left()


@pytest.mark.parametrize(
    ("limit", "said"),
    [({"DESK_CHILD_SECONDS": "1"}, "terlalu lama"), ({"DESK_CHILD_MEMORY_MB": "300"}, "memori|F30|kesalahan kami")],
)
def test_a_check_has_limits(tmp_path, limit, said):
    with running_desk(tmp_path, **limit) as desk:
        page = desk.browser.wait(desk.browser.upload(many(tmp_path / "many.csv", TOO_MANY)).headers["location"])
        failure = page.split('id="failure"')[1].split("</p>")[0]
        assert any(word in failure for word in said.split("|")), failure


def test_a_body_beyond_the_limit(tmp_path):
    """U04, at the desk itself: it answers without reading on."""
    with running_desk(tmp_path, DESK_UPLOAD_MB="1") as desk:
        big = tmp_path / "big.csv"
        big.write_bytes(b"x" * 4_000_000)
        assert desk.browser.upload(big).status == 413
        assert desk.left() == []


def test_the_desk_ends_with_all_it_started(tmp_path):
    with running_desk(tmp_path) as desk:
        worker = desk.worker()
    assert desk.process.returncode == 0
    assert not Path(f"/proc/{worker}").exists()


def test_the_desk_takes_its_processes_with_it_when_it_is_killed(tmp_path):
    with running_desk(tmp_path) as desk:
        worker = desk.worker()
        desk.process.kill()
        desk.process.wait()
        end = time.monotonic() + 20
        while Path(f"/proc/{worker}").exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert not Path(f"/proc/{worker}").exists()
