"""Bad and odd input, file in, outcome out. Every refusal also shows that nothing published has changed."""

import gzip
import json
from pathlib import Path

import pytest

from procurement.loading.load import LoadOptions, Rejected
from procurement.loading.reading import Options
from procurement.loading.refusals import Refusal
from procurement.models import Edition, Slice, SourceFile, Total, Transaction
from tests.procurement.loading.exports import PERSON, csv_text, line, newer, row, write_csv, write_json
from tests.procurement.loading.whole_files import FILES, GOOD, SAID, write

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("case", FILES)
def test_a_file_is_refused_whole(refused, reference, standing_data, case):
    name, content, code = FILES[case]
    refusal = refused(write(reference, name, content))
    assert (refusal.code, refusal.details | SAID.get(case, {})) == (code, refusal.details)
    assert all(str(value) in refusal.sentence("id") for value in SAID.get(case, {}).values())


def test_an_export_of_an_unknown_layout_is_told_so(refused, reference):
    refusal = refused(write(reference, "x.json", '[{"nomor": "1", "harga": 5, "pembeli": "x"}]'))
    assert refusal.code == "F03" and "ekatalog-v5" in refusal.sentence("id") and "layout" in refusal.sentence("en")


def test_refusals_name_the_place(refused, reference):
    rows = csv_text([row(), row(order_id="2")]).splitlines()
    opened = "\n".join([rows[0], rows[1], rows[1].replace("Kertas", '"Kertas', 1), *rows[1:3], rows[1] + '"x']) + "\n"
    assert refused(write(reference, "stray.csv", opened)).details == {"n": 3}
    latin = csv_text([row(), row(nama_merchant="CV Café")]).encode("cp1252")
    refusal = refused(write(reference, "latin.csv", latin))
    assert (refusal.details["b"], refusal.details["n"]) == (latin.index(b"\xe9"), 3)
    titles = refused(write(reference, "title.csv", "Laporan\n\n\n" + GOOD))
    assert "--header-row=4" in titles.sentence("id") and "--header-row=4" in titles.sentence("en")
    nearest = refused(write(reference, "near.csv", GOOD.replace("valuasi", "valuasii")))
    assert "valuasii" in nearest.sentence("en")


def test_a_quote_never_swallows_a_record(refused, reference):
    """The stray quote closes three records later, and the cells happen to be as many as the header's."""
    rows = csv_text([row(order_id=str(n)) for n in range(5)]).splitlines()
    rows[2] = rows[2].replace("Kertas", '"Kertas')
    rows[4] = rows[4].replace("HVS", 'HVS"')
    head, tail = rows[2].split('"')[0], rows[4].split('"')[1]
    assert (head + tail).count(",") == rows[0].count(",")
    assert refused(write(reference, "x.csv", "\n".join(rows) + "\n")).code == "F07"


def test_a_quoted_line_break_is_one_record(loaded, reference):
    rows = [row(order_desc="satu\r\ndua\ttiga\N{NO-BREAK SPACE}empat"), row(order_id="2", nama_klpd="Kab. Malang")]
    with pytest.raises(Rejected) as caught:
        loaded(*rows)
    assert [(r.code, r.line) for r in caught.value.rejections] == [("R15", 4)]
    loaded(rows[0])
    assert Transaction.objects.get().description == "satu dua tiga empat"


@pytest.mark.parametrize(
    ("end", "encoding"), [("\n", "utf-8"), ("\r\n", "utf-8"), ("\r", "utf-8"), ("\n", "utf-8-sig")]
)
def test_line_ends_and_marks_mean_the_same(loaded, reference, end, encoding):
    rows = [row(), line(order_id="2")]
    loaded(*rows)
    other = write(reference, "other.csv", csv_text(rows, end=end).encode(encoding))
    assert loaded(other).unchanged


