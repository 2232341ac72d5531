"""The sums against a slow, naive twin: plain Python over all rows, one rule and one day at a time."""

import random
from datetime import date, datetime, timedelta

import pytest

from awards import sums
from awards.periods import Window
from awards.verdicts import Candidate, Figures
from procurement.counting import RULES, Stage, Standing, Verification
from procurement.models import Transaction
from tests import builders

pytestmark = pytest.mark.django_db

NAMES = {"35.73": "Kota Malang", "35.71": "Kota Kediri", "35.79": "Kota Batu"}
WINDOWS = [
    Window(date(2022, 1, 1), date(2022, 12, 31)),
    Window(date(2022, 1, 1), date(2022, 3, 31)),
    Window(date(2021, 12, 30), date(2022, 1, 2)),
    Window(date(2020, 1, 1), date(2020, 12, 31)),
]


def naive(rule, window, codes):
    rows = [
        row
        for row in Transaction.objects.all()
        if row.region_id in codes
        and row.channel == "toko-daring"
        and row.ordered_at is not None
        and window.start <= row.ordered_at.date() <= window.end
        and RULES[rule].counts(row.channel, row.standing, row.stage, row.verification)
    ]
    mbiz = [row.value_sen for row in rows if row.marketplace.casefold() == "mbiz market"]
    return Figures(sum(row.value_sen for row in rows), len({row.order_key for row in rows}), sum(mbiz))


@pytest.fixture
def rows():
    """300 rows around the turn of two years, of every standing and stage, some of one order, some without a date."""
    dice = random.Random(20260)
    regions = [builders.region(name, code) for code, name in NAMES.items()]
    file = builders.source_file()
    first = datetime(2021, 12, 28)
    for _ in range(300):
        when = first + timedelta(minutes=dice.randrange(6 * 24 * 60) * dice.choice([1, 1, 20]))
        builders.bought(
            dice.choice(regions),
            dice.randrange(10**12),
            file,
            year=when.year,
            ordered_at=when if dice.random() < 0.97 else None,
            order_id=f"order-{dice.randrange(120)}",
            standing=dice.choice(Standing.values),
            stage=dice.choice(Stage.values),
            verification=dice.choice(Verification.values),
            marketplace=dice.choice(["mbiz market", "Mbiz Market", "mbiz market 2", "Grab", ""]),
            channel=dice.choice(["toko-daring"] * 5 + ["e-katalog"]),
        )


def test_windows(rows):
    found = sums.of_windows({("toko-daring", window) for window in WINDOWS}, NAMES)
    for window in WINDOWS:
        expected = {code: naive("bersih", window, {code}) for code in NAMES}
        assert found["toko-daring", window] == {code: f for code, f in expected.items() if f.orders}
    assert found["toko-daring", WINDOWS[0]]


@pytest.mark.parametrize("codes", [["35.73"], list(NAMES)])
@pytest.mark.parametrize(("quantity", "field"), [("value", "value_sen"), ("orders", "orders")])
def test_candidates(rows, codes, quantity, field):
    def figure(rule, window):
        return getattr(naive(rule, window, codes), field)

    window, days = WINDOWS[1], [date(2022, 4, 30), date(2022, 1, 1), date(2022, 2, 28)]
    expected = [Candidate(figure(rule, window), rule=rule) for rule in RULES if rule != "bersih"]
    expected += [Candidate(figure("bersih", Window(window.start, day)), cut_off=day) for day in days]
    assert sums.of_candidates(quantity, "toko-daring", codes, window, days) == expected


def test_verified_is_no_rule_of_e_katalog(rows):
    rules = [candidate.rule for candidate in sums.of_candidates("value", "e-katalog", ["35.73"], WINDOWS[0], [])]
    assert rules == ["selesai", "tidak-gagal", "semua"]


def test_no_windows_no_queries(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert sums.of_windows([], NAMES) == {}
