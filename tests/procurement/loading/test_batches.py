"""Batches of whole slices: every row once, no slice in two batches, none longer than need be."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.loading.batches import one_by_one, whole_slices

pytestmark = pytest.mark.once


@given(st.lists(st.integers(0, 4), max_size=30), st.integers(1, 12), st.booleans())
def test_whole_slices(numbers, most, in_order):
    rows = pd.DataFrame({"slice": sorted(numbers) if in_order else numbers}, index=range(100, 100 + len(numbers)))
    found = list(whole_slices(rows, most))
    assert sorted(row for batch in found for row in batch.index) == list(rows.index)
    homes = [set(batch["slice"]) for batch in found]
    assert sum(map(len, homes)) == len(set(numbers)), "no slice in two batches"
    assert all(len(batch) <= most or len(home) == 1 for batch, home in zip(found, homes, strict=True))
    for one, following in pairwise(found):
        assert len(one) + int((rows["slice"] == min(following["slice"])).sum()) > most, "none shorter than need be"


@given(st.lists(st.integers(0, 4), max_size=30))
def test_one_by_one(numbers):
    rows = pd.DataFrame({"slice": numbers})
    assert {number: list(mine.index) for number, mine in one_by_one(rows)} == {
        number: [place for place, one in enumerate(numbers) if one == number] for number in set(numbers)
    }