def test_order_of_columns_delimiter_packing_and_form_mean_the_same(loaded, reference):
    loaded(row(), line(order_id="2"))
    turned = [dict(reversed(r.items())) for r in (row(), line(order_id="2"))]
    assert loaded(write_csv(reference / "turned.csv", turned)).unchanged
    assert loaded(write_csv(reference / "semicolon.csv", turned, delimiter=";")).unchanged
    assert loaded(write(reference, "x.csv.gz", gzip.compress(csv_text(turned).encode()))).unchanged
    assert loaded(write_json(reference / "x.json", turned)).unchanged
    new = [newer(), newer(order_id="2", sumber_data="import", status_verif=None)]
    assert loaded(write_csv(reference / "new.csv", new)).unchanged
    assert Edition.objects.count() == 1


def test_header_variants_are_reported(loaded, reference):
    outcome = loaded(write(reference, "x.csv", GOOD.replace("valuasi", "Valuasi ")))
    assert outcome.report()["files"][0]["notes"]["aliases"] == {"Valuasi": "valuasi"}


def test_unknown_columns_are_taken_only_when_declared(loaded, reference):
    path = write_csv(reference / "x.csv", [row() | {"catatan_internal": "rahasia"}])
    options = LoadOptions(ignore_columns=frozenset({"catatan_internal"}))
    assert loaded(path, options=options).report()["files"][0]["notes"]["ignored_columns"] == ["catatan_internal"]


def test_a_stated_delimiter_is_held_to(refused, reference):
    path = write_csv(reference / "x.csv", [row()], delimiter=";")
    assert refused(path, options=LoadOptions(Options(delimiter=","))).code == "F08"


def test_only_regular_files(refused, reference):
    link = reference / "link.csv"
    link.symlink_to(write(reference, "x.csv", GOOD))
    for path in (link, reference, reference / "missing.csv", Path("/dev/null")):
        assert refused(path).code == "F29"


