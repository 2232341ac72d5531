"""G06, G07: a disk that fills up while loading changes nothing, pages go on, and the space comes back."""

import contextlib
import dataclasses
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.faults.conftest import state_of
from tests.faults.figures import full, rounds
from tests.faults.mounts import MIB, disk, fill, free, tmpfs
from tests.faults.servers import Server
from tests.faults.test_nth_failure import dishonest

pytestmark = pytest.mark.fault

KEPT = 256 * 1024
"""Bytes that a load may leave behind on its disk: the marks of its lock and of the WAL."""


@pytest.mark.sqlite
@pytest.mark.parametrize("where", ["database", "database and data"])
def test_a_full_disk_under_sqlite(before, files, digests, mounts, tmp_path, keep, where):
    leaves = (0, 4096, 64 * 1024, 256 * 1024, MIB // 2, MIB, 2 * MIB) if full() else (64 * 1024,)
    wrong, failed = [], 0
    for leave in leaves:
        with tmpfs(tmp_path / f"full{leave}", 48) as place:
            trial = before.copy(place / "site")
            if where == "database":
                trial = dataclasses.replace(trial, data=tmp_path / "elsewhere")
            assert trial.page() == 200  # and the files beside the database are there, as on a site that serves
            ballast = fill(place, leave)
            room = free(place)
            ran = trial.load(files[1])
            state, kept, page = state_of(trial, digests), room - free(place), trial.page()
            failed += ran.code == 4
            said = dishonest(ran, state) or (kept > KEPT and state == "before" and f"kept {kept} bytes")
            said = said or (page != 200 and f"a page answered {page}") or (ran.code not in (0, 4) and "exit code")
            if said:
                wrong.append(f"{leave} bytes left: exit {ran.code}: {said}: {ran.out[-600:]}")
            ballast.unlink()
            again = trial.load(files[1])
            if again.code or state_of(trial, digests) != "after":
                wrong.append(f"the next load: {again.out[-500:]}")
    print(*wrong, sep="\n")
    said = f"{len(leaves)} fills, {failed} refused or failed, {len(wrong)} wrong"
    keep("G06", f"disk full: {where}", said, "≥ 1 failed, 0 wrong", failed > 0 and not wrong)


@pytest.fixture
def open_folder():
    """A folder that PostgreSQL's own user may enter, unlike pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="bt-disk-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.postgres
def test_a_full_disk_under_postgresql(mounts, open_folder, tmp_path, keep):
    leaves = [MIB * n // 4 for n in rounds((4,), (0, 1, 2, 4, 8, 16, 32, 48, 64, 80, 96))]
    wrong, failed, died = [], 0, 0
    small_wal = ("min_wal_size=32MB", "max_wal_size=48MB")
    with disk(open_folder, 320) as device, Server(device.mount, settings=small_wal) as server:
        before, files, digests = server.prepared(tmp_path)
        for leave in leaves:
            trial = before.copy(tmp_path / f"trial{leave}")
            ballast = fill(device.mount, leave)
            ran = trial.load(files[1])
            died += not server.is_up()
            ballast.unlink()
            if not server.is_up():
                server.start()
            state = state_of(trial, digests)
            failed += ran.code == 4
            if said := dishonest(ran, state) or (ran.code not in (0, 4) and "exit code"):
                wrong.append(f"{leave} bytes left: exit {ran.code}: {said}: {ran.out[-600:]}")
            again = trial.load(files[1])
            if again.code or state_of(trial, digests) != "after":
                wrong.append(f"the next load: {again.out[-500:]}")
            with contextlib.suppress(OSError):
                trial.gone()
    print(*wrong, sep="\n")
    said = f"{len(leaves)} fills, {failed} failed, {died} times the server went down, {len(wrong)} wrong"
    keep("G07", "PostgreSQL's disk full", said, "≥ 1 failed, 0 wrong", failed > 0 and not wrong)
