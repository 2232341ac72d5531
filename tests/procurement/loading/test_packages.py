"""Standings of packages and of rows that state theirs: small literal orders, and a naive twin over generated ones."""

import random
from collections import Counter
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from procurement.counting import Standing
from procurement.loading.standing import DECIDERS
from procurement.loading.standing.lines import differs_from_its_parts, misfits, sentences
from tests import naive_packages

pytestmark = pytest.mark.once

WORDS = list(Standing)
COUNTED, REPEATED = "counted", "repeated"


def frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Each row with a line of its own in file 0 unless it says otherwise."""
    columns = {
        "slice": np.int32, "order": np.int64, "file": np.int16, "line": np.int64, "content": np.int64,
        "value_sen": np.int64, "lines_in_package": np.int32, "package_total": np.int64, "stated": np.int8,
    }  # fmt: skip
    return pd.DataFrame(
        {
            "slice": [row.get("slice", 0) for row in rows],
            "order": [row.get("order", 7) for row in rows],
            "file": [row.get("file", 0) for row in rows],
            "line": [row.get("line", n) for n, row in enumerate(rows)],
            "content": [row["content"] for row in rows],
            "value_sen": [row.get("value", 0) for row in rows],
            "lines_in_package": [row.get("lines", 0) for row in rows],
            "package_total": [row.get("total", -1) for row in rows],
            "stated": [-1 if row.get("stated") is None else WORDS.index(Standing(row["stated"])) for row in rows],
        }
    ).astype(columns)


def decided(decider: str, rows: list[dict[str, Any]]) -> list[str]:
    standing, conflicts = DECIDERS[decider](frame(rows))
    assert standing.dtype == np.int8
    return ["rejected" if n in conflicts else WORDS[one].value for n, one in enumerate(standing)]


def lines(contents: str, stated: int, **more: Any) -> list[dict[str, Any]]:
    return [{"content": ord(letter), "lines": stated, **more} for letter in contents]


def test_a_package_that_stands_twice_stands_once():
    assert decided("lines", lines("abab", 2)) == [COUNTED, COUNTED, REPEATED, REPEATED]
    assert decided("lines", lines("aaabbb", 2)) == [COUNTED, REPEATED, REPEATED, COUNTED, REPEATED, REPEATED]


def test_honest_identical_lines_stand():
    assert decided("lines", lines("aab", 3)) == [COUNTED] * 3
    assert decided("lines", lines("aabaab", 3)) == [COUNTED, COUNTED, COUNTED, REPEATED, REPEATED, REPEATED]
    assert decided("lines", lines("aa", 2)) == [COUNTED] * 2, "two equal lines, and it says that it has two"


@pytest.mark.parametrize("contents", ["aabb", "abc", "aab", "abcd", "abcdab"])
def test_nothing_else_is_dropped(contents):
    assert decided("lines", lines(contents, 4)) == [COUNTED] * len(contents)
    assert decided("lines", lines("aa", 0)) == [COUNTED] * 2, "how many it has is unknown"
    assert decided("lines", lines("aba", 2) + lines("b", 1)) == [COUNTED] * 4, "its lines disagree"
    assert decided("lines", lines("aba", 2) + lines("b", 3)) == [COUNTED] * 4, "its lines disagree"


def test_years_of_one_package_are_apart():
    rows = lines("a", 1, slice=0) + lines("a", 1, slice=1)
    for decider in ("lines", "packages", "stated"):
        assert decided(decider, rows) == [COUNTED, COUNTED]


def test_a_package_seen_again():
    assert decided("packages", lines("aa", 0) + lines("b", 0, order=8)) == [COUNTED, REPEATED, COUNTED]
    assert decided("packages", lines("aab", 0) + lines("c", 0, order=8)) == ["rejected"] * 3 + [COUNTED]
    first = [*lines("a", 0, file=1, line=9), *lines("a", 0, file=0, line=99)]
    assert decided("packages", first) == [REPEATED, COUNTED], "the first file's, whatever the order of rows"


def test_a_contradiction_names_a_row_of_another_content():
    _, conflicts = DECIDERS["packages"](frame(lines("aabc", 0)))
    assert conflicts == {0: 2, 1: 2, 2: 0, 3: 0}


def test_stated_standings_hold_and_the_rest_is_decided():
    rows = [{"content": 1, "stated": "re-sent"}, {"content": 1}, {"content": 1}, {"content": 2, "stated": "in-both"}]
    assert decided("stated", rows) == ["re-sent", COUNTED, REPEATED, "in-both"]
    assert decided("stated", lines("abab", 0)) == [COUNTED, COUNTED, REPEATED, REPEATED]
    assert decided("stated", lines("aab", 0)) == [COUNTED] * 3, "no R16 here: rows of one order are its lines"


def test_no_rows():
    for decider in ("lines", "packages", "stated"):
        assert decided(decider, []) == []


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "slice": st.integers(0, 1),
            "order": st.sampled_from([-(2**63), 3, 2**63 - 1]),
            "content": st.sampled_from([-5, 1, 2]),
            "file": st.integers(0, 1),
            "lines": st.sampled_from([0, 1, 2, 2, 3]),
            "value": st.integers(0, 3),
            "total": st.sampled_from([-1, 1, 3]),
            "stated": st.sampled_from([None, None, "re-sent", "counted", "repeated"]),
        }
    ),
    max_size=16,
)


def uniform(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What a package says of itself is the same in nearly all its lines, as it really is."""
    said = {(row["slice"], row["order"]): (row["lines"], row["total"]) for row in rows}
    return [row | dict(zip(("lines", "total"), said[row["slice"], row["order"]], strict=True)) for row in rows]


