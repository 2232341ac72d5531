"""Our own layout, documented on the site: one row is one order line. Our transactions download is written in it."""

from dataclasses import replace

from procurement.counting import Channel, Stage, Standing, Verification
from procurement.loading import cells
from procurement.loading.layouts.layout import Column, Layout
from procurement.loading.refusals import Refusal

_name, _code = cells.unquoted(cells.clean_name), cells.unquoted(cells.clean_code)
_WORDS = frozenset(Channel.values) | frozenset(Standing.values)

UMUM = Layout(
    slug="umum",
    system="",
    channel=None,
    recognised_by=frozenset({"nomor_pesanan", "nilai_rupiah", "kanal"}),
    columns=(
        Column("tahun", "year", cells.clean_year, required=True),
        Column("kode_klpd", "klpd_code", _code),
        Column("daerah", "klpd_name", _name),
        Column("kode_satker", "agency_code", _code),
        Column("satker", "agency_name", _name),
        Column("kanal", "printed_channel", cells.one_of(Channel.values), required=True),
        Column("sistem", "printed_system", _name, required=True),
        Column("marketplace", "marketplace", _name),
        Column("nomor_pesanan", "order_id", _code, required=True),
        Column("uraian", "description", cells.unquoted(cells.clean_description)),
        Column("kategori", "category", cells.unquoted(cells.clean_category)),
        Column("penyedia", "supplier_name", _name),
        Column("kode_penyedia", "supplier_code", _code),
        Column("nilai_rupiah", "value_sen", cells.clean_money, required=True),
        Column("tanggal", "ordered_at", cells.clean_datetime),
        Column("tahap", "stage", cells.clean_name, present=True),
        Column("verifikasi", "verification", cells.clean_name, present=True),
        Column("kedudukan", "stated_standing", cells.one_of(Standing.values)),
        Column("edisi"),  # two constant columns that end our own download
        Column("contoh"),
    ),
    stages={stage.value: stage for stage in Stage} | {"": Stage.UNSTATED},
    verifications={verification.value: verification for verification in Verification},
    words=_WORDS,
    standing="stated",
    amounts="money",
)


def stated(layout: Layout, number_format: str, date_format: str) -> Layout:
    """The layout with its numbers (`polos`, `id`) and dates (`iso`, `dmy`) written as the operator states.

    Raises Refusal F37 for a layout whose exports are always written the same way.
    """
    swapped: dict[str, tuple[cells.Cleaner, cells.Cleaner, str]] = {}
    if number_format == "id":
        swapped["value_sen"] = (cells.clean_indonesian_money, cells.number_form, "F15")
    if date_format == "dmy":
        swapped["ordered_at"] = (cells.clean_day_first, cells.date_form, "F16")
    if not swapped:
        return layout
    if layout is not UMUM:
        option = "--number-format" if number_format == "id" else "--date-format"
        raise Refusal("F37", {"o": option, "t": layout.slug})
    columns = tuple(
        replace(column, clean=swapped[column.field][0], form=swapped[column.field][1], mixed=swapped[column.field][2])
        if column.field in swapped
        else column
        for column in layout.columns
    )
    return replace(layout, columns=columns, amounts="indonesian" if number_format == "id" else layout.amounts)
