"""Six ways of counting against the same ways written out over the rows in plain Python."""

from collections import defaultdict
from datetime import date, datetime

import pytest

from procurement.counting import RULES, Stage, Standing, Verification
from procurement.models import SliceTotal, Transaction
from procurement.queries.rankings import ranking
from procurement.queries.robustness import WAYS, robustness
from procurement.ranks import competition_ranks, per_head
from regions.models import Kind, Region
from tests import builders

pytestmark = pytest.mark.django_db
TOKO, KATALOG = "toko-daring", "e-katalog"


def counted(year: int, channel: str, rule: str) -> dict[Region, list[Transaction]]:
    rule = RULES[rule]
    found = defaultdict(list)
    for row in Transaction.objects.filter(year=year, channel=channel).exclude(region__kind=Kind.PROVINCE):
        if rule.counts(row.channel, row.standing, row.stage, row.verification):
            found[row.region].append(row)
    return found


def orders(rows: list[Transaction]) -> dict[str, int]:
    sums = defaultdict(int)
    for row in rows:
        sums[row.order_key] += row.value_sen
    return sums


def by_hand(year: int, channel: str, rule: str) -> dict[str, dict[str, int]]:
    """way -> region code -> what it is ranked by."""
    rows = counted(year, channel, rule)
    without = {region: [row for row in found if not in_december(row, year)] for region, found in rows.items()}
    several = {region: found for region, found in rows.items() if len(orders(found)) > 1}
    figures = {
        "nilai": {region: value(found) for region, found in rows.items()},
        "pesanan": {region: len(orders(found)) for region, found in rows.items()},
        "per-kapita": {region: per_head(value(found), region.population) for region, found in rows.items()},
        "selesai": {region: value(found) for region, found in counted(year, channel, "selesai").items()},
        "tanpa-terbesar": {region: value(found) - max(orders(found).values()) for region, found in several.items()},
        "tanpa-desember": {region: value(found) for region, found in without.items() if found},
    }
    return {way: {region.code: figure for region, figure in found.items()} for way, found in figures.items()}


def in_december(row: Transaction, year: int) -> bool:
    return row.ordered_at is not None and (row.ordered_at.year, row.ordered_at.month) == (year, 12)


def value(rows: list[Transaction]) -> int:
    return sum(row.value_sen for row in rows)


def ways(region: Region, year: int = 2022, channel: str = TOKO, rule: str = "bersih"):
    return robustness(ranking(year, channel, rule).rows, region.code, year, channel, rule)


@pytest.fixture
def cities():
    """A: one huge December order of two lines and many small ones. B: two orders, one not completed. C: one order only.
    D: December only. The province and rows that repeat or failed are in no way."""
    regions = {
        name: builders.region(f"Kota {name}", f"35.7{number}", population=10 ** (number % 3 + 1))
        for number, name in enumerate("ABCD", start=1)
    }
    regions["province"] = builders.region("Provinsi Jawa Timur", "35")
    file = builders.source_file()
    for region in regions.values():
        builders.covered(region, 2022, file)
    a, b, c, d = (regions[name] for name in "ABCD")
    for rupiah in (300, 200):
        builders.bought(a, rupiah, file, order_id="huge", ordered_at=datetime(2022, 12, 30))
    for _ in range(4):
        builders.bought(a, 10, file)
    builders.bought(a, 5, file, ordered_at=None)
    builders.bought(b, 150, file, verification=Verification.UNVERIFIED)
    builders.bought(b, 90, file)
    builders.bought(c, 170, file)
    builders.bought(d, 20, file, ordered_at=datetime(2022, 12, 1))
    builders.bought(d, 21, file, ordered_at=datetime(2022, 12, 2), stage=Stage.UNSTATED)
    builders.bought(c, 9000, file, stage=Stage.FAILED, ordered_at=datetime(2022, 12, 3))
    builders.bought(b, 8000, file, standing=Standing.RE_SENT)
    builders.bought(regions["province"], 7000, file)
    builders.publish()
    return regions


@pytest.mark.parametrize("rule", ["bersih", "terverifikasi", "tidak-gagal", "semua"])
@pytest.mark.parametrize("name", "ABCD")
def test_every_way_against_the_rows(cities, name, rule):
    found, expected = ways(cities[name], rule=rule), by_hand(2022, TOKO, rule)
    assert [way.name for way in found.ways] == list(WAYS)
    for way in found.ways:
        figures = expected[way.name]
        code = cities[name].code
        assert (way.rank, way.with_data, way.figure) == (
            competition_ranks(figures).get(code), len(figures), figures.get(code)
        ), way.name  # fmt: skip


def test_a_government_first_by_one_order(cities):
    found = ways(cities["A"])
    assert [way.rank for way in found.ways] == [1, 1, 2, 1, 2, 3]
    assert (found.rank, found.alike, found.left_out, found.undated) == (1, 3, [], True)


def test_nothing_left_to_count_is_no_rank(cities):
    by_name = {way.name: way for way in ways(cities["C"]).ways}
    assert (by_name["tanpa-terbesar"].rank, by_name["tanpa-terbesar"].figure) == (None, None)
    by_name = {way.name: way for way in ways(cities["D"]).ways}
    assert (by_name["tanpa-desember"].rank, by_name["tanpa-desember"].with_data) == (None, 3)


def test_completed_only_is_left_out_where_the_page_counts_so(cities):
    assert ways(cities["A"], rule="selesai").left_out == ["selesai"]


def test_december_is_left_out_where_no_one_has_it():
    city, file = builders.region("Kota A"), builders.source_file()
    builders.covered(city, 2022, file, date(2022, 8, 31))
    builders.bought(city, 5, file)
    builders.publish()
    found = ways(city)
    assert (found.left_out, len(found.ways), found.undated) == (["tanpa-desember"], 5, False)


def test_the_largest_order_of_a_channel_is_that_of_its_largest_slice():
    city, file = builders.region("Kota A"), builders.source_file()
    for system, rupiahs in (("katalog-v5", (40, 1)), ("katalog-v6", (70, 2))):
        builders.covered(city, 2022, file, system=system, channel=KATALOG)
        for rupiah in rupiahs:
            builders.bought(city, rupiah, file, system=system, channel=KATALOG)
    builders.publish()
    found = {way.name: way.figure for way in ways(city, channel=KATALOG).ways}
    assert found["tanpa-terbesar"] == 43_00
    SliceTotal.objects.filter(slice__system="katalog-v5").update(largest_order_sen=None)
    assert "tanpa-terbesar" in ways(city, channel=KATALOG).left_out


def test_it_costs_three_queries(cities, django_assert_num_queries):
    rows = ranking(2022, TOKO, "bersih").rows
    with django_assert_num_queries(3):
        robustness(rows, cities["A"].code, 2022, TOKO, "bersih")
