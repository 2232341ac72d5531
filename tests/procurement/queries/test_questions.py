"""The six questions, each with rows beside it that must not count."""

from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command

from procurement.counting import Stage, Standing
from procurement.models import Transaction
from procurement.money import percent
from procurement.queries import agencies
from procurement.queries.questions import bounds, scope
from procurement.queries.questions.concentration import concentration
from procurement.queries.questions.december import december
from procurement.queries.questions.near_limit import near_limit
from procurement.queries.questions.night import night
from procurement.queries.questions.pairs import pairs
from procurement.queries.questions.parties import parties
from procurement.queries.questions.record import record
from procurement.queries.questions.same_amounts import same_amounts
from procurement.queries.rules import rules
from regions.models import Region
from tests.builders import agency, bought, covered, publish, region, source_file, supplier
from tests.procurement.queries.asking import LIMIT, MILLION, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return region("Kota Malang", "35.73")


@pytest.fixture
def file(city):
    made = source_file()
    covered(city, 2022, made)
    return made


@pytest.fixture
def office(city):
    return agency(city, "Dinas Pendidikan", "1001")


@pytest.fixture
def shop():
    return supplier("CV Maju")


NOT_COUNTED = (
    {"stage": Stage.FAILED},
    {"stage": Stage.PLANNED},
    {"standing": Standing.RE_SENT},
    {"standing": Standing.IN_BOTH},
    {"standing": Standing.REPEATED},
)


def rows_that_never_count(city, rupiah, file, **fields):
    """Each in an order of its own, and once more in the other channel and another year."""
    for why in NOT_COUNTED:
        bought(city, rupiah, file, **fields, **why)
    bought(city, rupiah, file, **{**fields, "channel": "e-katalog", "system": "katalog-v6"})
    bought(city, rupiah, file, **{**fields, "year": 2021, "ordered_at": datetime(2021, 6, 15, 10, 30)})


def test_a_pair_is_counted_in_orders_not_rows(city, file, office, shop):
    other = supplier("UD Lain")
    for number, rupiah in enumerate((10, 20, 30)):
        bought(city, rupiah, file, agency=office, supplier=shop, order_id=f"a{number}")
    bought(city, 5, file, agency=office, supplier=shop, order_id="a0")  # a second line of the first order
    bought(city, 35, file, agency=office, supplier=other)
    bought(city, 100, file, agency=office)  # no supplier: part of the agency's value, of no pair
    bought(city, 100, file, supplier=shop)  # no agency
    rows_that_never_count(city, 1000, file, agency=office, supplier=shop)
    publish()
    (pair,) = pairs(asked()).shown
    assert (pair.agency, pair.supplier, pair.orders, pair.value_sen) == (office.pk, shop.pk, 3, 6500)
    assert str(pair.share) == "32.5"  # 65 of 200


def test_two_orders_are_no_pair(city, file, office, shop):
    bought(city, 10, file, agency=office, supplier=shop)
    bought(city, 10, file, agency=office, supplier=shop)
    rows_that_never_count(city, 10, file, agency=office, supplier=shop)
    publish()
    assert pairs(asked()).every == 0


def test_shares_of_suppliers_need_orders_enough(city, file, shop):
    others = [supplier(f"UD {number}") for number in range(6)]
    for number in range(bounds.CONCENTRATION_LEAST_ORDERS - 8):
        bought(city, 1, file, supplier=shop, order_id=f"n{number}")
    for number, other in enumerate(others, start=1):
        bought(city, number, file, supplier=other)
    bought(city, 10, file)
    rows_that_never_count(city, 1000, file, supplier=others[0])
    publish()
    few = concentration(asked())  # one order short
    assert (few.every, few.too_few, few.shown, few.median) == (0, 1, [], None)
    bought(city, 3, file)
    publish()
    (one,) = concentration(asked()).shown
    largest, whole = 42, 42 + 21 + 13
    assert (one.supplier, one.largest_sen, one.value_sen) == (shop.pk, largest * 100, whole * 100)
    assert one.five_sen == (largest + 6 + 5 + 4 + 3) * 100
    assert (one.suppliers, one.orders, one.largest) == (7, bounds.CONCENTRATION_LEAST_ORDERS, percent(largest, whole))


