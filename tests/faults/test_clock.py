"""G19: a clock that jumps, leap days, the end of a year and other time zones: nothing crashes, nothing is put in a
wrong order, and a day is a day of WIB."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.faults.figures import full
from tests.faults.site import Site
from tests.procurement.loading.exports import row, write_csv

pytestmark = pytest.mark.fault

WIB = timedelta(hours=7)
PAGES = ("/", "/peringkat/2022/", "/edisi/", "/umpan/edisi.atom", "/sitemap.xml", "/.well-known/security.txt")
NEW_YEAR = datetime(2026, 12, 31, 20, tzinfo=UTC)
"""The first of January 2027, three o'clock in the morning, WIB."""
CLOCKS = [
    ("America/New_York", datetime.now(UTC) + timedelta(days=5 * 365)),
    ("UTC", datetime.now(UTC) - timedelta(days=365)),
    ("Pacific/Kiritimati", datetime(2028, 2, 29, 10, 30, tzinfo=UTC)),
    ("Pacific/Pago_Pago", NEW_YEAR),
    ("Europe/Berlin", datetime(2028, 3, 26, 0, 59, 58, tzinfo=UTC)),  # an hour is left out there two seconds later
    ("America/New_York", datetime(2027, 11, 7, 5, 59, 58, tzinfo=UTC)),  # and here one comes twice
    ("Asia/Jakarta", datetime(2028, 12, 31, 16, 59, 58, tzinfo=UTC)),
]


def at(faketime: str, zone: str, moment: datetime) -> tuple[object, ...]:
    """The words before a command whose machine believes it is this moment, in a zone of its own."""
    local = moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M:%S")
    return ("env", f"TZ={zone}", "FAKETIME_DONT_FAKE_MONOTONIC=1", faketime, "-f", f"@{local}")


def problems(site: Site, seen: tuple[object, ...], number: int, moment: datetime) -> list[str]:
    found = []
    answers = dict(zip(PAGES, site.pages(*PAGES, before=seen), strict=True))
    found += [f"{path} {status}" for path, (status, _content) in answers.items() if status != 200]
    listed = [int(one) for one in re.findall(r'href="/edisi/(\d+)/"', answers["/edisi/"][1])]
    if list(dict.fromkeys(listed))[:number] != list(range(number, 0, -1)):
        found.append(f"editions in the order {listed}")
    fed = [int(one) for one in re.findall(r"/edisi/(\d+)/</id>", answers["/umpan/edisi.atom"][1])]
    if not fed or fed != sorted(fed, reverse=True):
        found.append(f"the feed in the order {fed}")
    wib = "made_at" if site.is_sqlite else "made_at AT TIME ZONE 'Asia/Jakarta'"
    (made,) = site.query(f"SELECT {wib} FROM procurement_edition WHERE number = {number}")[0]
    late = datetime.fromisoformat(str(made)[:19]) - (moment + WIB).replace(tzinfo=None)
    if not timedelta(seconds=-1) <= late < timedelta(minutes=10):
        found.append(f"made at {made}, which is not WIB")
    return found


def test_loads_under_clocks_that_jump(site, files, faketime, keep):
    """Turn by turn the newer export and the older, each under another clock; pages under a third."""
    wrong, number = [], site.newest_edition()
    clocks = CLOCKS if full() else CLOCKS[:3]
    plain = {files[0]: site.digest(history=False)}
    for n, (zone, moment) in enumerate(clocks):
        file = files[(n + 1) % 2]
        ran = site.load(file, before=at(faketime, zone, moment))
        number += 1
        if ran.code or site.newest_edition() != number:
            wrong.append(f"{zone} {moment}: exit {ran.code}, edition {site.newest_edition()}: {ran.out[-500:]}")
            continue
        content = site.digest(history=False)
        if plain.setdefault(file, content) != content:
            wrong.append(f"{zone} {moment}: other content than under a plain clock")
        for seen in ((), at(faketime, zone, moment), at(faketime, "UTC", datetime.now(UTC) - timedelta(days=400))):
            wrong += [f"{zone} {moment}: {one}" for one in problems(site, seen, number, moment)]
    checked = site.run("check_totals")
    wrong += [checked.out] * (checked.code != 0)
    print(*wrong, sep="\n")
    said = f"{len(clocks)} clocks, {len(wrong)} wrong"
    keep("G19", "loads and pages under jumping clocks", said, "0 wrong", not wrong)


def test_days_are_of_wib(empty, faketime, tmp_path, keep):
    """A row may be dated tomorrow, by Jakarta's calendar, whatever the machine's own; a leap day is one."""
    cases = [
        (NEW_YEAR, "2027-01-02 00:00:00", True),
        (NEW_YEAR, "2027-01-03 00:00:00", False),
        (datetime(2028, 2, 27, 18, tzinfo=UTC), "2028-02-29 23:59:59", True),
        (datetime(2028, 2, 27, 16, tzinfo=UTC), "2028-02-29 00:00:00", False),
        (datetime(2028, 3, 1, tzinfo=UTC), "2027-02-29 00:00:00", False),
    ]
    zones = ("America/New_York", "Pacific/Kiritimati", "UTC") if full() else ("America/New_York",)
    wrong = []
    for zone in zones:
        for n, (moment, dated, taken) in enumerate(cases):
            file = write_csv(tmp_path / f"{n}.csv", [row(order_id=f"{zone} {n}", tanggal_transaksi=dated)])
            ran = empty.load(file, "--dry-run", before=at(faketime, zone, moment))
            if ran.code != (0 if taken else 2):
                wrong.append(f"{zone} {moment}, dated {dated}: exit {ran.code}: {ran.out[-300:]}")
    print(*wrong, sep="\n")
    tried = len(zones) * len(cases)
    keep("G19", "tomorrow, leap days, year's end", f"{tried} rows, {len(wrong)} wrong", "0 wrong", not wrong)
