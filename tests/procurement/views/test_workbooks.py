"""Our XLSX files: what a spreadsheet reads is what was written, digit by digit, and nothing in it runs."""

from decimal import Decimal

import openpyxl
import pytest

from procurement.views.workbooks import workbook

pytestmark = pytest.mark.once


def read(file, **options):
    with file:
        book = openpyxl.load_workbook(file, **options)
        return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_values_come_back_as_they_are():
    record = ["Kota Malang", 67082500435, Decimal("-12.5"), None, "", True, 0, "007"]
    sheets = read(workbook("peringkat", list("abcdefgh"), [record], {"edisi": 3, "contoh": False}))
    assert sheets["peringkat"] == [list("abcdefgh"), ["Kota Malang", 67082500435, -12.5, None, None, True, 0, "007"]]
    assert sheets["_keterangan"] == [["edisi", 3], ["contoh", False]]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (999_999_999_999_999, 999_999_999_999_999),
        (9_007_199_254_740_993, "9007199254740993"),
        (-(2**63), "-9223372036854775808"),
        (Decimal("1234567890123.45"), 1234567890123.45),
        (Decimal("92233720368547758.07"), "92233720368547758.07"),
    ],
)
def test_a_number_that_a_spreadsheet_would_round_stays_text(value, kept):
    assert read(workbook("s", ["n"], [[value]], {}))["s"][1] == [kept]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_is_a_formula(text):
    with workbook("s", ["n"], [[text]], {"q": text}) as file:
        for sheet in openpyxl.load_workbook(file):
            assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.value] == ["s"] * 2
    assert read(workbook("s", ["n"], [[text]], {}))["s"][1][0].startswith("'")


def test_rows_beyond_one_sheet_go_on_on_the_next():
    sheets = read(workbook("baris", ["n"], ([n] for n in range(5)), {}, most=3))
    assert sheets["baris"] == [["n"], [0], [1]] and sheets["baris 2"] == [["n"], [2], [3]]
    assert sheets["baris 3"] == [["n"], [4]]


def test_no_row_leaves_the_header():
    assert read(workbook("baris", ["n"], [], {}))["baris"] == [["n"]]
