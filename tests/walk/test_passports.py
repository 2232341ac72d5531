"""Every figure's passport and every twin, as loaded, after a publish and after a withdrawal; and a rupiah that is off.

On SQLite all governments, years, channels and rules that have a page, long families of like pages evenly sampled; on
PostgreSQL one page of each kind. What was followed is said at the end of the run.
"""

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import product

import pytest
from django.conf import settings

from tests.demo_site import ADDRESSES, Served, get
from tests.naive_sums import query
from tests.page_kinds import KINDS
from tests.serving import ROOT
from tests.walk.following import Following

WHOLE = ("/daerah/kota-malang/2022/", "/daerah/kabupaten-malang/2022/", "/daerah/provinsi-jawa-timur/2022/")
"""Of these every figure is followed; of other governments' pages and of long lists one in so many."""
ONE_IN = {
    "/daerah/": 16,
    "/peringkat/": 4,
    "/peta/": 12,
    "/edisi/": 8,
    "/data/muatan/": 8,
    "/penyedia/": 4,
    "/satker/": 8,
}
SHOWN = 8
"""Of agencies, suppliers and orders, which are thousands."""
RULES = ("bersih", "selesai", "terverifikasi", "tidak-gagal", "semua")
BATU = "/daerah/kota-batu/"
FROZEN = "/edisi/3/peringkat/2022/"
"""Of the load: what Kota Batu had before anything changed."""
TOUCHED = (
    "/", "/peringkat/2022/", "/peringkat/2023/", "/peta/?tahun=2022", "/daerah/", f"{BATU}2022/", f"{BATU}transaksi/",
    "/bandingkan/?d=kota-malang&d=kota-batu&tahun=2022", "/sorotan/?tahun=2022", "/sorotan/?daerah=kota-batu",
    "/edisi/", "/edisi/3/", FROZEN, "/data/cakupan/", "/data/muatan/1/", "/penghargaan/",
)  # fmt: skip
"""Pages that a change of Kota Batu's rows reaches, and those that must not notice."""


def full() -> bool:
    return "sqlite" in settings.DATABASES["default"]["ENGINE"]


def one_in(page: str) -> int:
    """Of how many links of a page one is followed."""
    if (page in WHOLE and full()) or page == FROZEN:
        return 1
    few = next((count for start, count in ONE_IN.items() if page.startswith(start)), 1)
    return few if full() else few * 4


@pytest.fixture
def sampled(following) -> Following:
    following.every = one_in
    return following


@pytest.fixture(scope="session")
def published(demo) -> str:
    """Kota Batu's orders of 2022 once more: one row worth Rp1.000 more, whatever repeated it gone."""
    export = get(f"{demo.url}{BATU}transaksi.csv?tahun=2022&kanal=toko-daring").body.decode()
    rows = list(csv.DictReader(io.StringIO(export, newline=""), strict=True))
    counted = next(row for row in rows if row["kedudukan"] == "counted" and row["tahap"] == "completed")
    counted["nilai_rupiah"] = str(int(counted["nilai_rupiah"]) + 1000)
    path = demo.site.writer["DATA_DIR"] + "/batu.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row for row in rows if row["nomor_pesanan"] != counted["nomor_pesanan"] or row is counted)
    manage(demo, "load_transactions", path, "--as-of", "2022-12-31")
    return "6"


@pytest.fixture(scope="session")
def withdrawn(demo, published) -> str:
    """All that Kota Batu ordered in 2023 is taken out."""
    slices = ("withdraw", "--slice", "35.79", "2023", "bela")
    token = re.search("--confirm=([0-9a-f]+)", manage(demo, *slices, "--dry-run"))
    manage(demo, *slices, "--confirm", token[1])
    return "7"


