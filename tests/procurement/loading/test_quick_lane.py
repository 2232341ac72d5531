"""The quick lane of CSV against the careful reader, and the quick cleaners against theirs: the same, or not taken."""

import gzip
import re
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from procurement.loading import cells, quick_cells, recount, recount_csv
from procurement.loading.reading import Options, csv_file, open_source, plain_blocks
from procurement.loading.refusals import Refusal
from tests.procurement.loading.csv_texts import HEADER, Text, texts

pytestmark = pytest.mark.once
NAMES = {name: name for name in HEADER}


def read(path: Path, text: Text) -> Any:
    """Everything that a reader says of a file, or why it refuses it."""
    with closing(open_source(path)) as source:
        reader = csv_file.CsvReader(source, Options(text.encoding, text.delimiter, text.header_row))
        try:
            header = reader.header()
            if set(header) != set(HEADER):
                return header
            chunks = list(reader.chunks(NAMES, frozenset(HEADER)))
        except Refusal as refusal:
            return refusal.code, refusal.details
    columns = [(chunk.lines, *(_listed(chunk.columns[name]) for name in HEADER)) for chunk in chunks]
    rows = [row for parts in columns for row in zip(*parts, strict=True)]
    misshapen = [one for chunk in chunks for one in chunk.misshapen]
    totals = [one for chunk in chunks for one in (*chunk.summaries, chunk.total_line) if one]
    return rows, misshapen, sum(chunk.blank_tail for chunk in chunks), totals


def _listed(column: Any) -> list[Any]:
    return column.to_pylist() if isinstance(column, pa.Array) else column


def test_a_column_is_a_dictionary_until_it_is_varied(monkeypatch, tmp_path):
    """Each chunk has the cells of the file, however they are kept."""
    monkeypatch.setattr(plain_blocks, "BLOCK", 40)
    monkeypatch.setattr(plain_blocks, "JOINED", 2)
    names = ["a"] * 20 + [f"b{number}" for number in range(20)] + ["c"] * 20
    (tmp_path / "x.csv").write_text("nilai,nama,ket\n" + "".join(f"{n},{name},k\n" for n, name in enumerate(names)))
    with closing(open_source(tmp_path / "x.csv")) as source:
        chunks = list(csv_file.CsvReader(source, Options()).chunks(NAMES, frozenset(HEADER)))[:-1]
    for column, written in (("nilai", [str(n) for n in range(60)]), ("nama", names), ("ket", ["k"] * 60)):
        assert [cell for chunk in chunks for cell in chunk.columns[column].to_pylist()] == written
    kept = {name: [isinstance(chunk.columns[name], pa.DictionaryArray) for chunk in chunks] for name in HEADER}
    varied = kept["nama"].index(False)
    assert all(kept["ket"]) and not any(kept["nilai"]) and varied > 1 and not any(kept["nama"][varied:])


def no_lane(*_: Any) -> Iterator[Any]:
    yield from ()


@settings(max_examples=250, deadline=None)
@given(text=texts(), block=st.integers(20, 200), joined=st.integers(1, 9))
@example(text=Text(b"nilai,nama,ket\n1,a,b\n2,c,d\nTOTAL,,3\n", ",", "utf-8", 1), block=22, joined=2)
@example(text=Text(b'nilai,nama,ket\n1,"a\nb",c\n2,c,d\n\n\n', ",", "utf-8", 1), block=40, joined=1)
@example(text=Text(b'nilai,nama,ket\n1,"x\n2,b,c\ny",c\n', ",", "utf-8", 1), block=99, joined=9)
@example(text=Text(b"nilai;nama;ket\r\n1;\xe9;b\r\n2;\x81;d\r\n", ";", "cp1252", 1), block=30, joined=3)
def test_both_ways_say_the_same(text, block, joined):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "x.csv"
        path.write_bytes(text.content)
        patch.setattr(plain_blocks, "BLOCK", block)
        patch.setattr(plain_blocks, "JOINED", joined)
        patch.setattr(plain_blocks, "_MOST", joined if block % 2 else 1000)
        quick = read(path, text)
        patch.setattr(csv_file, "plain_chunks", no_lane)
        assert quick == read(path, text)


