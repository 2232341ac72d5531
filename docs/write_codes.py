"""Writes docs/codes.md: every refusal code with its sentences, as the program says them, and its mend.

    .venv/bin/python -m docs.write_codes

A new code needs a line in MENDS, that of a row in ROW_MENDS, and this command; tests/docs/test_guide.py fails until
both are there.
"""

from pathlib import Path

from awards.refusals import CLAIM_CODES
from procurement.loading.refusal_codes import FILE_CODES, ROW_CODES
from procurement.loading.refusal_mends import ROW_MENDS

PAGE = Path(__file__).with_name("codes.md")

MENDS: dict[str, tuple[str, str]] = {
    "F03": ("Ekspor lain, atau tajuknya bukan di baris pertama", "Another export, or its header is not on line 1"),
    "F05": (
        "Periksa apakah tata letaknya berubah; kolom pribadi jangan dipetakan",
        "See whether the layout has changed; never map a personal column",
    ),
    "F09": (
        "Unduh lagi, dengan nama berakhir .csv, .json, .jsonl atau .xlsx; pesan galat dari sumbernya dikutip",
        "Download it again, its name ending in .csv, .json, .jsonl or .xlsx; a source's error message is quoted",
    ),
    "F14": (
        "Lembar yang namanya diawali `_` dilewati; lembar tersembunyi dimuat hanya bila dinamai",
        "Sheets whose name begins with `_` are passed over; a hidden one is loaded only by its name",
    ),
    "F18": (
        "Dua pembaca berbeda hitungan: jangan dipaksakan, laporkan dengan berkasnya",
        "Two readers differ: do not force it, report it with the file",
    ),
    "F19": ("Bukan kesalahan; kode keluar 0", "No error; exit code 0"),
    "F20": ("Kode keluar 3", "Exit code 3"),
    "F22": ("Lihat alasan per baris (R…) di atasnya atau di --report", "See the reasons above it, or in --report"),
    "F26": (
        "Baca rencananya; bila memang benar, ulangi dengan token yang dicetak",
        "Read the plan; if it is right, repeat with the token it prints",
    ),
    "F30": (
        "Kode keluar 4. Baca kalimatnya: tertulis apakah ada yang terbit",
        "Exit code 4. Read the sentence: it says whether anything was published",
    ),
    "F31": ("Berlaku juga untuk daftar skala penyedia", "Holds for the register of supplier sizes too"),
    "F39": ("`manage.py withdraw --slice KODE TAHUN SISTEM`", "`manage.py withdraw --slice CODE YEAR SYSTEM`"),
    **ROW_MENDS,
    "W01": ("Tulis KODE TAHUN SISTEM seperti di /data/", "Write CODE YEAR SYSTEM as on /data/"),
    "M01": (
        "Kuncinya dua belas huruf dan angka di alamat laman",
        "The key is the twelve characters in a page's address",
    ),
    "M02": ("--reason: siapa meminta dan mengapa", "--reason: who asks for it, and why"),
    "M03": ("`manage.py mask list`", "`manage.py mask list`"),
    "M04": ("`manage.py mask list`", "`manage.py mask list`"),
    "M05": ("Tanpa --line: semua uraian pesanan itu", "Without --line: all descriptions of that order"),
    "K01": ("Tajuk berkas klaim harus persis", "The header of a claims file must be exact"),
    "K02": ("Beri claim_id lain", "Give it another claim_id"),
    "K03": ("Isi keduanya atau kosongkan keduanya", "Fill both or leave both empty"),
    "K04": ("Kosongkan, atau isi pasangannya", "Empty it, or fill its partner"),
    "K05": ("Tulis seperti `kota-malang-2023`", "Write it like `kota-malang-2023`"),
    "K06": ("Tulis alamat lengkap dengan https://", "Write the whole address with https://"),
    "K07": ("Perbaiki urutan tanggalnya", "Mend the order of the dates"),
    "K08": ("Isi as_of atau event_date", "Fill as_of or event_date"),
    "K09": ("Isi kolom itu sesuai metric", "Fill that column as the metric asks"),
    "K10": ("Perbaiki angka atau ketelitiannya", "Mend the figure or its precision"),
    "K11": ("Samakan semua baris acara itu", "Make all rows of that event agree"),
    "K12": ("Perbaiki metric atau recipient_kind", "Mend metric or recipient_kind"),
    "K13": ("Kosongkan stated_rank", "Empty stated_rank"),
    "K14": ("`manage.py load_regions` dahulu", "`manage.py load_regions` first"),
    "K15": ("Tambahkan barisnya", "Add its rows"),
}
"""code -> what to do (Indonesian, English). A file code may do without: its sentence says what to do."""

PARTS = (
    ("Berkas atau muatan ditolak seluruhnya / A whole file or load is refused", FILE_CODES),
    ("Baris ditolak / A row is rejected", ROW_CODES),
    ("Berkas klaim / Claims file", CLAIM_CODES),
)
HEAD = """# Kode penolakan / Refusal codes

<!-- Ditulis oleh / written by: python -m docs.write_codes -->

Kata dalam kurung kurawal diisi oleh program. / What stands in braces is filled in by the program.
"""


def page() -> str:
    return "\n".join([HEAD, *(_part(title, codes) for title, codes in PARTS)])


def _part(title: str, codes: dict[str, tuple[str, str]]) -> str:
    head = "| Kode | Indonesia | English | Perbaikan / Mend |\n|---|---|---|---|"
    return "\n".join([f"## {title}\n", head, *(_line(code, *codes[code]) for code in sorted(codes)), ""])


def _line(code: str, indonesian: str, english: str) -> str:
    mend = " / ".join(MENDS[code]) if code in MENDS else "–"
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in (code, indonesian, english, mend)) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
