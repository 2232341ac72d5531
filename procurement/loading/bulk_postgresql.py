"""Many rows into PostgreSQL by one binary COPY."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection, models
from pgpq import ArrowToPostgresBinaryEncoder
from pgpq.encoders import StringEncoderBuilder
from pgpq.schema import Jsonb

from procurement.loading.background import ahead


def insert(model: type[models.Model], tables: Iterator[pa.Table]) -> None:
    """Inserts the tables."""
    first = next(tables, None)
    if first is None:
        return
    quote = connection.ops.quote_name
    names = ", ".join(map(quote, first.column_names))
    statement = f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN WITH (FORMAT binary)"
    # What fails inside a COPY passes Django by, unless it is told.
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for rows in ahead(_binary(model, chain([first], tables))):
            copy.write(rows)


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
