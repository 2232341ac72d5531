"""What editions say of the slices they changed, without the orders they name: those may be a million."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from procurement.counting import DEFAULT_RULE
from procurement.models import Edition
from regions.models import Region

_WITHOUT_ORDERS = {
    "sqlite": "SELECT number, json_remove(one.value, '$.orders') FROM {table}, json_each(changes) AS one",
    "postgresql": "SELECT number, (one.value - 'orders')::text FROM {table}, jsonb_array_elements(changes) AS one",
}


@dataclass(frozen=True)
class State:
    """What a slice holds: every accepted row, and the value under the default rule. Money in sen."""

    rows: int
    orders: int
    value_sen: int
    """Under the default rule."""
    whole_sen: int
    """Of every accepted row."""


@dataclass(frozen=True)
class SliceChange:
    """What an edition says of one slice that it changed."""

    edition: int
    region: Region | None
    """None where a newer reference left the government out."""
    code: str
    year: int
    system: str
    as_of: date
    as_of_before: date | None
    """None where nothing of it stood, and in editions made before this was kept."""
    before: State
    after: State
    added: int
    changed: int
    withdrawn: int
    rejected: int
    """0 in an edition that withdrew the slice."""
    unplaced: int
    """Rejected rows that may be of it or of others; 0 in editions made before these were told apart."""

    def goes_back(self) -> bool:
        """Whether the edition's data end earlier than those of the one before: most likely an older export."""
        return self.as_of_before is not None and self.as_of < self.as_of_before


def changes_of(editions: Sequence[int]) -> list[SliceChange]:
    """Of each of the editions, by government, year and system. Two queries, one where none changed."""
    said = _said(editions) if editions else []
    regions = Region.objects.in_bulk({one["region_code"] for _edition, one in said})
    found = [_change(edition, one, regions.get(one["region_code"])) for edition, one in said]
    return sorted(found, key=lambda one: (one.code, one.year, one.system))


def _said(editions: Sequence[int]) -> list[tuple[int, dict[str, Any]]]:
    table = connection.ops.quote_name(Edition._meta.db_table)
    numbers = ", ".join(["%s"] * len(editions))
    statement = f"{_WITHOUT_ORDERS[connection.vendor].format(table=table)} WHERE number IN ({numbers})"
    with connection.cursor() as cursor:
        cursor.execute(statement, list(editions))
        return [(number, json.loads(text)) for number, text in cursor.fetchall()]


def _change(edition: int, said: dict[str, Any], region: Region | None) -> SliceChange:
    return SliceChange(
        edition=edition,
        region=region,
        code=said["region_code"],
        year=said["year"],
        system=said["system"],
        as_of=date.fromisoformat(said["as_of"]),
        as_of_before=date.fromisoformat(said["as_of_before"]) if said.get("as_of_before") else None,
        before=_state(said, "before"),
        after=_state(said, "after"),
        added=said["added"],
        changed=said["changed"],
        withdrawn=said["withdrawn"],
        rejected=said.get("rejected", 0),
        unplaced=said.get("unplaced", 0),
    )


def _state(said: dict[str, Any], when: str) -> State:
    whole, counted = said[when], said[DEFAULT_RULE.slug][when]
    return State(rows=whole["rows"], orders=whole["orders"], value_sen=counted["sen"], whole_sen=whole["sen"])
