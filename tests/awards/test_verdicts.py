"""Verdicts at their boundaries: plain data in, plain data out."""

from datetime import date

import pytest

from awards.periods import Window
from awards.verdicts import Candidate, ClaimFacts, Evidence, Figures, LeftOut, first_match, judge
from procurement.queries.reach import Rejects

pytestmark = pytest.mark.once

YEAR = Window(date(2022, 1, 1), date(2022, 12, 31))
END = date(2022, 12, 31)


def outcome(claim, evidence):
    (verdict,) = judge(claim, evidence)
    return verdict.outcome


def value_claim(stated, comparator="exact", precision=1):
    return ClaimFacts("value", "as printed", stated, precision, comparator)


def orders_claim(stated, comparator="exact"):
    return ClaimFacts("rank", stated_orders=stated, orders_comparator=comparator)


def rank_claim(stated):
    return ClaimFacts("rank", stated_rank=stated)


def evidence(value=0, orders=0, **fields):
    return Evidence(**{"window": YEAR, "data_end": END, "figures": Figures(value, orders), **fields})


@pytest.mark.parametrize(
    ("claim", "computed", "expected"),
    [
        (value_claim(500), 500, "cocok"),
        (value_claim(500), 499, "selisih"),
        (value_claim(500), 501, "selisih"),
        (value_claim(500, "rounded", 100), 450, "cocok"),  # half up
        (value_claim(500, "rounded", 100), 449, "selisih"),
        (value_claim(500, "rounded", 100), 549, "cocok"),
        (value_claim(500, "rounded", 100), 550, "selisih"),
        (value_claim(1000, "almost"), 900, "cocok"),  # nine tenths, included
        (value_claim(1000, "almost"), 899, "selisih"),
        (value_claim(1000, "almost"), 1000, "cocok"),  # the whole, included
        (value_claim(1000, "almost"), 1001, "selisih"),
        (value_claim(1001, "almost"), 901, "cocok"),  # 90 % is 900.9: no rounding decides
        (value_claim(1001, "almost"), 900, "selisih"),
        (value_claim(9_007_199_254_740_993), 9_007_199_254_740_992, "selisih"),  # a float could not tell them apart
    ],
)
def test_value(claim, computed, expected):
    assert outcome(claim, evidence(value=computed)) == expected


@pytest.mark.parametrize(
    ("stated", "comparator", "computed", "expected"),
    [
        (100, "exact", 100, "pesanan-cocok"),
        (100, "exact", 101, "selisih"),
        (100, "more-than", 100, "selisih"),
        (100, "more-than", 101, "pesanan-cocok"),
        (100, "more-than", 125, "pesanan-cocok"),  # a quarter, included
        (100, "more-than", 126, "selisih"),
        (101, "more-than", 126, "pesanan-cocok"),  # 126.25
        (101, "more-than", 127, "selisih"),
    ],
)
def test_orders(stated, comparator, computed, expected):
    assert outcome(orders_claim(stated, comparator), evidence(orders=computed)) == expected


def ranked(**figures):
    return {code: Figures(*pair) for code, pair in figures.items()}


@pytest.mark.parametrize(
    ("stated", "others", "expected", "ranks", "agrees"),
    [
        (1, ranked(a=(9, 1), us=(9, 1)), "peringkat-cocok", (1, 1), ["value", "orders"]),  # a tie shares the rank
        (2, ranked(a=(9, 2), b=(9, 1), us=(5, 1)), "peringkat-cocok", (3, 2), ["orders"]),
        (2, ranked(a=(9, 1), us=(5, 5)), "peringkat-cocok", (2, 1), ["value"]),
        (3, ranked(a=(9, 1), us=(5, 5)), "peringkat-berbeda", (2, 1), None),
        (1, ranked(a=(9, 1)), "peringkat-berbeda", (None, None), None),  # nothing of ours counts: no rank
    ],
)
def test_rank(stated, others, expected, ranks, agrees):
    (verdict,) = judge(rank_claim(stated), evidence(region_code="us", ranked=others, governments=5, incomplete=1))
    assert verdict.outcome == expected
    assert (verdict.rank_by_value, verdict.rank_by_orders) == ranks
    assert verdict.explanation.get("agrees") == agrees
    held = {key: verdict.explanation[key] for key in ("with_data", "governments", "incomplete")}
    assert held == {"with_data": len(others), "governments": 5, "incomplete": 1}


