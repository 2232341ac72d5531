"""Ecat-PaketEPurchasing: one row is one product line of a package, in forms of 34 to 37 columns and later ones.

`total` is the package's sum, repeated on each of its lines: it is checked and never added up.
"""

from procurement.counting import Channel, Stage
from procurement.loading import cells
from procurement.loading.layouts.layout import Column, Layout

PACKAGE_STATUSES = frozenset(
    {
        "melakukan_pengiriman_dan_penerimaan",
        "proses_kontrak_ppk",
        "paket_selesai",
        "verifikasi_penyelesaian_paket",
        "adendum_kontrak",
    }
)

EKATALOG_V5 = Layout(
    slug="ekatalog-v5",
    system="katalog-v5",
    channel=Channel.E_KATALOG,
    recognised_by=frozenset({"kd_paket", "total_harga", "paket_status_str"}),
    columns=(
        Column("tahun_anggaran", "year", cells.clean_year, required=True),
        Column("kd_klpd", "klpd_code", cells.clean_code, present=True),
        Column("satker_id", "agency_code", cells.clean_code),
        Column("nama_satker", "agency_name", cells.clean_name),
        Column("alamat_satker"),  # personal, as are all below that name a user, a ppk, a phone or a note
        Column("npwp_satker"),
        Column("kd_paket", "order_id", cells.clean_code, required=True),
        Column("no_paket", "order_number", cells.clean_code),
        Column("nama_paket", "description", cells.clean_description),
        Column("kd_rup", "plan", cells.clean_code),
        Column("nama_sumber_dana", "funding", cells.clean_name),
        Column("kode_anggaran"),
        Column("kd_komoditas", "commodity", cells.clean_code),
        Column("kd_produk", "product", cells.clean_code),
        Column("kd_penyedia", "supplier_code", cells.clean_code),
        Column("kd_penyedia_distributor", "distributor", cells.clean_code),
        Column("jml_jenis_produk", "lines_in_package", cells.clean_count),
        Column("total", "package_total", cells.clean_amount),
        Column("kuantitas", "quantity", cells.clean_decimal),
        Column("harga_satuan", "unit_price", cells.clean_amount),
        Column("ongkos_kirim", "shipping", cells.clean_amount),
        Column("total_harga", "value_sen", cells.clean_money, required=True),
        Column("kd_user_pokja"),
        Column("no_telp_user_pokja"),
        Column("email_user_pokja"),
        Column("kd_user_ppk"),
        Column("ppk_nip"),
        Column("jabatan_ppk"),
        Column("tanggal_buat_paket", "ordered_at", cells.clean_datetime),
        Column("tanggal_edit_paket", "edited_at", cells.clean_datetime),
        Column("deskripsi"),
        Column("status_paket", "package_status", cells.one_of(PACKAGE_STATUSES)),
        Column("paket_status_str", "stage", cells.clean_name, present=True),
        Column("catatan_produk"),
        Column("kd_provinsi_wilayah_harga"),
        Column("kd_kabupaten_wilayah_harga"),
        Column("kd_paket_produk", "product_line", cells.clean_code),
        Column("last_update_ref"),
        Column("nama_komoditas", "commodity_name", cells.clean_name),
        Column("jenis_katalog", "catalogue", cells.clean_name),
        Column("nama_instansi_katalog", "catalogue_owner", cells.clean_name),
    ),
    stages={"Paket Selesai": Stage.COMPLETED, "Paket Proses": Stage.ONGOING},
    words=PACKAGE_STATUSES,
    details=(
        "order_number", "plan", "funding", "commodity", "commodity_name", "product", "distributor", "lines_in_package",
        "package_total", "quantity", "unit_price", "shipping", "edited_at", "package_status", "product_line",
        "catalogue", "catalogue_owner",
    ),
    standing="lines",
    amounts="money",
)  # fmt: skip
