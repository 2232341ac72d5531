"""An upload as large as the desk takes: streamed to disk, never held; a worker killed in the middle leaves nothing."""

import os
import signal
import time
from pathlib import Path

import pytest

from bench import exports
from bench.orders import COLUMNS
from bench.writing import line
from tests.faults.figures import rounds
from tests.procurement.desk.desk_site import Desk, running_desk
from tests.procurement.loading.exports import row, write_csv

pytestmark = pytest.mark.fault

MEGABYTES = rounds(8, 500)
"""The limit of the desk that is tried, and the size of the upload: all of it, but for a form's few bytes."""
HELD = 64
"""Megabytes by which the server may grow meanwhile: a good deal less than 500."""


@pytest.fixture
def desk(tmp_path):
    with running_desk(tmp_path, DESK_UPLOAD_MB=str(MEGABYTES)) as running:
        yield running


def export(path: Path, size: int) -> Path:
    """A toko-daring export of not quite `size` bytes."""
    with path.open("w", encoding="utf-8", newline="") as out:
        left = size - out.write(",".join(COLUMNS) + "\n")
        for one in exports.export(size // 100):
            text = line(one.cells)
            left -= len(text.encode())
            if left < 0:
                return path
            out.write(text)
    raise AssertionError("the rows were too short")


def server_peak(desk: Desk) -> int:
    """Megabytes that the largest process of the desk's server has held at once, ever."""
    pids, found = [desk.process.pid], 0
    while pids:
        pid = pids.pop()
        pids += map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
        if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes():
            status = Path(f"/proc/{pid}/status").read_text()
            found = max(found, int(status.split("VmHWM:")[1].split()[0]) // 1000)
    return found


def soon_left(desk: Desk) -> list[str]:
    """What is left once the worker has had the time to delete a large file: it says first what became of it."""
    end = time.monotonic() + 20
    while (left := desk.left()) and time.monotonic() < end:
        time.sleep(0.1)
    return left


def test_a_large_upload_and_a_killed_worker(desk, keep):
    file = export(desk.folder / "large.csv", MEGABYTES * 10**6)
    before, editions = server_peak(desk), desk.editions()
    answer = desk.browser.upload(file)
    assert answer.status == 302
    grown, size = server_peak(desk) - before, file.stat().st_size / 10**6
    said = f"server from {before} to {before + grown} MB, upload of {size:.1f} MB"
    keep("E1", "memory of the desk's server", said, f"less than {HELD} MB more", grown < HELD)
    address = answer.headers["location"]
    desk.browser.wait(address, until="sedang diperiksa")
    os.kill(desk.worker(), signal.SIGKILL)
    page = desk.browser.wait(address)
    keep("E2", "worker killed in the middle", "interrupted", "said so", "<strong>terputus</strong>" in page)
    left = f"{len(soon_left(desk))} files, {desk.editions() - editions} editions"
    keep("E2", "what is left of the upload", left, "nothing", left == "0 files, 0 editions")
    few = write_csv(desk.folder / "few.csv", [row(order_id="1")])
    page = desk.browser.wait(desk.browser.upload(few).headers["location"])
    keep("E2", "the next upload", "is read", "works", "menunggu keputusan" in page)


def test_a_body_beyond_the_limit(desk, keep):
    """One megabyte more than is taken, beside what a form may have: refused unread."""
    large = desk.folder / "beyond.csv"
    with large.open("wb") as out:
        out.truncate(MEGABYTES * 10**6 + 2**20)
    answer = desk.browser.upload(large)
    said = f"{answer.status}, {len(desk.left())} files"
    keep("E1", f"upload of {MEGABYTES + 1} MB", said, "413, 0 files", said == "413, 0 files")
