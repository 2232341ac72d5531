"""The ranking against a naive recomputation from the rows, and what no totals table can get right by itself."""

import random
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest

from procurement.counting import RULES, Channel, Stage, Standing, Verification
from procurement.models import Transaction
from procurement.queries import rankings
from procurement.queries.figures import Figure, governments_of
from procurement.queries.passport import passport
from procurement.queries.rankings import ORDERS, ranking
from procurement.queries.reach import Rejects, together
from tests import builders

pytestmark = pytest.mark.django_db
TOKO = Channel.TOKO_DARING.value


def by_name(found):
    return {row.region.name: row for row in found.rows}


@pytest.fixture
def province():
    """Nine governments of both kinds with random rows of every standing, stage and verification; seeded."""
    dice = random.Random(7)
    names = [f"Kota {name}" for name in "ABCD"] + [f"Kabupaten {name}" for name in "ABCDE"]
    regions = [builders.region(name, population=dice.randint(1, 10**6)) for name in names]
    file = builders.source_file()
    for government in regions[:-1]:
        for year in (2021, 2022):
            builders.covered(government, year, file)
            for _ in range(dice.randint(0, 12)):
                builders.bought(
                    government,
                    dice.choice([0, 1, 999, 10**6, 10**13]),
                    file,
                    year=year,
                    order_id=f"order-{dice.randint(1, 6)}",
                    ordered_at=datetime(year, dice.randint(1, 12), 28),
                    stage=dice.choice(Stage.values),
                    standing=dice.choice(Standing.values),
                    verification=dice.choice(Verification.values),
                )
    builders.publish()
    return regions


@pytest.mark.parametrize("rule", RULES)
def test_it_is_what_the_rows_say(province, rule):
    found = ranking(2022, TOKO, rule)
    naive = {}
    for row in Transaction.objects.filter(year=2022):
        if RULES[rule].counts(TOKO, row.standing, row.stage, row.verification):
            sen, orders, rows = naive.get(row.region_id, (0, set(), 0))
            naive[row.region_id] = (sen + row.value_sen, orders | {row.order_id}, rows + 1)
    assert {r.region.code: (r.value_sen, r.orders, r.rows) for r in found.rows} == {
        code: (sen, len(orders), rows) for code, (sen, orders, rows) in naive.items()
    }
    for row in found.rows:
        assert row.rank == 1 + sum(sen > row.value_sen for sen, _orders, _rows in naive.values())
        exact = Decimal(row.value_sen) / 100 / row.region.population
        assert row.per_head == exact.quantize(Decimal(1), ROUND_HALF_UP)
    assert found.total_sen == sum(sen for sen, _orders, _rows in naive.values())
    assert (found.with_data, found.governments) == (len(naive), 9)
    assert len(found.missing) == 9 - len(naive)


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_is_total_and_ties_stand_in_code_order(province, order):
    rows = ranking(2022, TOKO, "semua", order=order).rows
    column = {"nilai": "value_sen", "pesanan": "orders", "penyedia": "suppliers", "per-kapita": "per_head"}
    key = order.removeprefix("-")
    if key == "daerah":
        values = [(row.region.name, "") for row in rows]
    elif key == "perubahan":
        known = [row for row in rows if row.change is not None]
        assert rows[: len(known)] == known
        values = [(row.change, row.region.code) for row in known]
    else:
        values = [(getattr(row, column[key]), row.region.code) for row in rows]
    for (one, code), (other, next_code) in pairwise(values):
        assert (one > other if order.startswith("-") else one < other) or (one == other and code < next_code)


def test_no_data_is_not_zero():
    file = builders.source_file()
    failed, silent, free = (builders.region(name) for name in ("Kota A", "Kota B", "Kota C"))
    for government in (failed, free):
        builders.covered(government, 2022, file)
    builders.bought(failed, 5, file, stage=Stage.FAILED)
    builders.bought(free, 0, file)
    builders.publish()
    found = ranking(2022, TOKO, "bersih")
    assert [(row.region, row.rank, row.value_sen) for row in found.rows] == [(free, 1, 0)]
    assert [(one.region, one.reason) for one in found.missing] == [
        (failed, "tidak-ada-yang-memenuhi-aturan"),
        (silent, "belum-ada-data"),
    ]
    assert (found.median_sen, found.with_data, found.governments) == (0, 1, 3)


