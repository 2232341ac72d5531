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
    real = recount._recount_csv
    monkeypatch.setattr(recount, "_recount_csv", lambda *a: (real(*a), counted.set())[0])
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
def test_a_refusal_of_the_first_reader_ends_the_count(file, monkeypatch):
    begun = threading.Event()

    def endless(*_args):
        begun.set()
        return repeat(recount_csv.Part(1, 1, []))

    monkeypatch.setattr(recount_csv, "parts", endless)
    before = threading.active_count()
    with pytest.raises(Refusal), SecondCount(file, "csv", "nilai", **HOW):  # noqa: PT012
        assert begun.wait(10)
        raise Refusal("F02")
    assert threading.active_count() == before


@pytest.mark.once
def test_a_file_for_counting_line_by_line_waits_for_the_first_reader(tmp_path, monkeypatch):
    """A bomb of one endless line would be taken into memory whole, and nothing could stop that."""
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,nilai\r1,500\r2,700\r")
    asked = []
    real = recount._recount_values
    monkeypatch.setattr(recount, "_recount_values", lambda *a: asked.append(a) or real(*a))
    with pytest.raises(Refusal), SecondCount(path, "csv", "nilai", **HOW):
        raise Refusal("F10")
    assert not asked
    with SecondCount(path, "csv", "nilai", **HOW) as second:
        counted = second.result()
    assert (counted.rows, counted.value_sen, len(asked)) == (2, 120_000, 1)


@pytest.mark.once
def test_lone_returns_above_the_header_are_seen(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"Laporan\r\rid,nilai\r1,500\r")
    how = HOW | {"header_row": 3}
    assert recount.recount(path, "csv", "nilai", **how).value_sen == 50_000


@pytest.mark.once
@pytest.mark.parametrize("header_row", [1, 2])
def test_no_record_is_held_beyond_what_any_reader_takes(tmp_path, monkeypatch, header_row):
    monkeypatch.setattr(recount_csv, "_LONGEST", 1 << 10)
    monkeypatch.setattr(recount_csv, "_BLOCK", 1 << 8)
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * (0 if header_row == 1 else 1 << 20) + b'id,nilai\n1,"' + b"y" * (1 << 20))
    with path.open("rb") as stream:
        with pytest.raises(ValueError, match="too long"):
            list(recount_csv.parts(stream, "nilai", "utf-8", ",", header_row))
        assert stream.tell() < 1 << 12


@pytest.mark.once
def test_what_cannot_be_counted_is_a_refusal_of_its_own(file):
    with SecondCount(file, "csv", "harga", **HOW) as second, pytest.raises(Refusal) as refused:
        second.result()
    assert refused.value.code == "F18"
