"""Many rows into one table at once, each database by the fastest way it has."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import pyarrow as pa
from django.db import connection, models

from procurement.loading import bulk_postgresql, bulk_sqlite


def insert(model: type[models.Model], tables: Iterator[pa.Table]) -> None:
    """Inserts tables of already clean values; their columns are named as the database's and of its very types.

    Words may come as dictionaries. Moments come without a time zone and are of the connection's, as Django's are.
    """
    (bulk_postgresql if connection.vendor == "postgresql" else bulk_sqlite).insert(model, tables)


def put_away() -> AbstractContextManager[None]:
    """Around the transaction that inserts: nothing beside the database is left of this load, or of one that was killed.

    Only SQLite has anything to put away.
    """
    return nullcontext() if connection.vendor == "postgresql" else bulk_sqlite.put_away()


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
