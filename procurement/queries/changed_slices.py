"""What editions say of the slices they changed, without the orders they name: those may be a million."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from procurement.models import Edition

_WITHOUT_ORDERS = {
    "sqlite": "SELECT number, json_remove(one.value, '$.orders') FROM {table}, json_each(changes) AS one",
    "postgresql": "SELECT number, (one.value - 'orders')::text FROM {table}, jsonb_array_elements(changes) AS one",
}


def changes_of(editions: Sequence[int]) -> list[tuple[int, dict[str, Any]]]:
    """(edition, change of one slice) of each of the editions."""
    if not editions:
        return []
    table = connection.ops.quote_name(Edition._meta.db_table)
    numbers = ", ".join(["%s"] * len(editions))
    statement = f"{_WITHOUT_ORDERS[connection.vendor].format(table=table)} WHERE number IN ({numbers})"
    with connection.cursor() as cursor:
        cursor.execute(statement, list(editions))
        rows: Iterable[tuple[int, str]] = cursor.fetchall()
    return [(number, json.loads(text)) for number, text in rows]
