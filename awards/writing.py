"""The claims that stand as a claims file has them: what is written here, `reading.py` reads back without a change."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import Any

from awards.columns import COLUMNS, IN_SEN
from awards.models import Claim
from procurement.money import exact

type Cells = dict[str, str]
"""column -> text of its cell, every column"""


def standing() -> list[Cells]:
    """Every claim, in the order of the file. One query."""
    return [cells_of(claim) for claim in Claim.objects.select_related("event")]


def cells_of(claim: Claim) -> Cells:
    return {name: _cell(_value(claim, name)) for name in COLUMNS}


def csv_text(rows: Iterable[Cells]) -> str:
    """A claims file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _value(claim: Claim, column: str) -> Any:
    if column == "event":
        return claim.event.name if claim.event else ""
    if column == "event_slug":
        return claim.event_id or ""
    if column in IN_SEN:
        sen = getattr(claim, IN_SEN[column])
        return None if sen is None else exact(sen)
    return getattr(claim, column)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
