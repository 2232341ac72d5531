"""The tables of endpoints, put together from the fields of downloads; only what no download has is described here."""

from django.utils.translation import gettext_lazy as _

from procurement.downloads.fields import (
    AGENCY_CODE,
    AREA_CODE,
    CHANGE,
    CHANNEL,
    DAY,
    EDITION,
    EDITION_FLAG,
    FIGURES,
    FILE,
    FILE_HASH,
    GOVERNMENT,
    GOVERNMENT_CODE,
    INTEGER,
    KIND_OF_GOVERNMENT,
    LAYOUT,
    LOAD_NUMBER,
    PER_HEAD,
    POPULATION,
    POPULATION_DAY,
    RANK,
    RANKED_GOVERNMENT,
    RULE,
    RUPIAH,
    SLUG,
    SUPPLIER_CODE,
    SUPPLIER_KEY,
    SUPPLIER_NAME,
    SYSTEM,
    TEXT,
    TIME,
    TRANSACTIONS,
    YEAR,
    Field,
)

NEXT = _(
    "Address of the next page; null at the end, and only there: a page that filters leave little of may hold few rows, "
    "or none"
)
"""Of the envelope of a list that is turned."""
RANKED = (RANK, *RANKED_GOVERNMENT, *FIGURES, PER_HEAD, CHANGE)
NOT_RANKED = (
    *RANKED_GOVERNMENT,
    Field("alasan", TEXT, _("Why it has no figure: belum-ada-data, tidak-ada-yang-memenuhi-aturan")),
)
ROWS = (
    Field("kunci", TEXT, _("Key of the order: /transaksi/<kunci>/")),
    *(field for field in TRANSACTIONS if field not in EDITION),
)
GOVERNMENTS = (
    AREA_CODE,
    Field("kode_bps", TEXT, _("BPS's code of the area")),
    GOVERNMENT_CODE,
    GOVERNMENT,
    SLUG,
    KIND_OF_GOVERNMENT,
    POPULATION,
    POPULATION_DAY,
)
TOTALS = (YEAR, CHANNEL, RULE, *FIGURES)
SUPPLIERS = (SUPPLIER_KEY, SUPPLIER_NAME, SYSTEM, SUPPLIER_CODE)
AGENCIES = (
    GOVERNMENT_CODE,
    GOVERNMENT,
    AGENCY_CODE,
    Field("satker", TEXT, _("Its latest name in the rows that stand"), required=False),
    SYSTEM,
)
LOADS = (
    LOAD_NUMBER,
    Field("waktu", TIME, _("When it was loaded")),
    EDITION_FLAG,
    FILE,
    FILE_HASH,
    Field("ukuran_bita", INTEGER, _("Size of the file in bytes")),
    LAYOUT,
    Field("jumlah_baris", INTEGER, _("Rows of the file, whatever became of them")),
    Field("nilai_rupiah", RUPIAH, _("Sum of the value column over all rows, by the second reader")),
)
EDITIONS = (
    Field("edisi", INTEGER, _("Number of the edition")),
    Field("waktu", TIME, _("When it was made")),
    Field("sebab", TEXT, _("What made it: load, withdrawal, regions, claims, sizes, aliases, rules or masks")),
    Field("muatan", INTEGER, _("Load that it was made from"), required=False),
    EDITION_FLAG,
)
COVERAGE = (
    AREA_CODE,
    GOVERNMENT_CODE,
    GOVERNMENT,
    YEAR,
    CHANNEL,
    SYSTEM,
    Field("data_sampai", DAY, _("Data up to this day; months after it are not covered")),
    LOAD_NUMBER,
    Field("baris_ditolak", INTEGER, _("Rows that were rejected when it was loaded")),
    Field("nilai_ditolak_rupiah", RUPIAH, _("Their value")),
    Field(
        "baris_tak_pasti",
        INTEGER,
        _("Further rejected rows of the load that may be of this government, year and system or of others: never sum"),
    ),
    Field("nilai_tak_pasti_rupiah", RUPIAH, _("Their value")),
    Field(
        "jumlah_baris",
        INTEGER,
        _("Rows that count; null where the rule does not apply to the channel"),
        required=False,
    ),
)
