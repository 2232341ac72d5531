"""The summary line that an export may end with: what it says, and whether that is the sum of the rows above it."""

import re

from procurement.loading import headers
from procurement.loading.ledger import LoadedFile, Total
from procurement.loading.refusals import Refusal
from procurement.money import exact

_AMOUNT = re.compile(r"(?:Rp\.?\s*)?(?!0\d)\d[\d.,]{0,19}")
"""What may be echoed of a summary line: in one that has shifted, a telephone number would begin with 0."""


def stated_total(line: int, cells: list[str], header: list[str], mapping: headers.Mapping) -> Total:
    """What a summary line says: under the value column, or last where it has other cells than the header."""
    theirs = next(name for name, ours in mapping.names.items() if ours == mapping.layout.value_column())
    whole = len(cells) == len(header)
    printed = cells[header.index(theirs)] if whole else next((c for c in reversed(cells) if c.strip()), "")
    clean = mapping.layout.by_name()[mapping.layout.value_column()].clean
    amount = clean(printed) if clean else None
    sen = amount if isinstance(amount, int) else None
    return Total(line, printed, sen, (sen or 0) if whole else 0)


def check_total(file: LoadedFile) -> None:
    """A summary line is ignored when its amount equals the sum of the rows above it, else the file is refused (F17)."""
    counted = file.cleaned.sen() - file.cleaned.summaries_sen
    if file.total is None or file.total.sen == counted:
        return
    said = file.total.printed if _AMOUNT.fullmatch(file.total.printed) else "?"
    left_out = len(file.cleaned.rejected)
    hint_id = f" {left_out} baris yang ditolak ikut terhitung sejauh terbaca." if left_out else ""
    hint_en = f" Its {left_out} rejected rows are counted as far as they can be read." if left_out else ""
    raise Refusal(
        "F17",
        {"a": exact(counted), "b": said, "n": file.total.line, "hint_id": hint_id, "hint_en": hint_en},
        file=file.source.name,
    )
