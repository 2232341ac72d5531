"""What the bounds say of a figure, and what a run's end says of all of them."""

import pytest

from bench.results import Line, Results, Spread, growth

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("figure", "bound", "at_most", "breach"),
    [
        (1.0, 1.0, True, False),
        (1.01, 1.0, True, True),
        (40_000, 40_000, False, False),
        (39_999, 40_000, False, True),
        (9.9, None, True, False),
    ],
)
def test_a_breach_is_a_figure_beyond_its_bound(figure, bound, at_most, breach):
    assert Line("a load", "", figure, "×", bound, at_most).breach is breach


def test_a_broken_bound_makes_the_run_fail_and_is_named(capsys):
    results = Results()
    results.add("fast enough", "", 0.9, "×", 1.0)
    assert results.conclusion([]) == 0
    results.add("too slow", "", 1.2, "×", 1.0)
    assert results.conclusion([]) == 1
    assert "BREACH: too slow · 1.20 × · ≤ 1.00 × · **BREACH**" in capsys.readouterr().out


def test_what_could_not_be_measured_makes_the_run_fail():
    assert Results().conclusion(["XLSX: no reader"]) == 1


def test_the_table_can_be_pasted():
    results = Results()
    results.add("a load", str(Spread((2.0, 1.0, 4.0))), 1_000_000, "rows/s", 2_000_000, False)
    assert results.markdown([("machine", "x")]).splitlines() == [
        "- machine: x",
        "",
        "| What | Measured (min / median / max) | Figure | Bound |  |",
        "| --- | --- | --- | --- | --- |",
        "| a load | 1.00 / 2.00 / 4.00 s | 1,000,000 rows/s | ≥ 2,000,000 rows/s | **BREACH** |",
    ]


def test_growth_is_told_a_row_and_beside_the_cheapest_smaller_file():
    """The smallest file's rows bear the start-up; growth from the middle one to the largest must show all the same."""
    seconds = {4_000: 0.012, 100: 0.0008, 1_000: 0.002}
    assert growth(seconds) == [(100, 8.0, 1.0), (1_000, 2.0, 0.25), (4_000, 3.0, 1.5)]
