"""Governments side by side, against a slow sum of the rows."""

import random
from datetime import date, datetime
from fractions import Fraction

import pytest

from procurement.counting import RULES, Channel, Stage, Standing
from procurement.models import Transaction
from procurement.queries.comparison import comparison, years
from procurement.queries.reach import Rejects
from tests import builders

pytestmark = pytest.mark.django_db
TOKO = Channel.TOKO_DARING.value


@pytest.fixture
def governments():
    """Four of every kind with random rows; the last has none, and a fifth beside them is not compared."""
    dice = random.Random(11)
    names = ("Kota A", "Kabupaten B", "Provinsi C", "Kota D", "Kota E")
    regions = [builders.region(name, population=dice.randint(1, 10**5)) for name in names]
    file = builders.source_file()
    shops = [builders.supplier(f"Toko {number}") for number in range(9)]
    for government in (regions[0], regions[1], regions[2], regions[4]):
        for year in (2021, 2022):
            until = date(2022, 9, 14) if government is regions[1] and year == 2022 else None
            builders.covered(government, year, file, until)
            for _ in range(40):
                month = dice.randint(1, 9 if until else 12)
                builders.bought(
                    government,
                    dice.choice([0, 1, 999, 10**6]),
                    file,
                    year=year,
                    order_id=f"order-{dice.randint(1, 15)}",
                    ordered_at=dice.choice([datetime(year, month, 3), datetime(year, month, 3), None]),
                    supplier=dice.choice([*shops, None]),
                    category=dice.choice(["atk", "makanan", "atk;jasa", ""]),
                    stage=dice.choice([*Stage.values, "completed"]),
                    standing=dice.choice([*Standing.values, "counted"]),
                )
    builders.publish()
    return regions


def counted(region, rule, **where):
    rows = Transaction.objects.filter(region=region, **where)
    return [r for r in rows if RULES[rule].counts(r.channel, r.standing, r.stage, r.verification)]


@pytest.mark.parametrize("rule", RULES)
def test_it_is_what_the_rows_say(governments, rule):
    chosen = governments[:4]
    found = comparison(chosen, 2022, TOKO, rule)
    assert [side.region for side in found.sides] == chosen
    assert found.same_months == list(range(1, 9)), "the data of one end on 14 September"
    values = {one: sum(r.value_sen for r in counted(one, rule, year=2022)) for one in governments}
    ranked = [values[governments[number]] for number in (0, 1, 4)]
    assert (found.with_data, found.median_sen) == (3, sorted(ranked)[1])
    for side in found.sides[:3]:
        rows, one = counted(side.region, rule, year=2022), side.figures
        assert (one.value_sen, one.orders) == (values[side.region], len({r.order_key for r in rows}))
        shops = {}
        for row in rows:
            if row.supplier_id:
                shops[row.supplier_id] = shops.get(row.supplier_id, 0) + row.value_sen
        assert one.suppliers == len(shops)
        five = sum(sorted(shops.values(), reverse=True)[:5])
        exact = Fraction(five * 100, one.value_sen)
        assert abs(Fraction(one.top_five_share) - exact) <= Fraction(1, 20)
        for month in one.months:
            assert month.value_sen == sum(
                r.value_sen for r in rows if r.ordered_at and r.ordered_at.month == month.month
            )
        same = sum(r.value_sen for r in rows if r.ordered_at and r.ordered_at.month <= 8)
        assert one.same_months_sen == same
        assert one.undated_sen == sum(r.value_sen for r in rows if not r.ordered_at)
        names = {name for r in rows for name in r.category.split(";")}
        assert {part.name: part.value_sen for part in one.categories.named} == {
            name: sum(r.value_sen for r in rows if name in r.category.split(";")) for name in names
        }
        if side.region.name.startswith("Provinsi"):
            assert one.rank is None
        else:
            assert one.rank == 1 + sum(value > one.value_sen for value in ranked)
    assert (found.sides[3].figures, found.sides[3].reason, found.sides[3].as_of) == (None, "belum-ada-data", None)


def test_a_column_without_a_counted_row_says_which_reason(governments):
    file = builders.source_file()
    builders.covered(governments[3], 2022, file, rejected_rows=2, rejected_sen=30)
    builders.bought(governments[3], 5, file, stage=Stage.FAILED)
    builders.publish()
    side = comparison([governments[3], governments[0]], 2022, TOKO, "bersih").sides[0]
    assert (side.figures, side.reason) == (None, "tidak-ada-yang-memenuhi-aturan")
    assert (side.rejects, side.as_of) == (Rejects(2, 30), date(2022, 12, 31))


def test_one_without_figures_does_not_narrow_the_months(governments):
    file = builders.source_file()
    builders.covered(governments[3], 2022, file, date(2022, 2, 28))
    assert comparison([governments[3], governments[0]], 2022, TOKO, "bersih").same_months == list(range(1, 13))


def test_years(governments):
    assert years(governments[:2], TOKO) == [2022, 2021]
    assert years(governments[3:4], TOKO) == years(governments, Channel.E_KATALOG) == years([], TOKO) == []


def test_the_page_costs_the_same_however_many_are_compared(governments, django_assert_num_queries):
    for count in (2, 4):
        with django_assert_num_queries(6):
            comparison(governments[:count], 2022, TOKO, "bersih")


def test_nothing_loaded():
    one, other = builders.region("Kota A"), builders.region("Kota B")
    found = comparison([one, other], 2022, TOKO, "bersih")
    assert [side.reason for side in found.sides] == ["belum-ada-data"] * 2
    assert (found.median_sen, found.with_data, found.same_months) == (None, 0, [])