CELLS = {
    "N05": ({"valuasi": "1.500"}, "R04", "valuasi"),
    "N05 comma": ({"valuasi": "1,500"}, "R04", "valuasi"),
    "N07": ({"valuasi": "6.70825E+10"}, "R05", "valuasi"),
    "N09": ({"valuasi": "99999999999999999999"}, "R07", "valuasi"),
    "N10": ({"valuasi": "-5000"}, "R06", "valuasi"),
    "N10 brackets": ({"valuasi": "(5.000)"}, "R06", "valuasi"),
    "N10 behind": ({"valuasi": "5.000-"}, "R06", "valuasi"),
    "N12": ({"valuasi": "NaN"}, "R03", "valuasi"),
    "N12 inf": ({"valuasi": "Infinity"}, "R03", "valuasi"),
    "N12 huge": ({"valuasi": "1e400"}, "R03", "valuasi"),
    "N12 digits": ({"valuasi": "١٢٣"}, "R03", "valuasi"),
    "Indonesian": ({"valuasi": "67.082.500.435"}, "R03", "valuasi"),
    "rupiah": ({"valuasi": "Rp 1000"}, "R03", "valuasi"),
    "noise": ({"valuasi": "67082500435.100006"}, "R08", "valuasi"),
    "half": ({"valuasi": "1500.50"}, "R03", "valuasi"),
    "R02 value": ({"valuasi": ""}, "R02", "valuasi"),
    "R02 order": ({"order_id": " "}, "R02", "order_id"),
    "R02 market": ({"marketplace": ""}, "R02", "marketplace"),
    "R02 source": ({"sumber_data": ""}, "R02", "sumber_data"),
    "R02 date": ({"tanggal_transaksi": ""}, "R02", "tanggal_transaksi"),
    "R02 government": ({"kd_klpd": "", "nama_klpd": ""}, "R02", "kd_klpd"),
    "D01": ({"tanggal_transaksi": "2022-13-01"}, "R10", "tanggal_transaksi"),
    "D01 day": ({"tanggal_transaksi": "2022-02-30 10:00:00"}, "R10", "tanggal_transaksi"),
    "D01 id": ({"tanggal_transaksi": "31/02/2022"}, "R10", "tanggal_transaksi"),
    "zone": ({"tanggal_transaksi": "2022-12-01T12:00:00Z"}, "R10", "tanggal_transaksi"),
    "D02": ({"tanggal_transaksi": "03/04/2022"}, "R11", "tanggal_transaksi"),
    "D04": ({"tanggal_transaksi": "17 Agustus 2022"}, "R10", "tanggal_transaksi"),
    "D06 late": ({"tanggal_transaksi": "2042-01-01"}, "R12", "tanggal_transaksi"),
    "D06 early": ({"tanggal_transaksi": "1899-12-30"}, "R12", "tanggal_transaksi"),
    "C02": ({"kd_klpd": "X9"}, "R14", "kd_klpd"),
    "C02 letter": ({"kd_klpd": "D18O"}, "R14", "kd_klpd"),
    "C02 damaged": ({"kd_klpd": "D180.0", "nama_klpd": ""}, "R14", "kd_klpd"),
    "C02 unknown": ({"kd_klpd": "D999"}, "R15", "nama_klpd"),
    "C02 near": ({"kd_klpd": "", "nama_klpd": "Kab. Malng"}, "R13", "nama_klpd"),
    "C03": ({"nama_klpd": "Kab. Sidoarjo"}, "R15", "nama_klpd"),
    "C06 code of the other": ({"nama_klpd": "Kab. Malang"}, "R15", "nama_klpd"),
    "C09": ({"status_konfirmasi_ppmse": "DIBATALKAN?"}, "R24", "status_konfirmasi_ppmse"),
    "source": ({"sumber_data": "fax"}, "R24", "sumber_data"),
    "verification": ({"status_verif": "perhaps"}, "R24", "status_verif"),
    "B20": ({"nama_merchant": "CV\0Maju"}, "R18", "nama_merchant"),
    "B20 description": ({"order_desc": "a\0b"}, "R18", "order_desc"),
    "separator": ({"nama_merchant": "CV\N{LINE SEPARATOR}Maju"}, "R18", "nama_merchant"),
    "invisible": ({"nama_merchant": "CV\N{ZERO WIDTH SPACE}Maju"}, "R18", "nama_merchant"),
    "B29 cell": ({"order_desc": "x" * 200_000}, "R19", "order_desc"),
    "long name": ({"nama_merchant": "x" * 301}, "R19", "nama_merchant"),
    "long code": ({"order_id": "x" * 65}, "R19", "order_id"),
    "B13": ({"nama_satker": "KAB. SIDOARJOÂ\N{NO-BREAK SPACE}"}, "R26", "nama_satker"),
    "mojibake": ({"nama_satker": "KAFÃ‰"}, "R26", "nama_satker"),
    "code as number": ({"kd_satker": "1436617707000.0"}, "R14", "kd_satker"),
    "code as float": ({"kd_satker": "1.43E+12"}, "R05", "kd_satker"),
} | {
    f"N13 {value}": ({"valuasi": value}, "R22", "valuasi") for value in ("NA", "NULL", "-", "n/a", "#N/A")
}  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "column"), CELLS.values(), ids=CELLS.keys())
def test_a_row_is_rejected_with_its_place(refused, standing_data, changes, code, column):
    refusal = refused(row(), row(order_id="2") | changes)
    assert refusal.code == "F22"
    assert [(r.code, r.line, r.column) for r in refusal.rejections] == [(code, 3, column)]
    for language in ("id", "en"):
        assert refusal.rejections[0].sentence(language)


def test_every_reason_is_listed_and_no_personal_cell(refused):
    bad = [row(order_id=str(n), valuasi="x", tanggal_transaksi="y") for n in range(4)]
    refusal = refused(row(), *bad)
    assert len(refusal.rejections) == 8 and refusal.details["n"] == 4
    assert not any(PERSON in str(r) + str(r.as_json()) for r in refusal.rejections)


SEVEN = ["Blitar", "Kediri", "Madiun", "Malang", "Mojokerto", "Pasuruan", "Probolinggo"]


@pytest.mark.parametrize("name", SEVEN)
def test_a_bare_name_never_matches(loaded, refused, name):
    assert refused(row(kd_klpd="", nama_klpd=name)).rejections[0].code == "R13"
    loaded(row(kd_klpd="", nama_klpd=f"{name} (Kota)"), row(kd_klpd="", nama_klpd=f"Pemkab {name}", order_id="2"))
    names = {one.region.name for one in Slice.objects.select_related("region")}
    assert names == {f"Kota {name}", f"Kabupaten {name}"}


