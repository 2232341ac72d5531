"""Toko-daring exports for the desk's browser tests, of the kind that real ones are; each figure can be added by hand.

MALANG has 135 rows: 60 orders, some sent again, single and several import lines, whole orders that stand twice, orders
in both sources, failed ones. By the rule `bersih` 90 rows of 80 orders count, Rp96.250.000 (see `malang`).
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.procurement.loading.exports import line, row, write_json

CANARY = "KANARI-PRIBADI-7391"
"""Stands in the personal column of every row: it must be found nowhere afterwards."""
MILLION = 1_000_000

type Row = dict[str, Any]


def of(code: str, name: str) -> dict[str, str]:
    """The cells that name a government."""
    return {"kd_klpd": code, "nama_klpd": f"Pemerintah Daerah {name}", "nama_pemesan": CANARY}


KOTA_MALANG = of("D180", "Kota Malang")
KEDIRI, BATU, BLITAR = of("D187", "Kota Kediri"), of("D177", "Kota Batu"), of("D178", "Kota Blitar")


def malang() -> list[Row]:
    """135 rows. Counted: 60 snapshots of a million, 10 lines of two, 5 x 2 lines of two together, 5 x 2 of 1.25."""
    who = KOTA_MALANG
    early = {"tanggal_transaksi": "2022-11-01 08:00:00"}
    return [
        *(row(**who, order_id=f"A{n}", valuasi=900_000, **early) for n in range(20)),  # sent again: they do not count
        *(row(**who, order_id=f"A{n}", valuasi=MILLION) for n in range(60)),
        *(line(**who, order_id=f"B{n}", valuasi=2 * MILLION) for n in range(10)),
        *(line(**who, order_id=f"C{n}", valuasi=part) for n in range(5) for part in (1_500_000, 500_000)),
        # each order stands twice: one set of two counts
        *(line(**who, order_id=f"D{n}", valuasi=part) for n in range(5) for part in (MILLION, 250_000) * 2),
        *(line(**who, order_id=f"A{n}", valuasi=MILLION) for n in range(5)),  # in both sources: the snapshot counts
        *(row(**who, order_id=f"F{n}", valuasi=7 * MILLION, status_konfirmasi_ppmse="gagal") for n in range(10)),
    ]


def neighbours() -> list[Row]:
    """Kota Kediri 100, Kota Batu 95 and Kota Blitar 50 million: Kota Malang comes between the first two."""
    return [
        row(**who, order_id=f"N{n}", valuasi=value * MILLION)
        for n, (who, value) in enumerate(((KEDIRI, 100), (BATU, 95), (BLITAR, 50)))
    ]


def with_rejects(bad: int) -> list[Row]:
    """Kota Probolinggo: ten rows of a million, and so many whose value is none."""
    who = of("D188", "Kota Probolinggo")
    return [
        *(row(**who, order_id=f"P{n}", valuasi=MILLION) for n in range(10)),
        *(row(**who, order_id=f"X{n}", valuasi="seribu") for n in range(bad)),
    ]


def unknown_name() -> list[Row]:
    """Rows without a code, of a name that is nearly `Kabupaten Malang`."""
    return [
        row(**of("", "Kab. Malng") | {"kd_klpd": None, "nama_klpd": "Kab. Malng"}, order_id=f"U{n}") for n in range(4)
    ]


def written(folder: Path, name: str, rows: Iterable[Row]) -> Path:
    return write_json(folder / name, list(rows))


def half(path: Path, name: str) -> Path:
    """The first half of a JSON export, well formed: what an interrupted download looks like after mending."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return write_json(path.with_name(name), rows[: len(rows) // 2])
