"""Our own transactions CSV loaded into an empty database: the same totals, to the sen, as where they came from.

What is loaded is each government's rows as its page offers them. The files of /data/ must hold the very same rows.
"""

import csv
import gzip
import io
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.demo_site import Served
from tests.open_data.checking import Failed, end_of, fetched
from tests.open_data.pages import slugs
from tests.serving import ROOT, Site, fresh_site

TOTALS = """
import json
from procurement.models import Total
columns = ("region", "year", "channel", "rule", "value_sen", "orders", "rows", "suppliers")
print(json.dumps(sorted(Total.objects.values_list(*columns))))
"""
"""[government, year, channel, rule, sen, orders, rows, suppliers] of everything that is published."""
FIGURES = ("value_sen", "orders", "rows", "suppliers")


def check(site: Served) -> str:
    published = _totals(site.site)
    with TemporaryDirectory(prefix="bt-reload-") as made:
        folder = Path(made)
        files = [_file(site, slug, folder) for slug in slugs(site)]
        _same_as_the_files(site, [path for path, _rows in files])
        with_rows = [path for path, rows in files if rows]
        with fresh_site(folder, site.site.url) as again:
            _manage(again, "load_regions", "fixtures/regions.csv")
            _manage(again, "load_transactions", "--layout", "umum", *map(str, with_rows))
            loaded = _totals(again)
    compare(published, loaded)
    governments, slices = {place[0] for place in published}, {place[:3] for place in published}
    return (
        f"{sum(rows for _path, rows in files)} rows in {len(files)} files, {len(with_rows)} with rows, as in /data/: "
        f"{len(published)} totals ({len(governments)} governments, {len(slices)} of their years and channels, by rule) "
        f"equal in {', '.join(FIGURES)}"
    )


def _file(site: Served, slug: str, folder: Path) -> tuple[Path, int]:
    """A government's rows as its page offers them, and how many."""
    path = folder / f"{slug}.csv"
    path.write_bytes(fetched(site, f"/daerah/{slug}/transaksi.csv"))
    return path, path.read_bytes().count(b"\r\n") - 1


def _same_as_the_files(site: Served, paths: Iterable[Path]) -> None:
    """Raises Failed unless the files of every year and channel hold the rows of the governments, line for line."""
    resources = json.loads(fetched(site, "/data/datapackage.json"))["resources"]
    addresses = [f"/data/{one['path']}" for one in resources if one["name"].startswith("transaksi-")]
    bulk = _lines(gzip.decompress(fetched(site, address)) for address in addresses)
    if differing := bulk - (own := _lines(path.read_bytes() for path in paths)) or own - bulk:
        raise Failed(f"{differing.total()} rows are not in both: {differing.most_common(1)}")


def _lines(files: Iterable[bytes]) -> Counter[tuple[str, ...]]:
    """Rows without the edition's number, which the files of /data/ have not; and how often each stands."""
    rows = (row for body in files for row in csv.DictReader(io.StringIO(body.decode(), newline="")))
    return Counter(tuple(value for name, value in row.items() if name != "edisi") for row in rows)


def _manage(site: Site, *command: str) -> None:
    env = site.writer | {"BUILD_DOWNLOADS": "0"}
    done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        raise Failed(end_of(done))


def _totals(site: Site) -> dict[tuple[str, ...], list[int]]:
    """(government, year, channel, rule) -> its figures"""
    return {tuple(map(str, one[:4])): one[4:] for one in json.loads(site.write(TOTALS))}


def compare(published: dict[tuple[str, ...], list[int]], loaded: dict[tuple[str, ...], list[int]]) -> None:
    if not published:
        raise Failed("nothing is published")
    places = sorted(published.keys() | loaded.keys())
    wrong = [one for one in places if published.get(one) != loaded.get(one)]
    if wrong:
        lines = [f"{' '.join(one)}: {published.get(one)} published, {loaded.get(one)} loaded again" for one in wrong]
        raise Failed("\n".join([f"{len(wrong)} of {len(places)} totals differ {FIGURES}:", *lines[:20]]))
