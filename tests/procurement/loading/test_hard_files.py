"""Files at the edges of the rules: what must not be said, counted twice, hidden by another reason or taken as empty."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from procurement.loading.cells import XlsxDate
from procurement.loading.load import LoadOptions
from procurement.loading.reading import Options
from procurement.loading.reading.xlsx.values import Values
from procurement.models import Edition, Total, Transaction
from tests.procurement.loading import packages
from tests.procurement.loading.exports import PERSON, csv_text, row, write_csv
from tests.procurement.loading.reading.workbooks import workbook

pytestmark = pytest.mark.django_db

TRILLION = 10**12


def umum(number=1, **changes):
    return {**packages.UMUM, "nomor_pesanan": str(number), **changes}


def written(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def reasons(refusal) -> list[tuple[str, int]]:
    return [(one.code, one.line) for one in refusal.rejections]


@pytest.mark.parametrize("layout", ["toko-daring", "umum", "inaproc-v1"])
def test_of_a_file_without_its_header_no_cell_is_echoed(refused, reference, layout):
    """A person's number that stands twice would else be called a column that stands twice."""
    person = row(nama_pemesan="197001012000011001", kd_satker="197001012000011001")
    path = written(reference, "x.csv", "".join(csv_text([person]).splitlines(keepends=True)[1:]))
    refusal = refused(path, options=LoadOptions(layout=layout))
    assert refusal.code == "F03" and "1970" not in str(refusal) and "bukan tajuknya" in str(refusal)


def test_a_stated_layout_may_stand_among_many_columns_that_are_ignored(loaded, reference):
    """They are no sign that the line is not the header."""
    further = {f"lain_{number}": "x" for number in range(60)}
    path = write_csv(reference / "x.csv", [row() | further])
    options = LoadOptions(layout="toko-daring", ignore_columns=frozenset(further))
    assert loaded(path, options=options).edition == 1


def test_what_may_be_a_telephone_number_is_not_echoed_from_a_total_line(refused, reference):
    path = written(reference, "x.csv", csv_text([row()]) + "TOTAL,081234567890\n")
    refusal = refused(path)
    assert refusal.code == "F17" and "0812" not in str(refusal) and refusal.details["n"] == 3


@pytest.mark.parametrize(
    ("other", "counted"),
    [({1: 7}, None), ({1: 100}, 200), ({2: 100, 1: 100}, 200), ({2: 100, 3: 100}, 300), ({3: 7}, 207)],
)
def test_files_of_our_own_layout_that_overlap(loaded, refused, reference, other, counted):
    """Equal orders count once, others are refused: never both (G12).

    `other`: order -> rupiah in the second file; `counted`: rupiah of both.
    """
    a, b = (
        write_csv(reference / name, [umum(number, nilai_rupiah=rupiah) for number, rupiah in orders.items()])
        for name, orders in (("a.csv", {1: 100, 2: 100}), ("b.csv", other))
    )
    if counted is None:
        assert reasons(refused(a, b)) == [("R16", 2), ("R16", 2)]
    else:
        loaded(a, b)
        assert Total.objects.get(rule="bersih").value_sen == counted * 100


def test_totals_of_several_systems_must_fit_together(loaded, refused, reference):
    """Each load would fit by itself; the sum over both is one that no database can hold."""

    def large(system):
        rows = [umum(f"{system}{n}", nilai_rupiah=9 * 10**15, sistem=system) for n in range(6)]
        return write_csv(reference / f"{system}.csv", rows)

    first = loaded(large("s1"), dry_run=True)
    loaded(large("s1"), confirm=first.plan.token)
    refusal = refused(large("s2"))
    assert refusal.code == "R07" and Edition.objects.count() == 1


def test_reasons_of_rows_come_before_a_total_that_differs(loaded, refused, reference):
    path = written(reference, "x.csv", csv_text([row(valuasi="1x"), row(order_id="2")]) + "TOTAL,200000\n")
    assert reasons(refused(path)) == [("R03", 2)]
    refusal = refused(path, options=LoadOptions(rejects=1))
    assert refusal.code == "F17" and "1 baris yang ditolak" in refusal.sentence("id")
    agreeing = written(reference, "y.csv", csv_text([row(valuasi="1x"), row(order_id="2")]) + "TOTAL,100000\n")
    assert loaded(agreeing, options=LoadOptions(rejects=1)).edition == 1


