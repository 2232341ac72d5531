"""What a typed text finds, and in which order: the same on both databases."""

import pytest

from procurement.keys import order_key
from procurement.models import Edition, Total, WithdrawnOrder
from procurement.queries.search import search
from regions.models import Region, RegionAlias
from tests.builders import agency, bought, covered, publish, region, small_site, source_file, supplier

pytestmark = pytest.mark.django_db


def names(text: str, page: int = 1) -> dict[str, list[str]]:
    found = search(text, page)
    return {
        "governments": [one.region.name for one in found.governments.found],
        "agencies": [one.agency.name for one in found.agencies.shown],
        "suppliers": [one.supplier.name for one in found.suppliers.shown],
        "orders": [one.order_id for one in found.orders.standing],
    }


def test_a_bare_name_finds_both_governments_of_it():
    small_site()
    found = search("malang", 1).governments
    assert [one.region.name for one in found.found] == ["Kota Malang", "Kabupaten Malang"]
    assert [one.name for one in found.namesakes] == ["Kota Malang", "Kabupaten Malang"]
    assert search("kediri", 1).governments.namesakes == []


@pytest.mark.parametrize("text", ["Kabupaten Malang", "kab. malang", "Pemkab Malang", "  KAB   MALANG"])
def test_a_kind_that_is_typed_comes_first_and_its_namesake_stays_in_sight(text):
    small_site()
    assert names(text)["governments"] == ["Kabupaten Malang", "Kota Malang"]


def test_governments_are_found_by_code_and_by_what_a_person_said():
    rich = small_site()["rich"]
    RegionAlias.objects.create(alias="bumi arema", region=rich)
    for text in ("35.73", rich.klpd_code.lower(), "Bumi  Arema"):
        assert names(text)["governments"] == ["Kota Malang"], text


@pytest.mark.parametrize("short", ["mlg", "MLG"])
def test_the_short_form_on_the_tile_map_finds_both_that_bear_it(short):
    sites = small_site()
    for where, abbr in (("rich", "K.MLG"), ("rural", "MLG")):
        Region.objects.filter(pk=sites[where].pk).update(abbr=abbr)
    assert names(short)["governments"] == ["Kota Malang", "Kabupaten Malang"]
    assert names("k.mlg")["governments"] == ["Kota Malang"]


def test_a_government_of_another_province_is_not_found():
    region("Kota Pontianak", "61.71", province_code="61")
    agency(region("Kota Singkawang", "61.72", province_code="61"), "Dinas Pendidikan", "1")
    assert search("pontianak", 1).count == 0 and search("pendidikan", 1).count == 0


@pytest.mark.parametrize("text", ["jatim", "Pemprov Jatim", "provinsi jatim"])
def test_the_province_is_found_by_what_it_is_called_for_short(text):
    region("Provinsi Jawa Timur", "35")
    assert names(text)["governments"] == ["Provinsi Jawa Timur"]


@pytest.mark.parametrize("text", ["kota malang 2021", "Kota Malang tahun 2021"])
def test_a_year_at_the_end_says_which_figure_is_meant(text):
    Total.objects.filter(region=small_site()["rural"], year=2021).delete()
    found = search(text, 1)
    assert [one.region.name for one in found.governments.found] == ["Kota Malang", "Kabupaten Malang"]
    assert [one.total.year for one in found.governments.found if one.total] == [2021, 2022]
    assert (found.text, found.year) == (text.split(" 2")[0].removesuffix(" tahun"), 2021)


def test_a_year_that_a_name_bears_is_a_part_of_it():
    supplier("Panitia 2022")
    found = search("panitia 2022", 1)
    assert found.suppliers.count == 1 and found.year is None
    assert search("panitia 2021", 1).year == 2021 and search("2021", 1).year is None
    assert search("panitia 1799", 1).year is None


@pytest.mark.parametrize("text", ["Kota Mlaang", "kabupaten mlaang"])
def test_of_two_that_are_spelt_alike_the_kind_that_was_typed_comes_first(text):
    small_site()
    found = search(text, 1)
    assert found.alike
    first, second = (one.region.name for one in found.governments.found)
    assert first == text.title().replace("Mlaang", "Malang") != second