@pytest.mark.parametrize("bad", [b"\xff", b"\xed\xa0\x80", b"\xc0\xaf"])
def test_a_bad_byte_in_a_column_that_nobody_reads_refuses_too(tmp_path, bad):
    """Far enough behind the header that its reading does not come upon it."""
    above = b"nilai,nama,ket\n" + b"1,a,b\n" * 20_000
    path = tmp_path / "x.csv"
    path.write_bytes(above + b"1,a," + bad + b"\n")
    with closing(open_source(path)) as source:
        reader = csv_file.CsvReader(source, Options())
        reader.header()
        with pytest.raises(Refusal) as caught:
            list(reader.chunks({"nilai": "nilai", "nama": "nama"}, frozenset(HEADER)))
    assert (caught.value.code, caught.value.details["b"]) == ("F06", len(above) + 4)


def test_the_lane_is_taken(tmp_path, monkeypatch):
    """Else the test above compares the careful reader with itself."""
    taken = []
    real = plain_blocks._chunk
    monkeypatch.setattr(plain_blocks, "_chunk", lambda *given: taken.append(found := real(*given)) or found)
    monkeypatch.setattr(plain_blocks, "BLOCK", 40)
    content = b"nilai,nama,ket\n" + b'1,"a, ""b""",c\n' * 9 + b'2,"two\nlines",d\n' * 9
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    rows, misshapen, blanks, totals = read(path, Text(content, ",", "utf-8", 1))
    assert len(taken) > 3 and (misshapen, blanks, totals) == ([], 0, [])
    assert rows[0] == (2, "1", 'a, "b"', "c") and rows[-1] == (27, "2", "two\nlines", "d") and len(rows) == 18


def counted_line_by_line(path: Path, how: dict[str, Any]) -> recount.Counted:
    return recount._recount_values(path, "csv", "nilai", how)


