"""Every code with its sentences: F a file or load, R a row, S sizes, L rules, W a withdrawal, M a mask."""

FILE_CODES: dict[str, tuple[str, str]] = {
    "F01": (
        "Berkas kosong (0 bita). Unduh lagi ekspornya.",
        "File is empty (0 bytes). Download the export again.",
    ),
    "F02": (
        "Hanya ada tajuk; tidak ada baris data. Bila memang kosong: --allow-empty.",
        "Header only; no data rows. If that is right: --allow-empty.",
    ),
    "F03": (
        "Kolom wajib tidak ada: {k}.{hint_id}",
        "Required column missing: {k}.{hint_en}",
    ),
    "F04": (
        "Nama kolom ganda: {k} (posisi {i} dan {j}). Hapus salah satunya.",
        "Duplicate column name: {k} (positions {i} and {j}). Take one of them out.",
    ),
    "F05": (
        "Kolom tidak dikenal: {k}. Petakan atau nyatakan diabaikan dengan --ignore-columns.",
        "Unknown column: {k}. Map it or declare it ignored with --ignore-columns.",
    ),
    "F06": (
        "Bukan {e} yang sah pada bita ke-{b} (baris {n}). Nyatakan --encoding bila berkas memang lain.",
        "Not valid {e} at byte {b} (line {n}). State --encoding if the file differs.",
    ),
    "F07": (
        "Tanda kutip atau akhir baris rusak; mulai pada baris {n}. Unduh lagi, atau perbaiki baris itu.",
        "Broken or unclosed quote, or broken line end; starts at line {n}. Download it again, or mend that line.",
    ),
    "F08": (
        'Pemisah kolom bukan "{p}" (tajuk terbaca 1 kolom). Nyatakan --delimiter.',
        'Delimiter is not "{p}" (header read as 1 column). State --delimiter.',
    ),
    "F09": (
        "Isi berkas bukan {x} (tanda awal {m}). {d}",
        "Content is not {x} (starts with {m}). {d}",
    ),
    "F10": (
        "Berkas terlalu besar: {a} melebihi batas {b}. Periksa ekspornya, atau bagi per daerah.",
        "File too large: {a} exceeds limit {b}. Check the export, or split it by government.",
    ),
    "F11": (
        "Arsip XLSX mencurigakan: {d}. Simpan lagi sebagai .xlsx biasa, atau muat CSV-nya.",
        "Suspicious XLSX archive: {d}. Save it again as a plain .xlsx, or load it as CSV.",
    ),
    "F12": (
        "XML memuat DTD/entitas; ditolak. Unduh lagi, atau simpan lagi sebagai .xlsx biasa.",
        "XML contains a DTD/entity; refused. Download it again, or save it again as a plain .xlsx.",
    ),
    "F13": (
        "Berkas terkunci kata sandi. Simpan tanpa kata sandi, lalu muat lagi.",
        "File is password-protected. Save it without a password, then load it again.",
    ),
    "F14": (
        "{n} lembar berisi data ({l}); pilih satu dengan --sheet.",
        "{n} sheets hold data ({l}); choose one with --sheet.",
    ),
    "F15": (
        'Format angka bercampur pada kolom {k}: mis. "{a}" (baris {i}) dan "{b}" (baris {j}). Samakan dahulu.',
        'Mixed number formats in column {k}: e.g. "{a}" (line {i}) and "{b}" (line {j}). Write all of them alike.',
    ),
    "F16": (
        'Format tanggal bercampur pada kolom {k}: mis. "{a}" (baris {i}) dan "{b}" (baris {j}). Samakan dahulu.',
        'Mixed date formats in column {k}: e.g. "{a}" (line {i}) and "{b}" (line {j}). Write all of them alike.',
    ),
    "F17": (
        "Jumlah kendali tidak cocok: terhitung {a}, baris total menyebut {b} (baris {n}).{hint_id} "
        "Unduh lagi ekspornya.",
        "Control total differs: counted {a}, total line says {b} (line {n}).{hint_en} Download the export again.",
    ),
    "F18": (
        "Jumlah baris atau nilai tidak cocok: terbaca {a}, terhitung {b}. Muat lagi; bila tetap, laporkan.",
        "Row count or value differs: parsed {a}, counted {b}. Load it again; if it stays so, report it.",
    ),
    "F19": (
        "Berkas yang sama sudah dimuat (edisi {r}, {t}); tidak ada perubahan.",
        "Same file already loaded (edition {r}, {t}); nothing changed.",
    ),
    "F20": (
        "Impor lain sedang berjalan sejak {t} (PID {p}). Tunggu sampai selesai.",
        "Another import is running since {t} (PID {p}). Wait until it is done.",
    ),
    "F21": (
        "Ruang disk kurang: perlu {a}, tersedia {b}. Kosongkan ruang, lalu muat lagi.",
        "Not enough disk: need {a}, have {b}. Free some, then load again.",
    ),
    "F22": (
        "{n} baris ditolak; batas {m}.{hint_id}",
        "{n} rows rejected; limit {m}.{hint_en}",
    ),
    "F23": (
        "JSON rusak pada baris {n} kolom {c}: {d}. Unduh lagi ekspornya.",
        "Invalid JSON at line {n} column {c}: {d}. Download the export again.",
    ),
    "F24": (
        'Kunci JSON ganda "{k}" pada unsur {n}. Unduh lagi ekspornya.',
        'Duplicate JSON key "{k}" in element {n}. Download the export again.',
    ),
    "F25": (
        "Urutan baris/sel XLSX rusak atau ganda pada baris {n}. Unduh lagi ekspornya.",
        "XLSX rows/cells out of order or duplicated at row {n}. Download the export again.",
    ),
    "F26": (
        "Perubahan tidak wajar: {d}. Perlu --confirm={token}.",
        "Implausible change: {d}. Needs --confirm={token}.",
    ),
    "F27": (
        "Skema basis data tidak sama dengan aplikasi ini; jalankan migrasi: manage.py migrate. Bila basis datanya "
        "lebih baru, perbarui aplikasinya.",
        "Database schema not that of this application; run migrations: manage.py migrate. If the database is newer, "
        "update the application.",
    ),
    "F28": (
        "Berkas terpotong atau rusak (arsip/penutup tidak lengkap). Unduh lagi.",
        "File is truncated or damaged. Download it again.",
    ),
    "F29": (
        "Bukan berkas biasa (tidak ada, tautan, direktori, perangkat).{hint_id} Berikan jalan ke berkasnya sendiri.",
        "Not a regular file (missing, link, folder, device).{hint_en} Give the path of the file itself.",
    ),
    "F30": (
        "Tidak dapat menulis dengan aman ke penyimpanan: {d}. Periksa edisi terakhir di /data/.",
        "Cannot write safely to storage: {d}. Look at the latest edition on /data/.",
    ),
    "R07": (
        "Jumlah di luar rentang 0–{b}: {v}. Periksa kolom nilai.",
        "Sum outside the range 0–{b}: {v}. Check the value column.",
    ),
    # Beyond the shared list: these are decisions of ours that a person must be told in a sentence.
    "F31": (
        "Data contoh dan data asli tidak boleh bercampur. Kosongkan dahulu: manage.py clear_sample.",
        "Sample and real rows never share a database. Clear the sample first: manage.py clear_sample.",
    ),
    "F33": (
        "Irisan {s} tidak memuat tanggal; nyatakan --as-of=YYYY-MM-DD.",
        "Slice {s} holds no date; state --as-of=YYYY-MM-DD.",
    ),
    "F34": (
        "--as-of={d} mendahului tahun atau pesanan terakhir irisan {s}. Muat irisan itu dengan --as-of yang benar.",
        "--as-of={d} is before the year or the latest order of slice {s}. Load that slice with the right --as-of.",
    ),
    "F37": (
        "{o} hanya untuk tata letak umum; berkas ini {t}, yang selalu ditulis sama. Muat tanpa pilihan itu.",
        "{o} is for layout umum only; this file is {t}, which is always written alike. Load it without that option.",
    ),
    "F35": (
        "Irisan {s} datang dari dua tata letak ({a} dan {b}), dua pandangan atas sistem yang sama. Muat salah satunya.",
        "Slice {s} comes from two layouts ({a} and {b}), two views of one system. Load one of them.",
    ),
    "F36": (
        "{s}: {n} nomor pesanan juga ada pada sistem {o}; pesanan yang sama tidak boleh terhitung dua kali. "
        "Muat atau pertahankan salah satunya.",
        "{s}: {n} order ids stand in system {o} too; the same order must not be counted twice. Load or keep only one.",
    ),
    "F38": (
        "Irisan {s} memuat dua kanal; satu sistem menjual lewat satu kanal. Samakan kanalnya, atau bedakan sistemnya.",
        "Slice {s} holds two channels; one system sells through one. Write one channel, or tell the systems apart.",
    ),
    "F39": (
        "Irisan {s} berlaku, tetapi semua barisnya dalam muatan ini ditolak: angka lamanya akan tetap tanpa kata. "
        "Perbaiki ekspornya, atau tarik dahulu irisan itu dengan manage.py withdraw.",
        "Slice {s} stands, but every row of it in this load is rejected: its old figure would stay without a word. "
        "Mend the export, or first withdraw the slice with manage.py withdraw.",
    ),
    "F40": (
        "{a} dan {b} berisi sama persis; setiap baris akan terhitung dua kali. Muat salah satunya.",
        "{a} and {b} have the same content; every row would count twice. Load one of them.",
    ),
    "F32": (
        "Rencana berubah sejak --confirm dibuat; lihat lagi dengan --dry-run.",
        "The plan has changed since --confirm was made; look again with --dry-run.",
    ),
    "W01": (
        "Tidak ada irisan yang terbit: {s}. Lihat yang berlaku di /data/.",
        "No such slice is published: {s}. See on /data/ what stands.",
    ),
    "M01": (
        "Tidak ada teks untuk disamarkan pada {s}. Salin kuncinya dari alamat penyedia atau pesanan.",
        "Nothing to mask at {s}. Copy the key from the address of the supplier or the order.",
    ),
    "M02": (
        "Alasan wajib, paling panjang {m} huruf; jangan mengulang teks yang disamarkan.",
        "A reason is required, of at most {m} characters; do not repeat what is masked.",
    ),
    "M03": ("{s} sudah disamarkan. Lihat daftarnya.", "{s} is masked already. See the list."),
    "M04": (
        "Tidak ada penyamaran nomor {n} yang berlaku. Lihat daftarnya.",
        "No mask number {n} stands. See the list.",
    ),
    "M05": (
        "Baris {n} pesanan {s} memuat uraian berbeda dari beberapa berkas. Samarkan seluruh pesanan.",
        "Line {n} of order {s} has different descriptions from several files. Mask the whole order.",
    ),
}

