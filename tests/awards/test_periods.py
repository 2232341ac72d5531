"""Which days a claim speaks of, how far data reach into them, and which other cut-offs are tried."""

from datetime import date

import pytest

from awards.periods import Window, month_ends, reach, window_of

pytestmark = pytest.mark.once

START, END, AS_OF, EVENT = date(2021, 1, 1), date(2021, 12, 31), date(2021, 8, 31), date(2021, 11, 22)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ((START, END, AS_OF, EVENT), Window(START, AS_OF)),  # as_of, else the period's end, else the event
        ((START, END, None, EVENT), Window(START, END)),
        ((START, None, AS_OF, EVENT), Window(START, AS_OF)),
        ((START, None, None, EVENT), Window(START, EVENT)),
        ((START, END, date(2022, 5, 1), None), Window(START, END)),  # a later cut-off adds no days
        ((None, None, None, EVENT), Window(START, END, stated=False)),
        ((None, None, AS_OF, EVENT), Window(START, END, stated=False)),
        ((None, None, None, None), None),
        ((START, None, None, None), None),
    ],
)
def test_window(given, expected):
    assert window_of(*given) == expected


TWO_YEARS = Window(date(2021, 3, 1), date(2022, 6, 30))


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ({}, None),
        ({2022: date(2022, 12, 31)}, None),  # the beginning is missing
        ({2021: date(2021, 12, 31)}, date(2021, 12, 31)),
        ({2021: date(2021, 12, 30), 2022: date(2022, 12, 31)}, date(2021, 12, 30)),  # a gap ends it
        ({2021: date(2021, 12, 31), 2022: date(2022, 6, 29)}, date(2022, 6, 29)),
        ({2021: date(2021, 12, 31), 2022: date(2022, 6, 30)}, date(2022, 6, 30)),
    ],
)
def test_reach(ends, expected):
    assert reach(ends, TWO_YEARS) == expected


def test_month_ends_go_backwards_from_the_end_of_the_data_and_leave_the_cut_off_out():
    window = Window(date(2021, 9, 15), date(2021, 11, 30))
    assert list(month_ends(window, date(2021, 12, 31))) == [date(2021, 12, 31), date(2021, 10, 31), date(2021, 9, 30)]
    assert list(month_ends(window, date(2021, 12, 30))) == [date(2021, 10, 31), date(2021, 9, 30)]


def test_month_ends_know_leap_years_and_cross_years():
    window = Window(date(2023, 12, 1), date(2024, 3, 1))
    assert list(month_ends(window, date(2024, 3, 1))) == [date(2024, 2, 29), date(2024, 1, 31), date(2023, 12, 31)]
