"""Standings: small literal orders beside the ones that must not count, and a naive twin over generated exports."""

import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.counting import RULES, Standing
from procurement.loading.preparing import LoadOptions, Prepared, prepare
from procurement.loading.sums import slice_totals
from procurement.months import WHOLE_YEAR
from regions.matching import Known, Matcher
from tests import naive
from tests.procurement.loading.exports import line, row, write_csv, write_json

pytestmark = pytest.mark.once

OURS = {"D180": "35.73", "D166": "35.07"}
NAMES = {"D180": "Kota Malang", "D166": "Kabupaten Malang"}
MATCHER = Matcher(
    [Known("35.73", "D180", "Kota Malang", "city"), Known("35.07", "D166", "Kabupaten Malang", "regency")]
)


def standings(tmp_path: Path, *files: list[dict[str, Any]]) -> list[str]:
    """The standing of each row of the files, in their order; `rejected` where no standing can be decided."""
    paths = [write_csv(tmp_path / f"{number}.csv", rows) for number, rows in enumerate(files)]
    prepared = prepare(paths, LoadOptions(), MATCHER)
    words = [*Standing.values, "rejected"]
    found = {(r["file"], r["line"]): words[r["standing"]] for r in prepared.rows.to_dict("records")}
    return [found[n, i] for n, rows in enumerate(files) for i in range(2, len(rows) + 2)]


def test_the_latest_snapshot_stands(tmp_path):
    early, late = row(tanggal_transaksi="2022-01-01"), row(tanggal_transaksi="2022-01-02", marketplace="Mbiz Market")
    other = row(marketplace="toko lain")
    assert standings(tmp_path, [late, early, other]) == ["counted", "re-sent", "counted"]


def test_at_the_same_time_confirmed_then_verified_stands(tmp_path):
    done = row(status_konfirmasi_ppmse="selesai", status_verif="unverified")
    assert standings(tmp_path, [row(), done]) == ["re-sent", "counted"]
    assert standings(tmp_path, [row(status_verif=None), row()]) == ["re-sent", "counted"]
    failed = row(status_konfirmasi_ppmse="gagal", valuasi=5)
    assert standings(tmp_path, [row(), failed]) == ["re-sent", "counted"]


def test_a_tie_that_contradicts_itself_takes_the_whole_order(tmp_path):
    both = [row(status_konfirmasi_ppmse="selesai"), row(status_konfirmasi_ppmse="gagal")]
    imported, free = line(), row(order_id="2")
    assert standings(tmp_path, [*both, imported, free]) == ["rejected", "rejected", "rejected", "counted"]
    assert standings(tmp_path, [row(), row(valuasi=5)]) == ["rejected", "rejected"]


def test_each_of_many_contradictions_names_its_own_order(tmp_path):
    rows = [row(order_id=str(n), valuasi=value) for n in range(3) for value in (5, 6, 6)]
    earlier = [row(order_id="1", tanggal_transaksi="2022-01-01", valuasi=7)]
    sound = [row(order_id="9", tanggal_transaksi=day) for day in ("2022-01-01", "2022-01-02")]
    prepared = prepare([write_csv(tmp_path / "x.csv", rows + earlier + sound)], LoadOptions(), MATCHER)
    named = {one.line: int(one.details[0][1]) for one in prepared.rejections}
    assert sorted(named) == list(range(2, 12))
    order_of = {line: made["order_id"] for line, made in enumerate(rows + earlier, start=2)}
    assert all(order_of[line] == order_of[other] and line != other for line, other in named.items())


def test_an_import_line_yields_to_a_snapshot(tmp_path):
    assert standings(tmp_path, [line(), line(valuasi=7), row(), line(order_id="2")]) == [
        "in-both", "in-both", "counted", "counted",
    ]  # fmt: skip


def test_whole_sets_repeat_by_their_greatest_common_divisor(tmp_path):
    a, b = line(), line(valuasi=7)
    assert Counter(standings(tmp_path, [a, b, a, b])) == {"counted": 2, "repeated": 2}
    assert Counter(standings(tmp_path, [a, a, b])) == {"counted": 3}, "two honest identical lines"
    assert Counter(standings(tmp_path, [a] * 4 + [b] * 2)) == {"counted": 3, "repeated": 3}
    assert Counter(standings(tmp_path, [a, a | {"nama_pemesan": "B"}])) == {"counted": 1, "repeated": 1}