@pytest.mark.parametrize("between", ["TOTAL,100000", None])
def test_a_total_that_is_not_the_last_line_is_none(refused, loaded, reference, between):
    rows = csv_text([row(), row(order_id="2")]).splitlines()
    whole = ",".join("JUMLAH" if name == "kd_klpd" else "100000" if name == "valuasi" else "" for name in row())
    path = written(reference, "x.csv", "\n".join([rows[0], rows[1], between or whole, rows[2], ""]))
    assert reasons(refused(path)) == [("R28", 3)]
    file = loaded(path, options=LoadOptions(rejects=1)).report()["files"][0]
    assert (file["rejected"], file["counted"], file["sen"]["rejected"]) == (1, 2, 0 if between else 10_000_000)


def test_a_total_counts_no_total_above_it(loaded, reference):
    rows = csv_text([row(), row(order_id="2")]).splitlines()
    subtotal = ",".join("JUMLAH" if name == "kd_klpd" else "100000" if name == "valuasi" else "" for name in row())
    path = written(reference, "x.csv", "\n".join([rows[0], rows[1], subtotal, rows[2], "TOTAL,200000", ""]))
    assert loaded(path, options=LoadOptions(rejects=1)).edition == 1


def test_a_database_ahead_of_the_code_is_left_alone(refused, reference):
    MigrationRecorder(connection).record_applied("procurement", "0999_of_the_future")
    refusal = refused(write_csv(reference / "x.csv", [row()]))
    assert refusal.code == "F27" and "lebih baru" in str(refusal)


@pytest.mark.parametrize(
    ("days", "moment"),
    [
        ("44926.9999965", "2022-12-31 23:59:59"),  # .7 of a second
        ("44926.99998842593", "2022-12-31 23:59:59"),  # as a spreadsheet stores it
        ("44926.5", "2022-12-31 12:00:00"),
        ("44926.50001157407", "2022-12-31 12:00:01"),
    ],
)
def test_a_fraction_of_a_second_is_cut_off(days, moment):
    """Rounded up, the last second of a year would be an order of the next."""
    values = Values.__new__(Values)
    values.from_1904 = False
    assert values.dated(days) == XlsxDate(moment)


@pytest.mark.parametrize("tail", ["\n\n\n", ",,,,\n", " , ,\n\n"])
def test_blank_lines_are_no_data(refused, loaded, reference, tail):
    path = written(reference, "x.csv", csv_text([row()]).splitlines()[0] + "\n" + tail)
    assert refused(path).code == "F02"
    assert loaded(path, options=LoadOptions(allow_empty=True)).edition is None


def test_a_header_beyond_the_end_is_no_empty_export(refused, reference):
    options = LoadOptions(Options(header_row=9), allow_empty=True)
    for path in (write_csv(reference / "x.csv", [row()]), workbook(reference / "x.xlsx", "")):
        refusal = refused(path, options=options)
        assert refusal.code == "F03" and "--header-row" in str(refusal)


@pytest.mark.parametrize("place", [0, 1])
def test_a_byte_order_mark_within_the_file_is_seen_wherever_it_stands(refused, reference, place):
    head, *lines = csv_text([row(), row(order_id="2")]).splitlines(keepends=True)
    lines[place] = "\ufeff" + lines[place]
    assert reasons(refused(written(reference, "x.csv", head + "".join(lines)))) == [("R18", 2 + place)]


def test_another_number_of_rejects_than_stated_is_said(refused, reference):
    bad = write_csv(reference / "x.csv", [row(valuasi="x"), row(order_id="2")])
    said = str(refused(bad, options=LoadOptions(rejects=3)))
    assert "Yang dinyatakan 3, bukan 1" in said and "3 were stated, not 1" in said
    good = str(refused(write_csv(reference / "y.csv", [row()]), options=LoadOptions(rejects=5)))
    assert "Yang dinyatakan 5, bukan 0" in good and "--publish-with-rejects=0" not in good


def test_a_plan_that_wants_to_be_confirmed_is_shown(reference):
    path, out = write_csv(reference / "x.csv", [row(valuasi=TRILLION + 1)]), io.StringIO()
    with pytest.raises(CommandError, match="F26"):
        call_command("load_transactions", path, report=reference / "r.json", stdout=out, stderr=out)
    report = json.loads((reference / "r.json").read_text())
    assert "35.73 2022 bela" in out.getvalue() and report["slices"][0]["after"]["rows"] == 1
    assert report["confirm"] in report["refused"]["id"] and report["refused"]["code"] == "F26"
    assert not Transaction.objects.exists()


