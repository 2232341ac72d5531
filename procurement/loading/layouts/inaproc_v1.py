"""INAPROC's API, version 1: the packages of katalog-v6 under English column names, in an order that shuffles."""

from procurement.counting import Channel
from procurement.loading import cells
from procurement.loading.layouts.layout import Column, Layout
from procurement.loading.layouts.package_words import DELIVERIES, STAGES

INAPROC_V1 = Layout(
    slug="inaproc-v1",
    system="katalog-v6",
    channel=Channel.E_KATALOG,
    recognised_by=frozenset({"order_id", "kode_klpd", "fiscal_year", "shipment_status"}),
    columns=(
        Column("fiscal_year", "year", cells.clean_year, required=True),
        Column("kode_klpd", "klpd_code", cells.clean_code, present=True),
        Column("kode_satker", "agency_code", cells.clean_code),
        Column("nama_satker", "agency_name", cells.clean_name),
        Column("order_id", "order_id", cells.clean_code, required=True),
        Column("rup_code", "plan", cells.clean_code),
        Column("rup_name", "description", cells.clean_description),
        Column("rup_desc"),
        Column("product_id"),
        Column("funding_source", "funding", cells.clean_name),
        Column("mak"),
        Column("kode_penyedia", "supplier_code", cells.clean_code),
        Column("rekan_id", "supplier_alt", cells.clean_optional_code),
        Column("count_product", "products", cells.clean_count),
        Column("total_qty", "quantity", cells.clean_decimal),
        Column("shipping_fee", "shipping", cells.clean_amount),
        Column("total", "value_sen", cells.clean_money, required=True),
        Column("order_date", "ordered_at", cells.clean_instant),
        Column("status", "stage", cells.clean_name, present=True),
        Column("shipment_status", "delivery", cells.one_of(DELIVERIES)),
        Column("flag_minikom"),
        Column("last_update_ref"),
    ),
    stages=STAGES,
    words=DELIVERIES,
    details=("plan", "funding", "supplier_alt", "products", "quantity", "shipping", "delivery"),
    standing="packages",
    amounts="money",
)
