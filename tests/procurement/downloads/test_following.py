"""Who publishes little finds the files made; who publishes much is not kept waiting, and they follow."""

import re
import time
from pathlib import Path

import pytest

from tests.serving import fresh_site

LOAD = """
from django.core.management import CommandError, call_command
from procurement.management import publishing
from django.conf import settings
publishing.MOST_WAITED_FOR = {most}
settings.BUILD_DOWNLOADS = False
call_command("load_regions", "fixtures/regions.csv", verbosity=0)
settings.BUILD_DOWNLOADS = True
try:
    call_command("load_transactions", "fixtures/sample/toko-daring-2022-kota-kediri.json")
except CommandError as error:
    print("FAILED", error.returncode, error)
"""
COUNT = """
from procurement.models import Edition
from procurement.downloads import edition_files, store
recipes = edition_files.recipes(Edition.objects.latest("number"), edition_files.standing_slices())
print(len(recipes), sum(store.find(one) is not None for one in recipes))
"""


@pytest.fixture
def site(tmp_path):
    with fresh_site(tmp_path) as site:
        site.writer["BUILD_DOWNLOADS"] = "1"
        yield site


def load(site, most: int) -> str:
    return site.write(LOAD.format(most=most))


def made_of_all(site) -> tuple[int, int]:
    there, made = site.write(COUNT).split()
    return int(there), int(made)


def test_few_rows_are_waited_for(site):
    said = load(site, 100_000)
    there, made = made_of_all(site)
    assert there == made > 5
    assert f"{there} dibuat" in said


def test_the_files_of_many_rows_follow_by_a_process_of_their_own(site):
    said = load(site, 0)
    maker = int(re.search(r"proses (\d+)", said)[1])
    log = Path(site.writer["DATA_DIR"]) / "unduhan" / "build.log"
    assert str(log) in said and str(maker) in said
    end = time.monotonic() + 60
    while " dibuat, " not in log.read_text():
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.1)
    there, made = made_of_all(site)
    assert there == made > 5
    assert f"{there} dibuat" in log.read_text()


@pytest.mark.parametrize("most", [0, 100_000])
def test_what_keeps_them_from_being_made_is_said(site, tmp_path, most):
    (tmp_path / "unduhan").write_text("no folder")
    said = load(site, most)
    assert "FAILED 4" in said and "build_downloads" in said
    assert made_of_all(site)[1] == 0


def test_a_full_disk_is_said_in_words_by_the_command_for_it(site):
    said = site.write("""
from django.core.management import CommandError, call_command
from procurement.management.commands import build_downloads
def full(said):
    raise OSError(28, "No space left on device")
build_downloads.build = full
try:
    call_command("build_downloads")
except CommandError as error:
    print("FAILED", error.returncode, error)
""")
    assert "FAILED 4" in said and "No space left on device" in said and "build_downloads" in said