@pytest.mark.parametrize(("name", "content"), [
    ("x.json", '[{"valuasi": 1'), ("x.jsonl", '{"a": 1} {"b": 2}'), ("y.json", "[1]"), ("z.json", '{"a": 1}'),
])  # fmt: skip
def test_each_sentence_is_in_its_own_language(refused, reference, name, content):
    refusal = refused(written(reference, name, content))
    indonesian, english = refusal.sentence("id"), refusal.sentence("en")
    assert " / " not in indonesian + english
    assert not {"expected", "not", "object"} & set(indonesian.split()) and not {"bukan", "tata"} & set(english.split())


def test_an_implausible_change_is_said_in_each_language(refused, reference):
    refusal = refused(write_csv(reference / "x.csv", [row(valuasi=TRILLION + 1)]))
    assert "1 baris di atas" in refusal.sentence("id") and "baris" not in refusal.sentence("en")


def test_a_name_near_a_missing_column_is_escaped(refused, reference):
    rows = [{("val\x1b[31muasi" if key == "valuasi" else key): value for key, value in row().items()}]
    said = str(refused(write_csv(reference / "x.csv", rows)))
    assert "\x1b" not in said and "\\x1b[31muasi" in said
    short = [{("nilai" if key == "nilai_rupiah" else key): value for key, value in umum().items()}]
    assert 'Yang termirip: "nilai"' in str(refused(write_csv(reference / "y.csv", short)))


def test_sixteen_bits_a_letter_without_a_mark(refused, reference):
    for name, codec in (("be.csv", "utf-16-be"), ("le.csv", "utf-16-le")):
        (reference / name).write_bytes(csv_text([row()]).encode(codec))
        assert refused(reference / name).code == "F06"


@pytest.mark.parametrize("name", ["x.csv", "x.json", "x.xlsx"])
@pytest.mark.parametrize(
    ("content", "quoted"),
    [
        ("<invalid_response>Data Kosong, silakan ulangi</invalid_response>", "Data Kosong, silakan ulangi"),
        ("\ufeff\n<?xml version='1.0'?><!-- x --><e a='1'> Tidak\n ada &amp; \x1b[31m\t</e>", "Tidak ada & \\x1b[31m"),
        ("<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head>", "502 Bad Gateway"),
        ("<r><message>" + "x" * 200 + "</message></r>", "x" * 79 + "…"),
    ],
)
def test_what_the_source_says_instead_of_data_is_quoted(refused, reference, name, content, quoted):
    (reference / name).write_text(content, encoding="utf-8")
    refusal = refused(reference / name)
    assert refusal.code == "F09" and "berakhir" not in str(refusal)
    assert f"Sumbernya mengirim pesan galat, bukan data: “{quoted}”." in refusal.sentence("id")
    assert f"The source sent an error message instead of data: “{quoted}”." in refusal.sentence("en")


@pytest.mark.parametrize(
    "content",
    [
        f"<html><title>{PERSON}</title><table><tr><td>{PERSON}",
        f"<?xml?><Workbook><ss:Row><ss:Cell>{PERSON}",
        f"<data><nama>{PERSON}</nama></data>",
        "<r> </r>",
        "<" + "?" * 2000 + "<??>" * 400,
    ],
)
def test_markup_that_may_be_a_table_is_not_quoted(refused, reference, content):
    (reference / "x.csv").write_text(content, encoding="utf-8")
    refusal = refused(reference / "x.csv")
    assert refusal.code == "F09" and "nama berkas harus berakhir .csv" in str(refusal) and PERSON not in str(refusal)


def test_a_register_in_another_serialisation_is_told_its_own_endings(reference):
    with pytest.raises(CommandError) as caught:
        call_command("load_supplier_sizes", written(reference, "s.json", "[{}]"))
    assert "F09" in str(caught.value) and ".jsonl" not in str(caught.value) and ".csv" in str(caught.value)


def test_a_line_that_is_too_long_is_named(refused, reference):
    path = written(reference, "x.csv", csv_text([row(), row(order_id="2", nama_satker="x" * (4 << 20))]))
    refusal = refused(path)
    assert refusal.code == "F10" and "(baris 3)" in refusal.sentence("id") and "(line 3)" in refusal.sentence("en")
