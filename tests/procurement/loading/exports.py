"""Small toko-daring exports for tests, written as the real ones are."""

import csv
import io
import json
from pathlib import Path
from typing import Any

OLD_FORM = (
    "kd_klpd", "nama_klpd", "kd_satker", "nama_satker", "order_id", "order_desc", "valuasi", "kategori", "metode_bayar",
    "tanggal_transaksi", "marketplace", "nama_merchant", "jenis_transaksi", "kota_kab", "provinsi", "nama_pemesan",
    "status_verif", "sumber_data", "status_konfirmasi_ppmse", "keterangan_ppmse",
)  # fmt: skip
PERSON = "KANARI-PRIBADI"
"""Stands in the personal column: it must be found nowhere after a load."""
_GOOD: dict[str, Any] = {
    "kd_klpd": "D180",
    "nama_klpd": "Pemerintah Daerah Kota Malang",
    "kd_satker": "0173405",
    "nama_satker": "DINAS KESEHATAN",
    "order_id": "1",
    "order_desc": "Kertas HVS",
    "valuasi": 100_000,
    "kategori": "ATK",
    "metode_bayar": "transfer",
    "tanggal_transaksi": "2022-12-01 12:05:02",
    "marketplace": "mbiz market",
    "nama_merchant": "CV Maju",
    "jenis_transaksi": "bela",
    "kota_kab": "Malang (Kota)",
    "provinsi": "Jawa Timur",
    "nama_pemesan": PERSON,
    "status_verif": "verified",
    "sumber_data": "api",
    "status_konfirmasi_ppmse": None,
    "keterangan_ppmse": None,
}


def row(**changes: Any) -> dict[str, Any]:
    """One good row, a snapshot of an order of Kota Malang for Rp100,000, with the changes."""
    return {**_GOOD, **changes}


def newer(**changes: Any) -> dict[str, Any]:
    """The same in the 21-column form."""
    renamed = {("merchant_name" if name == "nama_merchant" else name): value for name, value in _GOOD.items()}
    return {"tahun": 2022, **renamed, **changes}


def line(**changes: Any) -> dict[str, Any]:
    """One line of a bulk-imported order."""
    return row(**{"sumber_data": "import", "status_verif": None, **changes})


def csv_text(rows: list[dict[str, Any]], *, delimiter: str = ",", end: str = "\n") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow(rows[0])
    writer.writerows([("" if v is None else v) for v in r.values()] for r in rows)
    return out.getvalue()


def write_csv(path: Path, rows: list[dict[str, Any]], **how: Any) -> Path:
    path.write_text(csv_text(rows, **how), encoding="utf-8", newline="")
    return path


def write_json(path: Path, rows: list[dict[str, Any]]) -> Path:
    """One member per line, as ISB prints them."""
    path.write_text("[" + "\n,".join(json.dumps(r, indent=0, ensure_ascii=False) for r in rows) + "]", encoding="utf-8")
    return path