@pytest.mark.parametrize(("rupiah", "named"), [(1, False), (0, True)])
def test_orders_enough_without_a_share_to_speak_of_are_counted_apart(city, file, shop, rupiah, named):
    """The supplier is an optional column; an order of Rp0 is an order."""
    for number in range(bounds.CONCENTRATION_LEAST_ORDERS):
        bought(city, rupiah, file, order_id=f"n{number}", supplier=shop if named else None)
    publish()
    found = concentration(asked())
    assert (found.every, found.too_few, found.unnamed, found.median) == (0, 0, 1, None)


def test_a_median_is_rounded_once_and_counts_what_it_is_of(city, file):
    """0.08 % and 0.18 %: in the middle 0.13 %, where 0.1 % and 0.2 % would make 0.2 %. Rp0 has no share."""
    batu, nothing = region("Kota Batu", "35.79"), region("Kota Blitar")
    for one, in_december in ((city, 8), (batu, 18)):
        bought(one, in_december, file, ordered_at=datetime(2022, 12, 5, 9))
        bought(one, 10_000 - in_december, file)
    bought(nothing, 0, file)
    for one in (batu, nothing):
        covered(one, 2022, file)
    publish()
    found = december(asked())
    assert (found.every, found.nothing, str(found.median)) == (2, 1, "0.1")


def test_december_only_where_it_is_covered_and_dated(city, file):
    short, undated, outside = region("Kota Batu", "35.79"), region("Kota Blitar"), region("Kota Kediri")
    covered(short, 2022, file, date(2022, 12, 30))
    for one in (undated, outside):
        covered(one, 2022, file)
    for one in (city, short, undated, outside):
        bought(one, 30, file, ordered_at=datetime(2022, 12, 31, 9))
        bought(one, 90, file)
        rows_that_never_count(one, 1000, file, ordered_at=datetime(2022, 12, 1))
    bought(undated, 1, file, ordered_at=None)
    bought(outside, 1, file, ordered_at=datetime(2021, 12, 30, 9))
    publish()
    found = december(asked())
    assert [(one.region_code, one.december_sen, one.value_sen, str(one.share)) for one in found.shown] == [
        ("35.73", 3000, 12000, "25.0")
    ]
    assert (found.every, found.not_covered, found.undated, str(found.median)) == (1, 1, 2, "25.0")


@pytest.mark.parametrize(
    ("moment", "timed", "at_night"),
    [
        ((22, 0, 0), 1, 1),
        ((21, 59, 59), 1, 0),
        ((23, 59, 59), 1, 1),
        ((0, 0, 1), 1, 1),
        ((4, 59, 59), 1, 1),
        ((5, 0, 0), 1, 0),
        ((12, 0, 0), 1, 0),
        ((0, 0, 0), 0, 0),  # a date without a time
        (None, 0, 0),
    ],
)
def test_night_is_from_ten_to_five_and_midnight_sharp_is_no_time(city, file, moment, timed, at_night):
    when = datetime(2022, 6, 15, *moment) if moment else None
    bought(city, 10, file, ordered_at=when, order_id="a")
    bought(city, 10, file, ordered_at=when, order_id="a")  # another line of it
    rows_that_never_count(city, 10, file, ordered_at=datetime(2022, 6, 15, 23))
    Transaction.objects.filter(year=2021).delete()
    publish()
    found = night(asked())
    assert (found.timed, found.night, found.orders) == (timed, at_night, 1)
    assert [(one.region_code, one.night, one.timed) for one in found.shown] == [("35.73", 1, 1)] * at_night