@settings(max_examples=120, deadline=None)
@given(text=texts(faults=False), block=st.integers(20, 300), packed=st.booleans())
@example(text=Text(b"nilai,nama,ket\r\n" + b"999999999999999,a,b\r\n" * 40, ",", "utf-8", 1), block=99, packed=True)
@example(text=Text(b"nilai;nama;ket\n5;\xe9;b", ";", "cp1252", 1), block=500, packed=False)
def test_the_second_count_by_blocks_and_by_lines(text, block, packed):
    how = {
        "encoding": text.encoding, "delimiter": text.delimiter, "header_row": text.header_row, "sheet": "",
        "amounts": "rupiah",
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "x.csv"
        path.write_bytes(gzip.compress(text.content) if packed else text.content)
        patch.setattr(recount_csv, "_BLOCK", block)
        by_blocks = recount._recount_csv(path, "nilai", how)
        assert by_blocks == counted_line_by_line(path, how)
        found = read(path, text)
    if isinstance(found[0], list):  # not refused: the first reader counts the same, whatever it makes of the rows
        rows, misshapen, blanks, totals = found
        amounts = [row[1] for row in rows] + [cells_[0] for _, cells_ in totals if len(cells_) == len(HEADER)]
        sen = sum(value for value in map(cells.clean_rupiah, amounts) if isinstance(value, int))
        assert (by_blocks.rows, by_blocks.value_sen) == (len(rows) + len(misshapen) + blanks + len(totals), sen)


def test_lone_returns_are_counted_line_by_line(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(b"nilai,nama,ket\r5,a,b\r7,a,b\r")
    how = {"encoding": "utf-8", "delimiter": ",", "header_row": 1, "sheet": "", "amounts": "rupiah"}
    found = recount.recount(path, "csv", "nilai", **how)
    assert (found.rows, found.value_sen) == (2, 1200)


SAYABLE = st.characters(exclude_categories=["Cs"])
LIKELY = st.text(alphabet=" -+.,:0123456789eEaZ&'!~\t\n\x00\x7f\x85é\u2028", max_size=24)
MOMENTS = st.datetimes().map(lambda moment: moment.replace(microsecond=0).isoformat(" "))
TODAY = date.today()
EDGES = (
    "2024-02-29 00:00:00", "2023-02-29 00:00:00", "2022-12-31 24:00:00", "2022-12-31 23:59:60", "2022-13-01 00:00:00",
    "2011-12-31 23:59:59", "2012-01-01 00:00:00", "9999-12-31 00:00:00", "0000-01-01 00:00:00", "2022-12-31 10:00",
    *(f"{TODAY + timedelta(days=days)} 12:00:00" for days in (-1, 0, 1, 2)),
    "1E5", "1.0", "1,5e9", "007", "1.00", "1.", "a&amp;b", "a  b", " a", "a ", "", "0", "9" * 15, "9" * 16, "9" * 17,
    "x" * 64, "x" * 65, "x" * 300, "x" * 301, "x" * 4001, "5\n", "5\n6", "٣", "1e5\n", "ok\x7f", "NaN",
)  # fmt: skip
ANYTHING = st.lists(st.one_of(st.text(SAYABLE, max_size=12), LIKELY, MOMENTS, st.sampled_from(EDGES)), max_size=12)


@settings(deadline=None)
@given(ANYTHING)
@example(list(EDGES))
def test_what_is_left_unchanged_needs_no_cleaning(values):
    for clean, unchanged in quick_cells.UNCHANGED.items():
        for text, plain in zip(values, unchanged(pa.array(values, pa.string())), strict=True):
            assert not plain or clean(text) == text, (clean.__name__, text)


PLAIN = re.compile(r"[!-%'-~]+( [!-%'-~]+)*")
AMBIGUOUS = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+|\d+\.0+", re.ASCII)


@settings(deadline=None)
@given(st.lists(st.one_of(LIKELY, MOMENTS, st.sampled_from(EDGES), st.none()), max_size=12), st.integers(0, 3))
@example([*EDGES, None], 0)
def test_the_quick_way_takes_all_that_needs_no_cleaning(values, start):
    """The bytes of a column say what a pattern says of each text, also behind the start of the column in memory."""
    column, values = pa.array(values, pa.string())[start:], values[start:]

    def plain(longest):
        return [text is not None and bool(PLAIN.fullmatch(text)) and len(text) <= longest for text in values]

    assert quick_cells.UNCHANGED[cells.clean_name](column).tolist() == plain(cells.MAX_NAME)
    assert quick_cells.UNCHANGED[cells.clean_description](column).tolist() == plain(cells.MAX_TEXT)
    codes = [is_plain and not AMBIGUOUS.fullmatch(text) for text, is_plain in zip(values, plain(64), strict=True)]
    assert quick_cells.UNCHANGED[cells.clean_code](column).tolist() == codes
    digits = [text is not None and bool(re.fullmatch("[0-9]{1,16}", text)) for text in values]
    assert quick_cells.rupiah(column)[0].tolist() == digits


@settings(deadline=None)
@given(ANYTHING | st.lists(st.integers(0, 10**17).map(str), max_size=9))
@example(list(EDGES))
def test_plain_amounts(values):
    plain, amounts = quick_cells.rupiah(pa.array(values, pa.string()))
    for text, is_plain, amount in zip(values, plain, amounts.tolist(), strict=True):
        assert amount == (cells.clean_rupiah(text) if is_plain else -1), text


def test_usual_cells_take_the_quick_way():
    usual = {
        cells.clean_name: ["DINAS KESEHATAN", "CV. Maju (Jaya)"], cells.clean_code: ["0035", "5.01.01", "D180"],
        cells.clean_description: ["Kertas HVS 70 gr"], cells.clean_datetime: ["2024-02-29 23:59:59"],
    }  # fmt: skip
    for clean, values in usual.items():
        assert quick_cells.UNCHANGED[clean](pa.array(values)).all()
    assert quick_cells.rupiah(pa.array(["0", "67082500435"]))[0].all()
