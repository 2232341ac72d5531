"""Every kind of download with its fields, for /data/kamus/. Other apps add theirs (registry.download_tables)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from procurement import registry
from procurement.downloads.fields import GOVERNMENTS, PASSPORT, RANKING, ROWS, SUPPLIERS, TOTALS, TRANSACTIONS, Field
from procurement.downloads.page_fields import (
    COMPARISON,
    COVERAGE,
    EDITION_CHANGES,
    EDITIONS,
    GOVERNMENT_LIST,
    GOVERNMENT_YEAR,
    LOAD,
    QUESTIONS,
)


@dataclass(frozen=True)
class Table:
    """One kind of download."""

    slug: str
    title: str | Promise
    address: str
    """A pattern that a person can fill in."""
    fields: tuple[Field, ...]


TABLES = (
    Table("peringkat", _("Ranking"), "/peringkat/<tahun>.csv", RANKING),
    Table("peringkat-edisi", _("Ranking of an edition"), "/edisi/<n>/peringkat/<tahun>.csv", RANKING),
    Table("transaksi", _("Rows of a government"), "/daerah/<slug>/transaksi.csv", TRANSACTIONS),
    Table("asal", _("Rows that a figure counts"), "/asal.csv", PASSPORT),
    Table("satker", _("Rows of an agency that count"), "/satker/<slug>/<kode>.csv", PASSPORT),
    Table("penyedia-baris", _("Rows of a supplier that count"), "/penyedia/<kunci>-<slug>.csv", PASSPORT),
    Table("pesanan", _("Rows of an order"), "/transaksi/<kunci>.csv", TRANSACTIONS),
    Table("cakupan", _("Months that the data cover"), "/data/cakupan.csv", COVERAGE),
    Table("bandingkan", _("Governments side by side"), "/bandingkan.csv?d=<slug>&d=<slug>", COMPARISON),
    Table("peta", _("Map"), "/peta.csv?tahun=<tahun>", RANKING),
    Table("daerah-daftar", _("List of governments"), "/daerah.csv", GOVERNMENT_LIST),
    Table("daerah-tahun", _("Tables of a government's year"), "/daerah/<slug>/<tahun>.csv", GOVERNMENT_YEAR),
    Table("sorotan", _("Questions worth asking"), "/sorotan.csv", QUESTIONS),
    Table("edisi-daftar", _("List of editions"), "/edisi.csv", EDITIONS),
    Table("edisi-perubahan", _("What an edition changed"), "/edisi/<n>.csv", EDITION_CHANGES),
    Table("muatan", _("Ledger of a load"), "/data/muatan/<n>.csv", LOAD),
    Table(
        "transaksi-unduhan",
        _("Every row of a year and channel"),
        "/data/unduhan/transaksi-<tahun>-<kanal>.csv.gz",
        ROWS,
    ),
    Table("jumlah", _("Totals of every government, year, channel and rule"), "/data/unduhan/jumlah.csv.gz", TOTALS),
    Table("daerah", _("Governments"), "/data/unduhan/daerah.csv.gz", GOVERNMENTS),
    Table("penyedia", _("Suppliers"), "/data/unduhan/penyedia.csv.gz", SUPPLIERS),
)


def every_table() -> list[Table]:
    """Those of other apps last."""
    return [*TABLES, *registry.download_tables]
