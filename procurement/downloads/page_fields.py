"""The fields of the tables that pages have as their twins: name, kind and meaning, written once."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from procurement.downloads.fields import (
    AREA,
    AREA_CODE,
    BOOLEAN,
    CHANGE,
    CHANNEL,
    DAY,
    EDITION,
    FIGURES,
    FILE,
    FILE_HASH,
    GOVERNMENT,
    GOVERNMENT_CODE,
    GOVERNMENTS,
    INTEGER,
    LAYOUT,
    LOAD_NUMBER,
    ORDERS,
    PER_HEAD,
    PERCENT,
    RANK,
    RULE,
    RUPIAH,
    SUPPLIER_COUNT,
    TEXT,
    TIME,
    VALUE,
    YEAR,
    Field,
)

_UNTIL = Field("data_sampai", DAY, _("Day that the data of the government reach"), required=False)
_WHY = Field(
    "alasan", TEXT, _("Why there is no figure: belum-ada-data or tidak-ada-yang-memenuhi-aturan"), required=False
)
_TOP_FIVE = Field(
    "lima_terbesar_persen", PERCENT, _("Share of the five largest suppliers in the value"), required=False
)
COVERAGE = (
    YEAR,
    *AREA,
    Field("bulan", INTEGER, _("Month, 1 to 12; empty where a line is of no month"), required=False),
    Field(
        "keadaan",
        TEXT,
        _(
            "terhitung (covered to its last day, with counted rows), sebagian (counted rows, but the data end before "
            "the month does), tanpa-baris (covered, and no row counts), tidak-tercakup (nothing can be said), "
            "tanpa-tanggal (rows without a date), tanggal-tahun-lain (rows dated in another year), or belum-ada-data"
        ),
    ),
    Field("jumlah_baris", INTEGER, _("Rows that count; empty where no export is loaded"), required=False),
    _UNTIL,
    CHANNEL,
    RULE,
    *EDITION,
)
COMPARISON = (
    *AREA,
    *(replace(one, required=False) for one in (RANK, *FIGURES, PER_HEAD, CHANGE)),
    _TOP_FIVE,
    Field(
        "bulan_sama_rupiah",
        RUPIAH,
        _("Value in the months that the data of all governments compared cover"),
        required=False,
    ),
    _UNTIL,
    _WHY,
    replace(YEAR, required=False),
    CHANNEL,
    RULE,
    *EDITION,
)


GOVERNMENT_LIST = (
    *(one for one in GOVERNMENTS if one not in EDITION),
    replace(RANK, required=False),
    replace(VALUE, required=False),
    _WHY,
    replace(YEAR, required=False),
    CHANNEL,
    RULE,
    *EDITION,
)
GOVERNMENT_YEAR = (
    Field(
        "tabel",
        TEXT,
        _(
            "Which table of the page: bulan, bulan-tahun-lain, kategori, kategori-ganda, gabungan-kategori, satker, "
            "penyedia, marketplace, katalog, aturan, tahap, ukuran or riwayat"
        ),
    ),
    Field("kunci", TEXT, _("What the line is of, as addresses have it; empty where it is not stated"), required=False),
    Field("nama", TEXT, _("The same as the page prints it")),
    replace(VALUE, required=False, meaning=_("Value of the line; empty where there are no data, which is not zero")),
    replace(ORDERS, required=False),
    Field("jumlah_baris", INTEGER, _("Rows of the line"), required=False),
    replace(RANK, required=False),
    Field(
        "terhitung_oleh", TEXT, _("Of tahap: the counting rules that count these rows, joined by `;`"), required=False
    ),
    GOVERNMENT_CODE,
    GOVERNMENT,
    YEAR,
    CHANNEL,
    RULE,
    *EDITION,
)
EDITIONS = (
    Field("nomor", INTEGER, _("Number of the edition that the line is of")),
    Field("dibuat", TIME, _("When it was made")),
    Field("sebab", TEXT, _("Why it was made")),
    Field("berisi_contoh", BOOLEAN, _("True where it holds sample rows")),
    Field("muatan", INTEGER, _("Load that it was made from"), required=False),
    Field("berkas", TEXT, _("Files of that load, joined by `; `"), required=False),
    Field("daerah_berubah", INTEGER, _("Governments with a figure that changed under the rule bersih")),
    Field("tahun_berubah", TEXT, _("Years with such a figure, joined by `; `"), required=False),
    Field(
        "angka_berubah",
        TEXT,
        _("Which of the figures changed, joined by `; `: nilai, pesanan, baris, penyedia, peringkat, penduduk"),
        required=False,
    ),
    *EDITION,
)
_CHANGED_ROWS = (
    Field("baris_ditambah", INTEGER, _("Rows added"), required=False),
    Field("baris_diubah", INTEGER, _("Rows changed"), required=False),
    Field("baris_ditarik", INTEGER, _("Rows withdrawn"), required=False),
)
EDITION_CHANGES = (
    Field("tabel", TEXT, _("angka: figures under the rule bersih; potongan: all accepted rows of a slice")),
    AREA_CODE,
    Field("daerah", TEXT, _("Name of the government that it is about"), required=False),
    YEAR,
    replace(CHANNEL, required=False),
    Field("sistem", TEXT, _("Of potongan: where the record is kept"), required=False),
    Field("nilai_sebelum_rupiah", RUPIAH, _("Value in the edition before"), required=False),
    Field("nilai_sesudah_rupiah", RUPIAH, _("Value in this edition"), required=False),
    Field("peringkat_sebelum", INTEGER, _("Rank in the edition before"), required=False),
    Field("peringkat_sesudah", INTEGER, _("Rank in this edition"), required=False),
    Field("baris_sebelum", INTEGER, _("Rows in the edition before"), required=False),
    Field("baris_sesudah", INTEGER, _("Rows in this edition"), required=False),
    Field(
        "data_sampai_sebelum", DAY, _("Of potongan: day that the data reached in the edition before"), required=False
    ),
    Field("data_sampai_sesudah", DAY, _("Of potongan: day that the data reach in this edition"), required=False),
    *_CHANGED_ROWS,
    Field("pesanan_sebelum", INTEGER, _("Of angka: orders in the edition before"), required=False),
    Field("pesanan_sesudah", INTEGER, _("Of angka: orders in this edition"), required=False),
    Field("penyedia_sebelum", INTEGER, _("Of angka: suppliers in the edition before"), required=False),
    Field("penyedia_sesudah", INTEGER, _("Of angka: suppliers in this edition"), required=False),
    Field("penduduk_sebelum", INTEGER, _("Of angka: population in the edition before"), required=False),
    Field("penduduk_sesudah", INTEGER, _("Of angka: population in this edition"), required=False),
    *EDITION,
)
LOAD = (
    Field(
        "tabel",
        TEXT,
        _(
            "buku-kas: a column of a file's ledger; tolakan: a reason why rows of it were rejected; potongan: what the "
            "load changed of a government, year and system"
        ),
    ),
    replace(FILE, required=False),
    replace(FILE_HASH, required=False),
    replace(LAYOUT, required=False),
    replace(CHANNEL, required=False),
    Field("golongan", TEXT, _("Column of the ledger: every row of a file stands in exactly one"), required=False),
    Field("kode", TEXT, _("Code of the reason"), required=False),
    Field("kolom", TEXT, _("Column at fault, as the file's header prints it"), required=False),
    Field("jumlah_baris", INTEGER, _("Rows of the line; of potongan, after the load"), required=False),
    Field("nilai_rupiah", RUPIAH, _("Value of these rows"), required=False),
    Field("baris_pertama", INTEGER, _("First line of the file with this fault"), required=False),
    replace(AREA_CODE, required=False),
    replace(GOVERNMENT, required=False),
    replace(YEAR, required=False),
    Field("sistem", TEXT, _("Of potongan: where the record is kept"), required=False),
    _UNTIL,
    *_CHANGED_ROWS,
    Field(
        "nilai_sebelum_rupiah", RUPIAH, _("Of potongan: value under the rule bersih before the load"), required=False
    ),
    Field("nilai_sesudah_rupiah", RUPIAH, _("Of potongan: value under the rule bersih after the load"), required=False),
    Field("berlaku", BOOLEAN, _("Of potongan: whether its rows still stand"), required=False),
    LOAD_NUMBER,
    *EDITION,
)
QUESTIONS = (
    Field("kartu", TEXT, _("Question: pasangan, pemasok-terbesar, desember, malam, nilai-sama or batas-pejabat")),
    Field("urutan", INTEGER, _("Place of the line in its table")),
    GOVERNMENT_CODE,
    GOVERNMENT,
    Field("kunci_satker", TEXT, _("Key of the agency in addresses"), required=False),
    Field("satker", TEXT, _("Name of the agency"), required=False),
    Field("kunci_penyedia", TEXT, _("Key of the supplier in addresses"), required=False),
    Field("penyedia", TEXT, _("Name of the supplier"), required=False),
    Field("tanggal", DAY, _("Of nilai-sama: the day of the orders"), required=False),
    Field("kunci_pesanan", TEXT, _("Of batas-pejabat: key of the order in addresses"), required=False),
    Field(
        "nilai_rupiah",
        RUPIAH,
        _("What is asked about: the pair's, the largest supplier's or December's value; of nilai-sama, of each order"),
        required=False,
    ),
    Field("dari_rupiah", RUPIAH, _("Value of the whole that the share is of"), required=False),
    Field("jumlah_pesanan", INTEGER, _("Orders that are asked about"), required=False),
    Field("dari_pesanan", INTEGER, _("Orders with a time, of which those at night are a share"), required=False),
    Field("pesanan_di_atas_batas", INTEGER, _("Of batas-pejabat: orders just above the limit"), required=False),
    replace(SUPPLIER_COUNT, required=False),
    Field("persen", PERCENT, _("The share"), required=False),
    _TOP_FIVE,
    YEAR,
    CHANNEL,
    RULE,
    *EDITION,
)
