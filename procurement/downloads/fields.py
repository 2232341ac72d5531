"""The fields of every table that can be downloaded: name, kind and meaning, written once.

The data dictionary prints them, tests hold the twins to them. Field names are Indonesian and never translated.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXT, INTEGER, RUPIAH, PERCENT = "text", "integer", "rupiah", "percent"
TIME, DAY, BOOLEAN = "time", "day", "boolean"
KINDS = {
    TEXT: _("text"),
    INTEGER: _("whole number"),
    RUPIAH: _("rupiah, exact: plain digits, with `.` and two digits where sen occur"),
    PERCENT: _("percent with one decimal; empty where it cannot be compared"),
    TIME: _("date and time in WIB, `YYYY-MM-DD HH:MM:SS`; empty where the source states none"),
    DAY: _("date, `YYYY-MM-DD`"),
    BOOLEAN: _("`true` or `false`"),
}


@dataclass(frozen=True)
class Field:
    name: str
    kind: str
    meaning: str | Promise
    required: bool = True
    """False where a cell may be empty."""
    signed: bool = False
    """Whether a number may be less than zero."""


AREA_CODE = Field("kode_wilayah", TEXT, _("Kemendagri's code of the area, such as 35.73"))
GOVERNMENT_CODE = Field("kode_klpd", TEXT, _("LKPP's code of the buyer, such as D180"))
GOVERNMENT = Field("daerah", TEXT, _("Name of the government that bought"))
KIND_OF_GOVERNMENT = Field("jenis", TEXT, _("kota (city), kabupaten (regency) or provinsi (province)"))
SLUG = Field("slug", TEXT, _("The government's name in addresses"))
POPULATION = Field("penduduk", INTEGER, _("Population that amounts per head are worked out with"))
POPULATION_DAY = Field("penduduk_per", DAY, _("Day that the population is of"))
YEAR = Field("tahun", INTEGER, _("Budget year"))
CHANNEL = Field("kanal", TEXT, _("toko-daring or e-katalog; channels are never added together"))
RULE = Field("aturan", TEXT, _("Counting rule: which rows count"))
SYSTEM = Field("sistem", TEXT, _("Where the record is kept: bela, katalog-v5, katalog-v6, or a marketplace's own"))
AGENCY_CODE = Field("kode_satker", TEXT, _("Code of the agency, as the source has it"), required=False)
SUPPLIER_CODE = Field("kode_penyedia", TEXT, _("The source's id of the supplier"), required=False)
LOAD_NUMBER = Field("muatan", INTEGER, _("Number of the load: /data/muatan/<n>/"))
LAYOUT = Field("tata_letak", TEXT, _("Layout that the file was read as"))
FILE = Field("berkas", TEXT, _("Name of the file"))
FILE_HASH = Field("sha256", TEXT, _("SHA-256 of the file"))
EDITION_FLAG = Field("contoh", BOOLEAN, _("`true` where sample rows stand: made-up data"))
EDITION = (
    Field("edisi", INTEGER, _("Number of the edition that the answer is made from"), required=False),
    EDITION_FLAG,
)

RANK = Field("peringkat", INTEGER, _("Competition rank by value among all governments with data: 1, 2, 2, 4"))
VALUE = Field("nilai_rupiah", RUPIAH, _("Sum of the values of all rows that count"))
ORDERS = Field("jumlah_pesanan", INTEGER, _("Different orders with a row that counts"))
COUNTED_ROWS = Field("jumlah_baris", INTEGER, _("Rows that count"))
SUPPLIER_COUNT = Field(
    "jumlah_penyedia", INTEGER, _("Different suppliers with a row that counts; unknown ones are left out")
)
FIGURES = (VALUE, ORDERS, COUNTED_ROWS, SUPPLIER_COUNT)
PER_HEAD = Field(
    "per_kapita_rupiah", INTEGER, _("Value by population of the reference, in whole rupiah, rounded half up")
)
CHANGE = Field(
    "perubahan_persen",
    PERCENT,
    _("Against the same covered months of the year before; empty in rankings of editions"),
    required=False,
)
RANKED_KIND = Field("jenis", TEXT, _("kota (city) or kabupaten (regency)"))
RANKED_GOVERNMENT = (AREA_CODE, GOVERNMENT_CODE, GOVERNMENT, RANKED_KIND)
AREA = (AREA_CODE, GOVERNMENT_CODE, GOVERNMENT, KIND_OF_GOVERNMENT)

RANKING = (RANK, *RANKED_GOVERNMENT, *FIGURES, PER_HEAD, CHANGE, YEAR, CHANNEL, RULE, *EDITION)
TRANSACTIONS = (
    YEAR,
    GOVERNMENT_CODE,
    GOVERNMENT,
    AGENCY_CODE,
    Field("satker", TEXT, _("Name of the agency, as printed"), required=False),
    CHANNEL,
    SYSTEM,
    Field("marketplace", TEXT, _("Marketplace that the order went through"), required=False),
    Field("nomor_pesanan", TEXT, _("Number of the order or package; rows of one number are its lines")),
    Field(
        "uraian", TEXT, _("What was ordered, as printed; begins with [disamarkan] where it is masked"), required=False
    ),
    Field("kategori", TEXT, _("Category in small letters; `;` joins several"), required=False),
    Field(
        "penyedia",
        TEXT,
        _("Name of the supplier, as printed; begins with [disamarkan] where it is masked"),
        required=False,
    ),
    SUPPLIER_CODE,
    Field("nilai_rupiah", RUPIAH, _("Value of the row")),
    Field("tanggal", TIME, _("When the order was made"), required=False),
    Field("tahap", TEXT, _("Stage: completed, ongoing, unstated, planned or failed")),
    Field("verifikasi", TEXT, _("verified or unverified; empty where the source does not say"), required=False),
    Field("kedudukan", TEXT, _("Standing: counted, re-sent, in-both or repeated")),
    *EDITION,
)
ROWS = tuple(one for one in TRANSACTIONS if one.name != "edisi")
"""In prebuilt files: without the edition, since a slice's part outlives it. The list of files says which it is."""
TOTALS = (YEAR, CHANNEL, RULE, *AREA, *FIGURES, *EDITION)
GOVERNMENTS = (
    *AREA,
    SLUG,
    POPULATION,
    POPULATION_DAY,
    Field("penduduk_sumber", TEXT, _("Source of the population")),
    *EDITION,
)
SUPPLIER_KEY = Field("kunci", TEXT, _("The supplier's key in addresses; it never changes"))
SUPPLIER_NAME = Field("penyedia", TEXT, _("Its latest spelling in the rows that stand"), required=False)
SUPPLIERS = (SUPPLIER_KEY, SYSTEM, SUPPLIER_CODE, SUPPLIER_NAME, *EDITION)

PASSPORT = (*(one for one in TRANSACTIONS if one not in EDITION), RULE, *EDITION)