ROW_CODES: dict[str, tuple[str, str]] = {
    "R01": ("jumlah sel {a}, seharusnya {b}", "{a} cells, expected {b}"),
    "R02": ("wajib diisi tetapi kosong", "required but empty"),
    "R03": ('bukan angka yang sah: "{v}"', 'not a valid number: "{v}"'),
    "R04": (
        'angka bermakna ganda: "{v}" (pemisah ribuan atau desimal?)',
        'ambiguous number: "{v}" (thousands or decimal separator?)',
    ),
    "R05": (
        'notasi ilmiah "{v}"; digit asli sudah hilang',
        'scientific notation "{v}"; original digits are lost',
    ),
    "R06": (
        'nilai negatif tidak diizinkan: "{v}"',
        'negative value not allowed: "{v}"',
    ),
    "R07": ('di luar rentang {a}–{b}: "{v}"', 'outside range {a}–{b}: "{v}"'),
    "R08": ('lebih dari 2 angka desimal: "{v}"', 'more than 2 decimals: "{v}"'),
    "R09": (
        "lebih dari 15 digit dalam sel angka Excel; simpan sebagai teks",
        "more than 15 digits in an Excel number cell; store as text",
    ),
    "R10": ('bukan tanggal yang sah ({f}): "{v}"', 'not a valid date ({f}): "{v}"'),
    "R11": ('tanggal bermakna ganda: "{v}"', 'ambiguous date: "{v}"'),
    "R12": ('tanggal di luar {a}–{b}: "{v}"', 'date outside {a}–{b}: "{v}"'),
    "R13": (
        'nama atau kode wilayah/instansi tidak dikenal: "{v}"',
        'unknown region/agency code: "{v}", nor a known name',
    ),
    "R14": (
        'bentuk kode salah (nol di depan hilang?): "{v}"',
        'malformed code (leading zero lost?): "{v}"',
    ),
    "R15": (
        'nama "{v}" tidak cocok dengan kode {c} ({w})',
        'name "{v}" does not match code {c} ({w})',
    ),
    "R16": (
        "nomor transaksi sama dengan baris {i} tetapi isinya berbeda",
        "same transaction id as line {i}, different content",
    ),
    "R18": ("karakter terlarang U+{h}", "forbidden character U+{h}"),
    "R19": (
        "terlalu panjang: {a} karakter, batas {b}",
        "too long: {a} characters, limit {b}",
    ),
    "R20": ("sel galat Excel: {v}", "Excel error cell: {v}"),
    "R21": (
        "rumus tanpa nilai tersimpan",
        "formula without stored value",
    ),
    "R22": (
        '"{v}" bukan nilai; kosongkan atau isi angka',
        '"{v}" is not a value; leave empty or give a number',
    ),
    "R23": (
        "jumlah × harga + ongkos kirim ≠ total ({a} ≠ {b})",
        "quantity × price + shipping ≠ total ({a} ≠ {b})",
    ),
    "R24": ('status/kategori tidak dikenal: "{v}"{hint_id}', 'unknown status/category: "{v}"{hint_en}'),
    "R25": ("jenis sel salah ({t})", "wrong cell type ({t})"),
    "R26": (
        'teks rusak karena enkode (mojibake): "{v}"',
        'text damaged by encoding (mojibake): "{v}"',
    ),
    "R27": (
        "tahun {a} tidak sama dengan tahun anggaran berkas {b}",
        "year {a} differs from the file's budget year {b}",
    ),
    "R28": (
        "baris jumlah/total, bukan transaksi",
        "total/summary row, not a transaction",
    ),
    # Of the register of supplier sizes.
    "S01": (
        "kode_penyedia atau penyedia harus diisi",
        "kode_penyedia or penyedia must be filled",
    ),
    "S02": (
        'penyedia "{v}" sudah ada pada baris {i}; hapus salah satunya',
        'supplier "{v}" already stands on line {i}; take one of them out',
    ),
    # Of the legal rules.
    "L01": ("kolom tidak dikenal", "unknown column"),
    "L02": (
        'hanya huruf besar, angka dan "-": "{v}"',
        'only capital letters, digits and "-": "{v}"',
    ),
    "L03": (
        'kode "{v}" sudah ada pada baris {i}; hapus salah satunya',
        'code "{v}" already stands on line {i}; take one of them out',
    ),
    "L04": ('valid_to "{v}" lebih awal daripada valid_from', 'valid_to "{v}" is earlier than valid_from'),
    "L05": ('bukan nilai bersatuan {u}: "{v}"', 'not a value in {u}: "{v}"'),
    "L06": ('bukan alamat http(s) yang sah: "{v}"', 'not a valid http(s) address: "{v}"'),
    "L07": ("berkas tidak memuat aturan", "the file holds no rule"),
    "L08": ('"{v}" tidak ada dalam daftar: {k}', '"{v}" is not in the list: {k}'),
}
