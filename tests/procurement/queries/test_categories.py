"""Categories: a row stands under every category it names, and what stands twice is said to the sen."""

from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from procurement import filters
from procurement.queries.categories import Category, Joined, categories, names
from procurement.queries.transactions import choices, rows_of, summary
from tests import builders

CELLS = [("atk", 100), ("atk;makanan", 50), ("makanan;atk", 7), ("a;b;atk", 3), ("", 40)]


@pytest.mark.once
def test_a_row_stands_under_each_category_it_names():
    found = categories(CELLS)
    assert found.named == [
        Category("atk", 160, Decimal("80.0")),
        Category("makanan", 57, Decimal("28.5")),
        Category("", 40, Decimal("20.0")),
        Category("a", 3, Decimal("1.5")),
        Category("b", 3, Decimal("1.5")),
    ]


@pytest.mark.once
def test_the_categories_less_the_overlap_are_the_whole():
    found = categories(CELLS)
    assert found.overlap_sen == 50 + 7 + 2 * 3
    assert sum(one.value_sen for one in found.named) - found.overlap_sen == sum(sen for _cell, sen in CELLS)
    assert found.joined == [Joined("atk;makanan", 50), Joined("makanan;atk", 7), Joined("a;b;atk", 3)]
    assert found.joined_sen == 60


@pytest.mark.once
def test_a_category_named_twice_in_a_row_counts_once():
    found = categories([("a;a", 9)])
    assert (found.named, found.overlap_sen) == ([Category("a", 9, Decimal("100.0"))], 0)


@pytest.mark.once
def test_nothing_bought_has_no_category():
    assert (categories([]).named, categories([]).overlap_sen, names("")) == ([], 0, [""])


@pytest.fixture
def city(db):
    government = builders.region("Kota Malang", "35.73")
    file = builders.source_file()
    cells = ("atk", "atk;makanan", "makanan;atk", "x;atk;y", "atk kantor", "batk;makanan", "100%", "1000", "")
    for number, cell in enumerate(cells):
        builders.bought(government, 2**number, file, category=cell)
    return government


@pytest.mark.parametrize("asked", ["atk", "ATK", "makanan", "y", "atk;makanan", "makanan;atk", "100%", "at_", "x;y"])
def test_the_filter_finds_the_rows_that_name_the_category(city, asked):
    """Rows are powers of two, so that a sum says which rows were found."""
    query = QueryDict(mutable=True)
    query["kategori"] = asked
    request = RequestFactory().get("/?" + query.urlencode())
    _asked, rows = filters.filtered(request, filters.TransactionFilter, rows_of(city))
    wanted = asked.casefold()
    expected = sum(
        row.value_sen
        for row in rows_of(city)
        if (row.category == wanted if ";" in wanted else wanted in row.category.split(";"))
    )
    assert summary(rows).value_sen == expected


def test_each_category_is_a_choice_once(city):
    assert choices(city).categories == ["100%", "1000", "atk", "atk kantor", "batk", "makanan", "x", "y"]
