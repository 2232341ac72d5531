"""The fields of endpoints that no download has; the others are in downloads/fields.py."""

from django.utils.translation import gettext_lazy as _

from procurement.downloads.fields import (
    BOOLEAN,
    EDITION,
    INTEGER,
    RANKING,
    RUPIAH,
    TEXT,
    TIME,
    TRANSACTIONS,
    Field,
)

_CONSTANT = {"tahun", "kanal", "aturan", *(field.name for field in EDITION)}

RANKED = tuple(field for field in RANKING if field.name not in _CONSTANT)
NOT_RANKED = (
    *RANKED[1:5],
    Field("alasan", TEXT, _("Why it has no figure: belum-ada-data, tidak-ada-yang-memenuhi-aturan")),
)
ROWS = (
    Field("kunci", TEXT, _("Key of the order: /transaksi/<kunci>/")),
    *(field for field in TRANSACTIONS if field not in EDITION),
)
GOVERNMENTS = (
    Field("kode_wilayah", TEXT, _("Kemendagri's code of the area, such as 35.73")),
    Field("kode_bps", TEXT, _("BPS's code of the area")),
    Field("kode_klpd", TEXT, _("LKPP's code of the buyer, such as D180")),
    Field("daerah", TEXT, _("Name of the government")),
    Field("slug", TEXT, _("Its name in addresses: /daerah/<slug>/")),
    Field("jenis", TEXT, _("kota (city), kabupaten (regency) or provinsi (provincial government)")),
    Field("penduduk", INTEGER, _("Inhabitants")),
    Field("penduduk_per", TEXT, _("The day that the number of inhabitants is of")),
)
TOTALS = (
    Field("tahun", INTEGER, _("Budget year")),
    Field("kanal", TEXT, _("toko-daring or e-katalog; channels are never added together")),
    Field("aturan", TEXT, _("Counting rule: which rows count")),
    Field("nilai_rupiah", RUPIAH, _("Sum of the values of all rows that count")),
    Field("jumlah_pesanan", INTEGER, _("Different orders with a row that counts")),
    Field("jumlah_baris", INTEGER, _("Rows that count")),
    Field("jumlah_penyedia", INTEGER, _("Different suppliers with a row that counts; unknown ones are left out")),
)
SUPPLIERS = (
    Field("kunci", TEXT, _("Key of the supplier: /penyedia/<kunci>/")),
    Field("penyedia", TEXT, _("Its latest spelling in the rows that stand"), required=False),
    Field("sistem", TEXT, _("Where the record is kept: bela, katalog-v5, katalog-v6, or a marketplace's own")),
    Field("kode_penyedia", TEXT, _("The source's id of the supplier"), required=False),
)
AGENCIES = (
    Field("kode_klpd", TEXT, _("LKPP's code of the buyer, such as D180")),
    Field("daerah", TEXT, _("Name of the government that bought")),
    Field("kode_satker", TEXT, _("Code of the agency, as the source has it"), required=False),
    Field("satker", TEXT, _("Its latest name in the rows that stand"), required=False),
    Field("sistem", TEXT, _("Where the record is kept: bela, katalog-v5, katalog-v6, or a marketplace's own")),
)
LOADS = (
    Field("muatan", INTEGER, _("Number of the load: /data/muatan/<n>/")),
    Field("waktu", TIME, _("When it was loaded")),
    Field("contoh", BOOLEAN, _("True where sample rows stand: made-up data")),
    Field("berkas", TEXT, _("Name of the file")),
    Field("sha256", TEXT, _("SHA-256 of the file")),
    Field("ukuran_bita", INTEGER, _("Size of the file in bytes")),
    Field("tata_letak", TEXT, _("Layout that the file was read as")),
    Field("jumlah_baris", INTEGER, _("Rows of the file, whatever became of them")),
    Field("nilai_rupiah", RUPIAH, _("Sum of the value column over all rows, by the second reader")),
)
EDITIONS = (
    Field("edisi", INTEGER, _("Number of the edition")),
    Field("waktu", TIME, _("When it was made")),
    Field("sebab", TEXT, _("What made it: load, withdrawal, regions, claims, sizes, aliases or rules")),
    Field("muatan", INTEGER, _("Number of the load: /data/muatan/<n>/"), required=False),
    Field("contoh", BOOLEAN, _("True where sample rows stand: made-up data")),
)
COVERAGE = (
    Field("kode_wilayah", TEXT, _("Kemendagri's code of the area, such as 35.73")),
    Field("kode_klpd", TEXT, _("LKPP's code of the buyer, such as D180")),
    Field("daerah", TEXT, _("Name of the government that bought")),
    Field("tahun", INTEGER, _("Budget year")),
    Field("kanal", TEXT, _("toko-daring or e-katalog; channels are never added together")),
    Field("sistem", TEXT, _("Where the record is kept: bela, katalog-v5, katalog-v6, or a marketplace's own")),
    Field("data_sampai", TEXT, _("Data up to this day; months after it are not covered")),
    Field("muatan", INTEGER, _("Number of the load: /data/muatan/<n>/")),
    Field("baris_ditolak", INTEGER, _("Rows that were rejected when it was loaded")),
    Field("nilai_ditolak_rupiah", RUPIAH, _("Their value")),
)
