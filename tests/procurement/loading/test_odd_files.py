"""Files that an operator can meet or make by mistake: odd names, damaged archives, shifted rows, reports."""

import gzip
import json
import os

import pytest
from django.core.management import CommandError, call_command

from procurement.loading import cleaning
from procurement.loading.load import LoadOptions
from procurement.loading.reading import Options
from procurement.models import Edition, SourceFile
from regions.models import QueuedName
from tests.procurement.loading.exports import PERSON, csv_text, newer, row, write_csv, write_json
from tests.procurement.loading.packages import V5

pytestmark = pytest.mark.django_db


def test_two_files_of_one_name_keep_their_own_rejections(loaded, reference):
    for folder, rejects in (("a", 1), ("b", 2)):
        (reference / folder).mkdir()
        bad = [row(order_id=f"{folder}{n}", valuasi="x") for n in range(rejects)]
        write_csv(reference / folder / "same.csv", [row(order_id=folder), *bad])
    loaded(reference / "a" / "same.csv", reference / "b" / "same.csv", options=LoadOptions(rejects=3))
    assert [one.rejections.count() for one in SourceFile.objects.order_by("id")] == [1, 2]


def test_a_name_that_is_no_text(loaded, reference):
    path = os.fsencode(reference) + b"/bad\xff\n.csv"
    with open(path, "wb") as file:
        file.write(csv_text([row()]).encode())
    loaded(reference / os.fsdecode(os.path.basename(path)))
    assert SourceFile.objects.get().name == r"bad\udcff\n.csv"


def test_damaged_archives_and_endless_names(refused, reference):
    packed = bytearray(gzip.compress(csv_text([row()] * 30).encode()))
    packed[60:90] = bytes(byte ^ 0x55 for byte in packed[60:90])
    (reference / "x.csv.gz").write_bytes(bytes(packed))
    assert refused(reference / "x.csv.gz").code == "F28"
    assert refused(reference / ("n" * 300 + ".csv")).code == "F29"


def test_a_shifted_row_never_echoes_the_person(refused, reference):
    head, first = csv_text([row()]).splitlines()
    shifted = first.replace("Kertas HVS", "Kertas, HVS").removesuffix(",")
    (reference / "x.csv").write_text("\n".join([head, first, shifted]) + "\n")
    refusal = refused(reference / "x.csv")
    assert {"R24", "R03"} <= {one.code for one in refusal.rejections}
    assert PERSON not in "".join(str(one) + json.dumps(one.as_json()) for one in refusal.rejections)


def test_titles_above_a_header_are_no_csv(loaded, reference):
    (reference / "x.csv").write_text('Laporan "belanja, 2022\n\n' + csv_text([row()]))
    assert loaded(reference / "x.csv", options=LoadOptions(Options(header_row=3))).edition == 1


def test_json_spellings(loaded, refused, reference):
    path = write_json(reference / "x.json", [row()])
    path.write_text(path.read_text().replace('"valuasi"', '"valu\\u0061si"'))
    assert loaded(path).edition == 1, "an escaped key is the same key, in both counts"
    assert refused(write_json(reference / "y.json", [newer(nama_merchant="CV Lain")])).code == "F04"


@pytest.mark.parametrize("where", ["missing/r.json", "", "x.csv"])
def test_a_report_that_cannot_be_written_stops_the_load_before_it(reference, where):
    path = write_csv(reference / "x.csv", [row()])
    before = path.read_bytes()
    with pytest.raises(CommandError) as caught:
        call_command("load_transactions", str(path), "--report", str(reference / where))
    assert (caught.value.returncode, Edition.objects.count(), path.read_bytes()) == (4, 0, before)


@pytest.mark.parametrize("person", [PERSON, "196501011990031001", "0812-3456-7890"])
def test_a_shifted_package_never_echoes_the_person(refused, reference, person):
    """The column before the date is an official's title, the one before that a staff number."""
    good = V5 | {"jabatan_ppk": person}
    head, first = csv_text([good]).splitlines()
    shifted = first.replace("Kapur Tulis", "Kapur, Tulis").rpartition(",")[0]
    (reference / "x.csv").write_text("\n".join([head, first, shifted]) + "\n")
    refusal = refused(reference / "x.csv")
    assert "R10" in {one.code for one in refusal.rejections if one.column == "tanggal_buat_paket"}
    assert person not in "".join(str(one) + json.dumps(one.as_json()) for one in refusal.rejections)


@pytest.mark.parametrize("date", ["2022-13-45", "31/12/22", "12 Jan 2022", "2022-12-01 25:00:00", "44562.5"])
def test_a_bad_date_is_echoed(refused, reference, date):
    (reference / "x.csv").write_text(csv_text([row(tanggal_transaksi=date)]))
    assert [one.value for one in refused(reference / "x.csv").rejections if one.column == "tanggal_transaksi"] == [date]


def test_a_column_that_no_element_has_is_named_even_where_reading_stops(refused, reference, monkeypatch):
    monkeypatch.setattr(cleaning, "MAX_REASONS", 20)
    rows = [{name: cell for name, cell in row(order_id=n).items() if name != "sumber_data"} for n in range(50)]
    refusal = refused(write_json(reference / "x.json", rows))
    assert (refusal.code, refusal.details["k"]) == ("F03", "sumber_data")
    some = [*rows, row(order_id=99)]
    assert refused(write_json(reference / "y.json", some)).code == "F22"


def test_names_that_wait_hide_no_reason_however_much_they_come_to(refused, reference):
    """Of a file that is refused nobody has checked whether its sum fits."""
    rows = [{**row(order_id=n, valuasi=9 * 10**16), "kd_klpd": "", "nama_klpd": "Kab. Malng"} for n in range(5)]
    refusal = refused(write_csv(reference / "x.csv", rows))
    assert (refusal.code, {one.code for one in refusal.rejections}) == ("F22", {"R13"})
    assert QueuedName.objects.get().value_sen == 2**63 - 1


def test_a_blank_row_in_the_middle_has_no_cells(refused, reference):
    head, first, last = csv_text([row(), row(order_id=2)]).splitlines()
    (reference / "x.csv").write_text("\n".join([head, first, "," * head.count(","), last]) + "\n")
    (one,) = refused(reference / "x.csv").rejections
    assert (one.code, one.line, dict(one.details)["a"]) == ("R01", 3, 0)
