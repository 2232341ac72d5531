"""The reproduce kit as a reader uses it: fetched, unpacked, and run by plain Python with nothing of ours around it."""

import io
import shutil
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.demo_site import Served
from tests.open_data.checking import Failed, end_of, fetched, run

ADDRESS = "/data/unduhan/perangkat-hitung-ulang.zip"
PUBLISHED = """
from django.conf import settings
from procurement.models import Total
found = Total.objects.filter(region__province_code=settings.SITE_PROVINCE)
for year, channel, rule in sorted(set(found.values_list("year", "channel", "rule"))):
    print(year, channel, rule)
"""
"""The rankings that the site publishes, one a line."""


def check(site: Served) -> str:
    with TemporaryDirectory(prefix="bt-kit-") as made:
        folder = Path(made)
        with zipfile.ZipFile(io.BytesIO(fetched(site, ADDRESS))) as archive:
            archive.extractall(folder)
        done = run(shutil.which("python3") or sys.executable, "-I", "hitung_ulang.py", folder=folder)
    *lines, last = done.stdout.splitlines() or [""]
    same = [line.partition(":")[0] for line in lines if line.partition(": ")[2].startswith("sama (")]
    if done.returncode or done.stderr or len(same) != len(lines) or last != "Semuanya sama. / All the same.":
        raise Failed(end_of(done))
    published = site.site.write(PUBLISHED).splitlines()
    if same != published or not published:
        raise Failed(f"published: {published}, counted again: {same}")
    return f'"sama" for {len(same)} of {len(published)} published rankings'
