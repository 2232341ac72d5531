"""Ecat-PaketEPurchasingV6: one row is one package, numbered by a ULID."""

from procurement.counting import Channel
from procurement.loading import cells
from procurement.loading.layouts.layout import Column, Layout
from procurement.loading.layouts.package_words import DELIVERIES, STAGES

EKATALOG_V6 = Layout(
    slug="ekatalog-v6",
    system="katalog-v6",
    channel=Channel.E_KATALOG,
    recognised_by=frozenset({"kd_paket", "status_pkt", "nama_instansi"}),
    columns=(
        Column("tahun_anggaran", "year", cells.clean_year, required=True),
        Column("jenis_instansi", "government_kind", cells.clean_name),
        Column("nama_instansi", "klpd_name", cells.clean_name),
        Column("nama_satker", "agency_name", cells.clean_name),
        Column("kd_klpd", "klpd_code", cells.clean_code),
        Column("kd_satker_str", "agency_code", cells.clean_code),
        Column("kd_paket", "order_id", cells.clean_code, required=True),
        Column("kd_rup", "plan", cells.clean_code),
        Column("rup_nama_pkt", "description", cells.clean_description),
        Column("product_ids"),
        Column("sumber_dana", "funding", cells.clean_name),
        Column("mak"),
        Column("kd_penyedia_v6", "supplier_code", cells.clean_code),
        Column("kd_penyedia_sikap", "supplier_alt", cells.clean_optional_code),
        Column("jml_jenis_produk", "products", cells.clean_count),
        Column("jml_produk", "quantity", cells.clean_decimal),
        Column("ongkir", "shipping", cells.clean_amount),
        Column("total_harga", "value_sen", cells.clean_money, required=True),
        Column("tgl_order", "ordered_at", cells.clean_datetime),
        Column("status_pkt", "stage", cells.clean_name, present=True),
        Column("status_pengiriman", "delivery", cells.one_of(DELIVERIES)),
    ),
    stages=STAGES,
    words=DELIVERIES,
    details=(
        "government_kind", "plan", "funding", "supplier_alt", "products", "quantity", "shipping", "delivery",
    ),
    standing="packages",
    amounts="money",
)  # fmt: skip
