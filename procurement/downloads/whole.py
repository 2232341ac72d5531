"""Everything as one SQLite file, for whoever asks with SQL: a table each for rows, totals, governments and so on."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from procurement.downloads import fields as known
from procurement.downloads import tables, transactions
from procurement.downloads.fields import TRANSACTIONS, Field
from procurement.downloads.formats import CSV_GZ, Record, gzip_member
from procurement.downloads.store import Recipe
from procurement.models import Edition, Slice

NAME = "belanja-terbuka.sqlite3.gz"
_TYPES = {known.INTEGER: "INTEGER", known.BOOLEAN: "INTEGER"}
"""Amounts stay text, as exact as in every other file; SQL adds whole rupiah with CAST(nilai_rupiah AS INTEGER)."""


def recipe(edition: Edition, slices: Sequence[Slice]) -> Recipe:
    columns = [(table.slug, *(one.name for one in table.fields)) for table in tables.bulk_tables()]
    made_of = (edition.number, edition.made_at.isoformat(), edition.is_sample, columns)
    return Recipe(NAME, _("Everything as one SQLite file"), CSV_GZ, made_of, partial(_write, edition, slices))


def _write(edition: Edition, slices: Sequence[Slice], path: Path) -> int:
    plain = path.with_name(f"{path.name}.sqlite")
    try:
        with closing(sqlite3.connect(plain)) as database:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            rows = _fill(database, "transaksi", TRANSACTIONS, _rows(edition, slices))
            for table in tables.bulk_tables():
                _fill(database, table.slug.replace("-", "_"), table.fields, tables.with_edition(table, edition))
            database.execute("CREATE INDEX transaksi_daerah ON transaksi (kode_klpd, tahun, kanal)")
            database.commit()
        with plain.open("rb") as file, path.open("wb") as out, gzip_member(out) as packed:
            shutil.copyfileobj(file, packed, 1 << 20)
    finally:
        plain.unlink(missing_ok=True)
    return rows


def _rows(edition: Edition, slices: Iterable[Slice]) -> Iterator[Record]:
    for one in slices:
        for record in transactions.records(one, edition.is_sample):
            yield record | {"edisi": edition.number}


def _fill(database: sqlite3.Connection, name: str, fields: Sequence[Field], records: Iterable[Record]) -> int:
    columns = ", ".join(
        f"{one.name} {_TYPES.get(one.kind, 'TEXT')}{' NOT NULL' if one.required else ''}" for one in fields
    )
    database.execute(f"CREATE TABLE {name} ({columns})")
    marks = ", ".join("?" * len(fields))
    done = database.executemany(f"INSERT INTO {name} VALUES ({marks})", (_cells(fields, one) for one in records))
    return done.rowcount


def _cells(fields: Sequence[Field], record: Record) -> list[Any]:
    return [_cell(field, record[field.name]) for field in fields]


def _cell(field: Field, value: Any) -> Any:
    if value is None or (value == "" and not field.required):
        return None
    return int(value) if field.kind in _TYPES else str(value)
