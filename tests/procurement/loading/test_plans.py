"""What a load compares before it publishes: other layouts, other systems, other files, what stood before, how far."""

import json
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from procurement.loading.load import LoadOptions
from procurement.loading.reading import Options
from procurement.models import Edition, Slice, SourceFile, Total, Transaction
from tests.procurement.loading import packages
from tests.procurement.loading.exports import csv_text, line, row, write_csv, write_json

pytestmark = pytest.mark.django_db

ULID = "01K32QD12XPKKTQMJ6E33ADS47"


def v6(number=1, **changes):
    return packages.V6 | {"kd_paket": f"{ULID}{number}", **changes}


def v5(*lines, **changes):
    """Lines of one package with these values, which says of itself what is so unless told otherwise."""
    total = sum(lines)
    said = {"jml_jenis_produk": len(lines), "total": str(total)} | changes
    one = {"kuantitas": "1", "ongkos_kirim": "0"}
    return [
        packages.V5 | one | {"total_harga": str(value), "harga_satuan": str(value), "kd_produk": n} | said
        for n, value in enumerate(lines)
    ]


@pytest.fixture
def other_system():
    """The order of `row()` as layout umum has it, under another system."""
    return packages.UMUM | {"tahun": 2022, "tanggal": "2022-12-01", "sistem": "mbiz", "nomor_pesanan": "1"}


def test_an_order_is_not_bought_twice_under_two_systems(loaded, refused, reference, other_system):
    loaded(row(), row(order_id="9"))
    refusal = refused(write_csv(reference / "x.csv", [other_system]))
    assert (refusal.code, refusal.details) == ("F36", {"s": "35.73 2022 mbiz", "n": 1, "o": "bela"})
    both = [other_system | {"tahun": 2023, "tanggal": "2023-01-01", "sistem": one} for one in ("mbiz", "bela")]
    assert refused(write_csv(reference / "both.csv", both)).code == "F36", "inside one load too"
    next_year, elsewhere = {"tahun": 2023, "tanggal": "2023-01-01"}, {"kode_klpd": "D181", "daerah": "Kota Surabaya"}
    for changes in ({"nomor_pesanan": "2"}, next_year, elsewhere):
        loaded(write_csv(reference / "free.csv", [other_system | changes]))
    catalogue = other_system | {"sistem": "katalog-v6", "kanal": "e-katalog"}
    loaded(write_csv(reference / "catalogue.csv", [catalogue]))
    assert Slice.objects.count() == 5


def test_two_layouts_are_two_views_of_one_system(loaded, refused, reference):
    a = write_json(reference / "v6.json", [v6()])
    b = write_json(reference / "v1.json", [packages.V1])
    refusal = refused(a, b)
    assert (refusal.code, refusal.details["s"]) == ("F35", "35.73 2025 katalog-v6")
    assert {refusal.details["a"], refusal.details["b"]} == {"ekatalog-v6", "inaproc-v1"}
    loaded(a, write_json(reference / "other.json", [packages.V1 | {"fiscal_year": 2026}]))
    assert set(Slice.objects.values_list("year", flat=True)) == {2025, 2026}, "of two years they are two slices"


def test_one_system_sells_through_one_channel(loaded, refused, reference, other_system):
    through = [other_system | {"kanal": kanal, "nomor_pesanan": kanal} for kanal in ("toko-daring", "e-katalog")]
    assert refused(write_csv(reference / "both.csv", through)).code == "F38"
    loaded(write_csv(reference / "first.csv", through[:1]))
    again = loaded(write_csv(reference / "second.csv", through[1:]), dry_run=True, confirm=None).plan.slices[0]
    assert (again.before.rows, again.changes.added, again.changes.withdrawn) == (1, 1, 1), "nothing goes unseen"


def test_a_sum_over_files_that_the_database_cannot_hold(refused, reference):
    most = {"valuasi": 90_000_000_000_000_000, "nama_klpd": "Kota Malang"}
    files = [write_csv(reference / f"{n}.csv", [row(order_id=str(n), **most)]) for n in range(2)]
    assert refused(*files, confirm="?").code == "R07"


def test_an_as_of_date_before_the_latest_order_is_wrong(loaded, refused):
    early = row(tanggal_transaksi="2022-03-01 00:00:00")
    late = row(order_id="2", tanggal_transaksi="2022-08-30 10:00:00")
    for day in (date(2022, 8, 29), date(2021, 12, 31)):
        assert refused(early, late, options=LoadOptions(as_of=day)).code == "F34"
    loaded(early, late, options=LoadOptions(as_of=date(2022, 8, 30)))
    assert Slice.objects.get().as_of == date(2022, 8, 30)