def test_the_same_amount_is_of_whole_orders(city, file, office, shop):
    day = datetime(2022, 6, 15, 8)
    same = {"agency": office, "supplier": shop}
    bought(city, 60, file, order_id="a", ordered_at=day, **same)
    bought(city, 40, file, order_id="a", ordered_at=day, **same)  # 60 + 40
    bought(city, 100, file, order_id="b", ordered_at=day.replace(hour=20), **same)
    bought(city, 100, file, order_id="c", ordered_at=day, **same)
    bought(city, 50, file, order_id="d", ordered_at=day, **same)
    bought(city, 100, file, ordered_at=day + timedelta(days=1), **same)
    bought(city, 100, file, ordered_at=day, agency=office, supplier=supplier("UD Lain"))
    bought(city, 100, file, ordered_at=day, agency=agency(city, "Dinas Lain", "2"), supplier=shop)
    bought(city, 100, file, ordered_at=day, supplier=shop)
    bought(city, 100, file, ordered_at=day, agency=office)
    bought(city, 100, file, ordered_at=None, **same)
    bought(city, 60, file, order_id="e", ordered_at=day, **same)
    bought(city, 40, file, order_id="e", ordered_at=day + timedelta(days=1), **same)  # an order of two days
    for number in range(3):
        bought(city, 0, file, order_id=f"zero{number}", ordered_at=day, **same)
    rows_that_never_count(city, 100, file, ordered_at=day, **same)
    publish()
    found = same_amounts(asked())
    (one,) = found.shown
    assert (one.region_code, one.agency, one.supplier) == ("35.73", office.pk, shop.pk)
    assert (one.day, one.amount_sen, one.orders, one.single) == (date(2022, 6, 15), 10000, 3, False)
    assert (found.every, found.orders) == (1, 3)


def test_two_orders_of_one_amount_are_nothing(city, file, office, shop):
    for number in range(2):
        bought(city, 100, file, order_id=f"a{number}", agency=office, supplier=shop)
        bought(city, 100, file, order_id=f"b{number}", agency=office, supplier=shop, stage=Stage.FAILED)
    publish()
    assert same_amounts(asked()).every == 0


def test_orders_near_the_limit_by_their_whole_value(city, office, shop):
    file = source_file()
    catalogue = {"channel": "e-katalog", "system": "katalog-v6", "agency": office, "supplier": shop}
    covered(city, 2022, file, channel="e-katalog", system="katalog-v6")
    for name, rupiah in (("a", 190), ("b", 200), ("c", 210), ("d", 189), ("e", 211)):
        bought(city, rupiah * MILLION, file, order_id=name, **catalogue)
    bought(city, 120 * MILLION, file, order_id="f", **catalogue)
    bought(city, 75 * MILLION, file, order_id="f", **catalogue)  # 195
    bought(city, 1, file, order_id="c2", value_sen=LIMIT + 1, **catalogue)
    for why in NOT_COUNTED:
        bought(city, 195 * MILLION, file, **catalogue, **why)
    bought(city, 195 * MILLION, file, year=2021, **catalogue)
    bought(city, 195 * MILLION, file)
    publish()
    found = near_limit(asked(channel="e-katalog"), LIMIT)
    assert (found.below, found.below_sen) == (3, (190 + 200 + 195) * MILLION * 100)
    assert (found.above, found.above_sen) == (2, 210 * MILLION * 100 + LIMIT + 1)
    assert found.governments == [("35.73", 3, 2)]
    below = [LIMIT, 195 * MILLION * 100, 190 * MILLION * 100]
    assert [one.value_sen for one in found.shown] == [*below, LIMIT + 1, 210 * MILLION * 100]
    assert {(one.agency, one.supplier) for one in found.shown} == {(office.pk, shop.pk)}


