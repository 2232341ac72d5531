"""What Django's queries cannot say: day and clock of a moment without Python, and groups of what is grouped already."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Func, TextField


class Day(Func):
    """YYYY-MM-DD of a moment, by the database itself: Django's own functions call Python for every row of SQLite."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="substr(%(expressions)s, 1, 10)", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="to_char(%(expressions)s, 'YYYY-MM-DD')", **more)


class Clock(Func):
    """HH:MM:SS of a moment, by the database itself."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="substr(%(expressions)s, 12, 8)", **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="to_char(%(expressions)s, 'HH24:MI:SS')", **more)


def from_groups(groups: Any, outer: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Rows of a query over the groups of another; `outer` has {groups} for it and %s for each of `values`.

    Only so can sums of orders be grouped once more: what counts stays the queryset's condition, written once.
    """
    sql, parameters = groups.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(outer.format(groups=f"({sql}) AS found"), [*parameters, *values])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
