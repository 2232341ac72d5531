"""Rows as CSV in the columns of layout `umum`, every cell formatted by the database: no Python runs once a cell,
but on SQLite for a text that holds a `;`.

PostgreSQL copies the finished lines out, SQLite's rows go through csv.writer as they come. Both quote a cell that holds
a comma, a quote or a line end, and no other, so that the bytes are those of `cells.csv_lines` over `umum.records`: the
plain way, which JSON and XLSX go, and which tests hold this one to.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import batched, chain, islice
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, F, Func, QuerySet, TextField, Value

from procurement.downloads import umum
from procurement.downloads.cells import BEFORE_FORMULA, DANGEROUS, cell, csv_lines, safe
from procurement.snapshot import allow_slow_readers
from regions.models import Region

_FIRST_ROWS, _ROWS = 20, 500
"""Of a piece; 500 rows are some 150 kB."""
_OURS = {"year", "channel", "stage", "verification", "standing"}
"""Fields whose words are this site's own: none begins like a formula."""

_GUARDED = "belanja_guarded"
"""What `cells.safe` is called in SQL, on SQLite."""
_COPYING = "SET LOCAL jit = off; SET LOCAL DateStyle = 'ISO'; "
"""Compiling a plan takes longer than the first rows do; and times shall be printed in one way only."""
_WALKING = (
    "SET LOCAL enable_sort = off; SET LOCAL max_parallel_workers_per_gather = 1; "
    "SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0"
)
"""An index in its order, with one helper: formatting is most of the work. No more, since a slow reader keeps it too."""


def _safe(first: str, place: str, guarded: str) -> str:
    """`first`: gives the code point of the first character, 0 where there is none; `place`: where a text holds one."""
    text = "%(expressions)s"
    return (
        f"CASE WHEN {place}({text}, ';') > 0 OR {first}({text}) = {ord("'")} THEN {guarded}"
        f" WHEN {first}({text}) > {max(map(ord, DANGEROUS))} THEN {text}"
        f" WHEN {first}({text}) IN ({', '.join(str(ord(one)) for one in DANGEROUS)})"
        f" THEN '''' || {text} ELSE NULLIF({text}, '') END"
    )


class _Safe(Func):
    """Text as `cells.safe` has it. Most cells hold no `;`, begin with a letter and are done after three comparisons."""

    _pattern = BEFORE_FORMULA.replace("'", "''")
    template = _safe("ascii", "strpos", f"regexp_replace(%(expressions)s, '{_pattern}', '''', 'g')")
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = _safe("unicode", "instr", f"{_GUARDED}(%(expressions)s)")
        return self.as_sql(compiler, connection, template=template, **context)


def teach_sqlite(connection: Any, **_sent: Any) -> None:
    """Gives a new connection what SQLite has no words for."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(_GUARDED, 1, safe, deterministic=True)


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


@dataclass(frozen=True)
class Portion:
    """Rows in the order in which they are wanted."""

    rows: QuerySet[Any]
    region: Region | None = None
    """Where all of them are of this one, which then need not be looked up for each."""


def lines(portions: Iterable[Portion], constant: Mapping[str, Any], *, at_once: bool) -> Iterator[str | bytes]:
    """CSV text of the rows of each portion, every line ending with the constant columns.

    `at_once`: an index has their order, and it is worth walking it though it leads past rows that are not wanted.
    """
    yield from csv_lines([*umum.COLUMNS, *constant], ())
    ending = [cell(value) for value in constant.values()]
    yield from _copied(portions, ending, at_once) if connection.vendor == "postgresql" else _written(portions, ending)


def _cells(portion: Portion) -> list[Expression | F]:
    return [_cell(field, portion.region) for field in umum.FIELDS.values()]


def _cell(field: str, region: Region | None) -> Expression | F:
    if field.startswith("region__") and region:
        return _fixed(cell(getattr(region, field.removeprefix("region__"))))
    if field == "value_sen":
        return _Rupiah(field)
    if field == "ordered_at":
        return _Moment(field)
    if field == "verification":
        return _Text(field)
    return F(field) if field in _OURS else _Safe(field)


def _fixed(text: str) -> Value:
    return Value(text or None, output_field=TextField())


def _copied(portions: Iterable[Portion], ending: Sequence[str], at_once: bool) -> Iterator[bytes]:
    """One COPY a portion. Left halfway, it is cancelled, and the connection is ready for what comes next."""
    end = next(csv_lines(["", *ending], ())).encode()
    with connection.cursor() as cursor:
        allow_slow_readers(cursor)
        cursor.execute(_COPYING + (_WALKING if at_once else ""))
        for sql, params in _compiled(portions, ()):
            # psycopg's own cursor: Django's, where it logs queries, takes no parameters to a COPY.
            with cursor.cursor.copy(f"COPY ({sql}) TO STDOUT (FORMAT csv)", params) as copy:
                for some in _pieces(copy):  # each is a line that ends with \n
                    yield end.join(chain((line[:-1] for line in some), (b"",)))


def _written(portions: Iterable[Portion], ending: Sequence[str]) -> Iterator[str]:
    with connection.cursor() as cursor:
        for sql, params in _compiled(portions, ending):
            cursor.execute(sql, params)
            for some in _pieces(cursor):
                made = io.StringIO(newline="")
                csv.writer(made, lineterminator="\r\n").writerows(some)
                yield made.getvalue()


def _compiled(portions: Iterable[Portion], ending: Sequence[str]) -> Iterator[tuple[str, Sequence[Any]]]:
    """The statement of each portion and its parameters; none for one that no row can be in."""
    for portion in portions:
        with suppress(EmptyResultSet):
            yield portion.rows.values_list(*_cells(portion), *map(_fixed, ending)).query.sql_with_params()


def _pieces(lines: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """A few first, so that they are on their way at once."""
    lines = iter(lines)
    if first := tuple(islice(lines, _FIRST_ROWS)):
        yield first
    yield from batched(lines, _ROWS)
