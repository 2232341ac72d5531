"""What is refused whole changes nothing that is published, and costs little memory."""

import subprocess
import sys

import pytest
from django.conf import settings

from tests.procurement.loading.exports import newer
from tests.procurement.loading.reading.hostile import books
from tests.procurement.loading.whole_files import FILES, write

HEAD = "<row r='1'>" + "".join(f"<c t='str'><v>{name}</v></c>" for name in newer()) + "</row>"
"""Of a real export, so that what stands below it is looked at."""
MOST = 256 * 1024
"""KiB that one process may have needed for all of them; most of it is what it imports."""
SCRIPT = """
import re, sys
from pathlib import Path
import django
django.setup()
from procurement.loading.preparing import LoadOptions, prepare
from procurement.loading.refusals import Refusal
from regions.matching import Matcher
for path in sys.argv[1:]:
    try:
        prepare([Path(path)], LoadOptions(), Matcher([]))
    except Refusal as refusal:
        print(refusal.code)
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


@pytest.mark.django_db
def test_a_hostile_workbook_changes_nothing(refused, reference, standing_data):
    for case, expected, path in books(reference, HEAD):
        assert (case, refused(path).code) == (case, expected)


@pytest.mark.once
def test_refusing_costs_little_memory(tmp_path):
    """One process reads them all, one after the other. Not `ru_maxrss`, which it would inherit from this one."""
    expected, paths = [], []
    for number, (name, content, code) in enumerate(FILES.values()):
        (tmp_path / str(number)).mkdir()
        paths.append(write(tmp_path / str(number), name, content))
        expected.append(code)
    for _, code, path in books(tmp_path, HEAD):
        paths.append(path.rename(tmp_path / f"{len(paths)}-{path.name}"))
        expected.append(code)
    command = [sys.executable, "-c", SCRIPT, *map(str, paths)]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    *codes, peak = done.stdout.split()
    assert codes == expected
    assert int(peak) < MOST
