"""Many rows into SQLite: few by one prepared statement, many by way of a file of their own beside the database.

Python's module takes rows value by value and holds the interpreter's lock for each. Arrow's driver takes columns
without that lock, but over a connection of its own, which could not write inside our transaction; so it fills a file
that the database then copies, record by record as they lie there. Who reads the database sees nothing of that file.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, cast

import pyarrow as pa
from django.conf import settings
from django.db import OperationalError, connection, models

from procurement.loading.background import ahead

FILE = "load-rows.sqlite3"
"""In DATA_DIR. A load that was killed leaves it there; the next one takes it away, whatever it loads."""
MANY = 50_000
"""Rows that are worth a file; a chunk of them is held meanwhile."""
_SCHEMA = "load_rows"


def insert(model: type[models.Model], tables: Iterator[pa.Table]) -> None:
    """Inserts the tables."""
    few: list[pa.Table] = []
    while sum(map(len, few)) < MANY:
        if (table := next(tables, None)) is None:
            for rows in few:
                _by_statement(model, rows)
            return
        few.append(table)
    _by_file(model, chain(few, tables))


def _by_statement(model: type[models.Model], rows: pa.Table) -> None:
    quote = connection.ops.quote_name
    names, marks = ", ".join(map(quote, rows.column_names)), ", ".join(["%s"] * rows.num_columns)
    with connection.cursor() as cursor:
        statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"
        values = (column.to_pylist() for column in _plain(rows).columns)
        cursor.executemany(statement, cast(Any, zip(*values, strict=True)))


def _by_file(model: type[models.Model], tables: Iterator[pa.Table]) -> None:
    """The rows' keys go on from the last one that the table has had, as if they had been inserted one by one."""
    table, last, path = model._meta.db_table, 0, _path()
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
        (definition,) = cursor.fetchone()  # of the very same table, or the database could not copy whole records
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        for (number,) in cursor.fetchall():
            last = number
    keys_go_on = f"INSERT INTO sqlite_sequence VALUES ('{table}', {last})"
    try:
        _fill(path, table, [definition, keys_go_on], tables)
        with connection.cursor() as cursor:
            cursor.execute(f"ATTACH %s AS {_SCHEMA}", [str(path)])
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"INSERT INTO {quoted} SELECT * FROM {_SCHEMA}.{quoted}")
    finally:
        path.unlink(missing_ok=True)  # it is there for as long as it is open


def _fill(path: Path, table: str, statements: list[str], tables: Iterator[pa.Table]) -> None:
    from adbc_driver_manager import Error  # who loads little does without them
    from adbc_driver_sqlite import dbapi

    try:
        with closing(dbapi.connect(str(path), autocommit=True)) as file, closing(file.cursor()) as cursor:
            # A file that is of no use after a failure needs neither a journal nor to reach the disk.
            for statement in ("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", *statements):
                cursor.execute(statement)
            for rows in ahead(map(_plain, tables)):
                cursor.adbc_ingest(table, rows, mode="append")
    except Error as error:
        raise OperationalError(str(error)) from error


def _plain(table: pa.Table) -> pa.Table:
    return pa.table({name: _plain_column(table.column(name)) for name in table.column_names})


def _plain_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_timestamp(column.type):
        return column.cast(pa.string())  # as Django writes it
    if pa.types.is_dictionary(column.type):
        return column.cast(column.type.value_type)
    return column


def _path() -> Path:
    return Path(settings.DATA_DIR) / FILE


@contextmanager
def put_away() -> Iterator[None]:
    """Around a transaction: what a killed load left goes before it, and the database lets go of the file after it."""
    _path().unlink(missing_ok=True)
    try:
        yield
    finally:
        if not connection.in_atomic_block and connection.connection:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pragma_database_list WHERE name = %s", [_SCHEMA])
                if cursor.fetchone():
                    cursor.execute(f"DETACH {_SCHEMA}")
