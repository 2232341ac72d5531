"""Ranks of every loaded year; the provincial government has none, and no data is not zero."""

from datetime import date

import pytest

from procurement.counting import Stage
from procurement.queries.spending import spending
from tests import builders

pytestmark = pytest.mark.django_db


def standings(region, year, rule="bersih"):
    found = spending(region, year, "toko-daring", rule).history
    return [(one.year, one.rank, one.with_data, one.value_sen, one.reason) for one in found]


def test_every_year_that_anyone_has_latest_first():
    regions = builders.small_site()
    file = builders.source_file()
    builders.covered(regions["poor"], 2020, file, date(2020, 6, 30))
    builders.bought(regions["poor"], 7, file, year=2020)
    builders.covered(regions["rural"], 2023, file)
    builders.bought(regions["rural"], 9, file, year=2023, stage=Stage.FAILED)  # must not count
    elsewhere = builders.region("Kota Pontianak", "61.71", province_code="61")
    builders.covered(elsewhere, 2019, file)
    builders.bought(elsewhere, 9999, file, year=2022)  # of another province
    builders.publish()
    assert standings(regions["rural"], 2022) == [
        (2023, None, 0, None, "tidak-ada-yang-memenuhi-aturan"),
        (2022, 2, 3, 310_00, ""),
        (2021, 2, 3, 300_00, ""),
        (2020, None, 1, None, "belum-ada-data"),
    ]
    assert standings(regions["province"], 2022)[1] == (2022, None, 3, 910_00, "")
    assert spending(regions["poor"], 2022, "toko-daring", "bersih").history[3].as_of == date(2020, 6, 30)


def test_ranks_are_those_of_the_rule():
    regions = builders.small_site()
    builders.bought(regions["poor"], 5000, builders.source_file(), stage=Stage.FAILED)
    builders.publish()
    assert standings(regions["poor"], 2022)[0][1:3] == (3, 3)
    assert standings(regions["poor"], 2022, "semua")[0][1:3] == (1, 3)
