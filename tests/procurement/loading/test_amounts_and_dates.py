"""Amounts, counts, quantities and dates as each layout prints them: exact or refused, never guessed."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from procurement.loading import cells, recount_amounts
from procurement.loading.refusal_codes import ROW_CODES
from procurement.loading.refusals import Problem
from procurement.money import MAX_SEN

pytestmark = pytest.mark.once


def said(found):
    """A value, or the code of what is wrong."""
    return found.code if isinstance(found, Problem) else found


MONEY = {
    "0": 0, "0.0": 0, "1": 100, "1.5": 150, "1.50": 150, "105430000.0": 10_543_000_000, "1000.5000": "R08", "": None,
    " 12 ": 1200, None: None, "007": 700, "1500.123": "R08", "1.500": "R04", "1,500": "R04", "1500,5": "R03",
    "1.500.000": "R03", "6.7E+10": "R05", "-5": "R06", "(5.000)": "R06", "5-": "R06", "NaN": "R03", "1e400": "R03",
    "NA": "R22", "-": "R22", "#N/A": "R22", "99999999999999999999": "R07", "92233720368547758.07": MAX_SEN,
    "92233720368547758.08": "R07", "Rp5": "R03", "١٢": "R03", "1 000": "R03", ".5": "R03", "67082500435.100006": "R08",
}  # fmt: skip


@pytest.mark.parametrize("cell", MONEY)
def test_money(cell):
    assert said(cells.clean_money(cell)) == MONEY[cell]


INDONESIAN = {
    "67.082.500.435": 6_708_250_043_500, "Rp 67.082.500.435,00": 6_708_250_043_500, "Rp67.082": 6_708_200,
    "rp.5.000,5": 500_050, "1500": 150_000, "1500,5": 150_050, "0": 0, "0,50": 50, "": None, "1.500": 150_000,
    "67,082,500,435": "R03", "1500.00": "R04", "12.5": "R04", "1,500": "R04", "1500,123": "R08", "1.500,123": "R08",
    "0.500": "R04", "1.50.000": "R03", "-5.000": "R06", "(5.000)": "R06", "5.000-": "R06", "Rp -5": "R06",
    "NA": "R22", "6,7E+10": "R05", "Rp": "R03", "99.999.999.999.999.999.999": "R07", "lima": "R03",
}  # fmt: skip


@pytest.mark.parametrize("cell", INDONESIAN)
def test_indonesian_money(cell):
    assert said(cells.clean_indonesian_money(cell)) == INDONESIAN[cell]


def test_a_number_that_its_file_stores_as_one_is_plain():
    assert cells.clean_indonesian_money(cells.JsonNumber("1500.50")) == 150_050
    assert cells.clean_indonesian_money(cells.XlsxNumber("1500")) == 150_000
    assert cells.number_form(cells.JsonNumber("1500.50")) == ""


@given(st.text(alphabet="0123456789.,Rp -e", max_size=18) | st.integers(0, 10**19).map(str))
@example("02.000")
@example("2.000")
@example("0.000")
def test_the_second_count_reads_the_same(text):
    """Two readings by different code: equal where a cell is good, Rp0 where it is not."""
    for clean, second in (
        (cells.clean_rupiah, recount_amounts.sen_of_rupiah),
        (cells.clean_money, recount_amounts.sen_of_money),
        (cells.clean_indonesian_money, recount_amounts.sen_of_indonesian),
    ):
        found = clean(text)
        assert second(text) == (found if isinstance(found, int) else 0)
        assert isinstance(found, int | None) or found.code in ROW_CODES


@given(st.integers(0, MAX_SEN))
def test_every_amount_survives(sen):
    rupiah, rest = divmod(sen, 100)
    grouped = f"{rupiah:,}".replace(",", ".")
    assert cells.clean_money(f"{rupiah}.{rest:02}") == cells.clean_indonesian_money(f"Rp {grouped},{rest:02}") == sen
    assert Decimal(cells.clean_amount(f"{rupiah}.{rest:02}")) * 100 == sen


@pytest.mark.parametrize(
    ("cell", "quantity", "count"),
    [
        ("5.0", "5", "5"), ("2.50", "2.5", "R03"), ("0", "0", "0"), ("12.125", "12.125", "R04"), ("", "", ""),
        ("007", "7", "7"), ("0.30000000000000004", "0.30000000000000004", "R08"), ("-1", "R06", "R06"),
        ("1e-5", "R05", "R05"), ("2E+3", "R05", "R05"), ("99999999999", "99999999999", "R07"),
        ("9999999999999999999", "R07", "R07"), ("1,5", "R03", "R03"), ("x", "R03", "R03"), (None, "", ""),
    ],
)  # fmt: skip
def test_quantities_and_counts(cell, quantity, count):
    assert said(cells.clean_decimal(cell)) == quantity
    assert said(cells.clean_count(cell)) == count


@pytest.mark.parametrize("cell", [True, ["1"], cells.XlsxDate("2022-01-01 00:00:00")])
def test_cells_of_another_type(cell):
    cleaners = (
        cells.clean_money, cells.clean_indonesian_money, cells.clean_amount, cells.clean_count, cells.clean_decimal,
        cells.clean_year, cells.clean_code,
    )  # fmt: skip
    assert {said(clean(cell)) for clean in cleaners} == {"R25"}
    assert said(cells.clean_money(Problem("R20", "#REF!"))) == "R20", "what the reader found wrong stays wrong"


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-03-31T00:00:00Z", "2026-03-31 07:00:00"),
        ("2025-12-31T17:30:00.123Z", "2026-01-01 00:30:00"),
        ("2026-03-31T00:00:00+07:00", "2026-03-31 00:00:00"),
        ("2026-03-31T00:00:00-0130", "2026-03-31 08:30:00"),
        ("2026-03-31 10:00:00", "2026-03-31 10:00:00"),
        ("2026-03-31", "2026-03-31 00:00:00"),
        ("2026-03-31Z", "R10"),
        ("2026-02-30T00:00:00Z", "R10"),
        ("2026-03-31T00:00:00+99:00", "R10"),
        ("2099-03-31T00:00:00Z", "R12"),
        ("1899-12-30T00:00:00Z", "R12"),
        ("0001-01-01T00:00:00+14:00", "R10"),
        ("", None),
        (None, None),
    ],
)
def test_instants_are_brought_to_wib(cell, moment):
    assert said(cells.clean_instant(cell)) == moment


DAY_FIRST = {
    "17/08/2024": "2024-08-17", "7-8-2024": "2024-08-07", "17.08.2024": "2024-08-17", "03/04/2024": "2024-04-03",
    "17 Agustus 2024": "2024-08-17", "17-Agu-2024": "2024-08-17", "17 nopember 2023": "2023-11-17",
    "1 Mei 2024": "2024-05-01", "17-Agu-24": "R10", "17/08/24": "R10", "31/02/2024": "R10", "08/17/2024": "R10",
    "2024-08-17": "R10", "17/08-2024": "R10", "17 August 2024": "R10", "17/08/2042": "R12", "30/12/1899": "R12",
    "17 Agustus": "R10", "": None,
}  # fmt: skip


@pytest.mark.parametrize("cell", DAY_FIRST)
def test_day_first(cell):
    expected = DAY_FIRST[cell]
    found = said(cells.clean_day_first(cell))
    assert found == (expected + " 00:00:00" if expected and expected[0] != "R" else expected)


def test_day_first_with_a_time_and_a_stored_date():
    assert cells.clean_day_first("17/08/2024 10:30") == "2024-08-17 10:30:00"
    assert cells.clean_day_first(cells.XlsxDate("2024-08-17 10:30:00")) == "2024-08-17 10:30:00"


@given(st.dates(datetime(2012, 1, 1).date(), (datetime.now() - timedelta(days=1)).date()))
def test_every_day_survives(day):
    months = ["Jan", "Feb", "Maret", "Apr", "Mei", "Juni", "Juli", "Agu", "Sept", "Oktober", "Nov", "Desember"]
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day.day:02} {months[day.month - 1]} {day.year}"):
        assert cells.clean_day_first(text) == f"{day} 00:00:00"


def test_a_quote_of_ours_is_taken_off():
    clean = cells.unquoted(cells.clean_name)
    assert [clean(text) for text in ("'=1+1", "'+62", "'-x", "'@a", "'a", "''=x", "'", "a;'=1", "a'=1")] == [
        "=1+1", "+62", "-x", "@a", "'a", "'=x", "'", "a;=1", "a'=1",
    ]  # fmt: skip
    assert clean(None) == "" and said(clean(True)) == "R25"
