"""Every layout, file in, rows out: its columns, its words, its year, its system, and what it keeps besides."""

from datetime import date, datetime
from typing import Any

import pytest

from procurement.loading.layouts import LAYOUTS
from procurement.loading.load import LoadOptions, Rejected
from procurement.models import Slice, SourceFile, Transaction
from tests.procurement.loading import packages
from tests.procurement.loading.exports import PERSON, write_csv, write_json

pytestmark = pytest.mark.django_db

AS_OF = LoadOptions(as_of=date(2026, 6, 30))
"""For layouts without dates."""
GOOD = {slug: row for slug, (row, _, _) in packages.STAGES.items()}


def rows_of(slug: str, changes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Good rows with the changes, each an order of its own unless they say otherwise."""
    return [{**GOOD[slug], packages.ORDER[slug]: str(1000 + n), **one} for n, one in enumerate(changes)]


def rejected(loaded, path, **options) -> list[tuple[str, int, str]]:
    with pytest.raises(Rejected) as caught:
        loaded(path, options=LoadOptions(**options))
    return [(one.code, one.line, one.column) for one in caught.value.rejections]


@pytest.mark.parametrize("slug", GOOD)
def test_every_status_word(loaded, reference, slug):
    _, column, stages = packages.STAGES[slug]
    rows = rows_of(slug, [{column: word} for word in stages])
    outcome = loaded(write_csv(reference / "x.csv", rows), options=AS_OF)
    assert [file.layout.slug for file in outcome.prepared.files] == [slug]
    stored = dict(Transaction.objects.values_list("order_id", "stage"))
    assert [stored[str(1000 + n)] for n in range(len(rows))] == list(stages.values())


@pytest.mark.parametrize("slug", GOOD)
@pytest.mark.parametrize("word", ["DIBATALKAN?", "completed ", "paket selesai", ""])
def test_an_unknown_status_word_is_rejected(loaded, reference, slug, word):
    _, column, stages = packages.STAGES[slug]
    if word.strip() in stages:
        return
    path = write_csv(reference / "x.csv", rows_of(slug, [{}, {column: word}]))
    assert rejected(loaded, path, as_of=AS_OF.as_of) == [("R24", 3, column)]


@pytest.mark.parametrize(("slug", "column"), packages.FURTHER_WORDS)
def test_words_that_decide_nothing_are_checked(loaded, reference, slug, column):
    words = packages.FURTHER_WORDS[slug, column]
    rows = rows_of(slug, [{column: word} for word in (*words, "")])
    loaded(write_csv(reference / "x.csv", rows), options=AS_OF)
    assert Transaction.objects.count() == len(rows)
    path = write_csv(reference / "y.csv", rows_of(slug, [{column: "lain"}]))
    assert rejected(loaded, path, as_of=AS_OF.as_of) == [("R24", 2, column)]


REQUIRED = {
    "ekatalog-v5": ("tahun_anggaran", "kd_klpd", "kd_paket", "total_harga"),
    "ekatalog-v6": ("tahun_anggaran", "kd_paket", "total_harga"),
    "inaproc-v1": ("fiscal_year", "kode_klpd", "order_id", "total"),
    "inaproc-realisasi": ("Nama Instansi", "Kode Paket", "Tahun Anggaran", "Sumber Transaksi", "Total Nilai (Rp)"),
    "umum": ("tahun", "kanal", "sistem", "nomor_pesanan", "nilai_rupiah"),
}


@pytest.mark.parametrize("slug", GOOD)
def test_what_may_be_empty(loaded, reference, slug):
    """Everything but the required cells and the status, in a header that lacks no column."""
    column = packages.STAGES[slug][1]
    kept = {*REQUIRED[slug], column, "kd_klpd"}
    bare = {name: value if name in kept else "" for name, value in GOOD[slug].items()}
    if slug == "umum":
        bare["daerah"] = "Kota Malang"
    loaded(write_csv(reference / "x.csv", [bare]), options=LoadOptions(as_of=date(2026, 6, 30)))
    row = Transaction.objects.get()
    assert (row.agency, row.supplier, row.category, row.ordered_at, row.month) == (None, None, "", None, 0)
    for name in REQUIRED[slug]:
        path = write_csv(
            reference / "y.csv", [bare | {name: "", "daerah": ""} if slug == "umum" else bare | {name: ""}]
        )
        assert ("R02", 2, name) in rejected(loaded, path, as_of=AS_OF.as_of)


@pytest.mark.parametrize("slug", GOOD)
def test_what_must_be_in_the_header(refused, reference, slug):
    for name in {*REQUIRED[slug], packages.STAGES[slug][1]}:
        row = {column: value for column, value in GOOD[slug].items() if column != name}
        refusal = refused(write_csv(reference / "x.csv", [row]), options=LoadOptions(layout=slug))
        assert (refusal.code, refusal.details["k"]) == ("F03", name)


def test_v5_lines(loaded, reference):
    path = write_json(reference / "x.json", [packages.V5])
    loaded(path)
    row = Transaction.objects.get()
    assert (row.value_sen, row.order_id, row.description) == (100_050, "344564", "Pengadaan Kapur Tulis")
    assert (row.system, row.channel, row.ordered_at) == ("katalog-v5", "e-katalog", datetime(2022, 2, 21))
    details = row.details if isinstance(row.details, dict) else {}
    assert details == {
        "order_number": "KB2-P2202-344564", "plan": "33512797", "funding": "APBD;BLUD", "commodity": "511",
        "product": "1516729", "distributor": "560", "lines_in_package": "1", "package_total": "1000.50",
        "quantity": "2", "unit_price": "500.25", "shipping": "0", "edited_at": "2022-02-22 00:00:00",
        "package_status": "paket_selesai",
    }  # fmt: skip


def test_v5_forms(loaded, reference):
    """Later forms have fewer columns, or further ones; they mean the same."""
    further = {"kd_provinsi_wilayah_harga": "35", "kd_kabupaten_wilayah_harga": "3573", "last_update_ref": "x"}
    enriched = {"nama_komoditas": "Kapur", "jenis_katalog": "Lokal", "nama_instansi_katalog": "Kota Malang"}
    archive = {"kd_paket_produk": "9"}
    less = {name: value for name, value in packages.V5.items() if name not in ("total", "deskripsi")}
    loaded(write_csv(reference / "x.csv", [less | further | enriched | archive]))
    details = Transaction.objects.get().details
    assert {"catalogue", "catalogue_owner", "commodity_name", "product_line"} <= details.keys()
    assert "package_total" not in details


def test_v6_packages(loaded, reference):
    loaded(write_json(reference / "x.json", [packages.V6]))
    row = Transaction.objects.get()
    assert (row.year, row.ordered_at, row.month) == (2025, datetime(2024, 12, 31), 13), "dated before its budget year"
    assert (row.value_sen, row.agency.code) == (2_857_806_000, "5.03.5.04.0.00.29.0000")
    assert (row.details["quantity"], "supplier_alt" in row.details) == ("4876.85", False), "0 is nobody"


def test_v1_dates_are_brought_to_wib(loaded, reference):
    loaded(write_json(reference / "x.json", [packages.V1, packages.V1 | {"order_id": "2", "order_date": None}]))
    assert set(Transaction.objects.values_list("ordered_at", "month")) == {(datetime(2025, 4, 1, 3), 4), (None, 0)}
    assert set(Transaction.objects.values_list("agency__code", flat=True)) == {"052609"}


def test_without_dates_the_operator_says_how_far_the_data_reach(refused, reference):
    assert refused(write_csv(reference / "x.csv", [packages.PORTAL])).code == "F33"


def test_the_portal_says_system_and_channel(loaded, reference):
    sources = ("E-Katalog 6.0", "E-Katalog 5.0", "Toko Daring")
    rows = rows_of("inaproc-realisasi", [{"Sumber Transaksi": source} for source in sources])
    path = write_csv(reference / "x.csv", rows)
    loaded(path, options=AS_OF)
    assert set(Slice.objects.values_list("system", "channel", "year")) == {
        ("katalog-v6", "e-katalog", 2026), ("katalog-v5", "e-katalog", 2026), ("bela", "toko-daring", 2026),
    }  # fmt: skip
    strange = write_csv(reference / "y.csv", rows_of("inaproc-realisasi", [{"Sumber Transaksi": "Warung"}]))
    assert rejected(loaded, strange, as_of=AS_OF.as_of) == [("R24", 2, "Sumber Transaksi")]


@pytest.mark.parametrize(
    ("printed", "name", "code"),
    [
        ("DINAS CONTOH - 5.03.5.04", "DINAS CONTOH", "5.03.5.04"),
        ("DITJEN CONTOH - ", "DITJEN CONTOH", ""),
        ("DINAS A - BIDANG B - 0012", "DINAS A - BIDANG B", "0012"),
        ("DINAS CONTOH", "DINAS CONTOH", ""),
    ],
)
def test_the_portal_prints_name_and_code_of_an_agency_in_one(loaded, reference, printed, name, code):
    loaded(write_csv(reference / "x.csv", [packages.PORTAL | {"Nama Satuan Kerja": printed}]), options=AS_OF)
    row = Transaction.objects.select_related("agency").get()
    assert (row.agency_name, row.agency.code) == (name, code)


@pytest.mark.parametrize(
    ("name", "code"), [("KOTA MALANG", ""), ("MALANG", "R13"), ("KAB. MALNG", "R13"), ("KEMENTERIAN CONTOH", "out")]
)
def test_the_portal_has_names_only(loaded, reference, name, code):
    path = write_csv(reference / "x.csv", [packages.PORTAL | {"Nama Instansi": name}])
    if code == "R13":
        assert rejected(loaded, path, as_of=AS_OF.as_of) == [("R13", 2, "Nama Instansi")]
        return
    file = loaded(path, options=AS_OF).report()["files"][0]
    assert (file["counted"], file["out_of_scope"]) == ((0, 1) if code else (1, 0))


def test_years(loaded, reference):
    """An e-katalog order may be dated in another year; --year holds for both; toko daring may not (R27)."""
    path = write_csv(reference / "x.csv", [packages.V6])
    assert rejected(loaded, path, year=2024) == [("R27", 2, "tahun_anggaran")]
    other = write_csv(reference / "y.csv", [packages.UMUM | {"tanggal": "2022-12-31"}])
    assert rejected(loaded, other) == [("R27", 2, "tanggal")]
    catalogue = packages.UMUM | {"tanggal": "2022-12-31", "kanal": "e-katalog", "sistem": "katalog-v6"}
    loaded(write_csv(reference / "z.csv", [catalogue]))
    assert Transaction.objects.get().month == 13


def test_no_personal_column_is_kept(loaded, reference, refused):
    loaded(write_json(reference / "x.json", [packages.V5]))
    everything = str(list(Transaction.objects.values())) + str(list(SourceFile.objects.values()))
    assert "Kapur" in everything and PERSON not in everything
    bad = refused(write_json(reference / "y.json", [packages.V5 | {"total_harga": "x"}]))
    assert not any(PERSON in str(one.as_json()) for one in bad.rejections)


CODES = {
    "ekatalog-v5": ["kd_paket", "no_paket", "satker_id", "kd_rup", "kd_produk", "kd_penyedia", "kd_komoditas"],
    "ekatalog-v6": ["kd_satker_str", "kd_rup", "kd_penyedia_v6", "kd_penyedia_sikap"],
    "inaproc-v1": ["kode_satker", "rup_code", "kode_penyedia", "rekan_id"],
}


@pytest.mark.parametrize("slug", CODES)
def test_codes_that_a_spreadsheet_damaged(loaded, reference, slug):
    for column in CODES[slug]:
        path = write_csv(reference / "x.csv", [GOOD[slug] | {column: "1436617707000.0"}])
        assert rejected(loaded, path, as_of=AS_OF.as_of) == [("R14", 2, column)]


@pytest.mark.parametrize("slug", LAYOUTS)
def test_a_field_has_one_column_and_the_second_count_knows_the_amounts(slug):
    layout = LAYOUTS[slug]
    fields = [column.field for column in layout.columns if column.field]
    twice = {field for field in fields if fields.count(field) > 1}
    assert twice == ({"supplier_name"} if slug == "toko-daring" else set())
    assert set(layout.details) <= set(fields)
    assert layout.amounts == ("rupiah" if slug == "toko-daring" else "money")
