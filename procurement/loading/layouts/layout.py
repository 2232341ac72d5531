"""What a layout is: its columns, its words, and what one row of it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from procurement.counting import Channel, Stage, Verification
from procurement.loading.cells import Cleaner


@dataclass(frozen=True)
class Column:
    """A column of an export. `field` is ours; columns without one are read past and never kept."""

    name: str
    field: str = ""
    clean: Cleaner | None = None
    required: bool = False
    """The cell may not be empty."""
    present: bool = False
    """The column must be in the header and in every JSON element, though its cell may be empty."""
    form: Callable[[Any], str] | None = None
    """How a cell is written ("" where that cannot be told), if all cells of the column must be written alike."""
    mixed: str = ""
    """The refusal of a column whose cells are written in several forms."""


@dataclass(frozen=True)
class Layout:
    slug: str
    system: str
    """Where its records are kept; empty where each row says so."""
    channel: Channel | None
    """None where each row says so."""
    recognised_by: frozenset[str]
    columns: tuple[Column, ...]
    stages: Mapping[str, Stage]
    """status word, exactly as printed -> stage; "" only where the layout lists the empty word"""
    standing: str
    """Which way of deciding standings: a key of standing.DECIDERS."""
    empty_stage: Mapping[str, Stage] = field(default_factory=dict)
    """source word -> stage of a row without a status, where that rests on the source"""
    verifications: Mapping[str, Verification] = field(default_factory=dict)
    """word -> verification; empty where the layout has none"""
    sources: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    """The words of its further columns that have a list of words."""
    details: tuple[str, ...] = ()
    """Further fields that are kept, as text."""
    new_form: frozenset[str] = frozenset()
    """Columns that only the newer form has; with any of them the budget-year column must be there."""
    year_column: str = ""
    amounts: str = "rupiah"
    """How the value is printed, for the second count: `rupiah` (whole), `money` (two decimals), `indonesian`."""

    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def name_of(self, field: str) -> str:
        """The first column of a field, "" where the layout has none."""
        return next((column.name for column in self.columns if column.field == field), "")

    def value_column(self) -> str:
        return self.name_of("value_sen")

    def known_words(self) -> frozenset[str]:
        """Every word of its lists. Any other in a column of words may be a cell that has shifted there."""
        return frozenset({*self.stages, *self.verifications, *self.sources, *self.words})


WORD_FIELDS = frozenset(
    {
        "stage", "verification", "source", "delivery", "package_status", "printed_source", "printed_channel",
        "stated_standing",
    }
)  # fmt: skip
"""Fields whose cell is one of few words."""

STORED_FIELDS = (
    "agency_code",
    "agency_name",
    "order_id",
    "description",
    "category",
    "payment_method",
    "ordered_at",
    "supplier_code",
    "supplier_name",
    "location",
    "verification",
    "source",
    "stage",
    "stage_note",
)
"""Text fields that are kept; with government, year, system, channel, marketplace, value and the layout's details they
are a row's content. A layout that lacks one leaves it empty.
"""
