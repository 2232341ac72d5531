"""The made-up exports that are measured: the same for ever, and what they say of themselves agrees with the rules."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from bench import dirty, exports
from bench.orders import COLUMNS, YEAR, governments
from bench.writing import line, write_csv, write_shuffled_csv
from tests import naive

pytestmark = pytest.mark.once

ROWS = 6_000


@pytest.fixture(scope="module")
def rows():
    return list(exports.export(ROWS))


def read(path: Path) -> list[dict]:
    """The rows of a CSV as the naive twin wants them. Rows that do not fit are None."""
    with path.open(encoding="utf-8", newline="") as stream:
        header, *records = csv.reader(stream, strict=True)
    return [as_naive(dict(zip(header, cells, strict=True))) if len(cells) == len(header) else None for cells in records]


def as_naive(cells: dict) -> dict:
    cells = {name: cell or None for name, cell in cells.items()}
    value = int(cells["valuasi"]) if (cells["valuasi"] or "").isdigit() else None
    year = int(cells["tahun"]) if cells["tahun"] else None
    return {**cells, "supplier": cells["merchant_name"], "value": value, "year": year, "file": 0}


def by_order(rows: list[dict]) -> Counter:
    return Counter((row["kd_klpd"], row["order_id"], row["standing"], row["value"]) for row in rows)


def test_an_export_has_as_many_rows_as_asked_for_and_is_the_same_each_time(rows):
    assert len(rows) == ROWS
    assert rows == list(exports.export(ROWS))
    assert rows != list(exports.export(ROWS, seed=1))


def test_the_text_is_the_same_on_every_machine():
    assert line(next(iter(exports.export(ROWS))).cells) == FIRST_LINE


FIRST_LINE = (
    '2024,"D158","Provinsi Jawa Timur","60028","KECAMATAN WILAYAH 9","99000000","Tas kain untuk peringata'
    'n hari jadi tahap 5 no. 27866ecf00e4a3",35087,"Mamin","transfer","2024-12-31 09:03:41","mbiz market"'
    ',"CV. Wijaya Sari","bela","Surabaya (Kota)","Jawa Timur","KANARI-PRIBADI-7391","unverified","api_v3"'
    ",,"
    "\n"
)


def test_a_shuffled_export_has_the_same_records(rows, tmp_path):
    write_csv(tmp_path / "in-order.csv", rows)
    write_shuffled_csv(tmp_path / "shuffled.csv", rows, exports.SEED)
    in_order, shuffled = (read(tmp_path / f"{name}.csv") for name in ("in-order", "shuffled"))
    assert shuffled != in_order
    assert sorted(map(repr, shuffled)) == sorted(map(repr, in_order))


def test_rows_stand_as_they_say(rows, tmp_path):
    write_csv(tmp_path / "rows.csv", rows)
    ours = {one.klpd for one in governments()}
    judged = naive.with_standing(read(tmp_path / "rows.csv"), ours)
    said = [dict(row, standing=one.standing) for row, one in zip(judged, rows, strict=True)]
    assert by_order(judged) == by_order(said)
    assert {row["standing"] for row in judged} == {"counted", "re-sent", "in-both", "repeated"}


def test_the_rows_are_like_real_ones(rows):
    cells = [dict(zip(COLUMNS, row.cells, strict=True)) for row in rows]
    sources = Counter(row["sumber_data"] for row in cells)
    lengths = [len(line(row.cells).encode()) for row in rows]
    assert {row["kd_klpd"] for row in cells} == {one.klpd for one in governments()}
    assert 0.65 < 1 - sources["import"] / ROWS < 0.75 and {"api", "api_v3", "sftp"} < set(sources)
    assert 355 < sum(lengths) / ROWS < 385
    assert all(row["tanggal_transaksi"].startswith(str(YEAR)) for row in cells)
    texts = [row["order_desc"] or "" for row in cells]
    for odd in ("\n", '"', ",", "\N{NO-BREAK SPACE}", "&amp;", "½", "\t", "\x96"):
        assert any(odd in text for text in texts)


def test_the_small_slice_is_the_same_in_a_file_of_any_length():
    def small(rows: int) -> list:
        return [row for row in exports.export(rows) if row.cells[1] == exports.SMALL]

    assert small(40_000) == small(60_000) == list(exports.newer_slice(40_000, 1))
    assert len(small(40_000)) == exports.SMALL_ROWS


def test_a_newer_slice_differs_in_about_one_order_in_fifty():
    first = Counter(row.cells for row in exports.newer_slice(40_000, 1))
    newer = Counter(row.cells for row in exports.newer_slice(40_000, 2))
    assert newer != Counter(row.cells for row in exports.newer_slice(40_000, 3))
    for change in (first - newer, newer - first):
        assert 0.01 < change.total() / first.total() < 0.03


def test_a_dirty_export_says_what_it_holds(tmp_path):
    path = tmp_path / "dirty.csv"
    expected = dirty.write_dirty(path, 4_000, 250, 100)
    kinds = {(code, column, cell) for code, column, cell in dirty.KINDS}
    assert expected.rows["rejected"] == expected.rejections.total() == 250
    assert expected.rows.total() == 4_350 == len(read(path))
    assert {code for _, code in expected.rejections} == {code for code, _, _ in kinds} | {"R16"}
    lines = path.read_text(encoding="utf-8").split("\n")
    bad = [at for at, code in expected.rejections if code == "R05"]
    assert bad and all('"1.2E+07"' in lines[at - 1] for at in bad)


def test_what_a_dirty_export_says_of_its_good_rows_agrees_with_the_naive_twin(tmp_path):
    path = tmp_path / "dirty.csv"
    expected = dirty.write_dirty(path, 4_000, 250, 100)
    alone = {at for at, code in expected.rejections if code != "R16"}
    good = [row for at, row in zip(starts(path), read(path), strict=True) if at not in alone]
    codes = {one.klpd: one.region for one in governments()}
    judged = naive.with_standing(good, set(codes))
    facts = Counter((codes[r["kd_klpd"]], r["order_id"], r["standing"], r["value"]) for r in judged)
    clashing = Counter({fact: times for fact, times in facts.items() if fact[2] == "rejected"})
    assert facts - clashing == expected.facts
    assert clashing.total() == sum(code == "R16" for _, code in expected.rejections)


def starts(path: Path) -> list[int]:
    """The line where each record starts."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader, found = csv.reader(stream, strict=True), []
        next(reader)
        at = reader.line_num + 1
        for _ in reader:
            found.append(at)
            at = reader.line_num + 1
    return found


def test_copies_and_bad_rows_must_find_room(tmp_path):
    with pytest.raises(ValueError, match="copies found room"):
        dirty.write_dirty(tmp_path / "dirty.csv", 100, 10, 100)
