"""The naive twin of docs/semantics.md, "Standing" and "Rule": which rows stand and what counts, in slow, plain Python.

Written straight from the rules' text, over rows as dicts of cells (text or None), with `supplier`, `value` (rupiah),
`year` and `file` beside the export's own columns. It takes nothing from the project's code, so that a fault in one
shows as a difference.
"""

import html
import math
import unicodedata
from collections import defaultdict

RULES = {
    "bersih": lambda row: row["standing"] == "counted" and row["stage"] in ("completed", "ongoing", "unstated"),
    "selesai": lambda row: (
        row["standing"] == "counted" and (row["stage"], row["verified"]) == ("completed", "verified")
    ),
    "terverifikasi": lambda row: row["verified"] == "verified",
    "tidak-gagal": lambda row: row["stage"] in ("completed", "ongoing", "unstated"),
    "semua": lambda row: True,
}


def folded(text):
    """One blank for any white space, U+0080 to U+009F as CP1252, entities decoded once, NFC."""
    if text is None:
        return None
    text = "".join(bytes([ord(c)]).decode("cp1252", "ignore") if 0x80 <= ord(c) <= 0x9F else c for c in text)
    return unicodedata.normalize("NFC", " ".join(html.unescape(text).split())) or None


def stored(row):
    """All stored columns after cleaning: what decides whether two rows are equal."""
    names = (
        "kd_klpd kd_satker nama_satker order_id order_desc metode_bayar tanggal_transaksi supplier kota_kab provinsi"
    )
    plain = [folded(row[name]) for name in names.split()]
    lowered = [(row[name] or "").casefold() for name in ("kategori", "marketplace")]
    status = [row[name] for name in ("status_verif", "sumber_data", "status_konfirmasi_ppmse", "keterangan_ppmse")]
    return (*plain, *lowered, *status, row["value"])


def with_standing(rows, ours):
    """The rows with `standing`, `stage` and `verified` added; a row of a government not among `ours` stands nowhere."""
    orders = defaultdict(list)
    for row in rows:
        row["verified"], row["stage"] = row["status_verif"], stage(row)
        row["standing"] = "out-of-scope"
        if row["kd_klpd"] in ours:
            orders[row["kd_klpd"], row["year"], row["marketplace"].casefold(), row["order_id"]].append(row)
    for group in orders.values():
        imports = [row for row in group if row["sumber_data"] == "import"]
        snapshots = [row for row in group if row["sumber_data"] != "import"]
        judge_snapshots(snapshots)
        if snapshots:
            clash = snapshots[0]["standing"] == "rejected"  # a rejection takes the whole order
            for row in imports:
                row["standing"] = "rejected" if clash else "in-both"
        else:
            judge_imports(imports)
    return rows


def stage(row):
    return {
        "selesai": "completed",
        "gagal": "failed",
        None: "unstated" if row["sumber_data"] == "import" else "ongoing",
    }[row["status_konfirmasi_ppmse"]]


def judge_snapshots(rows):
    if not rows:
        return
    latest = max(row["tanggal_transaksi"] for row in rows)
    tied = [row for row in rows if row["tanggal_transaksi"] == latest]
    for better in (lambda row: row["stage"] in ("completed", "failed"), lambda row: row["verified"] == "verified"):
        tied = [row for row in tied if better(row)] or tied
    clash = len({row["value"] for row in tied}) > 1 or {"completed", "failed"} <= {row["stage"] for row in tied}
    for row in rows:
        row["standing"] = "rejected" if clash else "re-sent"
    if not clash:
        min(tied, key=lambda row: repr(stored(row)))["standing"] = "counted"


def judge_imports(rows):
    """Each file's lines are brought down to one set; all files must bring the same set, and the first one's stands."""
    files = defaultdict(lambda: defaultdict(list))
    for row in rows:
        files[row["file"]][stored(row)].append(row)
    sets = []
    for kinds in files.values():
        times = math.gcd(*(len(alike) for alike in kinds.values()))
        sets.append({content: len(alike) // times for content, alike in kinds.items()})
    for place, kinds in enumerate(files.values()):
        for content, alike in kinds.items():
            for number, row in enumerate(alike):
                first = place == 0 and number < sets[0][content]
                row["standing"] = "rejected" if any(s != sets[0] for s in sets) else "counted" if first else "repeated"