def test_an_agency_is_found_by_what_people_call_it():
    sites = small_site()
    rich, rural = sites["rich"], sites["rural"]
    agency(rich, "RUMAH SAKIT UMUM DAERAH", "1")
    agency(rural, "RSUD Kanjuruhan", "2")
    agency(rural, "Rumah Sakit Bersama", "3")
    assert names("rsud")["agencies"] == ["RSUD Kanjuruhan", "RUMAH SAKIT UMUM DAERAH"]
    assert names("RSUD kota malang")["agencies"] == ["RUMAH SAKIT UMUM DAERAH"]
    for text in ("dispendik", "Dindik", "disdik", "dispendik kota malang", "dindik 2022"):
        assert names(text)["agencies"] == ["Dinas Pendidikan"], text
    assert names("disdikasi")["agencies"] == []


def test_a_government_has_the_figure_of_its_latest_year():
    small_site()
    both, silent = search("malang", 1).governments.found, search("blitar", 1).governments.found
    assert [(one.total.year, one.total.value_sen) for one in both if one.total] == [(2022, 51000), (2022, 31000)]
    assert [one.total for one in silent] == [None]


def test_the_best_come_first():
    for name in ("Adijaya", "Toko Jaya", "Jaya Makmur", "JAYA", "Toko Sanjaya", "Maju Mundur"):
        supplier(name)
    assert names("jaya")["suppliers"] == ["JAYA", "Jaya Makmur", "Toko Jaya", "Adijaya", "Toko Sanjaya"]


def test_words_in_any_order_after_the_words_as_typed():
    for name in ("Makmur Toko Jaya", "Toko Jaya", "Jaya Baru"):
        supplier(name)
    assert names("toko jaya")["suppliers"] == ["Toko Jaya", "Makmur Toko Jaya"]
    assert names("jaya toko")["suppliers"] == ["Toko Jaya", "Makmur Toko Jaya"]


def test_letters_beyond_ascii_are_folded_too():
    supplier("CAFÉ ÉLAN")
    supplier("CAFE ELAN")
    assert names("café élan")["suppliers"] == ["CAFÉ ÉLAN"]
    assert names("éla")["suppliers"] == ["CAFÉ ÉLAN"]


def test_spelling_is_forgiven_only_where_nothing_is_called_so():
    region("Kota Pasuruan", "35.75")
    region("Kabupaten Pasuruan", "35.14")
    supplier("Toko Pasuruan")
    found = search("pasuruhan", 1)
    assert found.alike and found.count == 3
    assert names("pasuruhan")["governments"] == ["Kabupaten Pasuruan", "Kota Pasuruan"]
    supplier("Pasuruhan")
    assert not search("pasuruhan", 1).alike
    assert names("pasuruhan") == {"governments": [], "agencies": [], "suppliers": ["Pasuruhan"], "orders": []}


def test_one_letter_finds_governments_only():
    small_site()
    assert names("m")["governments"] and not names("m")["suppliers"]
    assert names("cv")["suppliers"] == []
    assert names("cv maju")["suppliers"] == ["CV Maju"]


def test_two_agencies_with_one_code_keep_their_addresses_apart():
    government = region("Kota Malang")
    for system in ("katalog-v5", "katalog-v6"):
        agency(government, f"Dinas {system}", "7", system)
    agency(region("Kota Kediri"), "Dinas lain", "7")
    keys = {one.agency.name: one.key for one in search("dinas", 1).agencies.shown}
    assert keys == {"Dinas katalog-v5": "katalog-v5:7", "Dinas katalog-v6": "katalog-v6:7", "Dinas lain": "7"}


def test_an_order_is_found_by_its_whole_id_and_by_its_key():
    rich = small_site()["rich"]
    bought(rich, 5, source_file(rows=1), order_id="PO-1/2022", marketplace="Blanja Kita")
    bought(rich, 5, source_file(rows=1), order_id="PO-1/2022-B", marketplace="Blanja Kita")
    publish()
    key = order_key(rich.code, "bela", "blanja kita", "PO-1/2022")
    for text in ("PO-1/2022", key, key.upper()):
        assert [one.key for one in search(text, 1).orders.standing] == [key], text
    assert names("PO-1")["orders"] == []


