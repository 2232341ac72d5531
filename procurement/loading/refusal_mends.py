"""What to do about a rejected row, by the code of its reason: R a row of an export, S sizes, L rules."""

ROW_MENDS: dict[str, tuple[str, str]] = {
    "R01": ("Perbaiki kutip atau pemisah di baris itu", "Mend the quotes or delimiters of that line"),
    "R02": (
        "Isi selnya di sumber, lalu ekspor lagi; sel XLSX yang digabung kosong di bawah yang pertama: pisahkan",
        "Fill the cell at the source, then export again; merged XLSX cells are empty below the first: unmerge them",
    ),
    "R03": ("Tulis digit saja, tanpa Rp dan tanpa pemisah ribuan", "Write digits alone, no Rp and no thousands mark"),
    "R04": (
        "Tulis tanpa pemisah ribuan; pada `umum`: --number-format=id",
        "Write no thousands mark; in `umum`: --number-format=id",
    ),
    "R05": ("Ekspor lagi dengan kolom sebagai teks", "Export again with the column as text"),
    "R06": (
        "Nilai pesanan tidak pernah negatif; periksa sumbernya",
        "The value of an order is never negative; look at the source",
    ),
    "R07": ("Periksa kolomnya: mungkin nomor, bukan nilai", "Look at the column: it may be a number of another kind"),
    "R08": ("Rupiah punya paling banyak dua desimal (sen)", "A rupiah has at most two decimals (sen)"),
    "R09": ("Simpan kolomnya sebagai teks, ekspor lagi", "Store the column as text, export again"),
    "R10": ("Tulis YYYY-MM-DD; pada `umum`: --date-format=dmy", "Write YYYY-MM-DD; in `umum`: --date-format=dmy"),
    "R11": ("Pada `umum`: --date-format=dmy", "In `umum`: --date-format=dmy"),
    "R12": ("Perbaiki tanggalnya di sumber", "Mend the date at the source"),
    "R13": (
        "`manage.py aliases`: putuskan namanya, lalu muat lagi",
        "`manage.py aliases`: decide on the name, then load again",
    ),
    "R14": (
        "Kode rusak oleh lembar kerja: ekspor lagi sebagai teks",
        "A spreadsheet damaged the code: export again as text",
    ),
    "R15": (
        "Kode dan nama menunjuk daerah yang berbeda: tanyakan ke sumber",
        "Code and name mean different governments: ask the source",
    ),
    "R16": ("Buang ekspor yang lama; jangan pilih sendiri", "Leave the older export out; do not choose by hand"),
    "R18": ("Hapus karakter yang tidak tampak itu di sumber", "Take the invisible character out at the source"),
    "R19": ("Pendekkan, atau periksa apakah kolomnya bergeser", "Shorten it, or see whether columns have shifted"),
    "R20": ("Perbaiki rumusnya, simpan sebagai nilai", "Mend the formula, store it as a value"),
    "R21": ("Buka dan simpan di lembar kerja, sebagai nilai", "Open and save it in a spreadsheet, as a value"),
    "R22": ("Kosongkan selnya", "Empty the cell"),
    "R23": ("Peringatan; barisnya tetap dihitung", "A warning; the row counts all the same"),
    "R24": (
        "Dalam berkas yang Anda susun sendiri: tulis salah satu kata yang dikenal. Kata baru dari sumber? Laporkan, "
        "supaya didaftarkan",
        "In a file that you made yourself: write one of the known words. A new word of the source? Report it, so that "
        "it is listed",
    ),
    "R25": ("Nilai harus teks atau angka, satu per sel", "A value must be text or a number, one a cell"),
    "R26": ("Nyatakan --encoding yang benar", "State the right --encoding"),
    "R27": ("Periksa --year, atau tanggalnya di sumber", "See --year, or the date at the source"),
    "R28": ("Hapus baris jumlah di tengah berkas", "Take the total line in the middle of the file out"),
    "S01": ("Isi salah satunya", "Fill one of them"),
    "S02": ("Sisakan satu baris untuk satu penyedia", "Leave one row for one supplier"),
    "L01": ("Tajuk berkas aturan harus persis", "The header of a file of rules must be exact"),
    "L02": ("Tulis seperti `EP-PPK-200`", "Write it like `EP-PPK-200`"),
    "L03": ("Sisakan satu baris untuk satu kode", "Leave one row for one code"),
    "L04": ("Perbaiki urutan tanggalnya", "Mend the order of the dates"),
    "L05": (
        "Rupiah dan persen sebagai digit, tanggal YYYY-MM-DD; kata-kata: satuan `text`",
        "Rupiah and percent in digits, dates YYYY-MM-DD; words: unit `text`",
    ),
    "L06": ("Tulis alamat lengkap dengan https://", "Write the whole address with https://"),
    "L07": ("Tambahkan barisnya", "Add its rows"),
    "L08": ("Pilih salah satu kata itu", "Choose one of these words"),
}
"""code -> (Indonesian, English). Whoever has no terminal reads the desk's words for a command or an option."""
