"""Bela-TokoDaringRealisasi: order lines and snapshots of orders, in two forms that differ in two columns."""

from procurement.counting import Channel, Stage, Verification
from procurement.loading import cells
from procurement.loading.layouts.layout import Column, Layout

TOKO_DARING = Layout(
    slug="toko-daring",
    system="bela",
    channel=Channel.TOKO_DARING,
    recognised_by=frozenset({"valuasi", "order_id", "sumber_data"}),
    columns=(
        Column("tahun", "year", cells.clean_year, required=True),
        Column("kd_klpd", "klpd_code", cells.clean_code),
        Column("nama_klpd", "klpd_name", cells.clean_name),
        Column("kd_satker", "agency_code", cells.clean_code),
        Column("nama_satker", "agency_name", cells.clean_name),
        Column("order_id", "order_id", cells.clean_code, required=True),
        Column("order_desc", "description", cells.clean_description),
        Column("valuasi", "value_sen", cells.clean_rupiah, required=True),
        Column("kategori", "category", cells.clean_category),
        Column("metode_bayar", "payment_method", cells.clean_name),
        Column("tanggal_transaksi", "ordered_at", cells.clean_datetime, required=True),
        Column("marketplace", "marketplace", cells.clean_name, required=True),
        Column("nama_merchant", "supplier_name", cells.clean_name),
        Column("merchant_name", "supplier_name", cells.clean_name),
        Column("jenis_transaksi"),
        Column("kota_kab", "location", cells.clean_name),
        Column("provinsi", "location_province", cells.clean_name),
        Column("nama_pemesan"),  # a person's name: never stored, logged or echoed
        Column("status_verif", "verification", cells.clean_name, present=True),
        Column("sumber_data", "source", cells.clean_name, required=True, present=True),
        Column("status_konfirmasi_ppmse", "stage", cells.clean_name, present=True),
        Column("keterangan_ppmse", "stage_note", cells.clean_description),
    ),
    stages={"selesai": Stage.COMPLETED, "gagal": Stage.FAILED},
    empty_stage={
        "import": Stage.UNSTATED,
        "api": Stage.ONGOING,
        "api_v3": Stage.ONGOING,
        "sftp": Stage.ONGOING,
    },
    verifications={
        "verified": Verification.VERIFIED,
        "unverified": Verification.UNVERIFIED,
        "": Verification.NOT_STATED,
    },
    sources=frozenset({"import", "api", "api_v3", "sftp"}),
    standing="snapshots",
    new_form=frozenset({"tahun", "merchant_name"}),
    year_column="tahun",
)
