"""Many rows into one table at once: binary COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection, models
from pgpq import ArrowToPostgresBinaryEncoder
from pgpq.encoders import StringEncoderBuilder
from pgpq.schema import Jsonb

from procurement.loading.background import ahead


def insert(model: type[models.Model], tables: Iterator[pa.Table]) -> None:
    """Inserts tables of already clean values; their columns are named as the database's and of its very types.

    Words may come as dictionaries. Moments come without a time zone and are of the connection's, as Django's are.
    """
    first = next(tables, None)
    if first is None:
        return
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, first.column_names))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({names}) FROM STDIN WITH (FORMAT binary)"
            # What fails inside a COPY passes Django by, unless it is told.
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for rows in ahead(_binary(model, _chained(first, tables))):
                    copy.write(rows)
        else:
            marks = ", ".join(["%s"] * len(first.column_names))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            for part in _chained(first, tables):
                cursor.executemany(statement, cast(Any, zip(*map(_listed, part.columns), strict=True)))


def _listed(column: pa.ChunkedArray) -> list[Any]:
    """The column's values; what occurs again and again is one and the same object."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.string())  # as Django writes it
    if not pa.types.is_dictionary(column.type):
        return list(column.to_pylist())
    chunk = column.combine_chunks()
    words = chunk.dictionary.to_pylist()
    return [words[number] for number in chunk.indices.to_pylist()]


def _binary(model: type[models.Model], tables: Iterator[pa.Table]) -> Iterator[bytes]:
    """The stream of a binary COPY, piece by piece."""
    encoder: ArrowToPostgresBinaryEncoder | None = None
    for table in tables:
        plain = pa.table({name: _plain(table.column(name)) for name in table.column_names})
        if encoder is None:
            encoder = ArrowToPostgresBinaryEncoder.new_with_encoders(plain.schema, _encoders(model, plain.schema))
            yield encoder.write_header()
        for batch in plain.combine_chunks().to_batches():
            yield encoder.write_batch(batch)
    if encoder:
        yield encoder.finish()


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if pa.types.is_dictionary(column.type):
        return column.cast(column.type.value_type)
    if pa.types.is_timestamp(column.type):
        return pc.assume_timezone(column, connection.timezone_name).cast(pa.timestamp("us", "UTC"))
    return column


def _encoders(model: type[models.Model], schema: pa.Schema) -> dict[str, Any]:
    documents = {f.column for f in model._meta.concrete_fields if isinstance(f, models.JSONField)}
    return {
        field.name: StringEncoderBuilder.new_with_output(field, Jsonb())
        if field.name in documents
        else ArrowToPostgresBinaryEncoder.infer_encoder(field)
        for field in schema
    }


def _chained[T](first: T, rest: Iterable[T]) -> Iterator[T]:
    yield first
    yield from rest


@contextmanager
def without_indexes(model: type[models.Model]) -> Iterator[None]:
    """Drops the table's indexes and makes them again, which costs less than keeping them.

    SQLite keeps its primary key, in whose order the rows lie. For a table that is empty to everyone: on PostgreSQL
    whoever reads it waits until the transaction ends.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        postgres = connection.vendor == "postgresql"
        query = _POSTGRES_INDEXES if postgres else _SQLITE_INDEXES
        cursor.execute(query, [model._meta.db_table])
        indexes = cursor.fetchall()
        for name, definition in indexes:
            plain = definition.startswith("CREATE")  # else a constraint's: the primary key
            cursor.execute(f"DROP INDEX {name}" if plain else f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        if postgres:
            # One helper beside each sort: with the two that PostgreSQL would take, two cores are one too few.
            cursor.execute("SET LOCAL max_parallel_maintenance_workers = 1")
        for name, definition in indexes:
            plain = definition.startswith("CREATE")
            cursor.execute(definition if plain else f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        if postgres:  # a third of the usual sample, until autovacuum looks closer a minute later
            cursor.execute("SET LOCAL default_statistics_target = 30")
        cursor.execute(f"ANALYZE {table}")


_POSTGRES_INDEXES = """
    SELECT indexrelid::regclass::text, coalesce(pg_get_constraintdef(pg_constraint.oid), pg_get_indexdef(indexrelid))
    FROM pg_index LEFT JOIN pg_constraint ON conindid = indexrelid AND conrelid = indrelid
    WHERE indrelid = %s::regclass
"""
_SQLITE_INDEXES = """
    SELECT '"' || name || '"', sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL
"""
