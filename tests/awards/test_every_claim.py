"""Every claim of fixtures/claims.csv against verdicts written by hand: over hand-made rows, and over the sample."""

import csv

import pytest
from django.core.management import call_command

from awards.judging import store_verdicts
from awards.models import Verdict, WindowSum
from awards.terms import Outcome
from procurement.models import Edition
from tests import builders
from tests.awards import expected, hand_made
from tests.awards.conftest import CLAIMS

pytestmark = pytest.mark.django_db


def found(edition):
    verdicts = Verdict.objects.filter(edition=edition).order_by("id")
    return {(verdict.claim_id, verdict.quantity): verdict for verdict in verdicts}


def computed(verdict):
    if verdict.computed_sen is not None:
        assert verdict.computed_sen % 100 == 0
        return verdict.computed_sen // 100
    if verdict.rank_by_value is not None:
        return verdict.rank_by_value, verdict.rank_by_orders
    return verdict.computed_orders


def difference(verdict):
    if verdict.difference is None or verdict.quantity != expected.VALUE:
        return verdict.difference
    assert verdict.difference % 100 == 0
    return verdict.difference // 100


@pytest.fixture
def verdicts(load_claims):
    hand_made.load()
    load_claims()
    edition = builders.publish()
    store_verdicts(edition)
    return found(edition)


def test_every_claim_over_hand_made_rows(verdicts):
    said = [(*key, v.outcome, computed(v), difference(v)) for key, v in verdicts.items()]
    assert said == [row[:5] for row in expected.HAND_MADE]


def test_explanations_over_hand_made_rows(verdicts):
    for claim, quantity, *_, holds in expected.HAND_MADE:
        explanation = verdicts[claim, quantity].explanation
        assert {key: explanation.get(key) for key in holds} == holds, (claim, quantity)


def test_only_what_differs_has_an_alternative(verdicts):
    with_one = {key for key, verdict in verdicts.items() if "alternative" in verdict.explanation}
    assert with_one == {("epa-2023-kota-malang", "value"), ("standing-2021-12-30-kota-batu", "value")}


@pytest.mark.once
def test_every_outcome_occurs_by_hand():
    assert {row[2] for row in expected.HAND_MADE} == set(Outcome.values)


@pytest.mark.once
@pytest.mark.parametrize("table", [expected.HAND_MADE, expected.SAMPLE], ids=["hand made", "sample"])
def test_tables_hold_every_claim(table):
    with CLAIMS.open(encoding="utf-8", newline="") as file:
        assert {row["claim_id"] for row in csv.DictReader(file)} == {row[0] for row in table}


def test_evidence_costs_few_queries(load_claims, django_assert_num_queries):
    hand_made.load()
    load_claims()
    edition = builders.publish()
    # Claims, regions, slices, rows without a date, kept sums; the verdicts; the sums that are kept, out and in.
    always = 5 + 1 + 2
    with django_assert_num_queries(always):  # judged when the claims were loaded, and no row is another since
        store_verdicts(edition)
    WindowSum.objects.all().delete()
    edition = builders.publish()
    # One more for each first day that has data (2021, 2022, 2023, 2025) and each of the seven figures that differ; one
    # of these in two, since a window of another claim has told part of it.
    with django_assert_num_queries(always + 4 + 8):
        store_verdicts(edition)


def test_every_claim_over_the_sample(load_claims, data_dir, capsys):
    fixtures = CLAIMS.parent
    call_command("load_regions", fixtures / "regions.csv")
    load_claims()
    call_command("load_transactions", *sorted(str(path) for path in (fixtures / "sample").glob("toko-daring-*")))
    said = [
        (*key, verdict.outcome, computed(verdict)) for key, verdict in found(Edition.objects.latest("number")).items()
    ]
    assert said == expected.SAMPLE
