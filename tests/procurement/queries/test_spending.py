"""The figures of one government: parts that sum to the whole, months that are said to be missing, nothing dropped."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from procurement.counting import Channel, Stage, Standing
from procurement.queries.changes import Incomparable
from procurement.queries.reach import Rejects
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
    assert (found.per_head, found.rank, found.with_data, found.change) == (20, 1, 1, Incomparable.NO_EXPORT)
    assert (found.as_of, found.rejects) == (date(2022, 11, 15), Rejects(2, 300))


def test_months_and_what_has_no_month_sum_to_the_whole(found):
    assert len(found.months) == 12
    assert [month.covered for month in found.months] == [True] * 10 + [False] * 2
    assert (found.months[2].value_sen, found.months[2].orders, found.undated_sen) == (150_00, 1, 50_00)
    assert sum(month.value_sen for month in found.months) + found.undated_sen == found.value_sen


def test_every_breakdown_sums_to_the_whole_and_the_unknown_is_a_part(found):
    for parts in (found.categories.named, found.agencies, found.top_suppliers, found.marketplaces):
        assert sum(part.value_sen for part in parts) == found.value_sen
    assert [(p.name, p.value_sen, p.share) for p in found.categories.named] == [
        ("alat tulis", 100_00, Decimal("50.0")),
        ("", 50_00, Decimal("25.0")),
        ("pulpen", 50_00, Decimal("25.0")),
    ]
    assert [(p.key, p.name, p.orders) for p in found.agencies] == [("001", "Dinas A", 1), ("", "", 1)]
    assert [p.name for p in found.top_suppliers] == ["CV Maju", ""]
    assert (found.supplier_parts, found.top_five_sen, found.top_five_share) == (1, 150_00, Decimal("75.0"))


def test_ten_suppliers_are_named_and_five_make_the_share():
    city, file = builders.region("Kota B"), builders.source_file()
    builders.covered(city, 2022, file)
    for number in range(12):
        shop = builders.supplier("" if number == 3 else f"CV {number:02}", code=f"{900 + number}")
        builders.bought(city, 10 + number, file, supplier=shop)
    builders.bought(city, 1000, file)  # the largest of all, and nobody knows from whom
    builders.publish()
    found = spending(city, 2022, TOKO, "bersih")
    named = [f"CV {number:02}" for number in range(11, 3, -1)]
    assert [part.name for part in found.top_suppliers] == [*named, "903", "CV 02", ""]
    assert found.supplier_parts == 12
    assert found.top_five_share == Decimal("8.0")  # 95 of 1,186: the five largest that have a name or a number


def test_parts_of_one_size_stand_in_the_order_of_their_keys():
    city, file = builders.region("Kota B"), builders.source_file()
    builders.covered(city, 2022, file)
    for category in ("c", "a", "Z", "b"):
        builders.bought(city, 1, file, category=category)
    builders.publish()
    assert [part.name for part in spending(city, 2022, TOKO, "bersih").categories.named] == ["Z", "a", "b", "c"]


def test_the_other_channel_is_in_no_figure(government):
    file = builders.source_file()
    builders.covered(government, 2022, file, channel="e-katalog", system="katalog-v6")
    builders.bought(government, 7, file, channel="e-katalog", system="katalog-v6", ordered_at=datetime(2021, 12, 30))
    builders.publish()
    found = spending(government, 2022, TOKO, "bersih")
    assert (found.value_sen, [rows for _stage, rows, *_ in found.by_stage]) == (200_00, [3, 1])
    other = spending(government, 2022, Channel.E_KATALOG, "bersih")
    assert (other.value_sen, other.undated_sen, other.outside_sen) == (7_00, 0, 7_00)
    assert sum(month.value_sen for month in other.months) == 0


def test_another_province_has_a_ranking_of_its_own(government):
    elsewhere, file = builders.region("Kota Pontianak", "61.71", province_code="61"), builders.source_file()
    builders.covered(elsewhere, 2022, file)
    builders.bought(elsewhere, 9999, file)
    builders.publish()
    found = spending(government, 2022, TOKO, "bersih")
    assert (found.rank, found.with_data) == (1, 1)


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


def test_kinds_of_catalogue_are_told_only_where_the_export_states_them(government):
    file = builders.source_file()
    v5 = {"channel": "e-katalog", "system": "katalog-v5"}
    builders.covered(government, 2022, file, **v5)
    for rupiah, details in ((7, None), (5, {"catalogue": "Lokal"}), (4, {"catalogue": "lokal", "plan": "1"})):
        builders.bought(government, rupiah, file, details=details, **v5)
    builders.bought(government, 900, file, details={"catalogue": "Nasional"}, stage=Stage.FAILED, **v5)
    builders.publish()
    found = spending(government, 2022, Channel.E_KATALOG, "bersih")
    assert [(part.name, part.value_sen // 100) for part in found.catalogues] == [("lokal", 9), ("", 7)]
    file.transactions.filter(details__isnull=False, stage=Stage.COMPLETED).delete()
    assert spending(government, 2022, Channel.E_KATALOG, "bersih").catalogues == []


def test_an_order_of_one_kind_of_catalogue_in_two_spellings_is_one(government):
    file = builders.source_file()
    v5 = {"channel": "e-katalog", "system": "katalog-v5"}
    builders.covered(government, 2022, file, **v5)
    for rupiah, kind in ((5, "Lokal"), (4, "lokal")):
        builders.bought(government, rupiah, file, order_id="P", details={"catalogue": kind}, **v5)
    builders.publish()
    (part,) = spending(government, 2022, Channel.E_KATALOG, "bersih").catalogues
    assert (part.name, part.value_sen // 100, part.orders) == ("lokal", 9, 1)


def test_years_between_loaded_ones_are_months_that_are_not_covered(government):
    builders.covered(government, 2020, builders.source_file())
    months = spending(government, 2022, TOKO, "bersih").months
    assert len(months) == 36
    assert [month.year for month in months if not month.covered] == [2021] * 12 + [2022, 2022]


def test_it_costs_the_same_whatever_is_loaded(government, django_assert_num_queries):
    with django_assert_num_queries(13):
        spending(government, 2022, TOKO, "bersih")