@pytest.mark.parametrize(
    "name",
    ["KABUPATEN SIDOARJO", "Kabupaten  Sidoarjo", "Kab.\N{NO-BREAK SPACE}Sidoarjo", "Ｋabupaten Sidoarjo",
     "Kab.Sidoarjo", "Sidoarjo (Kab.)", "Pemerintah Daerah Kabupaten Sidoarjo", "Pemerintah Kabupaten Sidoarjo",
     "Pemkab Sidoarjo"],
)  # fmt: skip
def test_names_of_a_government(loaded, name):
    report = loaded(
        row(kd_klpd="", nama_klpd=name), row(kd_klpd="D180", nama_klpd="Kota Malang", order_id="2")
    ).report()
    assert {one.region.code for one in Slice.objects.select_related("region")} == {"35.15", "35.73"}
    folded = " ".join(name.replace("\N{NO-BREAK SPACE}", " ").split())
    said = {folded: "Kabupaten Sidoarjo"} if folded != "Kabupaten Sidoarjo" else {}
    assert report["files"][0]["notes"]["governments"] == said, "only where it differs"


def test_a_government_out_of_scope_is_counted_and_named(loaded):
    outside = row(kd_klpd="D107", nama_klpd="Kab. Bandung", order_id="2", valuasi=7, kategori="\0", sumber_data="?")
    file = loaded(row(), outside).report()["files"][0]
    assert (file["counted"], file["out_of_scope"], file["rejected"]) == (1, 1, 0)
    assert file["notes"]["out_of_scope"] == [{"name": "Kab. Bandung", "rows": 1, "sen": 700}]


def test_nothing_in_scope_publishes_nothing(loaded):
    outcome = loaded(row(kd_klpd="D107", nama_klpd="Kab. Bandung"))
    assert (outcome.edition, Edition.objects.count(), SourceFile.objects.count()) == (None, 0, 0)


def test_misshapen_rows_and_blank_lines(loaded, refused, reference):
    rows = csv_text([row(), row(order_id="2"), row(order_id="3")]).splitlines()
    short, long = ",".join(rows[1].split(",")[:-1]), rows[1] + ",x"
    refusal = refused(write(reference, "x.csv", "\n".join([rows[0], short, rows[2], "", long, rows[3]]) + "\n"))
    assert [(r.code, r.line) for r in refusal.rejections] == [("R01", 2), ("R01", 4), ("R01", 5)]
    outcome = loaded(write(reference, "tail.csv", "\n".join([*rows, "", ",,,", ""]) + "\n"))
    file = outcome.report()["files"][0]
    assert (file["rows"], file["ignored"], file["counted"]) == (6, 3, 3)


def test_a_total_line_must_agree(loaded, refused, reference):
    body = csv_text([row(), row(order_id="2")])
    assert refused(write(reference, "x.csv", body + "TOTAL,200001\n")).code == "F17"
    file = loaded(write(reference, "y.csv", body + "TOTAL,200000\n")).report()["files"][0]
    assert (file["rows"], file["ignored"], file["counted"]) == (3, 1, 2)


def test_year_of_a_row_and_of_the_load(refused, loaded):
    outside = refused(newer(tahun=2021)).rejections[0]
    assert (outside.code, dict(outside.details)) == ("R27", {"a": 2022, "b": 2021}), "dated 2022, budget year 2021"
    stated = refused(row(), options=LoadOptions(year=2020)).rejections[0]
    assert (stated.code, dict(stated.details)) == ("R27", {"a": 2022, "b": 2020}), "of 2022, stated 2020"
    assert loaded(newer()).report()["slices"][0]["year"] == 2022


