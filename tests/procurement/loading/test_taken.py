"""Rows on their way through the disk: every chunk comes back, in order, with its texts beside its numbers."""

import numpy as np
import pyarrow as pa
import pytest

from procurement.loading.taken import NUMBERS, Taken

pytestmark = pytest.mark.once


def add(taken, first, count, **more):
    numbers = {name: np.arange(first, first + count) for name in NUMBERS} | {"is_import": np.arange(count) % 2 == 0}
    texts = {
        name: pa.array([f"{name} {n}" for n in range(first, first + count)], pa.string())
        for name in ("order_id", "order_key", "description")
    }
    texts["details"] = pa.array([None] * count, pa.string())
    taken.add(numbers | more, texts)


def test_chunks_come_back_as_they_went():
    taken = Taken()
    add(taken, 0, 3)
    add(taken, 3, 4)
    add(taken, 7, 1)
    frame = taken.frame()
    assert taken.rows == len(frame) == 8
    assert frame["order"].tolist() == frame["line"].tolist() == list(range(8))
    assert {name: str(frame[name].dtype) for name in NUMBERS} == {n: np.dtype(k).name for n, k in NUMBERS.items()}
    assert set(frame) == set(NUMBERS), "what no layout of the load has costs nothing"
    for _ in range(2):  # can be read again
        batches = list(taken.texts())
        assert [len(batch) for batch in batches] == [3, 4, 1]
        said = [text for batch in batches for text in batch.column("description").to_pylist()]
        assert said == [f"description {n}" for n in range(8)]


def test_seldom_numbers_stand_for_the_chunks_without_them():
    taken = Taken()
    add(taken, 0, 2)
    add(taken, 2, 1, lines_in_package=np.array([5]), package_total=np.array([2**60]))
    frame = taken.frame()
    assert frame["lines_in_package"].tolist() == [0, 0, 5] and frame["package_total"].tolist() == [-1, -1, 2**60]
    assert "stated" not in frame


def test_order_ids_of_some_rows():
    taken = Taken()
    for first, count in ((0, 3), (3, 4), (7, 1)):
        add(taken, first, count)
    assert taken.order_ids([0, 2, 3, 6, 7]) == {n: f"order_id {n}" for n in (0, 2, 3, 6, 7)}
    assert taken.order_ids([]) == {}


def test_nothing_taken():
    taken = Taken()
    assert taken.frame().empty and list(taken.texts()) == [] and taken.order_ids([]) == {}
