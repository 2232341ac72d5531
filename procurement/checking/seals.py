"""Everything published, against what stood at the last check that found nothing.

Between two editions nothing published changes, and what belongs to an edition never does. So each check that finds
nothing notes a sum over every table, and over every slice's rows; the next one compares. It sees what no rule says: a
letter of a claim or of a government's name, a row's line number, the text of a masked row.
"""

import json
import os
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from xxhash import xxh3_64_intdigest

from procurement.checking.findings import Finding
from procurement.checking.stored import fetched

APPS = ("regions", "procurement", "awards")
NOT_SEALED = {
    "procurement_transaction": "row by row, in contents.py",
    "regions_queuedname": "not published, and written without an edition",
}
_OF_EDITION = {"procurement_edition": "number", "procurement_frozen": "edition_id", "awards_verdict": "edition_id"}
"""Tables that only grow -> the column of the edition that a row belongs to."""
_BATCHES = {"procurement_edition": 1}
"""Rows at once, where it is not a thousand: what an edition changed may name a million orders."""
_SCHEMA = """
SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name
"""
_SHADOWS = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '%\\_trigrams\\_%' ESCAPE '\\'"

type Sums = dict[str, dict[str, list[int]]]
"""table -> edition, or "" -> rows, sum of their hashes"""


@dataclass
class Noted:
    """What stood."""

    edition: int
    schema: list[str]
    tables: Sums = field(default_factory=dict)
    slices: dict[str, list[int]] = field(default_factory=dict)


def path() -> Path:
    return Path(settings.DATA_DIR) / "pemeriksaan.json"


def last() -> Noted | None:
    """What the last check noted; None where there was none. Raises ValueError when it cannot be read."""
    try:
        return Noted(**json.loads(path().read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except TypeError as error:
        raise ValueError(str(error)) from error


def now(slices: dict[str, list[int]]) -> Noted:
    """What stands, with the sums of slices that `contents.check` has made. Call it inside the same snapshot."""
    edition = fetched("SELECT COALESCE(MAX(number), 0) FROM procurement_edition")[0][0]
    leaves = MigrationLoader(None).graph.leaf_nodes()
    schema = sorted(f"{app} {name}" for app, name in leaves if app in APPS)
    return Noted(edition, schema, {table: _sums(table) for table in _tables()}, slices)


def note(what: Noted) -> None:
    """Keeps it for the next check. Raises OSError."""
    path().parent.mkdir(parents=True, exist_ok=True)
    beside = path().with_name(f"{path().name}.{os.getpid()}.tmp")
    try:
        beside.write_text(json.dumps(what.__dict__), encoding="utf-8")
        os.replace(beside, path())
    finally:
        beside.unlink(missing_ok=True)


def compare(before: Noted, after: Noted) -> tuple[int, list[Finding]]:
    """(how many sums were compared, which differ)"""
    if before.schema != after.schema:
        return 0, []
    if after.edition < before.edition:
        place = f"edisi/edition {after.edition}"
        indonesian = f"pemeriksaan terakhir melihat edisi {before.edition}; cadangan dipulihkan? Pakai --forget"
        english = f"the last check saw edition {before.edition}; was a backup restored? Use --forget"
        return 0, [Finding(place, indonesian, english)]
    found = []
    pairs = [
        (f"tabel/table {table}" + (f", edisi/edition {group}" if group else ""), said, _of(after.tables, table, group))
        for table, groups in before.tables.items()
        for group, said in groups.items()
        if group or before.edition == after.edition
    ]
    pairs += [
        (f"irisan/slice {key}", said, after.slices[key]) for key, said in before.slices.items() if key in after.slices
    ]
    for place, then, stands in pairs:
        if then != stands:
            rows = f"{then[0]} → {stands[0]} baris/rows"
            indonesian = f"isinya berubah tanpa edisi baru ({rows})"
            found.append(Finding(place, indonesian, "its content changed without an edition"))
    return len(pairs), found


def _of(tables: Sums, table: str, group: str) -> list[int]:
    return tables.get(table, {}).get(group, [0, 0])


def _tables() -> list[str]:
    ours = [m._meta.db_table for m in apps.get_models() if m._meta.app_label in APPS]
    shadows = [name for (name,) in fetched(_SHADOWS)] + ["sqlite_master"] if connection.vendor == "sqlite" else []
    return sorted({*ours, *shadows} - NOT_SEALED.keys())


def _sums(table: str) -> dict[str, list[int]]:
    """Sums that no order of rows changes. An empty table has one too, or a row that comes would not be seen."""
    group = _OF_EDITION.get(table, "")
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    if not group:
        sums[""] = [0, 0]
    with connection.chunked_cursor() as cursor:
        cursor.execute(_SCHEMA if table == "sqlite_master" else _all_of(table, group))
        while rows := cursor.fetchmany(_BATCHES.get(table, 1000)):
            for row in rows:
                one = sums[str(row[0]) if group else ""]
                one[0] += 1
                one[1] = (one[1] + _hash(row)) % 2**64
    return dict(sums)


def _all_of(table: str, group: str) -> str:
    """Every column as it is stored: behind a sign SQLite's driver converts nothing."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        columns = [quote(one.name) for one in connection.introspection.get_table_description(cursor, table)]
    if connection.vendor == "sqlite":
        columns = [f"+{name}" for name in columns]
    first = quote(group) if group else "0"
    return f"SELECT {first}, {', '.join(columns)} FROM {quote(table)}"


def _hash(row: tuple[Any, ...]) -> int:
    return xxh3_64_intdigest(repr(row).encode(errors="backslashreplace"))
