"""Sen and text, ranks and medians, against slow references."""

import html
import pickle
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from procurement import money, ranks
from procurement.views import words

pytestmark = pytest.mark.once
SEN = st.integers(0, money.MAX_SEN)


@pytest.mark.parametrize(
    ("rupiah", "id_short", "en_short"),
    [
        (67_082_500_435, "Rp67,1 miliar", "Rp67.1 billion"),
        (999_960_000, "Rp1,0 miliar", "Rp1.0 billion"),
        (999_949_999, "Rp999,9 juta", "Rp999.9 million"),
        (999, "Rp999", "Rp999"),
        (1_000, "Rp1,0 ribu", "Rp1.0 thousand"),
        (1_250_000, "Rp1,3 juta", "Rp1.3 million"),
        (21_172_875_803_923, "Rp21,2 triliun", "Rp21.2 trillion"),
        (999_999_999_999_999, "Rp1.000,0 triliun", "Rp1,000.0 trillion"),
        (0, "Rp0", "Rp0"),
    ],
)
def test_short_forms(rupiah, id_short, en_short):
    assert money.short(rupiah * 100).replace("\N{NO-BREAK SPACE}", " ") == id_short
    assert money.short(rupiah * 100, "en").replace("\N{NO-BREAK SPACE}", " ") == en_short


def test_exact_forms():
    assert money.rupiah(6_708_250_043_500) == "Rp67.082.500.435"
    assert money.rupiah(6_708_250_043_550) == "Rp67.082.500.435,50"
    assert money.rupiah(6_708_250_043_505, "en") == "Rp67,082,500,435.05"
    assert money.rupiah(-150) == "−Rp1,50"
    assert (money.exact(150), money.exact(-150), money.exact(-100), money.exact(200)) == ("1.50", "-1.50", -1, 2)


@pytest.mark.parametrize("text", ["", "1.", ".5", "1.234", "-1", "1,5", "1e3", "١", " 1", "1 ", "1.5.5", "NaN"])
def test_only_plain_amounts(text):
    with pytest.raises(ValueError, match="plain"):
        money.sen_of(text)


@given(SEN)
def test_amounts_survive_the_way_out_and_back(sen):
    assert money.sen_of(str(money.exact(sen))) == sen
    plain = money.plain(sen).replace(".", "").replace(",", ".")
    assert Decimal(plain) * 100 == sen


@given(SEN, st.integers(1, 10**9))
def test_rounding_and_shares_against_decimal(sen, population):
    expected = (Fraction(sen, 100 * population) + Fraction(1, 2)).__floor__()
    assert ranks.per_head(sen, population) == expected
    assert money.half_up(sen, population) == (Fraction(sen, population) + Fraction(1, 2)).__floor__()


@given(st.lists(SEN, min_size=1, max_size=30))
def test_ranks_and_median_against_slow_ones(values):
    numbered = dict(enumerate(values))
    assert ranks.competition_ranks(numbered) == {k: 1 + sum(other > v for other in values) for k, v in numbered.items()}
    ordered = sorted(values)
    low, high = ordered[(len(values) - 1) // 2], ordered[len(values) // 2]
    mean = ((Decimal(low) + Decimal(high)) / 2).quantize(Decimal(1), ROUND_HALF_UP)
    assert ranks.median(values) == int(mean)


def test_nothing_has_no_median_and_no_change():
    assert ranks.median([]) is None and ranks.change(5, 0) is None and money.percent(1, 0) is None
    assert ranks.change(1125, 1000) == Decimal("12.5")
    assert ranks.change(999, 1000) == Decimal("-0.1")


@pytest.mark.parametrize(
    ("part", "whole", "says"),
    [
        (0, 9, "0,0%"),
        (1, 10**15, "<0,1%"),
        (49_999, 10**8, "<0,1%"),
        (50_000, 10**8, "0,1%"),
        (9_994_999, 10**7, "99,9%"),
        (9_995_000, 10**7, ">99,9%"),
        (10**30 - 1, 10**30, ">99,9%"),
        (10**7, 10**7, "100,0%"),
    ],
)
def test_a_share_is_never_rounded_to_nothing_or_to_all(part, whole, says):
    with override("id"):
        assert words.percent(money.percent(part, whole)) == says


def test_a_share_in_the_middle_of_two_decimals_is_rounded_up_however_long_it_is():
    long = 209753917537063244895086844180261846
    assert money.percent(49 * long, 400 * long) == Decimal("12.3")


@pytest.mark.parametrize(
    ("now", "before", "shown", "said"),
    [
        (1_000_000, 1_000_000, "tetap 0,0%", "0,0%"),
        (1_000_400, 1_000_000, "▲naik <0,1%", "naik <0,1%"),
        (999_600, 1_000_000, "▼turun <0,1%", "turun <0,1%"),
        (1_000_500, 1_000_000, "▲naik +0,1%", "+0,1%"),
        (999_500, 1_000_000, "▼turun −0,1%", "−0,1%"),
        (1_999_700, 1_000_000, "▲naik +100,0%", "+100,0%"),
        (3_000_000, 1_000_000, "▲naik +200,0%", "+200,0%"),
        (300, 1_000_000, "▼turun >99,9%", "turun >99,9%"),
        (0, 1_000_000, "▼turun −100,0%", "−100,0%"),
    ],
)
def test_a_change_is_none_only_between_equal_sums_and_all_only_down_to_nothing(now, before, shown, said):
    with override("id"):
        change = ranks.change(now, before)
        assert html.unescape(re.sub("<[^>]*>", "", words.change(change))) == shown
        assert words.signed(change) == said


def test_a_share_that_is_kept_is_the_same():
    share = money.percent(1, 10**15)
    kept = pickle.loads(pickle.dumps(share))
    assert kept == share == 0 and kept.is_hidden
