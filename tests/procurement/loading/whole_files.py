"""Files that are refused whole, by the case of the catalogue that they show: content in, code and details out."""

import gzip
import json
from pathlib import Path
from typing import Any

from tests.procurement.loading.exports import csv_text, row


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


GOOD = csv_text([row()])

FILES = {
    "B01": ("x.csv", b"", "F01"),
    "B01 json": ("x.json", b"", "F01"),
    "B02": ("x.csv", GOOD.splitlines()[0] + "\n", "F02"),
    "B02 json": ("x.json", "[]", "F02"),
    "B03 mark": ("x.csv", b"\xef\xbb\xbf", "F01"),
    "B03 blanks": ("x.csv", " \n\t\r\n ", "F01"),
    "B04": ("x.csv", GOOD.replace("valuasi", "valuasii"), "F03"),
    "B05": ("x.csv", GOOD.replace("kategori", "valuasi"), "F04"),
    "B06": ("x.csv", csv_text([row() | {"catatan_internal": "x"}]), "F05"),
    "B11": ("x.csv", GOOD.encode("utf-16-le"), "F06"),
    "B11 mark": ("x.csv", GOOD.encode("utf-16"), "F06"),
    "B12": ("x.csv", csv_text([row(nama_merchant="CV Café")]).encode("cp1252"), "F06"),
    "B15": ("x.csv", GOOD + '"D180,\n', "F07"),
    "B18 lone CR": ("x.csv", GOOD + GOOD.splitlines()[1] + "\r" + GOOD.splitlines()[1] + "\n", "F07"),
    "B26": ("x.csv", "Laporan belanja 2022\n\nDicetak hari ini\n" + GOOD, "F03"),
    "B29": ("x.csv", GOOD + "x" * 10_000_000, "F10"),
    "markup": ("x.json", "<invalid_response>Data Kosong</invalid_response>", "F09"),
    "markup csv": ("x.csv", "<invalid_response>Data Kosong</invalid_response>", "F09"),
    "zip": ("x.csv", b"PK\x03\x04rest", "F09"),
    "json as csv": ("x.csv", '[{"a": 1}]', "F09"),
    "cut gzip": ("x.csv.gz", gzip.compress(GOOD.encode() * 50)[:-20], "F28"),
    "J01": ("x.json", '[{"kd_klpd": "D180", ]', "F23"),
    "J01 cut": ("x.json", '[{"kd_klpd": "D1', "F23"),
    "J04": ("x.json", "[" * 200_000, "F23"),
    "J04 in a cell": ("x.json", '[{"kd_klpd": ' + "[" * 200_000, "F23"),
    "J07 object": ("x.json", "{}", "F23"),
    "J07 two arrays": ("x.json", "[{}][{}]", "F23"),
    "J07 two whole arrays": ("x.json", f"[{json.dumps(row())}]\n[{json.dumps(row(order_id='2'))}]", "F23"),
    "J07 array and lines": ("x.jsonl", f"[{json.dumps(row())}]\n{json.dumps(row(order_id='2'))}", "F23"),
    "J07 two objects a line": ("x.jsonl", json.dumps(row()) + " " + json.dumps(row(order_id="2")), "F23"),
    "J07 object over lines": ("x.jsonl", json.dumps(row()) + "\n" + json.dumps(row(order_id="2"), indent=1), "F23"),
    "J01 lines": ("x.jsonl", json.dumps(row()) + '\n{"kd_klpd" "D180"}\n', "F23"),
    "J01 lines cut": ("x.jsonl", json.dumps(row()) + '\n{"kd_klpd":', "F23"),
    "J04 lines": ("x.jsonl", json.dumps(row()) + '\n{"kd_klpd": ' + "[" * 200_000, "F23"),
    "J09 lines": ("x.jsonl", json.dumps(row()) + "\n" + json.dumps(row() | {"lain": 1}), "F05"),
    "B01 lines": ("x.jsonl", b"", "F01"),
    "B03 lines": ("x.jsonl", " \n", "F01"),
    "B12 lines": ("x.jsonl", json.dumps(row()).encode() + b'\n{"kd_klpd": "\xff"}', "F06"),
    "B29 lines": ("x.jsonl", json.dumps(row()) + '\n{"kd_klpd": "' + "x" * 10_000_000, "F10"),
    "B29 json": ("x.json", '[{"kd_klpd": "' + "x" * 10_000_000, "F10"),
    "not objects": ("x.json", "[1, 2]", "F23"),
    "duplicate key": ("x.json", '[{"kd_klpd": 1, "kd_klpd": 2}]', "F24"),
    "duplicate key lines": ("x.jsonl", json.dumps(row()) + '\n{"valuasi": 1, "valuasi": 1}', "F24"),
    "JSON bytes": ("x.json", b'[{"kd_klpd": "\xff"}]', "F06"),
}


SECOND = len(json.dumps(row())) + 1
"""Where the second line begins."""
SAID: dict[str, dict[str, Any]] = {
    "B04": {"k": "valuasi"},
    "B05": {"k": "valuasi", "i": 7, "j": 8},
    "B06": {"k": "catatan_internal"},
    "B11": {"e": "UTF-8 (UTF-16)"},
    "B11 mark": {"e": "UTF-8 (UTF-16)"},
    "B12": {"e": "UTF-8", "b": csv_text([row(nama_merchant="CV Café")]).encode("cp1252").index(0xE9), "n": 2},
    "B12 lines": {"b": SECOND + 13, "n": 2},
    "B15": {"n": 3},
    "B18 lone CR": {"n": 3},
    "J01": {"n": 1, "c": 22},
    "J01 cut": {"n": 1, "c": 14},
    "J01 lines": {"n": 2, "c": 12},
    "J01 lines cut": {"n": 2, "c": 12},
    "J07 two arrays": {"n": 1, "c": 5},
    "J07 two whole arrays": {"n": 2, "c": 1},
    "J07 array and lines": {"n": 2, "c": 1},
    "J07 two objects a line": {"n": 1, "c": SECOND + 1},
    "J09 lines": {"k": "lain"},
    "duplicate key": {"k": "kd_klpd", "n": 1},
    "duplicate key lines": {"k": "valuasi", "n": 2},
    "JSON bytes": {"b": 14, "n": 1},
}
"""What a refusal must name besides its code."""
