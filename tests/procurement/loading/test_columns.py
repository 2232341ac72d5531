"""Combinations of columns: each once, as a plain dictionary would find them, however many there could be."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.loading.columns import Column, combined, different, together

pytestmark = pytest.mark.once


def column(codes, kinds):
    return Column(list(range(kinds)), np.array(codes, np.int32))


def rows_of(columns):
    return list(zip(*([one.values[code] for code in one.codes.tolist()] for one in columns), strict=True))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 3)] * 3), min_size=1, max_size=30))
def test_each_combination_once(rows):
    columns = [column(codes, 4) for codes in zip(*rows, strict=True)]
    found = together(columns)
    assert [found.values[code] for code in found.codes.tolist()] == rows
    assert sorted(found.values) == sorted(set(rows))
    codes, firsts = combined(columns)
    assert [rows[first] for first in firsts.tolist()] == found.values
    assert [codes.tolist().index(code) for code in range(len(firsts))] == firsts.tolist(), "the first row of each"


def test_more_combinations_than_one_number_holds():
    """Five columns of 65,536 kinds make 2^80: the first column must not fall off the top of 64 bits."""
    last = 2**16 - 1
    rows = [(0, 0, 0, 0, 0), (1, 0, 0, 0, 0), (last, last, last, last, last), (1, 0, 0, 0, 0)]
    columns = [column(codes, last + 1) for codes in zip(*rows, strict=True)]
    found = together(columns)
    assert [found.values[code] for code in found.codes.tolist()] == rows_of(columns) == rows
    assert len(found.values) == 3


def test_different_cells_of_lists_and_of_arrow():
    for cells in (["a", "b", "a", ""], pa.array(["a", "b", "a", ""]).dictionary_encode()):
        found = different(cells)
        assert (found.listed(), found.codes.tolist()) == (["a", "b", ""], [0, 1, 0, 2])
    found = different(pa.array(["a", "b", "a"]))
    assert (found.listed(), found.codes.tolist()) == (["a", "b", "a"], [0, 1, 2]), "nobody looked for the second a"
    apart = different([["x"], ["x"], None, True, "True"])
    assert len(apart.values) == 5, "lists cannot be compared; a word is no truth"
