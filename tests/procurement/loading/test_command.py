"""`load_transactions` at the terminal: exit codes, reports, and no personal cell anywhere."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from procurement.models import Edition, Load
from regions.models import QueuedName
from tests.procurement.loading.exports import PERSON, csv_text, line, row, write_csv

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
    assert "  +4 ~0 -0 =0\n" in said and "  +0 ~0 -0 =4\n" in run(path, "--dry-run")


def test_a_header_that_was_read_as_another_is_printed(reference):
    path = reference / "x.csv"
    path.write_text(csv_text([row()]).replace("valuasi", "Valuasi "))
    assert '  tajuk/header "Valuasi" = valuasi\n' in run(path, "--dry-run")


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


def test_each_code_says_once_what_to_do(reference):
    """After all reasons: on the terminal, and by its code in the report."""
    bad = write_csv(reference / "bad.csv", [row(valuasi="x"), row(valuasi="Rp1"), row(status_verif="ngawur")])
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load_transactions", bad, report=reference / "r.json", stderr=out)
    said = out.getvalue().splitlines()
    assert said[-2].startswith("R03: Tulis digit saja, tanpa Rp dan tanpa pemisah ribuan. / Write digits alone")
    assert said[-1].startswith("R24: Kata baru dari sumber?") and len(said) == 5
    mends = json.loads((reference / "r.json").read_text())["mends"]
    assert list(mends) == ["R03", "R24"] and mends["R24"]["en"].startswith("A new word of the source?")


def test_reasons_as_json_lines(reference):
    """Every reason a line, the reason of the whole load last; of a load that is published there is none."""
    bad = write_csv(reference / "bad.csv", [row(), row(valuasi="x", tanggal_transaksi="kemarin")])
    assert exit_code(bad, "--report", reference / "r.jsonl")[0] == 2
    reasons = [json.loads(one) for one in (reference / "r.jsonl").read_text().splitlines()]
    assert [(one["code"], one["line"], one["column"]) for one in reasons] == [
        ("R03", 3, "valuasi"), ("R10", 3, "tanggal_transaksi"), ("F22", None, ""),
    ]  # fmt: skip
    assert all(list(one) == ["file", "code", "line", "column", "value", "id", "en"] for one in reasons)
    run(write_csv(reference / "good.csv", [row()]), "--report", reference / "g.jsonl")
    assert (reference / "g.jsonl").read_text() == ""


def test_no_personal_cell_is_kept_or_said(reference):
    good, bad = write_csv(reference / "g.csv", [row(), line()]), write_csv(reference / "b.csv", [row(valuasi="x")])
    said = run(good, "--report", reference / "g.json")
    said += exit_code(bad, "--report", reference / "b.json")[1]
    dump = io.StringIO()
    call_command("dumpdata", "procurement", stdout=dump)
    written = (reference / "g.json").read_text() + (reference / "b.json").read_text()
    assert PERSON not in said + dump.getvalue() + written
    assert "CV Maju" in dump.getvalue(), "the dump holds what was loaded"


def test_a_load_on_behalf_of_somebody(reference):
    """What the desk passes: who loads, how far it is, and the plan that was read."""
    path = write_csv(reference / "x.csv", [row(), row(order_id="2", kd_klpd=None, nama_klpd="Kab. Malng")])
    options = ["--report", reference / "r.json", "--publish-with-rejects", 1]
    run(path, *options, "--dry-run")
    assert not QueuedName.objects.exists()
    run(path, *options, "--dry-run", "--queue-names", "--progress", reference / "p.json")
    assert QueuedName.objects.get().name == "Kab. Malng"
    size = path.stat().st_size
    assert json.loads((reference / "p.json").read_text()) == {"file": "x.csv", "done": size, "total": size}
    report = json.loads((reference / "r.json").read_text())
    code, said = exit_code(path, *options, "--plan", "0" * 16)
    assert code == 2 and "F32" in said and not Edition.objects.exists()
    run(path, *options, "--plan", report["plan"], "--operator", "sari")
    assert Load.objects.get().operator == "sari"


def test_a_rank_that_moves_otherwise_is_another_plan(reference):
    """Another government's load in between leaves the slice's plan alone, and changes what the plan said of ranks."""
    malang = write_csv(reference / "x.csv", [row(valuasi=100)])
    run(malang, "--dry-run", "--report", reference / "r.json")
    plan = json.loads((reference / "r.json").read_text())["plan"]
    run(write_csv(reference / "y.csv", [row(kd_klpd="D181", nama_klpd="Kota Surabaya", valuasi=200)]))
    code, said = exit_code(malang, "--plan", plan)
    assert code == 2 and "F32" in said and Edition.objects.count() == 1
