"""Why a claims file is not taken: the loader's sentences, and those that only claims need, in both languages."""

from dataclasses import dataclass
from typing import Any

from procurement.loading.refusal_codes import ROW_CODES
from procurement.loading.refusals import Problem, shown

CLAIM_CODES: dict[str, tuple[str, str]] = {
    "K01": ("Kolom tidak dikenal: {v}.", "Unknown column: {v}."),
    "K02": ('claim_id "{v}" sudah dipakai pada baris {i}', 'claim_id "{v}" already stands on line {i}'),
    "K03": ("harus diisi bila {k} diisi", "must be filled where {k} is filled"),
    "K04": ("harus kosong bila {k} kosong", "must be empty where {k} is empty"),
    "K05": (
        'hanya huruf kecil, angka dan "-": "{v}"',
        'only small letters, digits and "-": "{v}"',
    ),
    "K06": ('bukan alamat http(s) yang sah: "{v}"', 'not a valid http(s) address: "{v}"'),
    "K07": ('"{v}" lebih awal daripada {k}', '"{v}" is earlier than {k}'),
    "K08": (
        "periode terbuka memerlukan as_of atau event_date",
        "an open period needs as_of or event_date",
    ),
    "K09": ("wajib diisi untuk metric={m}", "required where metric={m}"),
    "K10": ("bukan kelipatan value_precision_idr", "not a multiple of value_precision_idr"),
    "K11": (
        'acara "{s}" berbeda dari baris {i}: "{v}"',
        'event "{s}" differs from line {i}: "{v}"',
    ),
    "K12": (
        "programme-value hanya untuk provinsi dengan recipient_kind=programme, dan sebaliknya",
        "programme-value is for a province with recipient_kind=programme only, and the other way round",
    ),
    "K13": (
        "provinsi tidak ikut peringkat kabupaten dan kota",
        "a province is not in the ranking of regencies and cities",
    ),
    "K14": (
        'kode wilayah "{v}" tidak ada dalam rujukan yang dimuat; muat dahulu dengan load_regions',
        'region code "{v}" is not in the loaded reference; load it first with load_regions',
    ),
    "K15": ("berkas tidak memuat klaim", "the file holds no claim"),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell, row or header, with its place. Line 1 is the header."""

    line: int
    column: str
    problem: Problem

    def sentence(self, language: str) -> str:
        template = (ROW_CODES | CLAIM_CODES)[self.problem.code][0 if language == "id" else 1]
        details: dict[str, Any] = {"v": shown(self.problem.value)} | dict(self.problem.details)
        return template.format(**details)

    def __str__(self) -> str:
        column = f", kolom {self.column}" if self.column else ""
        return f"baris {self.line}{column}: {self.problem.code} {self.sentence('id')} / {self.sentence('en')}"


class ClaimsRefused(Exception):
    """A claims file that is refused as a whole; nothing has changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
