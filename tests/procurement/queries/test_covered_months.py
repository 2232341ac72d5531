"""Coverage against a plain reading of slices and rows."""

from datetime import date, datetime

import pytest

from procurement.counting import Channel, Stage
from procurement.queries.covered_months import State, covered_years
from tests import builders

pytestmark = pytest.mark.django_db
TOKO = Channel.TOKO_DARING.value
SIGNS = {State.COUNTED: "x", State.PART: "/", State.NOTHING: "o", State.NOT_COVERED: "-"}


def drawn(year):
    return {one.region.name: "".join(SIGNS[state] for state in one.months) for one in year.governments}


@pytest.fixture
def regions():
    regions = {name: builders.region(name) for name in ("Kota A", "Kabupaten B", "Kota C", "Kota D")}
    regions["Provinsi"] = builders.region("Provinsi Jawa Timur", "35")
    file = builders.source_file()
    builders.covered(regions["Kota A"], 2022, file, date(2022, 3, 30))
    builders.covered(regions["Kabupaten B"], 2022, file)
    builders.covered(regions["Kabupaten B"], 2022, file, date(2022, 1, 31), system="shop")
    builders.covered(regions["Kota C"], 2022, file)
    builders.covered(regions["Kota D"], 2022, file, channel=Channel.E_KATALOG, system="katalog-v6")
    builders.covered(regions["Provinsi"], 2021, file)
    builders.bought(regions["Kota A"], 0, file, ordered_at=datetime(2022, 1, 5))
    builders.bought(regions["Kota A"], 5, file, ordered_at=datetime(2022, 3, 5))
    builders.bought(regions["Kabupaten B"], 5, file, ordered_at=datetime(2022, 1, 31))
    builders.bought(regions["Kabupaten B"], 5, file, ordered_at=None)
    builders.bought(regions["Kabupaten B"], 5, file, ordered_at=datetime(2021, 12, 31))
    builders.bought(regions["Kota C"], 5, file, stage=Stage.FAILED)
    builders.publish()
    return regions


def test_each_month_is_one_of_four(regions):
    latest, before = covered_years(TOKO, "bersih")
    assert (latest.year, before.year) == (2022, 2021)
    assert drawn(latest) == {
        "Kota A": "xo/---------",  # an order of Rp0 is an order; March ends on the 31st
        "Kabupaten B": "x-----------",  # the system that ends first decides
        "Kota C": "oooooooooooo",  # a failed order does not count
        "Kota D": "",  # of the other channel only
        "Provinsi Jawa Timur": "",
    }
    assert drawn(before)["Provinsi Jawa Timur"] == "oooooooooooo"
    assert drawn(covered_years(TOKO, "semua")[0])["Kota C"] == "oooooxoooooo"


def test_figures_and_rows_in_no_month(regions):
    latest = {one.region.name: one for one in covered_years(TOKO, "bersih")[0].governments}
    assert [name for name, one in latest.items() if one.has_figures] == ["Kota A", "Kabupaten B"]
    assert (latest["Kabupaten B"].undated_rows, latest["Kabupaten B"].outside_rows) == (1, 1)
    assert [part.system for part in latest["Kabupaten B"].slices] == ["bela", "shop"]


def test_the_provincial_government_stands_last_and_is_not_counted(regions):
    latest = covered_years(TOKO, "bersih")[0]
    assert latest.governments[-1].region == regions["Provinsi"]
    assert len(latest.ranked) == 4


def test_nothing_loaded():
    builders.region("Kota A")
    assert covered_years(TOKO, "bersih") == []


def test_three_queries(regions, django_assert_num_queries):
    with django_assert_num_queries(3):
        covered_years(TOKO, "bersih")
