"""Sums and totals of slices against plain Python: exact at any size, distinct orders and suppliers, every rule."""

from collections import defaultdict

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.counting import RULES, Stage, Standing, Verification
from procurement.loading.sums import Summed, exact_sum, exact_sums, slice_totals
from procurement.loading.taken import NUMBERS
from procurement.money import MAX_SEN
from procurement.months import WHOLE_YEAR

pytestmark = pytest.mark.once

SLICES = [
    ("35.73", 2022, "bela", "toko-daring"),
    ("35.07", 2022, "bela", "toko-daring"),
    ("35.73", 2022, "katalog-v5", "e-katalog"),
    ("35.78", 2021, "katalog-v6", "e-katalog"),
]
BIG = st.one_of(st.integers(0, 9), st.integers(2**53 - 2, 2**53 + 2), st.integers(0, MAX_SEN))


@given(st.lists(st.tuples(st.integers(0, 3), BIG), max_size=30))
def test_sums_are_exact_beyond_every_word(pairs):
    groups, sen = (np.array(part, np.int64) for part in (zip(*pairs, strict=True) if pairs else ([], [])))
    expected = [sum(value for group, value in pairs if group == mine) for mine in range(4)]
    assert exact_sums(groups, sen, 4) == expected
    assert exact_sum(sen) == sum(expected)


def test_a_sum_that_no_float_and_no_word_holds():
    assert exact_sum(np.array([2**53, 1, 1], np.int64)) == 2**53 + 2
    assert exact_sum(np.full(3, MAX_SEN, np.int64)) == 3 * MAX_SEN > 2**64


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "slice": st.integers(0, 3),
            "order": st.sampled_from([-(2**63), -1, 5, 2**63 - 1]),
            "month": st.sampled_from([0, 1, 1, 12, 13]),
            "value_sen": st.one_of(st.integers(0, 3), st.integers(0, 2**58)),
            "supplier": st.sampled_from([-1, 0, 1, 7]),
            "standing": st.integers(0, len(Standing) - 1),
            "stage": st.integers(0, len(Stage) - 1),
            "verification": st.integers(0, len(Verification) - 1),
        }
    ),
    max_size=30,
)


def plainly(rows):
    groups = defaultdict(list)
    for row in rows:
        channel = SLICES[row["slice"]][3]
        words = [list(kind)[row[name]].value for name, kind in
                 (("standing", Standing), ("stage", Stage), ("verification", Verification))]  # fmt: skip
        for rule in RULES.values():
            if rule.applies_to(channel) and rule.counts(channel, *words):
                for month in (row["month"], WHOLE_YEAR):
                    groups[row["slice"], rule.slug, month].append(row)
    return {
        Summed(
            *key,
            len(mine),
            len({row["order"] for row in mine}),
            len({row["supplier"] for row in mine if row["supplier"] >= 0}),
            sum(row["value_sen"] for row in mine),
            max(orders_of(mine).values()) if key[2] == WHOLE_YEAR else None,
        )
        for key, mine in groups.items()
    }


def orders_of(rows):
    sen = defaultdict(int)
    for row in rows:
        sen[row["order"]] += row["value_sen"]
    return sen


@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_totals_of_slices(rows):
    frame = pd.DataFrame(rows, columns=["slice", "order", "month", "value_sen", "supplier", "standing", "stage",
                                        "verification"])  # fmt: skip
    kinds = {name: NUMBERS.get(name, np.int8) for name in frame}
    found = list(slice_totals(frame.astype(kinds), SLICES))
    assert len(found) == len(set(found))
    assert set(found) == plainly(rows)
