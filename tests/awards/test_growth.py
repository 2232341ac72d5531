"""Growth that a source states, beside what the same days a year apart come to: exact, or not at all."""

import re
from datetime import date, datetime

import pytest

from awards.evidence import Ground
from awards.growth import Growth, growth_in
from awards.judging import store_verdicts
from awards.models import Claim, Verdict
from awards.periods import Window
from tests import builders
from tests.awards.answers import text_of

JPNN = "/klaim/jpnn-2023-kota-malang/"
MORE = "said to be more than 50 % above the year before."


@pytest.mark.once
@pytest.mark.parametrize(
    ("note", "found"),
    [
        (MORE, Growth(50, more_than=True)),
        ("12 % above the year before", Growth(12, more_than=False)),
        ("more than 50 % above the target", None),
        ("", None),
    ],
)
def test_a_remark_says_growth_in_one_wording(note, found):
    assert growth_in(note) == found


@pytest.mark.once
@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        (date(2023, 1, 1), date(2023, 8, 31), (date(2022, 1, 1), date(2022, 8, 31))),
        (date(2023, 1, 1), date(2023, 12, 30), (date(2022, 1, 1), date(2022, 12, 30))),
        (date(2025, 2, 1), date(2025, 2, 28), (date(2024, 2, 1), date(2024, 2, 29))),  # a whole month stays whole
        (date(2024, 2, 29), date(2024, 2, 29), (date(2023, 2, 28), date(2023, 2, 28))),
    ],
)
def test_the_same_days_a_year_earlier(start, end, before):
    assert Window(start, end).year_before == Window(*before)


@pytest.mark.django_db
def test_the_stated_growth_stands_beside_the_computed_one(real, client):
    """36 billion in 2023 against 67 billion in the same months of 2022; what came later in 2022 does not count."""
    computed = (
        "Pertumbuhan menurut sumbernya: lebih dari 50% di atas tahun sebelumnya. "
        "Pertumbuhan nilai yang terhitung terhadap 1 Januari–31 Agustus 2022 (Rp67.000.000.000): −46,3%."
    )
    for path in (JPNN, "/klaim/epa-2023-kota-malang/", "/penghargaan/"):
        assert computed in text_of(client.get(path))
    page = client.get(JPNN)
    where = "/asal/?daerah=kota-malang&dari=2022-01-01&sampai=2022-08-31"
    assert page.content.decode().count(where.replace("&", "&amp;")) == 2
    assert "67.000.000.000" in text_of(client.get(where))
    english = text_of(client.get("/en" + JPNN))
    assert "more than 50% above the year before. Of the value, computed against 1 January–31 August 2022" in english


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("less", "said"),
    [(0, "0,0%"), (1, "naik <0,1%"), (-1, "turun <0,1%"), (10_800_000_000 * 100, "+42,9%")],
)
def test_a_computed_growth_too_small_for_a_decimal_keeps_its_direction(real, client, less, said):
    for verdict in Verdict.objects.filter(claim="jpnn-2023-kota-malang"):
        if "before" in verdict.explanation:
            verdict.explanation["before"]["sen"] = verdict.computed_sen - less
            verdict.save()
    assert re.search(
        rf"terhitung terhadap 1 Januari–31 Agustus 2022 \(Rp[\d.,]+\): {re.escape(said)}\.", text_of(client.get(JPNN))
    )


@pytest.mark.django_db
def test_over_sample_rows_the_growth_says_what_it_is_of(sample, client):
    assert "Pertumbuhan nilai yang terhitung dari data contoh terhadap 1 Januari–31 Agustus 2022" in text_of(
        client.get(JPNN)
    )


@pytest.mark.django_db
def test_no_growth_is_said_where_none_is_stated(real, client):
    page = text_of(client.get("/klaim/bejo-2021-kota-malang-malangpagi/"))
    assert "Pertumbuhan" not in page
    assert {one.claim_id for one in Verdict.objects.all() if "before" in one.explanation} == {"jpnn-2023-kota-malang"}


def stating(**fields):
    return Claim(
        claim_id="one", region_code="35.73", channel="toko-daring", metric="value", note=MORE,
        period_start=date(2022, 1, 1), period_end=date(2022, 6, 30), **fields,
    )  # fmt: skip


@pytest.fixture
def two_years():
    """Rp5 in the first half of 2021, Rp7 in that of 2022, and a word beside what must not count."""
    file, malang = builders.source_file(), builders.region("Kota Malang", "35.73")
    for year, rupiah in ((2021, 5), (2022, 7)):
        builders.covered(malang, year, file)
        builders.bought(malang, rupiah, file, year=year, ordered_at=datetime(year, 6, 30, 23, 59))
        builders.bought(malang, 900, file, year=year, ordered_at=datetime(year, 7, 1))  # after the days
        builders.bought(malang, 900, file, year=year, ordered_at=datetime(year, 1, 1), stage="failed")
    return malang, file


def before(about):
    return Ground([about]).evidence(about).before


@pytest.mark.django_db
def test_the_year_before_is_summed_by_the_claims_own_rule_and_days(two_years):
    assert before(stating()).value_sen == 500
    assert before(Claim(claim_id="two", region_code="35.73", channel="toko-daring", metric="value")) is None


@pytest.mark.django_db
@pytest.mark.parametrize("year", [2021, 2022])
def test_without_both_periods_in_full_no_growth_is_computed(two_years, year):
    malang, _file = two_years
    malang.slices.filter(year=year).update(as_of=date(year, 6, 29))
    assert before(stating()).value_sen is None


@pytest.mark.django_db
def test_a_row_without_a_date_takes_the_growth_away(two_years):
    malang, file = two_years
    builders.bought(malang, 1, file, year=2021, ordered_at=None)
    builders.publish()
    assert before(stating()).value_sen is None


@pytest.mark.django_db
def test_what_cannot_be_computed_says_why(real, client):
    Claim.objects.filter(pk="jpnn-2023-kota-malang").update(period_end=date(2023, 12, 31))
    store_verdicts(builders.publish())
    assert (
        "Terhadap 1 Januari–31 Desember 2022 tidak dapat dihitung: ekspor tidak memuat kedua periode itu lengkap"
    ) in text_of(client.get(JPNN))