def reasons(refusal):
    return [(one.code, one.line, dict(one.details).get("i")) for one in refusal.rejections]


def test_contradictions_are_listed_beside_wrong_cells(refused, reference):
    rows = [v6(1), v6(2, total_harga="x"), v6(1, total_harga=5), v6(3)]
    refusal = refused(write_csv(reference / "x.csv", rows))
    assert (refusal.code, refusal.details["n"]) == ("F22", 3)
    assert reasons(refusal) == [("R03", 3, None), ("R16", 2, "4"), ("R16", 4, "2")]


def test_contradictions_are_no_more_than_anyone_reads(refused, reference, monkeypatch):
    monkeypatch.setattr("procurement.loading.rejecting.MAX_REASONS", 3)
    rows = [v6(number, total_harga=value) for number in range(4) for value in (5, 7)]
    refusal = refused(write_csv(reference / "x.csv", rows), options=LoadOptions(rejects=3))
    assert reasons(refusal) == [("R16", 2, "3"), ("R16", 3, "2"), ("R16", 4, "5")]
    assert (refusal.code, refusal.details["n"]) == ("F22", 3) and "selebihnya tidak diperiksa" in str(refusal)


def test_a_contradiction_names_the_other_file(refused, reference):
    a, b = write_csv(reference / "a.csv", [v6(2), v6(1)]), write_csv(reference / "b.csv", [v6(1, total_harga=5)])
    assert reasons(refused(a, b)) == [("R16", 3, "2 (b.csv)"), ("R16", 2, "3 (a.csv)")]


def test_the_rest_is_published_beside_contradictions(loaded, refused, reference):
    path = write_csv(reference / "x.csv", [v6(1, total_harga=7), v6(1, total_harga=5), v6(2, total_harga=100)])
    assert refused(path, options=LoadOptions(rejects=1)).code == "F22"
    file = loaded(path, options=LoadOptions(rejects=2)).report()["files"][0]
    assert (file["rows"], file["rejected"], file["counted"]) == (3, 2, 1)
    assert (file["sen"]["rejected"], file["sen"]["counted"]) == (1200, 10_000)
    assert Total.objects.get(rule="semua").value_sen == 10_000
    one = Slice.objects.get()
    assert (one.rejected_rows, one.rejected_sen) == (2, 1200)


def test_a_load_of_nothing_but_contradictions_is_refused_whatever_is_allowed(refused, reference):
    """Whoever reads only exit codes must not think that it was published; and nobody is told how to publish nothing."""
    path = write_csv(reference / "x.csv", [v6(1, total_harga=7), v6(1, total_harga=5)])
    for allowed in (0, 1, 2):
        refusal = refused(path, options=LoadOptions(rejects=allowed))
        assert (refusal.code, refusal.exit_code) == ("F22", 2)
        assert "Tidak ada baris lain yang dapat diterbitkan" in refusal.sentence("id")
        assert "publish-with-rejects" not in str(refusal)
    outside = v6(3, kd_klpd="D199", nama_instansi="Kota Pontianak")
    alone = write_csv(reference / "y.csv", [v6(1, total_harga="x"), outside])
    assert refused(alone, options=LoadOptions(rejects=1)).code == "F22"


@pytest.mark.parametrize(("good", "column"), [
    (packages.V6, "total_harga"), (packages.V1, "total"), (packages.PORTAL, "Total Nilai (Rp)"),
])  # fmt: skip
def test_one_row_an_order(loaded, refused, reference, good, column):
    options = LoadOptions(as_of=date(2026, 6, 30))
    refusal = refused(write_csv(reference / "x.csv", [good, good, good | {column: 5}]), options=options)
    assert reasons(refusal) == [("R16", 2, "4"), ("R16", 3, "4"), ("R16", 4, "2")]
    file = loaded(write_csv(reference / "y.csv", [good, good]), options=options).report()["files"][0]
    assert (file["repeated"], file["counted"], file["rejected"]) == (1, 1, 0), "R17: counted once"


