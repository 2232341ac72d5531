"""A table as CSV.GZ and as Parquet: exact amounts, and the same bytes for the same rows."""

import gzip
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import batched
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from procurement.downloads import fields as known
from procurement.downloads.cells import cell, csv_lines
from procurement.downloads.fields import Field

CSV_GZ, PARQUET = "application/gzip", "application/vnd.apache.parquet"
_LEVEL = 6
_GROUP = 50_000
"""Rows of a Parquet row group at the most: what is held in memory."""
_TYPES = {
    known.TEXT: pa.string(),
    known.INTEGER: pa.int64(),
    known.RUPIAH: pa.decimal128(20, 2),
    known.PERCENT: pa.decimal128(9, 1),
    known.TIME: pa.timestamp("ms"),  # the coarsest that Parquet has
    known.DAY: pa.date32(),
    known.BOOLEAN: pa.bool_(),
}

type Record = Mapping[str, Any]


def gzip_member(out: BinaryIO) -> gzip.GzipFile:
    """A gzip stream without a time or a name in it. Several of them one after the other are a gzip file too."""
    return gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=out, mtime=0)


def write_csv(fields: Sequence[Field], records: Iterable[Record], out: BinaryIO, *, header: bool = True) -> int:
    """One gzip member of CSV, RFC 4180 in UTF-8; returns how many records. Text is made safe for spreadsheets."""
    counted = _Counted(records)
    names = [field.name for field in fields]
    lines = csv_lines(names, ([cell(record[name]) for name in names] for record in counted))
    if not header:
        next(lines)
    with gzip_member(out) as packed, io.TextIOWrapper(packed, encoding="utf-8", newline="") as text:
        text.writelines(lines)
    return counted.rows


def write_parquet(fields: Sequence[Field], records: Iterable[Record], path: Path) -> int:
    """A Parquet file with typed columns; empty text is null where a field may be empty. Returns how many records."""
    schema = schema_of(fields)
    rows = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for some in batched(records, _GROUP):
            writer.write_table(_arrow(fields, some, schema))
            rows += len(some)
    return rows


def join_parquet(fields: Sequence[Field], parts: Iterable[Path], path: Path) -> int:
    """Several Parquet files as one, a row group at a time."""
    rows = 0
    with pq.ParquetWriter(path, schema_of(fields), compression="zstd") as writer:
        for part in parts:
            with pq.ParquetFile(part) as file:
                for number in range(file.num_row_groups):
                    table = file.read_row_group(number)
                    writer.write_table(table)
                    rows += table.num_rows
    return rows


def schema_of(fields: Sequence[Field]) -> pa.Schema:
    return pa.schema([pa.field(one.name, _TYPES[one.kind], nullable=not one.required) for one in fields])


def _arrow(fields: Sequence[Field], records: Sequence[Record], schema: pa.Schema) -> pa.Table:
    columns = [_column(one, [record[one.name] for record in records]) for one in fields]
    return pa.Table.from_arrays(columns, schema=schema)


def _column(field: Field, values: list[Any]) -> pa.Array:
    if not field.required:
        values = [None if value == "" else value for value in values]
    if field.kind in (known.RUPIAH, known.PERCENT):
        values = [None if value is None else Decimal(value) for value in values]
    if field.kind in (known.TIME, known.DAY):
        return pa.array(values, pa.string()).cast(_TYPES[field.kind])
    return pa.array(values, _TYPES[field.kind])


class _Counted:
    """Records that are counted as they go by."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records, self.rows = records, 0

    def __iter__(self) -> Iterator[Record]:
        for record in self.records:
            self.rows += 1
            yield record
