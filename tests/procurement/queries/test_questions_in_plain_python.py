"""The six questions over made-up rows against slow plain Python."""

import random
from collections import defaultdict
from datetime import datetime

import pytest

from procurement.counting import RULES, Stage, Standing
from procurement.models import Supplier, Transaction
from procurement.queries.questions.concentration import concentration
from procurement.queries.questions.near_limit import near_limit
from procurement.queries.questions.night import night
from procurement.queries.questions.pairs import pairs
from procurement.queries.questions.same_amounts import same_amounts
from tests.builders import agency, bought, covered, publish, region, source_file, supplier
from tests.procurement.queries.asking import LIMIT, MILLION, asked

pytestmark = pytest.mark.django_db


def made_up(seed):
    """Two hundred rows of two governments; few agencies, suppliers, days and amounts, so that much coincides."""
    dice = random.Random(seed)
    file = source_file()
    shops = [*(supplier(f"CV {number}") for number in range(4)), None]
    for name, code in (("Kota Malang", "35.73"), ("Kota Batu", "35.79")):
        place = region(name, code)
        covered(place, 2022, file, channel="e-katalog")
        offices = [*(agency(place, f"Dinas {number}", str(number)) for number in range(3)), None]
        for _ in range(100):
            bought(
                place,
                dice.choice((95, 100, 190, 195, 200, 205)) * MILLION,
                file,
                channel="e-katalog",
                order_id=f"o{dice.randrange(70)}",
                agency=dice.choice(offices),
                supplier=dice.choice(shops),
                ordered_at=dice.choice(
                    (None, datetime(2022, 12, 1), datetime(2022, 12, 1, 23, 5), datetime(2022, 12, 2, 9, 0, 1))
                ),
                stage=dice.choice((Stage.COMPLETED,) * 6 + (Stage.ONGOING, Stage.UNSTATED, Stage.FAILED)),
                standing=dice.choice((Standing.COUNTED,) * 8 + (Standing.REPEATED,)),
            )
    publish()


def counted():
    rule = RULES["bersih"]
    return [r for r in Transaction.objects.all() if rule.counts(r.channel, r.standing, r.stage, r.verification)]


def by_order(rows):
    orders = defaultdict(list)
    for row in rows:
        orders[row.order_key].append(row)
    return orders


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_equals_plain_python(seed, monkeypatch):
    made_up(seed)
    for module in ("pairs", "concentration", "december", "night", "same_amounts", "near_limit"):
        monkeypatch.setattr(f"procurement.queries.questions.{module}.MOST_ROWS", 1000)
    rows, found = counted(), asked(channel="e-katalog")
    orders = by_order(rows)

    grouped = defaultdict(list)
    for row in rows:
        if row.agency_id and row.supplier_id:
            grouped[row.agency_id, row.supplier_id].append(row)
    expected = {
        (*pair, len({row.order_key for row in those}), sum(row.value_sen for row in those))
        for pair, those in grouped.items()
        if len({row.order_key for row in those}) >= 3
    }
    shown = pairs(found)
    assert {(one.agency, one.supplier, one.orders, one.value_sen) for one in shown.shown} == expected
    assert shown.every == len(expected)

    same = defaultdict(int)
    for those in orders.values():
        days = {row.ordered_at and row.ordered_at.date() for row in those}
        who = {(row.agency_id, row.supplier_id) for row in those}
        if len(days) == len(who) == 1 and None not in (*days, *next(iter(who))):
            same[*next(iter(who)), next(iter(days)), sum(row.value_sen for row in those)] += 1
    expected_same = {(*key, count) for key, count in same.items() if count >= 3}
    of_same = same_amounts(found)
    assert {(o.agency, o.supplier, o.day, o.amount_sen, o.orders) for o in of_same.shown} == expected_same
    assert (of_same.every, of_same.orders) == (len(expected_same), sum(one[-1] for one in expected_same))

    sums = {key: sum(row.value_sen for row in those) for key, those in orders.items()}
    limit = near_limit(found, LIMIT)
    below = {key: sen for key, sen in sums.items() if 190 * MILLION * 100 <= sen <= LIMIT}
    above = {key: sen for key, sen in sums.items() if LIMIT < sen <= 210 * MILLION * 100}
    assert {one.order_key: one.value_sen for one in limit.shown} == below | above
    assert (limit.below, limit.below_sen) == (len(below), sum(below.values()))
    assert (limit.above, limit.above_sen) == (len(above), sum(above.values()))

    at_night = {row.order_key for row in rows if row.ordered_at and row.ordered_at.hour == 23}
    timed = {row.order_key for row in rows if row.ordered_at and row.ordered_at.hour}
    of_night = night(found)
    assert (of_night.night, of_night.timed, of_night.orders) == (len(at_night), len(timed), len(orders))

    for one in concentration(found).shown:
        values = defaultdict(int)
        for row in rows:
            if row.region_id == one.region_code and row.supplier_id:
                values[row.supplier_id] += row.value_sen
        largest = sorted(values.values(), reverse=True)
        assert (one.largest_sen, one.five_sen) == (largest[0], sum(largest[:5]))
        assert one.suppliers == len(values)
    assert Supplier.objects.count() == 4
