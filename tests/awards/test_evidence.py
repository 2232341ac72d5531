"""What evidence says beside the sums: where data end, what was rejected, who is in the ranking."""

from datetime import date

import pytest

from awards.evidence import Ground
from awards.models import Claim
from tests import builders

pytestmark = pytest.mark.django_db


def claim(code="35.73", metric="value", **fields):
    return Claim(
        claim_id="one", region_code=code, channel="toko-daring", metric=metric,
        period_start=date(2022, 1, 1), period_end=date(2022, 6, 30), **fields,
    )  # fmt: skip


@pytest.fixture
def file():
    return builders.source_file()


@pytest.fixture
def malang(file):
    city = builders.region("Kota Malang", "35.73")
    builders.bought(city, 5, file)
    return city


def evidence(about):
    return Ground([about]).evidence(about)


def test_of_two_systems_the_one_that_ends_first_decides(malang, file):
    builders.covered(malang, 2022, file, date(2022, 6, 29), rejected_rows=2, rejected_sen=300)
    builders.covered(malang, 2022, file, system="katalog-v6", rejected_rows=1, rejected_sen=50)
    found = evidence(claim())
    assert found.data_end == date(2022, 6, 29) and not found.complete
    assert (found.rejected_rows, found.rejected_sen) == (3, 350)


def test_another_channel_is_no_evidence(malang, file):
    builders.covered(malang, 2022, file, channel="e-katalog", system="katalog-v6")
    assert evidence(claim()).data_end is None


def test_the_ranking_holds_the_regencies_and_cities_of_one_province(malang, file):
    elsewhere = builders.region("Kota Pontianak", "61.71", province_code="61")
    province = builders.region("Provinsi Jawa Timur", "35")
    nothing_counts = builders.region("Kota Batu", "35.79")
    for region in (malang, elsewhere, province, nothing_counts):
        builders.covered(region, 2022, file)
    for region in (elsewhere, province):
        builders.bought(region, 900, file)
    found = evidence(claim())
    assert set(found.ranked) == {"35.73"}
    assert found.governments == 2


def test_a_programme_is_the_sum_over_the_province_and_ends_where_the_first_of_them_ends(malang, file):
    province = builders.region("Provinsi Jawa Timur", "35")
    elsewhere = builders.region("Kota Pontianak", "61.71", province_code="61")
    builders.covered(malang, 2022, file, date(2022, 6, 30))
    builders.covered(province, 2022, file, rejected_rows=1, rejected_sen=7)
    for region in (province, elsewhere):
        builders.bought(region, 900, file)
    found = evidence(claim("35", "programme-value"))
    assert (found.figures.value_sen, found.figures.orders) == (90_500, 2)
    assert (found.have, found.of, found.data_end, found.rejected_rows) == (2, 2, date(2022, 6, 30), 1)
    assert found.complete


def test_nothing_is_loaded(django_assert_num_queries):
    about = claim()
    with django_assert_num_queries(2):  # governments, slices
        ground = Ground([about])
    assert ground.evidence(about).data_end is None
    assert ground.candidates(about, "value") == []


def test_candidates_are_the_rules_in_their_order_then_month_ends_backwards(malang, file):
    builders.covered(malang, 2022, file, date(2022, 8, 31))
    about = claim()
    tried = [one.rule or one.cut_off.isoformat() for one in Ground([about]).candidates(about, "value")]
    months = ["2022-08-31", "2022-07-31", "2022-05-31", "2022-04-30", "2022-03-31", "2022-02-28", "2022-01-31"]
    assert tried == ["selesai", "terverifikasi", "tidak-gagal", "semua", *months]
