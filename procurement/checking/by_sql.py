"""The first pass: every figure again by SQL, its conditions written out by hand and not taken from `counting.py`."""

from collections.abc import Iterator
from typing import Any

from django.db import connection

from procurement.checking.figures import Figures, Key, Sums
from procurement.months import WHOLE_YEAR

RULES = {
    "bersih": "standing = 'counted' AND stage IN ('completed', 'ongoing', 'unstated')",
    "selesai": """
        standing = 'counted' AND stage = 'completed' AND (channel <> 'toko-daring' OR verification = 'verified')
    """,
    "terverifikasi": "channel = 'toko-daring' AND verification = 'verified'",
    "tidak-gagal": "stage IN ('completed', 'ongoing', 'unstated')",
    "semua": "1 = 1",
}
_MONTH = {
    "sqlite": "CAST(substr(ordered_at, 6, 2) AS INTEGER)",
    "postgresql": "CAST(EXTRACT(MONTH FROM ordered_at) AS INTEGER)",
}
_YEAR = {
    "sqlite": "CAST(substr(ordered_at, 1, 4) AS INTEGER)",
    "postgresql": "CAST(EXTRACT(YEAR FROM ordered_at) AS INTEGER)",
}
_SUMS = "SUM(value_sen), COUNT(DISTINCT order_key), COUNT(*), COUNT(DISTINCT supplier_id)"
_RANKS = """
SELECT t.region_id, t.year, t.channel, t.rule,
    RANK() OVER (PARTITION BY r.province_code, t.year, t.channel, t.rule ORDER BY t.value_sen DESC)
FROM procurement_total t JOIN regions_region r ON r.code = t.region_id WHERE r.kind <> 'province'
"""
_LARGEST_ORDERS = """
SELECT region_id, year, system, MAX(sen) FROM (
    SELECT region_id, year, system, SUM(value_sen) AS sen FROM procurement_transaction
    WHERE {condition} GROUP BY region_id, year, system, order_key
) AS orders GROUP BY region_id, year, system
"""
_NO_INTEGER = {"sqlite": "typeof(value_sen) <> 'integer'", "postgresql": "value_sen IS NULL"}
_WRONG_ROWS = {
    "value_sen is no integer": "{no_integer}",
    "value_sen below 0": "value_sen < 0",
    "month is not that of the date": "month <> {month}",
    "standing unknown": "standing NOT IN ('counted', 're-sent', 'in-both', 'repeated')",
    "stage unknown": "stage NOT IN ('completed', 'ongoing', 'unstated', 'planned', 'failed')",
    "channel unknown": "channel NOT IN ('toko-daring', 'e-katalog')",
}


def recompute() -> Figures:
    """All figures, one grouped query a rule and table."""
    found = Figures()
    for rule, condition in RULES.items():
        found.totals |= _grouped(rule, condition, "region_id, year, channel")
        found.months |= _grouped(rule, condition, "region_id, year, channel", _month())
        found.slices |= _grouped(rule, condition, "region_id, year, system", str(WHOLE_YEAR))
        found.slices |= _grouped(rule, condition, "region_id, year, system", _month())
        largest = _rows(_LARGEST_ORDERS.format(condition=condition))
        found.largest_orders |= {(_code(region), *place, rule): int(sen) for region, *place, sen in largest}
    found.ranks = {(_code(region), *key): int(rank) for region, *key, rank in _rows(_RANKS)}
    files = "SELECT file_id, standing, COUNT(*), SUM(value_sen) FROM procurement_transaction GROUP BY 1, 2"
    found.files = {(file, standing): (rows, int(sen)) for file, standing, rows, sen in _rows(files)}
    for sentence, wrong in _WRONG_ROWS.items():
        where = wrong.format(month=_month(), no_integer=_NO_INTEGER[connection.vendor])
        query = f"SELECT COUNT(*) FROM procurement_transaction WHERE {where}"
        found.oddities[sentence] = next(_rows(query))[0]
    return found


def _code(number: int) -> str:
    """A government's number as its code, by hand like the conditions: 3573 is 35.73, a province's 3500 is 35."""
    digits = str(number)
    return digits[:2] if digits.endswith("00") else f"{digits[:2]}.{digits[2:]}"


def _month() -> str:
    year, month = _YEAR[connection.vendor], _MONTH[connection.vendor]
    return f"(CASE WHEN ordered_at IS NULL THEN 0 WHEN {year} = year THEN {month} ELSE 13 END)"


def _grouped(rule: str, condition: str, by: str, month: str = "") -> dict[Key, Sums]:
    columns = f"{by}, {month} AS counted_month" if month else by
    groups = ", ".join(str(n + 1) for n in range(4 if month else 3))
    query = f"SELECT {columns}, {_SUMS} FROM procurement_transaction WHERE {condition} GROUP BY {groups}"
    return {
        (_code(region), year, where, rule, *rest[:-4]): Sums(*map(int, rest[-4:]))
        for region, year, where, *rest in _rows(query)
    }


def _rows(query: str) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        yield from cursor.fetchall()
