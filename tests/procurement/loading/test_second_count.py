"""The second count goes on beside the first reader only where that costs little, and never outlives it."""

import threading
from itertools import repeat

import pytest

from procurement.loading import recount, recount_csv
from procurement.loading.recount import Counted, SecondCount
from procurement.loading.refusals import Refusal

HOW = {"encoding": "utf-8", "delimiter": ",", "header_row": 1, "sheet": "", "amounts": "rupiah"}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,nilai\n1,500\n2,700\n")
    return path


@pytest.mark.once
def test_a_csv_is_counted_while_the_block_runs(file, monkeypatch):
    counted = threading.Event()
    real = recount.recount
    monkeypatch.setattr(recount, "recount", lambda *a, **how: (real(*a, **how), counted.set())[0])
    with SecondCount(file, "csv", "nilai", **HOW) as second:
        assert counted.wait(10)
        assert (second.result().rows, second.result().value_sen) == (2, 120_000)


@pytest.mark.once
@pytest.mark.parametrize("kind", ["xlsx", "json", "jsonl"])
def test_other_kinds_wait_for_the_first_reader(file, monkeypatch, kind):
    asked = []
    monkeypatch.setattr(recount, "recount", lambda *a, **how: asked.append(a) or Counted(0, 0, ""))
    with SecondCount(file, kind, "nilai", **HOW) as second:
        assert not asked
        second.result()
        assert len(asked) == 1


@pytest.mark.once
@pytest.mark.parametrize("way", ["by blocks", "line by line"])
def test_a_refusal_of_the_first_reader_ends_the_count(file, monkeypatch, way):
    begun = threading.Event()

    def endless(*_args):
        begun.set()
        return repeat(recount_csv.Part(1, 1, []) if way == "by blocks" else "1")

    def lone_returns(*_args):
        raise recount_csv.LoneReturns

    monkeypatch.setattr(recount_csv, "parts", endless if way == "by blocks" else lone_returns)
    monkeypatch.setattr(recount, "_csv_values", endless)
    before = threading.active_count()
    with pytest.raises(Refusal), SecondCount(file, "csv", "nilai", **HOW):  # noqa: PT012
        assert begun.wait(10)
        raise Refusal("F02")
    assert threading.active_count() == before


@pytest.mark.once
def test_what_cannot_be_counted_is_a_refusal_of_its_own(file):
    with SecondCount(file, "csv", "harga", **HOW) as second, pytest.raises(Refusal) as refused:
        second.result()
    assert refused.value.code == "F18"