EVERYTHING = ClaimFacts("value", "Rp5", 500, 100, "exact", 5, "exact", 1)


def test_one_verdict_for_each_stated_quantity():
    verdicts = judge(EVERYTHING, evidence(500, 5, region_code="us", ranked=ranked(us=(500, 5))))
    assert [(v.quantity, v.outcome) for v in verdicts] == [
        ("value", "cocok"),
        ("orders", "pesanan-cocok"),
        ("rank", "peringkat-cocok"),
    ]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"window": None}, "lingkup-tidak-disebut"),
        ({"window": Window(YEAR.start, YEAR.end, stated=False)}, "lingkup-tidak-disebut"),
        ({"data_end": None}, "belum-ada-data"),
        ({"data_end": date(2022, 12, 30)}, "belum-ada-data"),
        ({"have": 38, "of": 39}, "belum-ada-data"),
    ],
)
def test_what_cannot_be_compared_is_not_compared_in_any_quantity(given, expected):
    assert {verdict.outcome for verdict in judge(EVERYTHING, evidence(500, 5, **given))} == {expected}


def test_partial_data_show_no_figure_that_could_be_taken_for_the_whole():
    for verdict in judge(EVERYTHING, evidence(400, 4, data_end=date(2022, 6, 30), ranked=ranked(us=(400, 4)))):
        assert (verdict.computed_sen, verdict.computed_orders, verdict.rank_by_value) == (None, None, None)
        assert verdict.explanation["data_end"] == "2022-06-30"
        assert not {"mbiz_sen", "with_data"} & verdict.explanation.keys()


def test_the_year_of_the_event_is_shown_as_information():
    window = Window(YEAR.start, YEAR.end, stated=False)
    shown = evidence(400, 4, window=window, data_end=date(2022, 6, 30), region_code="us", ranked=ranked(us=(400, 4)))
    value, orders, rank = judge(EVERYTHING, shown)
    assert (value.computed_sen, orders.computed_orders, rank.rank_by_value) == (400, 4, 1)


def test_a_programme_of_which_a_government_is_missing_shows_no_figure_for_the_year_of_the_event_either():
    window = Window(YEAR.start, YEAR.end, stated=False)
    (verdict,) = judge(ClaimFacts("programme-value", "Rp5", 500), evidence(400, window=window, have=38, of=39))
    assert (verdict.outcome, verdict.computed_sen) == ("lingkup-tidak-disebut", None)


def test_what_is_left_out_is_said_with_every_quantity_and_silence_means_nothing():
    kinds = ("rejected", "unplaced", "undated")
    left_out = LeftOut(Rejects(2, 30, unplaced_rows=3, unplaced_sen=40), undated_rows=1, undated_sen=0)
    for verdict in judge(EVERYTHING, evidence(500, 5, left_out=left_out)):
        said = {key: count for key, count in verdict.explanation.items() if key.startswith(kinds)}
        assert said == {
            "rejected_rows": 2, "rejected_sen": 30, "unplaced_rows": 3, "unplaced_sen": 40, "undated_rows": 1,
        }  # fmt: skip
    for verdict in judge(EVERYTHING, evidence(500, 5)):
        assert not any(key.startswith(kinds) for key in verdict.explanation)


@pytest.mark.parametrize("given", [{}, {"window": None}, {"data_end": None}])
def test_a_malformed_figure_is_never_a_number(given):
    (verdict,) = judge(ClaimFacts("value", "Rp 52.071.487,453"), evidence(52_071_487_45, **given))
    assert verdict.outcome == "tidak-terbaca"
    assert (verdict.stated, verdict.difference) == (None, None)


def test_difference_is_computed_less_stated():
    more, less = judge(value_claim(500), evidence(520))[0], judge(orders_claim(50), evidence(orders=48))[0]
    assert (more.difference, less.difference) == (20, -2)


def test_the_first_candidate_that_matches_is_taken():
    values = [Candidate(499, rule="selesai"), Candidate(500, rule="semua"), Candidate(500, cut_off=date(2022, 11, 30))]
    assert first_match(EVERYTHING, "value", values).rule == "semua"
    assert first_match(EVERYTHING, "orders", [Candidate(4, rule="selesai"), Candidate(5, cut_off=END)]).cut_off == END
    assert first_match(value_claim(7), "value", values) is None
