"""The figures of one government: parts that sum to the whole, months that are said to be missing, nothing dropped."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from procurement.counting import Channel, Stage, Standing
from procurement.queries.spending import spending, years_of
from tests import builders

pytestmark = pytest.mark.django_db
TOKO = Channel.TOKO_DARING.value


@pytest.fixture
def government():
    """Kota A: 2022 up to 15 November; one order of two lines, one without supplier, agency, category and date."""
    city = builders.region("Kota A", population=10)
    file = builders.source_file()
    builders.covered(city, 2022, file, date(2022, 11, 15), rejected_rows=2, rejected_sen=300)
    office, shop = builders.agency(city, "Dinas A", "001"), builders.supplier("CV Maju")
    line = {"order_id": "two-lines", "agency": office, "supplier": shop, "supplier_name": "CV. MAJU"}
    builders.bought(city, 100, file, ordered_at=datetime(2022, 3, 1), **line)
    builders.bought(
        city, 50, file, ordered_at=datetime(2022, 3, 1), marketplace="Mbiz Market", category="pulpen", **line
    )
    builders.bought(city, 50, file, ordered_at=None, category="", marketplace="grab")
    builders.bought(city, 9000, file, stage=Stage.FAILED)
    builders.bought(city, 7000, file, standing=Standing.RE_SENT)
    builders.publish()
    return city


@pytest.fixture
def found(government):
    return spending(government, 2022, TOKO, "bersih")


def test_the_figures(found):
    assert (found.value_sen, found.orders, found.rows, found.suppliers) == (200_00, 2, 3, 1)
    assert (found.per_head, found.rank, found.with_data, found.change) == (20, 1, 1, None)
    assert (found.as_of, found.rejected_rows, found.rejected_sen) == (date(2022, 11, 15), 2, 300)


def test_months_and_what_has_no_month_sum_to_the_whole(found):
    assert len(found.months) == 12
    assert [month.covered for month in found.months] == [True] * 10 + [False] * 2
    assert (found.months[2].value_sen, found.months[2].orders, found.undated_sen) == (150_00, 1, 50_00)
    assert sum(month.value_sen for month in found.months) + found.undated_sen == found.value_sen


def test_every_breakdown_sums_to_the_whole_and_the_unknown_is_a_part(found):
    for parts in (found.categories, found.agencies, found.top_suppliers, found.marketplaces):
        assert sum(part.value_sen for part in parts) == found.value_sen
    assert [(p.key, p.value_sen, p.share) for p in found.categories] == [
        ("alat tulis", 100_00, Decimal("50.0")),
        ("", 50_00, Decimal("25.0")),
        ("pulpen", 50_00, Decimal("25.0")),
    ]
    assert [(p.key, p.name, p.orders) for p in found.agencies] == [("001", "Dinas A", 1), ("", "", 1)]
    assert [p.name for p in found.top_suppliers] == ["CV Maju", ""]
    assert (found.supplier_parts, found.top_five_share) == (1, Decimal("75.0"))


def test_marketplaces_are_one_whatever_their_case(found):
    assert [(p.name, p.value_sen, p.orders) for p in found.marketplaces] == [
        ("Mbiz Market", 150_00, 1),
        ("grab", 50_00, 1),
    ]


def test_other_rules_and_stages_stand_beside(found):
    assert [(rule, sen // 100) for rule, sen, _orders in found.by_rule] == [
        ("bersih", 200),
        ("selesai", 200),
        ("terverifikasi", 16200),
        ("tidak-gagal", 7200),
        ("semua", 16200),
    ]
    assert [(stage, rows, orders, sen // 100) for stage, rows, orders, sen in found.by_stage] == [
        ("completed", 3, 2, 200),
        ("failed", 1, 1, 9000),
    ]


def test_the_latest_rows_come_first_and_those_without_a_date_last(found):
    assert [order.value_sen // 100 for order in found.latest] == [100, 50, 50]
    assert found.latest[0].supplier == "CV. MAJU" and found.latest[-1].ordered_at is None


def test_an_agency_code_of_two_systems_names_its_system(government):
    file = builders.source_file()
    builders.covered(government, 2022, file, system="own-market")
    twin = builders.agency(government, "Dinas B", "001", system="own-market")
    builders.bought(government, 1, file, agency=twin, system="own-market")
    builders.publish()
    keys = {part.key for part in spending(government, 2022, TOKO, "bersih").agencies}
    assert keys == {"bela:001", "own-market:001", ""}


def test_no_slice_is_an_error_and_no_counted_row_is_none(government):
    with pytest.raises(LookupError):
        spending(government, 2021, TOKO, "bersih")
    with pytest.raises(LookupError):
        spending(government, 2022, Channel.E_KATALOG, "bersih")
    builders.covered(government, 2023, builders.source_file())
    assert spending(government, 2023, TOKO, "bersih") is None
    assert years_of(government, TOKO) == [2023, 2022]


def test_the_provincial_government_has_no_rank():
    regions = builders.small_site()
    found = spending(regions["province"], 2022, TOKO, "bersih")
    assert (found.rank, found.with_data) == (None, 3)
    assert spending(regions["rich"], 2022, TOKO, "bersih").rank == 1


def test_years_between_loaded_ones_are_months_that_are_not_covered(government):
    builders.covered(government, 2020, builders.source_file())
    months = spending(government, 2022, TOKO, "bersih").months
    assert len(months) == 36
    assert [month.year for month in months if not month.covered] == [2021] * 12 + [2022, 2022]


def test_it_costs_the_same_whatever_is_loaded(government, django_assert_num_queries):
    with django_assert_num_queries(11):
        spending(government, 2022, TOKO, "bersih")
