"""Why a claims file is not taken, in both languages, where the loader's own codes do not say it."""

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