def test_a_withdrawn_order_is_named_until_it_stands_again():
    rich = small_site()["rich"]
    covered(rich, 2020, source_file(), marketplaces=["toko x"])
    gone = order_key(rich.code, "bela", "toko x", "PO-9")
    WithdrawnOrder.objects.create(order_key=gone, edition=Edition.objects.get(), region=rich)
    assert [one.order_key for one in search("PO-9", 1).orders.withdrawn] == [gone]
    bought(rich, 5, source_file(rows=1), year=2020, order_id="PO-9", marketplace="Toko X")
    found = search("PO-9", 1).orders
    assert [one.key for one in found.standing] == [gone] and found.withdrawn == []


def test_pages_turn_and_end():
    for number in range(60):
        supplier(f"Toko {number:02}")
    pages = [names("toko", page)["suppliers"] for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [25, 25, 10]
    assert [name for page in pages for name in page] == [f"Toko {number:02}" for number in range(60)]
    with pytest.raises(LookupError):
        search("toko", 4)
    with pytest.raises(LookupError):
        search("tidak ada sama sekali", 2)


def test_of_very_many_only_so_much_is_said(monkeypatch):
    monkeypatch.setattr("procurement.queries.party_search.MOST", 5)
    for number in range(6):
        supplier(f"Toko {number}")
    found = search("toko", 1).suppliers
    assert (found.count, found.more) == (5, True)
    assert search("toko 3", 1).suppliers.more is False


HOSTILE = (
    "%" * 100, "_" * 100, '"' * 100, "'" * 100, "\\" * 100, "*" * 50, 'a" OR "b', "NEAR(a b, 3)", "name:toko", "-toko",
    "^toko", "toko AND NOT cv", "{}%s%(x)s", "a " * 50, "\u202etoko\u202c", "🏫" * 50, "日本語", "ﷺ" * 100,
    "--; DROP TABLE", "aba " * 25, "abcdefghij" * 10, "..", "(((((", "\\%\\_",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_is_an_operator(text):
    small_site()
    found = search(text.strip(), 1)
    assert found.agencies.count == 0
    assert {one.supplier.name for one in found.suppliers.shown} <= {"CV Maju"}


def test_queries_do_not_grow(django_assert_num_queries):
    small_site()
    agency(region("Kota Malang 99"), "Dinas Malang", "1")  # without data, which costs one query
    supplier("Toko Malang")
    with django_assert_num_queries(14):
        search("malang", 1)
    for number in range(40):
        agency(region(f"Kota Malang {number}"), f"Dinas Malang {number}", str(number))
        supplier(f"Toko Malang {number}")
    with django_assert_num_queries(14):
        search("malang", 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("dinas kesehatan kota malang", ["DINAS KESEHATAN/kota-malang"]),
        ("Kota Malang Dinas Kesehatan", ["DINAS KESEHATAN/kota-malang"]),
        ("dinas kesehatan kab. malang", ["DINAS KESEHATAN/kabupaten-malang"]),
        ("dinas kesehatan malang", ["DINAS KESEHATAN/kabupaten-malang", "DINAS KESEHATAN/kota-malang"]),
        ("kesehatan kediri", []),
        ("malang", []),
        ("dinas malang raya", []),
    ],
)
def test_an_agency_is_found_by_its_name_and_its_place(text, found):
    regions = small_site()
    for number, where in enumerate(("rich", "rural", "province")):
        agency(regions[where], "DINAS KESEHATAN", str(number))
    agency(regions["rich"], "Dinas Pertanian", "9")
    shown = search(text, 1).agencies.shown
    assert sorted(f"{one.agency.name}/{one.agency.region.slug}" for one in shown) == found


def test_an_order_that_stands_again_is_not_among_the_withdrawn_however_many_bear_its_id(monkeypatch):
    monkeypatch.setattr("procurement.queries.order_search.MOST", 1)
    file = source_file()
    for name, code in (("Kota Malang", "35.73"), ("Kota Batu", "35.79")):
        one = region(name, code)
        covered(one, 2022, file, marketplaces=["mbiz market"])
        bought(one, 5, file, order_id="777")
        WithdrawnOrder.objects.create(
            region=one, order_key=order_key(code, "bela", "mbiz market", "777"), edition=publish()
        )
    found = search("777", 1).orders
    assert [one.region_name for one in found.standing] == ["Kota Batu"] and found.withdrawn == []


def test_an_order_of_another_province_is_not_found():
    far, file = region("Kota Jauh", "61.71", province_code="61"), source_file()
    covered(far, 2022, file, marketplaces=["mbiz market"])
    bought(far, 5, file, order_id="777")
    assert names("777")["orders"] == []