def manage(demo: Served, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=demo.site.writer, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_as_loaded(sampled, demo):
    sampled.walk(every_page(demo) if full() else [page for _name, page in kinds(demo)])
    assert sampled.counts["passports"] > (1000 if full() else 100)
    assert sampled.editions == {"5"}


def test_after_a_publish(sampled, published):
    sampled.walk([*TOUCHED, *claims(sampled), "/edisi/6/", "/edisi/6/peringkat/2022/", "/data/muatan/2/"])
    assert sampled.editions == {published}
    assert sampled.counts["frozen and changed since"] > 0


def test_after_a_withdrawal(sampled, withdrawn):
    sampled.walk([*TOUCHED, *claims(sampled), "/edisi/7/", "/edisi/7/peringkat/2023/", "/data/muatan/2/"])
    assert sampled.editions == {withdrawn}


TAMPER = """
from django.db.models import F
from procurement.models import Transaction
rows = Transaction.objects.filter(region="35.79", year=2022, channel="toko-daring", standing="counted")
rows = rows.filter(stage="completed")
Transaction.objects.filter(pk=rows.order_by("pk")[0].pk).update(value_sen=F("value_sen") + {sen})
"""


@pytest.fixture
def one_rupiah_more(demo) -> Iterator[None]:
    """In one row of Kota Batu, written past the site; taken back afterwards."""
    demo.site.write(TAMPER.format(sen=100))
    yield
    demo.site.write(TAMPER.format(sen=-100))


@pytest.mark.parametrize("page", ["/peringkat/2022/", "/peta/?tahun=2022", f"{BATU}2022/"])
def test_one_rupiah_that_is_off_is_found(demo, one_rupiah_more, page):
    with pytest.raises(AssertionError, match=f"/asal/.*{'kota-batu' if page == f'{BATU}2022/' else ''}.*tahun=2022"):
        Following(demo.url).walk([page])


def every_page(demo: Served) -> Iterator[str]:
    covered = {(one.slug, one.year, one.channel) for one in query(demo.site.url, COVERED)}
    yield from (page for _name, page in kinds(demo))
    for slug, channel in sorted({(slug, channel) for slug, _year, channel in covered}):
        latest = max(year for of, year, through in covered if (of, through) == (slug, channel))
        yield f"/daerah/{slug}/{latest}/?kanal={channel}"
        yield f"/daerah/{slug}/transaksi/?kanal={channel}"
    yield from WHOLE
    for (year, channel), rule in product(sorted({(year, channel) for _slug, year, channel in covered}), RULES):
        if (channel, rule) != ("e-katalog", "terverifikasi"):
            asked = f"?kanal={channel}&aturan={rule}"
            yield from (
                f"/peringkat/{year}/{asked}",
                f"/edisi/3/peringkat/{year}/{asked}",
                f"/daerah/kota-malang/{year}/{asked}",
            )
            yield f"/peta/{asked}&tahun={year}"
            yield f"/bandingkan/{asked}&tahun={year}&d=kota-malang&d=kota-batu&d=provinsi-jawa-timur"
        if rule == "bersih":
            yield f"/sorotan/?kanal={channel}&tahun={year}"
    yield from listed(demo)


COVERED = """
    SELECT DISTINCT slug, year, channel FROM procurement_slice JOIN regions_region ON region_id = code
"""


def kinds(demo: Served) -> list[tuple[str, str]]:
    """(name, address) of every kind of page with an answer of its own; the demo has no withdrawn order."""
    addresses = json.loads(demo.site.write(ADDRESSES))
    return [
        (kind.name, kind.address.format(**addresses)) for kind in KINDS if kind.site == "demo" and kind.status == 200
    ]


def listed(demo: Served) -> Iterator[str]:
    """Of each part of the sitemap: every address of few, some evenly taken of many."""
    parts = re.findall(r"<loc>[^<]*(/sitemap-[^<]*)</loc>", get(f"{demo.url}/sitemap.xml").body.decode())
    for part in parts:
        found = addresses_in(demo.url, part)
        many = part.startswith(("/sitemap-satker", "/sitemap-penyedia"))
        yield from found[:: max(1, len(found) // SHOWN)] if many else [] if "daerah" in part else found


def addresses_in(base: str, part: str) -> list[str]:
    body = get(base + part).body.decode()
    return [
        address for address in re.findall(r"<loc>https?://[^/]*([^<]*)</loc>", body) if not address.startswith("/en")
    ]


def claims(following: Following) -> list[str]:
    return addresses_in(following.base, "/sitemap-klaim-1.xml")