def test_two_files_bring_the_same_set_or_are_refused(tmp_path):
    a, b = line(), line(valuasi=7)
    assert standings(tmp_path, [a, b], [b, a]) == ["counted", "counted", "repeated", "repeated"]
    assert standings(tmp_path, [a, b, a, b], [a, b]).count("counted") == 2
    assert standings(tmp_path, [a, b], [a]) == ["rejected"] * 3


def _rows() -> st.SearchStrategy[dict[str, Any]]:
    """Rows of few orders, so that every way of meeting happens."""
    return st.fixed_dictionaries(
        {
            "kd_klpd": st.sampled_from(["D180", "D180", "D166", "D107"]),
            "order_id": st.sampled_from(["1", "2", "3", "4", "5"]),
            "marketplace": st.sampled_from(["mbiz market", "Mbiz Market", "lain"]),
            "tanggal_transaksi": st.sampled_from(["2021-12-31 10:00:00", "2022-01-01 10:00:00", "2022-01-01 11:00:00"]),
            "valuasi": st.sampled_from([0, 5, 67_082_500_435, 999_999_999_999]),
            "sumber_data": st.sampled_from(["import", "import", "api", "api_v3", "sftp"]),
            "status_konfirmasi_ppmse": st.sampled_from(["selesai", "gagal", None, None]),
            "status_verif": st.sampled_from(["verified", "unverified", None]),
            "kategori": st.sampled_from(["ATK", "atk", None]),
            "order_desc": st.sampled_from(["a&amp;b", "a&b", "a\tb", "a\r\nb"]),
        }
    ).map(lambda cells: row(**cells) | {"nama_klpd": NAMES.get(cells["kd_klpd"], "Kab. Bandung")})


def _ours(prepared: Prepared, slug: str) -> dict[tuple[str, int], list[int]]:
    slices = prepared.taken.slices.listed()
    totals = slice_totals(prepared.accepted(), slices)
    return {
        slices[one.slice][:2]: [one.rows, one.orders, one.sen]
        for one in totals
        if one.rule == slug and one.month == WHOLE_YEAR
    }


def _theirs(rows: list[dict[str, Any]], slug: str) -> dict[tuple[str, int], list[int]]:
    found: dict[tuple[str, int], list[int]] = {}
    for key in {(OURS[r["kd_klpd"]], r["year"]) for r in rows if r["kd_klpd"] in OURS}:
        mine = [
            r for r in rows
            if (OURS.get(r["kd_klpd"]), r["year"]) == key and r["standing"] != "rejected" and naive.RULES[slug](r)
        ]  # fmt: skip
        if mine:
            orders = {(r["marketplace"].casefold(), r["order_id"]) for r in mine}
            found[key] = [len(mine), len(orders), sum(r["value"] for r in mine) * 100]
    return found


@settings(max_examples=150, deadline=None)
@given(files=st.lists(st.lists(_rows(), min_size=1, max_size=25), min_size=1, max_size=2), seed=st.integers(0, 9))
def test_the_naive_twin_agrees(files, seed):
    """Every rule, every government and year; then the same rows in another order and serialisation."""
    twin = [
        {**r, "supplier": r["nama_merchant"], "value": r["valuasi"], "year": int(r["tanggal_transaksi"][:4]), "file": n}
        for n, rows in enumerate(files)
        for r in rows
    ]
    naive.with_standing(twin, set(OURS))
    with tempfile.TemporaryDirectory() as folder:
        paths = [write_csv(Path(folder) / f"{n}.csv", rows) for n, rows in enumerate(files)]
        prepared = prepare(paths, LoadOptions(), MATCHER)
        shuffled = [random.Random(seed).sample(rows, len(rows)) for rows in files]
        again = prepare(
            [write_json(Path(folder) / f"{n}.json", r) for n, r in enumerate(shuffled)], LoadOptions(), MATCHER
        )
    rejected = sum(r["standing"] == "rejected" for r in twin)
    assert prepared.rejected_rows() == again.rejected_rows() == rejected
    for slug in RULES:
        assert _ours(prepared, slug) == _theirs(twin, slug) == _ours(again, slug), slug