def test_filters_narrow_what_is_shown_and_keep_the_ranks():
    builders.small_site()
    found = ranking(2022, TOKO, "bersih", kind="city", query="KEDIRI")
    (row,) = found.rows
    assert (row.region.name, row.rank, row.rank_in_kind) == ("Kota Kediri", 3, 2)
    assert (found.total_sen, found.with_data, found.median_sen) == (210_00, 3, 310_00)
    assert found.missing == []
    assert [one.region.name for one in ranking(2022, TOKO, "bersih", query="blit").missing] == ["Kabupaten Blitar"]


@pytest.mark.parametrize(
    ("query", "names", "alike"),
    [
        ("malang", ["Kabupaten Malang", "Kota Malang"], False),
        ("kota malang", ["Kota Malang"], False),
        ("kab malang", ["Kabupaten Malang"], False),
        ("kab. malang", ["Kabupaten Malang"], False),
        ("Pemkot Malang", ["Kota Malang"], False),
        ("malang kota", ["Kota Malang"], False),
        ("35.71", ["Kota Kediri"], False),
        ("Kota Mlaang", ["Kota Malang"], True),
        ("kedirri", ["Kota Kediri"], True),
        ("kab kediri", ["Kota Kediri"], True),
        ("zzz", [], False),
    ],
)
def test_names_are_understood_as_the_search_understands_them(query, names, alike):
    """But of namesakes only the kind that was typed, since what is shown is summed; a figure's passport alike."""
    builders.small_site()
    found = ranking(2022, TOKO, "bersih", query=query, order="daerah")
    assert ([row.region.name for row in found.rows], found.alike) == (names, alike)
    chosen = governments_of(Figure(None, 2022, TOKO, "bersih", {"nama": query}))
    assert sorted(one.name for one in chosen) == names
    assert ranking(2022, TOKO, "bersih", kind="city", query="kab malang").rows == []


def test_what_the_figures_rest_on():
    """As-of dates and rejected rows of every slice of the year and channel, whether a row of it counts or not."""
    file = builders.source_file()
    early, late, silent = (builders.region(name) for name in ("Kota A", "Kota B", "Kota C"))
    builders.covered(early, 2022, file, date(2022, 5, 31), rejected_rows=1, rejected_sen=10)
    builders.covered(late, 2022, file, date(2022, 9, 30))
    builders.covered(late, 2022, file, date(2022, 7, 31), system="shop", rejected_rows=2, rejected_sen=20)
    builders.covered(late, 2022, file, channel="e-katalog", system="katalog-v6", rejected_rows=9, rejected_sen=9)
    builders.covered(late, 2021, file, date(2021, 1, 31), rejected_rows=9, rejected_sen=9)
    builders.covered(silent, 2022, file, date(2022, 1, 31), rejected_rows=4, rejected_sen=40)
    shop = builders.supplier("CV Maju")
    for government in (early, late):
        builders.bought(government, 5, file, supplier=shop)
        builders.bought(government, 5, file, supplier=shop)
    builders.publish()
    found = ranking(2022, TOKO, "bersih")
    assert found.as_of == (date(2022, 1, 31), date(2022, 9, 30))
    assert found.rejects == Rejects(7, 70)
    shown = ranking(2022, TOKO, "bersih", query="kota b")
    assert (shown.as_of, shown.rejects) == ((date(2022, 7, 31), date(2022, 9, 30)), Rejects(2, 20))
    nothing = ranking(2022, TOKO, "bersih", kind="regency")
    assert (nothing.as_of, nothing.rejects) == (None, Rejects())
    for said, who in ((found, {}), (shown, {"nama": "kota b"})):
        reach = together(passport(Figure(None, 2022, TOKO, "bersih", who), None).slices)
        assert ((reach.earliest, reach.latest), reach.rejects) == (said.as_of, said.rejects), (
            "and so does the passport of its total"
        )
    assert (found.total_orders, [row.suppliers for row in found.rows]) == (4, [1, 1])
    assert [row.rank for row in found.rows] == [1, 1]


