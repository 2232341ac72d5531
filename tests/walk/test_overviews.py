"""The pages over all governments: home, coverage, editions, and whatever table has a total, in both languages."""

import calendar
from datetime import date

import pytest

from tests.naive_sums import median, query
from tests.page_figures import number, sen_of
from tests.page_kinds import KINDS, LANGUAGES
from tests.walk.known import slice_of
from tests.walk.walk import CHANNELS, Walk

pytestmark = pytest.mark.browser
MONTHS = range(1, 13)


def test_home(walk):
    year = walk.years("toko-daring")[-1]
    ranked = walk.counted("toko-daring", "bersih").ranked().where(year=year)
    totals = {name: rows.sen for name, rows in ranked.by("region_name").items()}
    ten = sorted(totals.items(), key=lambda one: -one[1])[:10]
    page = walk.page("/", "home")
    table = page.tables[0]
    walk.same([(row[1], number(row[2])) for row in table.body], ten, "home", "home")
    walk.prints(page, [ranked.sen], "/", "home")
    walk.same(sen_of(table.caption.split("(Rp")[1].rstrip(")"), "id"), median(totals.values()), "home", "home")
    walk.explains(page, {ranked.sen, median(totals.values()), *totals.values()} | walk.claimed(), "/", "home")


def test_coverage(walk):
    """Every sign of every month, and the counts above."""
    cities = {code: one for code, one in walk.governments.items() if one.kind in ("city", "regency")}
    for channel in CHANNELS:
        where = f"/data/cakupan/?kanal={channel}"
        page = walk.page(where, "coverage")
        counts = {row[0]: [int(cell) for cell in row[1:]] for row in page.tables[0].body}
        for year in walk.years(channel):
            ends = walk.ends(channel, year)
            counted = walk.counted(channel, "bersih").where(year=year)
            with_rows = set(counted.ranked().by("region"))
            whole = {code for code in cities if all(end >= date(year, 12, 31) for end in ends.get(code, [date.min]))}
            exported = cities.keys() & ends.keys()
            ours = [len(with_rows), len(exported), len(whole), len(cities) - len(exported)]
            walk.same(counts[str(year)], ours, where, "coverage")
            (table,) = page.in_place(f"y{year}")
            months = {(row.region, row.month) for row in counted}
            for row in table.body:
                code = next(code for code, one in walk.governments.items() if one.name == row[0])
                if code not in ends:
                    walk.same(len(row), 2, (where, row[0]), "coverage")
                    continue
                signs = [sign(year, month, ends[code], (code, month) in months) for month in MONTHS]
                walk.same(row[1:13], signs, (where, row[0]), "coverage")


def sign(year: int, month: int, ends: list[date], has_rows: bool) -> str:
    last = date(year, month, calendar.monthrange(year, month)[1])
    if all(end >= last for end in ends):
        return "●" if has_rows else "○"
    return "◐" if has_rows else "–"


def test_editions(walk):
    """The sample comes by one load into nothing: what it changed is all there is."""
    (edition,) = [one.number for one in query(walk.url, "SELECT number FROM procurement_edition WHERE cause = 'load'")]
    page = walk.page(f"/edisi/{edition}/", "editions")
    figures, slices = page.tables
    names = {one.name: code for code, one in walk.governments.items()}
    for name, year, channel, value, rank, others in figures.body:
        counted = walk.counted("e-katalog" if channel == "e-katalog" else "toko-daring", "bersih").where(year=int(year))
        mine = counted.where(region=names[name])
        walk.same(value.split(" → "), ["–", rupiah(mine.sen)], (name, year, channel), "editions")
        above = sum(rows.sen > mine.sen for rows in counted.ranked().by("region").values())
        ours = "–" if names[name] == "35" else f"– → {above + 1}"
        walk.same([rank, others], [ours, "–"], (name, year, channel), "editions")
    every = [(len(rows), rows.sen) for rows in walk.rows.by(slice_of).values()]
    for name, _until, rows, value, added, changed, withdrawn in slices.body:
        now = number(rows.split(" → ")[1])
        assert now is not None
        walk.same((now // 100, number(value.split(" → ")[1])) in every, True, name, "editions")
        walk.same([number(added), changed, withdrawn], [now, "0", "0"], name, "editions")
    for channel in CHANNELS:
        for year in walk.years(channel):
            frozen_ranking(walk, edition, year, channel)


def frozen_ranking(walk: Walk, edition: int, year: int, channel: str) -> None:
    where = f"/edisi/{edition}/peringkat/{year}/?kanal={channel}"
    page = walk.page(where, "editions")
    ours = walk.counted(channel, "bersih").ranked().where(year=year).by("region_name")
    lines = {row[1]: number(row[2]) for row in page.tables[0].body if number(row[2]) is not None}
    walk.same(lines, {name: rows.sen for name, rows in ours.items()}, where, "editions")


def rupiah(sen: int) -> str:
    """As a cell prints it; sen only where there are some."""
    whole = f"{sen // 100:,}".replace(",", ".")
    return whole if sen % 100 == 0 else f"{whole},{sen % 100:02}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_with_a_total_adds_up(walk, language):
    for kind in KINDS:
        if kind.site == "demo" and kind.status == 200:
            walk.page(LANGUAGES[language] + kind.address.format(**walk.addresses), f"tables ({language})")
