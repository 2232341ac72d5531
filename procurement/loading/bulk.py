"""Many rows into one table at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import pyarrow as pa
import pyarrow.csv
from django.db import connection, models

from procurement.loading.background import ahead


def insert(model: type[models.Model], tables: Iterator[pa.Table]) -> None:
    """Inserts tables of already clean values; their columns are named as the database's."""
    first = next(tables, None)
    if first is None:
        return
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, first.column_names))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What fails inside a COPY passes Django by, unless it is told.
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv)") as copy,
            ):
                for lines in ahead(map(_csv, _chained(first, tables))):
                    copy.write(lines)
        else:
            marks = ", ".join(["%s"] * len(first.column_names))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            for part in _chained(first, tables):
                cursor.executemany(statement, cast(Any, zip(*map(_listed, part.columns), strict=True)))


def _listed(column: pa.ChunkedArray) -> list[Any]:
    """The column's values; what occurs again and again is one and the same object."""
    if not pa.types.is_dictionary(column.type):
        return list(column.to_pylist())
    chunk = column.combine_chunks()
    words = chunk.dictionary.to_pylist()
    return [words[number] for number in chunk.indices.to_pylist()]


def _csv(table: pa.Table) -> Any:
    """Text is quoted even when it is empty, so that what is empty and bare is NULL."""
    table = table.cast(pa.schema([(f.name, getattr(f.type, "value_type", f.type)) for f in table.schema]))
    lines = pa.BufferOutputStream()
    pa.csv.write_csv(table, lines, pa.csv.WriteOptions(include_header=False, quoting_style="needed"))
    return memoryview(lines.getvalue())


def _chained[T](first: T, rest: Iterable[T]) -> Iterator[T]:
    yield first
    yield from rest


@contextmanager
def without_indexes(model: type[models.Model]) -> Iterator[None]:
    """Drops the table's indexes, its primary key's aside, and makes them again, which costs less than keeping them.

    For a table that is empty to everyone: on PostgreSQL whoever reads it waits until the transaction ends.
    """
    with connection.cursor() as cursor:
        postgres = connection.vendor == "postgresql"
        query = _POSTGRES_INDEXES if postgres else _SQLITE_INDEXES
        cursor.execute(query, [model._meta.db_table])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        yield
        if postgres:
            cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


_POSTGRES_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = %s::regclass AND NOT indisunique
"""
_SQLITE_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL"
