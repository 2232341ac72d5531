"""The words of the made-up exports that are measured: nothing in them names a real firm or person."""

FORMS = ("CV", "PT", "UD", "CV.", "TB", "PT.")
FIRST = (
    "Abadi", "Aneka", "Anugerah", "Bahari", "Bangun", "Berkah", "Bina", "Buana", "Cahaya", "Cemerlang", "Cipta",
    "Citra", "Daya", "Delta", "Dian", "Duta", "Eka", "Fajar", "Gemilang", "Graha", "Guna", "Harapan", "Indah", "Inti",
    "Jaya", "Karunia", "Karya", "Kencana", "Lestari", "Lintas", "Makmur", "Mandiri", "Maju", "Mega", "Mekar", "Mitra",
    "Mulia", "Nusa", "Panca", "Prima", "Purnama", "Rahayu", "Rejeki", "Sari", "Sarana", "Sejahtera", "Sentosa",
    "Sinar", "Sumber", "Surya", "Tiga", "Tirta", "Tunas", "Usaha", "Utama", "Wahana", "Wijaya", "Zamrud",
)  # fmt: skip
SECOND = (*FIRST, "Elektrindo", "Komputindo", "Grafika", "Medika", "Boga", "Tekstil", "Pustaka", "Konveksi")
SUPPLIERS = 20_000

OFFICES = (
    "DINAS KESEHATAN", "SEKRETARIAT DAERAH", "DINAS PENDIDIKAN", "RUMAH SAKIT UMUM DAERAH", "INSPEKTORAT",
    "DINAS KOMUNIKASI DAN INFORMATIKA", "DINAS LINGKUNGAN HIDUP", "SEKRETARIAT DPRD", "DINAS SOSIAL",
    "DINAS PEKERJAAN UMUM PENATAAN RUANG DAN PERUMAHAN RAKYAT", "DINAS PERHUBUNGAN", "DINAS TENAGA KERJA",
    "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", "BADAN PENDAPATAN DAERAH", "SATUAN POLISI PAMONG PRAJA",
    "BADAN PERENCANAAN PEMBANGUNAN, PENELITIAN DAN PENGEMBANGAN DAERAH", "DINAS PERTANIAN DAN KETAHANAN PANGAN",
    "DINAS PERPUSTAKAAN DAN KEARSIPAN", "BADAN KEPEGAWAIAN DAERAH", "DINAS PEMUDA DAN OLAHRAGA",
)  # fmt: skip
AGENCIES = 60
"""of each government: the offices, then its districts"""

GOODS = (
    "Kertas HVS A4 70 gram", "Kertas HVS F4 80 gram", "Map plastik", "Amplop coklat folio", "Tinta printer hitam",
    "Nasi kotak rapat", "Kue kotak", "Air mineral 600 ml", "Kopi dan teh", "Snack box", "Toner laser", "Spidol hitam",
    "Laptop 14 inci", "Proyektor ruang rapat", "Kabel UTP Cat 6", "Penyejuk ruang 1 PK", "Printer warna A3",
    "Sapu lantai", "Cairan pembersih kaca", "Kain pel", "Lampu LED 18 watt", "Pompa air", "Cat tembok 25 kg",
    "Kursi rapat", "Meja kerja kayu", "Lemari arsip besi", "Masker medis", "Sarung tangan periksa", "Alkohol 70%",
    "Cetak spanduk", "Cetak buku laporan", "Jilid laporan", "Jasa foto copy", "Tas kain", "Plakat kayu", "Kaus panitia",
)  # fmt: skip
ACTIVITIES = (
    "rapat koordinasi", "pelatihan kader", "pelayanan loket", "sosialisasi peraturan", "kegiatan rutin kantor",
    "posyandu", "bimbingan teknis", "penataan arsip", "lomba kelurahan", "pemeliharaan gedung", "verifikasi lapangan",
    "penyuluhan", "pameran produk", "operasional lapangan", "peringatan hari jadi", "evaluasi kinerja",
)  # fmt: skip
CATEGORIES = (
    "ATK", "Makanan", "Elektronik", "Perkakas", "Furnitur", "Kesehatan", "Jasa Kreatif", "Souvenir", "Jasa Kebersihan",
    "Mamin", "Komputer", "Percetakan", "ATK;Jasa Kreatif", "Makanan;Mamin", "atk", "ELEKTRONIK",
)  # fmt: skip
FAILURES = (
    "RFQ Ditolak Penjual", "RFQ Kadaluarsa", "RFQ Dibatalkan Pembeli", "QN Ditolak Pembeli", "PO Kadaluarsa",
    "Payment Kadaluarsa",
)  # fmt: skip
PERSON = "KANARI-PRIBADI-7391"
"""Stands in the personal column, so that a leak shows."""


def supplier(number: int) -> str:
    """One of SUPPLIERS different names."""
    rest, form = divmod(number % SUPPLIERS, len(FORMS))
    second, first = divmod(rest, len(FIRST))
    return f"{FORMS[form]} {FIRST[first]} {SECOND[second]}"


def agency(place: int) -> str:
    return OFFICES[place] if place < len(OFFICES) else f"KECAMATAN WILAYAH {place - len(OFFICES) + 1}"