def test_what_changed_is_named_in_plan_report_and_edition(loaded, reference, capsys):
    old = [row(order_id=str(n)) for n in range(8)]
    loaded(*old)
    new = [*old[:6], old[6] | {"valuasi": 250_000}, *(row(order_id=f"b{n:02}") for n in range(25))]
    path, report = write_csv(reference / "new.csv", new), reference / "r.json"
    call_command("load_transactions", str(path), "--report", str(report))
    said = capsys.readouterr().out
    assert "100000" in said.replace(".", "") and "250000" in said.replace(".", "")
    (whole,) = json.loads(report.read_text())["slices"]
    (kept,) = Edition.objects.get(number=2).changes
    assert [whole[name] for name in ("added", "changed", "withdrawn")] == [25, 1, 1]
    for one in (whole, kept):
        assert one["orders"]["changed"] == [{"order_id": "6", "before": 100_000, "after": 250_000}]
        assert one["orders"]["withdrawn"] == [{"order_id": "7", "before": 100_000}]
    assert [one["order_id"] for one in whole["orders"]["added"]] == [f"b{n:02}" for n in range(25)]
    assert kept["orders"]["added"] == whole["orders"]["added"][:20]


def test_packages_that_do_not_fit_what_they_say_need_consent(loaded, refused, reference):
    for wrong in ({"jml_jenis_produk": 3}, {"total": "99"}):
        refusal = refused(write_json(reference / "x.json", [*v5(5, 7), *v5(5, 7, kd_paket=2, **wrong)]))
        assert (
            refusal.code == "F26" and "(2)" in refusal.sentence("id") and "jml_jenis_produk" in refusal.sentence("en")
        )
    path = reference / "x.json"
    assert loaded(path, confirm=refused(path).details["token"]).edition == 1
    loaded(write_json(reference / "y.json", [*v5(5, 7, kd_klpd="D181"), *v5(5, 7, kd_klpd="D181")]))
    assert Transaction.objects.filter(region="35.78", standing="counted").count() == 2, "twice whole is no misfit"


def test_rows_that_differ_from_their_parts_are_counted_and_shown(loaded, reference):
    """R23 is a warning: quantity × price + shipping against the value."""
    rows = [*v5(5, 7), *v5(9, kd_paket=2, kuantitas="3", jml_jenis_produk=1), *v5(9, kd_paket=3, harga_satuan="10")]
    file = loaded(write_json(reference / "x.json", rows)).report()["files"][0]
    assert (file["counted"], file["notes"]["mismatches"]) == (4, 1), "Rp1 away is not more than Rp1"
    assert SourceFile.objects.get().notes["mismatches"] == 1
    page = Client().get("/data/").content.decode()
    assert "R23, peringatan: pada 1 baris" in page
    loaded(write_json(reference / "y.json", v5(5, 7, kd_klpd="D181")))
    assert Client().get("/data/").content.decode().count("R23") == 1, "nothing is said where there is none"


def test_a_cancelled_order_is_kept_and_in_no_total(loaded, reference):
    loaded(write_csv(reference / "x.csv", [v6(1, total_harga=100), v6(2, status_pkt="CANCELLED", total_harga=7)]))
    sums = dict(Total.objects.values_list("rule", "value_sen"))
    assert (sums["bersih"], sums["tidak-gagal"], sums["semua"]) == (10_000, 10_000, 10_700)


def test_a_declared_empty_month(loaded, refused, reference):
    path = reference / "x.csv"
    path.write_text(csv_text([row()]).splitlines()[0] + "\n")
    assert refused(path).code == "F02"
    outcome = loaded(path, options=LoadOptions(allow_empty=True))
    assert (outcome.edition, outcome.report()["files"][0]["rows"]) == (None, 0)


def test_a_bad_last_row_of_several_chunks(refused, reference, standing_data, monkeypatch):
    monkeypatch.setattr("procurement.loading.reading.plain_blocks.BLOCK", 4000)
    rows = [line(order_id=str(n), valuasi=n) for n in range(300)] + [row(order_id="x", valuasi="1.5.0")]
    refusal = refused(write_csv(reference / "x.csv", rows))
    assert [(one.code, one.line) for one in refusal.rejections] == [("R03", 302)]


def test_text_read_in_the_wrong_encoding(refused, loaded, reference):
    path = write_csv(reference / "x.csv", [row(), row(order_id="2", nama_satker="KAB. SIDOARJO\N{NO-BREAK SPACE}")])
    refusal = refused(path, options=LoadOptions(Options(encoding="cp1252")))
    assert [(one.code, one.line, one.column) for one in refusal.rejections] == [("R26", 3, "nama_satker")]
    path.write_bytes(csv_text([row(nama_merchant="CV Café")]).encode("cp1252"))
    loaded(path, options=LoadOptions(Options(encoding="cp1252")))
    assert Transaction.objects.get().supplier_name == "CV Café"