def test_the_provincial_government_is_in_no_ranking():
    regions = builders.small_site()
    found = ranking(2022, TOKO, "bersih")
    assert regions["province"] not in {row.region for row in found.rows}
    assert found.total_sen == (510 + 210 + 310) * 100


def test_another_province_is_another_site(settings):
    builders.small_site()
    settings.SITE_PROVINCE = "61"
    assert rankings.years(TOKO) == []
    assert ranking(2022, TOKO, "bersih").governments == 0


def test_years():
    builders.small_site()
    assert rankings.years(TOKO) == [2022, 2021]
    assert rankings.years(Channel.E_KATALOG) == []
    assert rankings.years() == [2022, 2021]
    with pytest.raises(LookupError):
        ranking(1999, TOKO, "bersih")
    assert [one.reason for one in ranking(2022, Channel.E_KATALOG, "bersih").missing] == ["belum-ada-data"] * 4


def test_the_page_costs_the_same_whatever_is_loaded(django_assert_num_queries):
    builders.small_site()
    with django_assert_num_queries(4):
        ranking(2022, TOKO, "bersih")


@pytest.fixture
def government():
    return builders.region("Kota A")


def change(government, now, before, as_of=None, as_of_before=None, rule="bersih"):
    """now, before: (rupiah, date or None) of each row."""
    file = builders.source_file()
    builders.covered(government, 2022, file, as_of)
    if before is not None:
        builders.covered(government, 2021, file, as_of_before)
    for year, rows in ((2022, now), (2021, before or [])):
        for rupiah, day in rows:
            builders.bought(government, rupiah, file, year=year, ordered_at=day)
    builders.publish()
    return by_name(ranking(2022, TOKO, rule))["Kota A"].change


def test_whole_years(government):
    assert change(government, [(3, datetime(2022, 2, 1))], [(2, datetime(2021, 9, 1))]) == Decimal("50.0")


def test_rounded_half_up_with_one_decimal(government):
    now, before = [(20010, datetime(2022, 1, 1))], [(20000, datetime(2021, 1, 1))]
    assert change(government, now, before) == Decimal("0.1")


def test_only_months_that_both_years_cover(government):
    now = [(10, datetime(2022, 1, 5)), (1000, datetime(2022, 3, 5))]
    before = [(20, datetime(2021, 1, 5)), (7000, datetime(2021, 3, 5))]
    assert change(government, now, before, as_of=date(2022, 3, 30)) == Decimal("-50.0")


def test_a_month_is_covered_on_its_last_day(government):
    now = [(10, datetime(2022, 1, 5)), (40, datetime(2022, 3, 5))]
    before = [(20, datetime(2021, 1, 5)), (5, datetime(2021, 3, 5))]
    assert change(government, now, before, as_of=date(2022, 3, 31)) == Decimal("100.0")


def test_the_year_before_may_be_the_one_that_ends_early(government):
    now = [(10, datetime(2022, 1, 5)), (1000, datetime(2022, 3, 5))]
    assert change(government, now, [(5, datetime(2021, 1, 5))], as_of_before=date(2021, 2, 27)) == Decimal("100.0")


def test_nothing_without_the_year_before(government):
    assert change(government, [(3, datetime(2022, 2, 1))], None) is None


def test_nothing_against_nothing(government):
    assert change(government, [(3, datetime(2022, 2, 1))], []) is None


def test_nothing_without_a_covered_month(government):
    rows = [(3, datetime(2022, 1, 2))], [(3, datetime(2021, 1, 2))]
    assert change(government, *rows, as_of=date(2022, 1, 30)) is None


@pytest.mark.parametrize("which", [0, 1])
def test_nothing_where_rows_have_no_date(government, which):
    rows = ([(3, datetime(2022, 2, 1))], [(3, datetime(2021, 2, 1))])
    rows[which].append((1, None))
    assert change(government, *rows) is None


def test_the_system_that_ends_first_decides(government):
    file = builders.source_file()
    builders.covered(government, 2022, file, date(2022, 1, 31), system="other")
    now = [(10, datetime(2022, 1, 5)), (1000, datetime(2022, 3, 5))]
    before = [(20, datetime(2021, 1, 5)), (7000, datetime(2021, 3, 5))]
    assert change(government, now, before) == Decimal("-50.0")
