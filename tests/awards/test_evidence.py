"""What evidence says beside the sums: where data end, what was rejected, who is in the ranking."""

from datetime import date, datetime

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
    assert (found.left_out.rejects.rows, found.left_out.rejects.sen) == (3, 350)


def test_rows_without_a_date_are_told_and_not_compared(malang, file):
    """A portal file has no dates: without a word the whole of it would look like a false claim."""
    builders.covered(malang, 2022, file)
    builders.bought(malang, 7, file, ordered_at=None)
    builders.bought(malang, 8, file, ordered_at=None, stage="failed")
    builders.bought(malang, 9, file, ordered_at=datetime(2023, 1, 1))
    builders.publish()
    found = evidence(claim())
    assert found.figures.value_sen == 500
    assert (found.left_out.undated_rows, found.left_out.undated_sen) == (1, 700)


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
    assert (found.have, found.of, found.data_end, found.left_out.rejects.rows) == (2, 2, date(2022, 6, 30), 1)
    assert found.complete


TWO_YEARS = {"period_start": date(2021, 3, 1), "period_end": date(2022, 6, 30)}


def two_years(code="35.73", metric="value"):
    return Claim(claim_id="two", region_code=code, channel="toko-daring", metric=metric, **TWO_YEARS)


def test_a_window_of_two_years_needs_both_and_takes_what_was_rejected_from_both(malang, file):
    builders.bought(malang, 70, file, year=2021)
    builders.covered(malang, 2022, file, date(2022, 6, 30), rejected_rows=1, rejected_sen=10)
    assert not evidence(two_years()).complete
    builders.covered(malang, 2021, file, rejected_rows=2, rejected_sen=20)
    found = evidence(two_years())
    assert found.complete and found.figures.value_sen == 7500
    assert (found.left_out.rejects.rows, found.left_out.rejects.sen) == (3, 30)


def test_month_ends_of_two_years_go_back_from_the_end_of_the_later(malang, file):
    builders.covered(malang, 2021, file)
    builders.covered(malang, 2022, file, date(2022, 7, 31))
    about = two_years()
    days = [one.cut_off for one in Ground([about]).candidates(about, "value") if one.cut_off]
    assert (days[0], days[-1]) == (date(2022, 7, 31), date(2021, 3, 31))


def test_a_programme_of_two_years_needs_both_of_every_government(malang, file):
    province = builders.region("Provinsi Jawa Timur", "35")
    for region, years in ((malang, (2021, 2022)), (province, (2022,))):
        for year in years:
            builders.covered(region, year, file)
    found = evidence(two_years("35", "programme-value"))
    assert (found.have, found.of, found.complete) == (1, 2, False)


def test_whose_data_are_missing_or_short_is_counted_among_the_ranked(malang, file):
    short = builders.region("Kota Batu", "35.79")
    for region in (malang, short):
        builders.covered(region, 2022, file, date(2022, 6, 29) if region == short else None)
        builders.covered(region, 2021, file)
    for region in (short, builders.region("Kota Blitar", "35.72")):  # the latter's slices are gone, its row is not
        builders.bought(region, 1, file)
    found = evidence(two_years())
    assert (set(found.ranked), found.incomplete) == ({"35.73", "35.79", "35.72"}, 2)


def test_month_ends_of_a_programme_go_back_from_where_the_first_government_ends(malang, file):
    province = builders.region("Provinsi Jawa Timur", "35")
    builders.covered(malang, 2022, file, date(2022, 8, 31))
    builders.covered(province, 2022, file)
    about = claim("35", "programme-value")
    first = next(one for one in Ground([about]).candidates(about, "value") if one.cut_off)
    assert first.cut_off == date(2022, 8, 31)


def test_nothing_is_loaded(django_assert_num_queries):
    about = claim()
    with django_assert_num_queries(4):  # governments, slices, rows without a date, kept sums
        ground = Ground([about])
    assert ground.evidence(about).data_end is None
    assert ground.candidates(about, "value") == []


def test_candidates_are_the_rules_in_their_order_then_month_ends_backwards(malang, file):
    builders.covered(malang, 2022, file, date(2022, 8, 31))
    about = claim()
    tried = [one.rule or one.cut_off.isoformat() for one in Ground([about]).candidates(about, "value")]
    months = ["2022-08-31", "2022-07-31", "2022-05-31", "2022-04-30", "2022-03-31", "2022-02-28", "2022-01-31"]
    assert tried == ["selesai", "terverifikasi", "tidak-gagal", "semua", *months]
