"""Every accepted row is in one step, and each rule is the sum of the steps that name it."""

from itertools import product

import pytest

from procurement.counting import RULES, Channel, Stage, Standing, Verification, rules_for
from procurement.models import Transaction
from procurement.queries.status_ladder import steps
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    """One row of every standing, stage and verification; amounts are powers of two. One order has two lines."""
    city, file = builders.region("Kota A"), builders.source_file()
    for number, (standing, stage, verification) in enumerate(product(Standing, Stage, Verification)):
        words = {"standing": standing, "stage": stage, "verification": verification}
        builders.bought(city, 2**number // 100 + number, file, **words)
    builders.bought(city, 3, file, order_id="two")
    builders.bought(city, 4, file, order_id="two")
    return Transaction.objects.of(city)


@pytest.mark.parametrize("channel", Channel.values)
def test_a_rule_is_the_sum_of_the_steps_that_name_it(rows, channel):
    rows.update(channel=channel)
    found = steps(rows, channel)
    assert sum(step.rows for step in found) == rows.count()
    for rule in rules_for(channel):
        counted = [r for r in rows if rule.counts(r.channel, r.standing, r.stage, r.verification)]
        named = [step for step in found if rule.slug in step.rules]
        assert sum(step.value_sen for step in named) == sum(row.value_sen for row in counted), rule.slug
        assert sum(step.rows for step in named) == len(counted), rule.slug


def test_steps_stand_in_the_order_of_stages_and_the_repeating_last(rows):
    found = steps(rows, "toko-daring")
    standing = [(step.stage, step.verification) for step in found if step.stage]
    assert standing == list(product(Stage.values, Verification.values))
    assert [step.rules for step in found if not step.stage] == [
        ("terverifikasi", "tidak-gagal", "semua"),
        ("terverifikasi", "semua"),
        ("tidak-gagal", "semua"),
        ("semua",),
    ]
    assert (found[0].rows, found[0].orders) == (3, 2)


def test_it_is_one_query(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        steps(rows, "toko-daring")
    assert set(RULES) == {slug for step in steps(rows, "toko-daring") for slug in step.rules}
