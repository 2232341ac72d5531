"""`load_transactions` at the terminal: exit codes, reports, and no personal cell anywhere."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from procurement.models import Edition
from tests.procurement.loading.exports import PERSON, line, row, write_csv

pytestmark = pytest.mark.django_db


def run(*args):
    out = io.StringIO()
    call_command("load_transactions", *map(str, args), stdout=out, stderr=out)
    return out.getvalue()


def exit_code(*args):
    with pytest.raises(CommandError) as caught:
        run(*args)
    return caught.value.returncode, str(caught.value)


def test_a_load_and_its_report(reference):
    path = write_csv(reference / "x.csv", [row(), row(tanggal_transaksi="2022-01-01"), line(), line(order_id="2")])
    said = run(path, "--report", reference / "r.json")
    assert "re_sent 1 + in_both 1 + counted 2" in said and "edisi 1" in said
    report = json.loads((reference / "r.json").read_text())
    file = report["files"][0]
    columns = ("ignored", "rejected", "out_of_scope", "re_sent", "in_both", "repeated", "counted")
    assert file["rows"] == sum(file[c] for c in columns) == 4
    assert (file["layout"], len(file["sha256"]), report["edition"]) == ("toko-daring", 64, 1)
    assert {"region_code", "year", "system", "before", "after"} <= report["slices"][0].keys()


def test_exit_codes(reference):
    empty = reference / "empty.json"
    empty.touch()
    code, said = exit_code(empty)
    assert code == 2 and "F01" in said and "kosong" in said and "empty" in said
    bad = write_csv(reference / "bad.csv", [row(valuasi="x")])
    assert exit_code(bad, "--report", reference / "r.json")[0] == 2
    assert json.loads((reference / "r.json").read_text())["rejections"][0]["code"] == "R03"
    assert exit_code(bad, "--sheet", "Sheet1")[0] == 2
    assert not Edition.objects.exists()


def test_no_personal_cell_is_kept_or_said(reference):
    good, bad = write_csv(reference / "g.csv", [row(), line()]), write_csv(reference / "b.csv", [row(valuasi="x")])
    said = run(good, "--report", reference / "g.json")
    said += exit_code(bad, "--report", reference / "b.json")[1]
    dump = io.StringIO()
    call_command("dumpdata", "procurement", stdout=dump)
    written = (reference / "g.json").read_text() + (reference / "b.json").read_text()
    assert PERSON not in said + dump.getvalue() + written
    assert "CV Maju" in dump.getvalue(), "the dump holds what was loaded"
