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
    assert said[-1].startswith("R24: Dalam berkas yang Anda susun sendiri") and len(said) == 5
    mends = json.loads((reference / "r.json").read_text())["mends"]
    assert list(mends) == ["R03", "R24"] and "A new word of the source?" in mends["R24"]["en"]


def test_equal_reasons_are_printed_once_and_all_stand_in_the_report(reference):
    several = [row(order_id=str(n), valuasi="x") for n in range(954)] + [row(order_id="z", valuasi="y")]
    bad, out = write_csv(reference / "bad.csv", several), io.StringIO()
    with pytest.raises(CommandError):
        call_command("load_transactions", bad, report=reference / "r.json", stderr=out)
    said = out.getvalue().splitlines()
    assert said[0].startswith(
        "bad.csv baris 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … dan 944 baris lagi / … and 944 more rows, kolom valuasi: R03 "
    )
    assert said[1].startswith("bad.csv baris 956, kolom valuasi: R03 ") and len(said) == 3
    assert len(json.loads((reference / "r.json").read_text())["rejections"]) == 955
    many = write_csv(reference / "many.csv", [row(order_id=str(n), valuasi=f"x{n}") for n in range(60)])
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("load_transactions", many, stderr=out)
    assert "… 10 alasan lagi; lihat --report. / 10 more reasons; see --report." in out.getvalue()


def test_the_plan_can_be_read_by_who_approves_it(reference):
    """Names beside codes, thousands marks, and how many orders are not listed."""
    run(write_csv(reference / "a.csv", [row(order_id=str(n), valuasi=1_000_000) for n in range(60)]))
    fewer = write_csv(reference / "b.csv", [row(order_id=str(n), valuasi=1_000_000) for n in range(7)])
    said = run(fewer, "--dry-run").splitlines()
    assert "35.73 2022 bela, Kota Malang: data s.d./to 2022-12-01" in said
    assert (
        "  60 baris/rows, 60 pesanan/orders, Rp60.000.000 -> 7 baris/rows, 7 pesanan/orders, Rp7.000.000; "
        "bersih Rp60.000.000 -> Rp7.000.000"
    ) in said
    listed = [one for one in said if one.startswith("    - ")]
    assert listed[19].endswith(" Rp1.000.000")
    assert listed[20:] == ["    - … dan 33 lagi / … and 33 more"]
    assert any("TIDAK WAJAR / IMPLAUSIBLE: Kota Malang 2022 bela: 53 dari 60 baris" in one for one in said)
    assert "peringkat/rank 2022 toko-daring 35.78 Kota Surabaya: – -> 1" in run(
        write_csv(reference / "c.csv", [row(kd_klpd="D181", nama_klpd="Kota Surabaya", valuasi=10**9)]), "--dry-run"
    )


def test_an_older_export_says_that_it_goes_back(reference):
    days = ("2022-11-15 10:00:00", "2022-12-05 10:00:00")
    rows = [row(order_id=str(n), tanggal_transaksi=days[n == 9]) for n in range(10)]
    first = run(write_csv(reference / "a.csv", rows))
    assert "mundur" not in first
    older = write_csv(reference / "b.csv", rows[:9])
    for option in ("--dry-run", "--verbosity=1"):
        said = run(older, option, "--report", reference / "r.json")
        assert "35.73 2022 bela, Kota Malang: data s.d./to 2022-12-05 -> 2022-11-15 (mundur/goes back)" in said
        assert (
            "PERHATIKAN / NOTE: Kota Malang 2022 bela: data s.d. 2022-12-05 -> 2022-11-15 (mundur) / "
            "Kota Malang 2022 bela: data to 2022-12-05 -> 2022-11-15 (goes back)"
        ) in said
    report = json.loads((reference / "r.json").read_text())
    assert (report["slices"][0]["as_of_before"], report["slices"][0]["as_of"]) == ("2022-12-05", "2022-11-15")
    assert [one["en"] for one in report["goes_back"]] == [
        "Kota Malang 2022 bela: data to 2022-12-05 -> 2022-11-15 (goes back)"
    ]
    forward = run(write_csv(reference / "c.csv", rows), "--dry-run")
    assert "goes back" not in forward and "data s.d./to 2022-12-05\n" in forward


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
