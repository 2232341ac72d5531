"""The portal's download of realised packages: no codes of governments, no dates, and every system in one file."""

from procurement.counting import Stage
from procurement.loading import cells
from procurement.loading.layouts.layout import Column, Layout

SOURCES = {
    "E-Katalog 6.0": ("katalog-v6", "e-katalog"),
    "E-Katalog 5.0": ("katalog-v5", "e-katalog"),
    "Toko Daring": ("bela", "toko-daring"),
}
"""`Sumber Transaksi` -> (system, channel)"""

INAPROC_REALISASI = Layout(
    slug="inaproc-realisasi",
    system="",
    channel=None,
    recognised_by=frozenset({"Nama Instansi", "Kode Paket", "Total Nilai (Rp)"}),
    columns=(
        Column("Nama Instansi", "klpd_name", cells.clean_name, present=True),
        Column("Nama Satuan Kerja", "agency_name", cells.clean_name),
        Column("Kode Paket", "order_id", cells.clean_code, required=True),
        Column("Kode RUP", "plan", cells.clean_code),
        Column("Tahun Anggaran", "year", cells.clean_year, required=True),
        Column("Sumber Transaksi", "printed_source", cells.one_of(SOURCES), required=True),
        Column("Sumber Dana", "funding", cells.clean_name),
        Column("Nama Penyedia", "supplier_name", cells.clean_name),
        Column("Metode Pengadaan", "method", cells.clean_name),
        Column("Jenis Pengadaan", "category", cells.clean_category),
        Column("Nama Paket", "description", cells.clean_description),
        Column("Status Paket", "stage", cells.clean_name, present=True),
        Column("Total Nilai (Rp)", "value_sen", cells.clean_money, required=True),
        Column("Nilai PDN (Rp)", "domestic_value", cells.clean_amount),
    ),
    stages={"COMPLETED": Stage.COMPLETED, "PAYMENT OUTSIDE SYSTEM": Stage.COMPLETED},
    words=frozenset(SOURCES),
    details=("plan", "funding", "method", "domestic_value"),
    standing="packages",
    amounts="money",
)