def test_a_government_with_an_order_above_the_limit_alone_is_named(city, monkeypatch):
    file, batu = source_file(), region("Kota Batu", "35.79")
    for place in (city, batu):
        covered(place, 2022, file, channel="e-katalog", system="katalog-v6")
    catalogue = {"channel": "e-katalog", "system": "katalog-v6"}
    bought(city, 201 * MILLION, file, order_id="above", **catalogue)
    for name, rupiah in (("near", 199), ("far", 191)):
        bought(batu, rupiah * MILLION, file, order_id=name, **catalogue)
    publish()
    monkeypatch.setattr("procurement.queries.questions.near_limit.MOST_ROWS", 1)
    found = near_limit(asked(channel="e-katalog"), LIMIT)
    assert (found.governments, found.every) == ([("35.79", 2, 0)], 2)
    assert [one.value_sen // 100 // MILLION for one in found.shown] == [199, 201], "one of each side"
    monkeypatch.undo()
    assert near_limit(asked(channel="e-katalog"), LIMIT).governments == [("35.79", 2, 0), ("35.73", 0, 1)]


def test_a_rule_that_begins_within_the_year_speaks_of_later_orders_only(city, with_rules):
    """EP-PPK-200 is known since 2 February 2021; an order of the budget year 2021 may be dated in 2020."""
    file = source_file()
    for year in (2021, 2022):
        covered(city, year, file, channel="e-katalog", system="katalog-v6")
    for name, day in (("a", datetime(2020, 12, 20)), ("b", datetime(2021, 2, 1, 23, 59)), ("c", datetime(2021, 2, 2))):
        bought(city, 195 * MILLION, file, year=2021, channel="e-katalog", order_id=name, ordered_at=day)
    bought(city, 195 * MILLION, file, year=2021, channel="e-katalog", order_id="d", ordered_at=None)
    publish()
    limit = record(asked(year=2021, channel="e-katalog"), rules()).limit
    assert (limit.below, limit.days) == (1, (date(2021, 2, 2), date(2021, 12, 31)))
    assert record(asked(year=2022, channel="e-katalog"), rules()).limit.days is None


@pytest.fixture
def with_rules(settings, tmp_path, capsys):
    settings.DATA_DIR = tmp_path / "data"
    call_command("load_rules", settings.BASE_DIR / "fixtures" / "rules.csv")


@pytest.mark.parametrize(
    ("channel", "year", "limit"),
    [
        ("e-katalog", 2022, LIMIT),
        ("e-katalog", 2025, LIMIT),
        ("e-katalog", 2020, None),  # the rule is known since 2021
        ("toko-daring", 2022, None),
        ("toko-daring", 2025, None),
    ],
)
def test_no_limit_without_a_rule_that_speaks_of_it(city, with_rules, channel, year, limit):
    file = source_file()
    covered(city, year, file, channel=channel)
    bought(city, 195 * MILLION, file, year=year, channel=channel, ordered_at=datetime(year, 5, 2, 9))
    publish()
    found = record(asked(year, channel), rules())
    assert (found.limit.limit_sen if found.limit else None) == limit
    assert [rule.code for rule in found.limit_rules] == (["EP-PPK-200"] if limit else [])


def test_the_provincial_government_is_looked_at_by_itself_only(city, file, office, shop):
    province = region("Provinsi Jawa Timur", "35")
    covered(province, 2022, file)
    for one, office_of in ((city, office), (province, agency(province, "Biro Umum", "9"))):
        for _ in range(3):
            bought(one, 10, file, agency=office_of, supplier=shop, ordered_at=datetime(2022, 6, 15, 23))
    publish()
    for slug, code in (("", "35.73"), ("provinsi-jawa-timur", "35"), ("kota-malang", "35.73")):
        found = record(asked(slug=slug), [])
        assert {one.region_code for one in (*found.pairs.shown, *found.same.shown, *found.night.shown)} == {code}
    with pytest.raises(LookupError):
        scope.looked_at(list(Region.objects.all()), "kota-lain")


def test_keys_of_agencies_are_those_of_their_own_pages(city, file, shop):
    """Two systems that use one code: its key names the system."""
    two = [agency(city, "Dinas", "7", system) for system in ("katalog-v5", "katalog-v6")]
    for one in two:
        bought(city, 1, file, agency=one, system=one.system)
    single = agency(city, "Badan", "8")
    bought(city, 1, file, agency=single)
    found = parties({two[0].pk, single.pk}, {shop.pk})
    assert {number: party.key for number, party in found.agencies.items()} == {
        two[0].pk: "katalog-v5:7",
        single.pk: "8",
    }
    assert all(agencies.named(city, party.key)[0].agency.pk == number for number, party in found.agencies.items())
    assert found.suppliers[shop.pk].key == shop.key
