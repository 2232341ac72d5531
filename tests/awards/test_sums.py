"""The sums against a slow, naive twin: plain Python over all rows, one rule and one day at a time."""

import random
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from awards.kept_sums import EVERY, KeptSums
from awards.models import WindowSum
from awards.periods import Window
from awards.sums import Cut, summed
from awards.verdicts import Figures
from procurement.counting import RULES, Stage, Standing, Verification
from procurement.models import Slice, SourceFile, Transaction
from regions.models import Region
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


def cut(rule, window):
    return Cut("toko-daring", rule, window.start, window.end)


@pytest.mark.parametrize("rules", [["bersih"], list(RULES)])
def test_sums_of_every_window(rows, rules):
    asked = {cut(rule, window): (rule, window) for rule in rules for window in WINDOWS}
    found = summed(asked, NAMES, EVERY)
    for one, (rule, window) in asked.items():
        assert found[one] == {code: naive(rule, window, {code}) for code in NAMES}
    assert found[cut("bersih", WINDOWS[0])]["35.73"].orders


def test_what_is_not_asked_for_is_not_counted(rows):
    one = cut("bersih", WINDOWS[0])
    whole = naive("bersih", WINDOWS[0], {"35.73"})
    assert summed([one], ["35.73"], ["value"])[one]["35.73"] == Figures(whole.value_sen, 0, whole.mbiz_sen)
    assert summed([one], ["35.73"], ["orders"])[one]["35.73"] == Figures(orders=whole.orders)


def test_no_windows_no_queries(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert summed([], NAMES, EVERY) == {}


CUTS = [cut(rule, window) for rule in ("bersih", "semua") for window in WINDOWS]


def standing(code, digest):
    Slice.objects.filter(region=code).delete()
    builders.covered(Region.objects.get(code=code), 2022, SourceFile.objects.first(), digest=digest * 64)


@pytest.fixture
def kept(rows):
    """Sums of everything, written down for the slices that stand."""
    for code in NAMES:
        standing(code, "a")
    book = KeptSums(Slice.objects.all())
    found = book.of(CUTS, NAMES)
    book.keep()
    assert found == summed(CUTS, NAMES, EVERY)
    return found


def test_sums_of_rows_that_still_stand_are_not_summed_again(kept, django_assert_num_queries):
    with django_assert_num_queries(2):  # slices, kept sums
        assert KeptSums(Slice.objects.all()).of(CUTS, NAMES) == kept


def test_only_what_a_load_touched_is_summed_again(kept):
    Transaction.objects.filter(region="35.71").update(value_sen=F("value_sen") + 100)
    standing("35.71", "b")
    with CaptureQueriesContext(connection) as said:
        found = KeptSums(Slice.objects.all()).of(CUTS, NAMES)
    sums = [one["sql"] for one in said if "procurement_transaction" in one["sql"]]
    assert sums and all("3571" in sql and "3573" not in sql and "3579" not in sql for sql in sums)
    assert found == summed(CUTS, NAMES, EVERY) != kept


def test_a_withdrawn_government_keeps_nothing(kept):
    Transaction.objects.filter(region="35.71").delete()
    Slice.objects.filter(region="35.71").delete()
    book = KeptSums(Slice.objects.all())
    assert book.of(CUTS, NAMES) == summed(CUTS, NAMES, EVERY)
    book.keep()
    assert not WindowSum.objects.filter(region_code="35.71").exists()


def test_another_version_of_the_code_sums_again(kept, settings):
    Transaction.objects.filter(region="35.73").update(value_sen=7)
    assert KeptSums(Slice.objects.all()).of(CUTS, NAMES) == kept, "the slices' digests say that nothing changed"
    settings.CODE_VERSION = "another"
    assert KeptSums(Slice.objects.all()).of(CUTS, NAMES) == summed(CUTS, NAMES, EVERY) != kept


def test_a_quantity_that_was_not_kept_is_summed(kept):
    book = KeptSums(Slice.objects.all())
    one = Cut("toko-daring", "selesai", date(2022, 1, 1), date(2022, 12, 31))
    book.of([one], NAMES, ["value"])
    book.keep()
    assert {(each.rule, each.quantity) for each in WindowSum.objects.all()} == {("selesai", "value")}
    assert KeptSums(Slice.objects.all()).of([one], NAMES) == summed([one], NAMES, EVERY)