def test_json_elements(loaded, refused, reference):
    without = row(order_id="2")
    del without["status_verif"]
    refusal = refused(write_json(reference / "a.json", [row(), without]))
    assert [(r.code, r.line, r.column) for r in refusal.rejections] == [("R02", 2, "status_verif")]
    assert refused(write_json(reference / "b.json", [row(), row(order_id="2") | {"lain": 1}])).code == "F05"
    assert refused(write_json(reference / "c.json", [{k: v for k, v in row().items() if k != "valuasi"}])).code == "F03"
    assert refused(write_json(reference / "d.json", [row(valuasi=float("nan"))])).rejections[0].code == "R03"
    assert refused(write_json(reference / "e.json", [row(nama_satker=True)])).rejections[0].code == "R25"
    assert refused(write_json(reference / "f.json", [row(nama_satker=["x"])])).rejections[0].code == "R25"
    optional = row(order_id="3")
    del optional["nama_satker"]
    loaded(write_json(reference / "h.json", [row(kd_satker="0035"), optional]))
    assert set(Transaction.objects.values_list("agency__code", flat=True)) == {"0035", "0173405"}


NO_NUMBERS = ["NaN", "Infinity", "-Infinity", "1e999", "-1E+400", "9" * 5000]
NOT_OF_NUMBERS = ["nama_merchant", "kategori", "kd_satker", "tanggal_transaksi", "order_desc", "status_verif"]


@pytest.mark.parametrize("ending", ["json", "jsonl"])
def test_what_is_no_number_of_json_is_no_text_either(refused, reference, ending):
    """Each in columns of names, categories, codes, dates and words, and of amounts; a plain number may be a code."""
    places = [(token, column) for token in NO_NUMBERS for column in [*NOT_OF_NUMBERS, "valuasi"]]
    texts = [json.dumps(row(order_id=str(n), **{column: "?"})) for n, (_, column) in enumerate(places)]
    texts = [text.replace('"?"', token) for text, (token, _) in zip(texts, places, strict=True)]
    texts.append(json.dumps(row(order_id="good", kd_satker=173405, nama_merchant=308)))
    content = "\n".join(texts) if ending == "jsonl" else "[" + ",".join(texts) + "]"
    found = [(r.code, r.line, r.column) for r in refused(write(reference, f"x.{ending}", content)).rejections]
    assert found == [("R03", number, column) for number, (_, column) in enumerate(places, start=1)]


def test_hostile_text_is_kept_exactly(loaded):
    names = ["=HYPERLINK(1)", "@SUM", "+62 812", "-x", "<script>alert(1)</script>"]
    loaded(*(row(order_id=str(n), nama_merchant=name) for n, name in enumerate(names)))
    assert set(Transaction.objects.values_list("supplier_name", flat=True)) == set(names)


def test_amounts_stay_exact(loaded):
    amounts = [67_082_500_435, 0, 1] + [999_999_999_999] * 100
    assert sum(amounts) * 100 > 2**53
    loaded(*(row(order_id=str(n), valuasi=v) for n, v in enumerate(amounts)))
    assert Total.objects.get(rule="bersih").value_sen == sum(amounts) * 100
    loaded(row(kd_klpd="D181", nama_klpd="Kota Surabaya", valuasi="6012000000.0"))
    assert Total.objects.get(rule="bersih", region="35.78").value_sen == 601_200_000_000


def test_a_sum_that_would_wrap_is_refused(refused):
    most = 92_233_720_368_547_758
    refusal = refused(row(valuasi=most), row(order_id="2", valuasi=most))
    assert refusal.code == "R07"


def test_an_amount_above_a_trillion_needs_consent(refused, loaded):
    refusal = refused(row(valuasi=1_000_000_000_001))
    assert refusal.code == "F26"
    assert loaded(row(valuasi=1_000_000_000_001), confirm=refusal.details["token"]).edition == 1


def _counts(refusal: Refusal) -> tuple[int, int]:
    return refusal.details["n"], refusal.details["m"]


def test_publishing_with_rejects_names_their_number(loaded, refused):
    rows = [row(), row(order_id="2", valuasi="x"), row(order_id="3", valuasi="NA")]
    assert _counts(refused(*rows)) == (2, 0)
    assert _counts(refused(*rows, options=LoadOptions(rejects=1))) == (2, 1)
    report = loaded(*rows, options=LoadOptions(rejects=2)).report()
    assert (report["files"][0]["rejected"], report["files"][0]["counted"]) == (2, 1)
    assert Slice.objects.get().rejected_rows == 2
    assert SourceFile.objects.get().rejections.count() == 2
