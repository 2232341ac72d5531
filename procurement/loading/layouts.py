"""The export layouts: their columns, their words, and what one row is. A further layout is one more entry here.

Source column names and status words stand in this file only. Columns are matched by header, never by position.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from procurement.counting import Channel, Stage, Verification
from procurement.loading import cells


@dataclass(frozen=True)
class Column:
    """A column of an export. `field` is ours; columns without one are read past and never kept."""

    name: str
    field: str = ""
    clean: cells.Cleaner | None = None
    required: bool = False
    """The cell may not be empty."""
    present: bool = False
    """The column must be in the header and in every JSON element, though its cell may be empty."""


@dataclass(frozen=True)
class Layout:
    slug: str
    system: str
    channel: Channel
    recognised_by: frozenset[str]
    columns: tuple[Column, ...]
    stages: Mapping[str, Stage]
    empty_stage: Mapping[str, Stage]
    """source word -> stage of a row without a status; a source that is missing refuses the empty word."""
    verifications: Mapping[str, Verification]
    sources: frozenset[str]
    standing: str
    """Which way of deciding standings: a key of standing.DECIDERS."""
    new_form: frozenset[str] = field(default_factory=frozenset)
    """Columns that only the newer form has; with any of them the budget-year column must be there."""
    year_column: str = ""

    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def value_column(self) -> str:
        return next(column.name for column in self.columns if column.field == "value_sen")


TOKO_DARING = Layout(
    slug="toko-daring",
    system="bela",
    channel=Channel.TOKO_DARING,
    recognised_by=frozenset({"valuasi", "order_id", "sumber_data"}),
    columns=(
        Column("tahun", "year", cells.clean_year, required=True),
        Column("kd_klpd", "klpd_code", cells.clean_code),
        Column("nama_klpd", "klpd_name", cells.clean_name),
        Column("kd_satker", "agency_code", cells.clean_code),
        Column("nama_satker", "agency_name", cells.clean_name),
        Column("order_id", "order_id", cells.clean_code, required=True),
        Column("order_desc", "description", cells.clean_description),
        Column("valuasi", "value_sen", cells.clean_rupiah, required=True),
        Column("kategori", "category", cells.clean_category),
        Column("metode_bayar", "payment_method", cells.clean_name),
        Column("tanggal_transaksi", "ordered_at", cells.clean_datetime, required=True),
        Column("marketplace", "marketplace", cells.clean_name, required=True),
        Column("nama_merchant", "supplier_name", cells.clean_name),
        Column("merchant_name", "supplier_name", cells.clean_name),
        Column("jenis_transaksi"),
        Column("kota_kab", "location", cells.clean_name),
        Column("provinsi", "location_province", cells.clean_name),
        Column("nama_pemesan"),  # a person's name: never stored, logged or echoed
        Column("status_verif", "verification", cells.clean_name, present=True),
        Column("sumber_data", "source", cells.clean_name, required=True, present=True),
        Column("status_konfirmasi_ppmse", "stage", cells.clean_name, present=True),
        Column("keterangan_ppmse", "stage_note", cells.clean_description),
    ),
    stages={"selesai": Stage.COMPLETED, "gagal": Stage.FAILED},
    empty_stage={
        "import": Stage.UNSTATED,
        "api": Stage.ONGOING,
        "api_v3": Stage.ONGOING,
        "sftp": Stage.ONGOING,
    },
    verifications={
        "verified": Verification.VERIFIED,
        "unverified": Verification.UNVERIFIED,
        "": Verification.NOT_STATED,
    },
    sources=frozenset({"import", "api", "api_v3", "sftp"}),
    standing="snapshots",
    new_form=frozenset({"tahun", "merchant_name"}),
    year_column="tahun",
)

LAYOUTS: dict[str, Layout] = {layout.slug: layout for layout in (TOKO_DARING,)}

STORED_FIELDS = (
    "agency_code",
    "agency_name",
    "order_id",
    "description",
    "category",
    "payment_method",
    "ordered_at",
    "supplier_name",
    "location",
    "verification",
    "source",
    "stage",
    "stage_note",
)
"""Text fields that are kept; with government, year, system, marketplace and value they are a row's content."""
