"""Rows in the columns of our own layout `umum`, so that a download of ours can be loaded again."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from procurement.money import exact
from procurement.queries import transactions

FIELDS = {
    "tahun": "year",
    "kode_klpd": "region__klpd_code",
    "daerah": "region__name",
    "kode_satker": "agency__code",
    "satker": "agency_name",
    "kanal": "channel",
    "sistem": "system",
    "marketplace": "marketplace",
    "nomor_pesanan": "order_id",
    "uraian": "description",
    "kategori": "category",
    "penyedia": "supplier_name",
    "kode_penyedia": "supplier__code",
    "nilai_rupiah": "value_sen",
    "tanggal": "ordered_at",
    "tahap": "stage",
    "verifikasi": "verification",
    "kedudukan": "standing",
}
"""Column -> field of a row."""
COLUMNS = tuple(FIELDS)


def records(*portions: Any) -> Iterator[dict[str, Any]]:
    """column -> value for every row. Text is as stored; the value is rupiah, exact; unknown text is empty."""
    for rows in portions:
        for values in transactions.whole(rows, *FIELDS.values()):
            yield {column: _value(field, value) for (column, field), value in zip(FIELDS.items(), values, strict=True)}


def _value(field: str, value: Any) -> Any:
    if field == "value_sen":
        return exact(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return "" if value is None else value