def in_files(*contents: str) -> list[dict[str, Any]]:
    """One order's lines, a file a text, saying nothing of themselves."""
    silent = {"slice": 0, "order": 3, "lines": 0, "value": 1, "total": -1, "stated": None}
    return [{**silent, "content": ord(one), "file": file} for file, text in enumerate(contents) for one in text]


@settings(max_examples=400)
@given(ROWS, st.booleans(), st.sampled_from(["lines", "packages", "stated"]), st.integers(0, 9))
@example(in_files("ab", "ab"), False, "stated", 1)
@example(in_files("ab", "abab", "ba"), False, "lines", 2)
@example(in_files("ab", "a"), False, "stated", 3)
@example(in_files("ab", "a"), False, "lines", 4)
@example([row | {"stated": "counted"} for row in in_files("aab", "aba", "baa")], False, "stated", 5)
@example([row | {"stated": "counted"} for row in in_files("ab", "ab", "b")], False, "stated", 6)
def test_the_naive_twin_agrees(rows, disagreeing, decider, seed):
    rows = rows if disagreeing else uniform(rows)
    expected = Counter({key: n for key, n in getattr(naive_packages, decider)(rows).items() if n})
    for order in (rows, random.Random(seed).sample(rows, len(rows))):
        keys = [(row["slice"], row["order"], row["content"]) for row in order]
        found = decided(decider, order)
        assert Counter((*key, one) for key, one in zip(keys, found, strict=True)) == expected


@given(ROWS, st.booleans())
def test_misfits_against_the_naive_twin(rows, disagreeing):
    rows = rows if disagreeing else uniform(rows)
    found = misfits(frame(rows), np.zeros(len(rows), np.int8))
    assert set(zip(found["slice"], found["order"], strict=True)) == naive_packages.misfits(rows)


def test_only_lines_that_stand_are_checked():
    rows = frame([{"content": 1, "lines": 1, "total": 5, "value": 5}] * 2)
    assert len(misfits(rows, np.array([0, 0], np.int8))) == 1
    standing, _ = DECIDERS["lines"](rows)
    assert misfits(rows, standing).empty


def test_a_misfit_is_said_in_a_sentence():
    for sentence in sentences("61.01 2022 katalog-v5", [str(n) for n in range(9)]):
        assert "9 pa" in sentence and "61.01" in sentence and "0, 1, 2, 3, 4 …" in sentence


@pytest.mark.parametrize(
    ("quantity", "price", "shipping", "sen", "differs"),
    [
        ("2", "500.25", "0", 100_050, False),
        ("2", "500.25", "", 100_050, False),
        ("2", "500.25", "10", 101_050, False),
        ("2", "500.25", "10", 100_050, True),
        ("3", "0.333", "0", 0, False),  # 0.999
        ("1", "1", "0", 0, False),  # exactly Rp1
        ("1", "1.01", "0", 0, True),
        ("1.001", "1", "0", 0, True),
        ("", "5", "0", 0, False),
        ("5", "", "0", 0, False),
        ("5", "5", "0", None, False),
        ("999999999999999", "9223372036854775.07", "0.01", 10**15, True),
    ],
)
def test_r23(quantity, price, shipping, sen, differs):
    assert differs_from_its_parts(quantity, price, shipping, sen) is differs
