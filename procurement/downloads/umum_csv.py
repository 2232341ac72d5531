"""Rows as CSV in the columns of layout `umum`, every cell formatted by the database: no Python runs once a cell.

PostgreSQL copies the finished lines out, SQLite's rows go through csv.writer as they come. Both quote a cell that holds
a comma, a quote or a line end, and no other, so that the bytes are those of `cells.csv_lines` over `umum.records`: the
plain way, which JSON and XLSX go, and which tests hold this one to.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from itertools import batched, chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, F, Func, QuerySet, TextField, Value

from procurement.downloads import umum
from procurement.downloads.cells import DANGEROUS, cell, csv_lines
from procurement.snapshot import allow_slow_readers

_ROWS = 500
"""Of one piece: some 150 kB."""
_OURS = {"year", "channel", "stage", "verification", "standing"}
"""Fields whose words are this site's own: none begins like a formula."""


class _Safe(Func):
    """Text as `cells.safe` has it. Most cells begin with a letter and are done after one comparison."""

    function = "ascii"  # of the first character: its code point, 0 where there is none
    template = (
        f"CASE WHEN %(function)s(%(expressions)s) > {max(map(ord, DANGEROUS))} THEN %(expressions)s"
        f" WHEN %(function)s(%(expressions)s) IN ({', '.join(str(ord(one)) for one in DANGEROUS)})"
        " THEN '''' || %(expressions)s ELSE NULLIF(%(expressions)s, '') END"
    )
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="unicode", **context)


class _Text(Func):
    """As stored. Nothing for empty text: COPY tells it from null by quotes, which csv.writer does not."""

    template = "NULLIF(%(expressions)s, '')"
    output_field = TextField()


class _Rupiah(Func):
    """Sen as `money.exact` has them. The table keeps them from being negative."""

    template = (
        "CASE WHEN %(expressions)s / 100 * 100 = %(expressions)s THEN CAST(%(expressions)s / 100 AS text)"
        " ELSE CAST(%(expressions)s / 100 AS text)"
        " || CASE WHEN %(expressions)s - %(expressions)s / 100 * 100 < 10 THEN '.0' ELSE '.' END"
        " || CAST(%(expressions)s - %(expressions)s / 100 * 100 AS text) END"
    )
    output_field = TextField()


class _Moment(Func):
    """`YYYY-MM-DD HH:MM:SS` in WIB, as SQLite keeps it and PostgreSQL prints it. Loaded times are whole seconds."""

    template = "CAST(%(expressions)s AS timestamp)"  # of the session's zone, which Django sets
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s", **context)


def lines(portions: Iterable[QuerySet[Any]], constant: Mapping[str, Any], *, at_once: bool) -> Iterator[str | bytes]:
    """CSV text of the rows of each portion, in its order, every line ending with the constant columns.

    `at_once`: an index has their order, and it is worth walking it though it leads past rows that are not wanted.
    """
    yield from csv_lines([*umum.COLUMNS, *constant], ())
    ending = [Value(cell(value) or None, output_field=TextField()) for value in constant.values()]
    finished = [rows.values_list(*map(_cell, umum.FIELDS.values()), *ending) for rows in portions]
    if connection.vendor == "postgresql":
        yield from _copied(finished, at_once)
    else:
        yield from _written(finished)


def _cell(field: str) -> Expression | F:
    if field == "value_sen":
        return _Rupiah(field)
    if field == "ordered_at":
        return _Moment(field)
    if field == "verification":
        return _Text(field)
    return F(field) if field in _OURS else _Safe(field)


def _copied(finished: Iterable[QuerySet[Any]], at_once: bool) -> Iterator[bytes]:
    """One COPY a portion. Left halfway, it is cancelled, and the connection is ready for what comes next."""
    with connection.cursor() as cursor:
        allow_slow_readers(cursor)
        # Compiling the plan takes longer than the first rows do; and times shall be printed in one way only.
        cursor.execute(f"SET LOCAL jit = off; SET LOCAL DateStyle = 'ISO'; SET LOCAL enable_sort = {not at_once}")
        for rows in finished:
            try:
                sql, params = rows.query.sql_with_params()
            except EmptyResultSet:
                continue
            # psycopg's own cursor: Django's, where it logs queries, takes no parameters to a COPY.
            with cursor.cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", params) as copy:
                for some in batched(copy, _ROWS):  # each is a line that ends with \n
                    yield b"\r\n".join(chain((line[:-1] for line in some), (b"",)))


def _written(finished: Iterable[QuerySet[Any]]) -> Iterator[str]:
    for rows in finished:
        for some in batched(rows.iterator(chunk_size=2000), _ROWS):
            made = io.StringIO(newline="")
            csv.writer(made, lineterminator="\r\n").writerows(some)
            yield made.getvalue()
