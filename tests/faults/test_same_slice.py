"""G10, G11, G12: a file again, a corrected file, and the overlapping parts of one slice."""

import gzip
import json
import re

import pytest

from tests.faults.site import ROOT
from tests.procurement.loading.exports import csv_text, line, row, write_csv, write_json

pytestmark = pytest.mark.fault


def order(n, month=1, **changes):
    return row(order_id=str(n), tanggal_transaksi=f"2022-{month:02}-05 08:00:00", **changes)


def test_the_same_content_makes_no_edition(empty, tmp_path, keep):
    rows = [order(n) for n in range(40)] + [line(order_id="9001"), line(order_id="9001", valuasi=5)]
    first = write_csv(tmp_path / "export.csv", rows)
    packed = tmp_path / "export.csv.gz"
    packed.write_bytes(gzip.compress(csv_text(rows).encode()))
    again = [
        first,
        write_csv(tmp_path / "renamed.csv", rows),
        write_csv(tmp_path / "windows.csv", rows, end="\r\n"),
        write_csv(tmp_path / "semicolons.csv", rows, delimiter=";"),
        write_json(tmp_path / "export.json", rows),
        packed,
    ]
    empty.did("load_transactions", first)
    edition, digest = empty.newest_edition(), empty.digest()
    wrong = []
    for file in again:
        options = ("--delimiter", ";") if "semi" in file.name else ()
        ran = empty.load(file, *options)
        if ran.code or "F19" not in ran.out or empty.digest() != digest:
            wrong.append(f"{file.name}: {ran.out}")
    print(*wrong, sep="\n")
    said = f"{len(again)} loads of the same rows, {empty.newest_edition() - edition} new editions"
    keep("G10", "same file twice", said, "0 new editions", not wrong)


def test_a_corrected_file_is_exactly_what_stands(empty, tmp_path, keep):
    old = [order(n, valuasi=1000 + n) for n in range(30)]
    new = [{**one, "valuasi": 7} if one["order_id"] in ("3", "4") else one for one in old[:-1]] + [order(77)]
    empty.did("load_transactions", write_csv(tmp_path / "old.csv", old))
    edition = empty.newest_edition()
    frozen = empty.query(f"SELECT rule, value_sen, rank FROM procurement_frozen WHERE edition_id = {edition}")
    report = tmp_path / "report.json"
    empty.did("load_transactions", write_csv(tmp_path / "new.csv", new), "--report", report)
    [one] = json.loads(report.read_text())["slices"]
    named = {kind: [each["order_id"] for each in orders] for kind, orders in one["orders"].items()}
    standing = empty.query("SELECT order_id, value_sen FROM procurement_transaction")
    met = (
        named == {"added": ["77"], "changed": ["3", "4"], "withdrawn": ["29"]}
        and sorted(standing) == sorted((each["order_id"], each["valuasi"] * 100) for each in new)
        and frozen == empty.query(f"SELECT rule, value_sen, rank FROM procurement_frozen WHERE edition_id = {edition}")
        and empty.newest_edition() == edition + 1
    )
    said = f"+{one['added']} ~{one['changed']} -{one['withdrawn']}, the older edition as it was"
    keep("G11", "corrected file", said, "+1 ~2 -1, exactly the corrected rows", met)


def test_overlapping_parts_of_a_slice(empty, tmp_path, keep):
    half = [order(n, 1 + n % 6) for n in range(60)]
    shared = [order(900, 6), line(order_id="901", tanggal_transaksi="2022-06-05 08:00:00")]
    rest = [order(100 + n, 7 + n % 6) for n in range(60)]
    first = write_csv(tmp_path / "jan-jun.csv", half + shared)
    second = write_csv(tmp_path / "jun-dec.csv", shared + rest)
    differing = write_csv(tmp_path / "differing.csv", [{**shared[0], "valuasi": 5}, *rest])
    together = empty.copy(tmp_path / "together")
    together.did("load_transactions", first, second)
    counted = "SELECT rows, value_sen FROM procurement_total WHERE rule = 'bersih'"
    double = together.query(counted)[0][1] - (len(half) + len(shared) + len(rest)) * 100_000_00
    together.gone()
    refused = empty.load(first, differing)
    assert (refused.code, "R16" in refused.out, empty.newest_edition()) == (2, True, 1), refused.out
    empty.did("load_transactions", first)
    apart = empty.load(second)
    lost = empty.newest_edition() - 2
    assert (apart.code, "F26" in apart.out, "ditarik" in apart.out) == (2, True, True), apart.out
    token = re.search(r"--confirm=(\w+)", apart.out)[1]
    empty.did("load_transactions", second, "--confirm", token)
    assert empty.query(counted)[0][0] == len(shared) + len(rest)
    said = f"Rp{double // 100} counted double, {lost} slices lost without confirming"
    keep("G12", "overlapping parts", said, "Rp0, 0 slices", double == lost == 0)


def test_the_older_edition_can_still_be_read(site, files, keep):
    """G11 as a visitor sees it, where the page exists."""
    urls = (ROOT / "procurement" / "urls.py").read_text()
    if "edisi/" not in urls:
        return
    edition = site.newest_edition()
    site.did("load_transactions", files[1])
    status = site.page(f"/edisi/{edition}/peringkat/2022/")
    keep("G11", "page of the older edition", str(status), "200", status == 200)
