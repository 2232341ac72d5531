"""What the tables hold, in the shape of what the passes recompute."""

import json
from typing import Any

from django.db import connection

from procurement.checking.figures import Figures, Sums
from regions.codes import code_of

_SUMS = "value_sen, orders, rows, suppliers"
_SLICE_TOTALS = f"""
SELECT t.largest_order_sen, s.region_id, s.year, s.system, t.rule, t.month, t.{_SUMS.replace(", ", ", t.")}
FROM procurement_slicetotal t JOIN procurement_slice s ON s.id = t.slice_id
"""
_LEDGER = """
SELECT id, counted, re_sent, in_both, repeated, "values", rows, ignored, rejected, out_of_scope, value_sen, load_id
FROM procurement_sourcefile
"""
_STANDING_LOADS = "WHERE load_id IN (SELECT load_id FROM procurement_slice)"
_CHANGES = {
    "sqlite": f"""
        SELECT load_id, json_remove(one.value, '$.orders')
        FROM procurement_edition, json_each(changes) AS one {_STANDING_LOADS}
    """,
    "postgresql": f"""
        SELECT load_id, (one.value - 'orders')::text
        FROM procurement_edition, jsonb_array_elements(changes) AS one {_STANDING_LOADS}
    """,
}
"""Slice by slice, without the orders that changed: those may be a million."""
_COLUMN_OF = {"counted": "counted", "re-sent": "re_sent", "in-both": "in_both", "repeated": "repeated"}


def totals() -> Figures:
    """Totals, month totals and slice totals as pages read them."""
    found = Figures()
    for table, into in (("procurement_total", found.totals), ("procurement_monthtotal", found.months)):
        month = ", month" if into is found.months else ""
        for region, *key, sen, orders, rows, suppliers in fetched(
            f"SELECT region_id, year, channel, rule{month}, {_SUMS} FROM {table}"
        ):
            into[code_of(region), *key] = Sums(sen, orders, rows, suppliers)
    for largest, region, *rest, sen, orders, rows, suppliers in fetched(_SLICE_TOTALS):
        key = [code_of(region), *rest]
        found.slices[tuple(key)] = Sums(sen, orders, rows, suppliers)
        if largest is not None:
            found.largest_orders[tuple(key[:-1])] = largest
    return found


def frozen() -> tuple[int, Figures, dict[tuple[Any, ...], int]]:
    """The latest edition, its totals and ranks, and the population it published by (region, year, channel, rule)."""
    number = fetched("SELECT COALESCE(MAX(number), 0) FROM procurement_edition")[0][0]
    query = f"""
        SELECT region_code, year, channel, rule, population, rank, {_SUMS}
        FROM procurement_frozen WHERE edition_id = {int(number)}
    """
    figures, population = Figures(), {}
    for region, year, channel, rule, people, rank, *sums in fetched(query):
        key = (region, year, channel, rule)
        figures.totals[key] = Sums(*sums)
        population[key] = people
        if rank is not None:
            figures.ranks[key] = rank
    return number, figures, population


def ledgers() -> dict[int, dict[str, Any]]:
    """File -> its ledger: standing -> (rows, sen), the sums over its columns, and its load."""
    found = {}
    for file, *columns in fetched(_LEDGER):
        *standing, values, rows, ignored, rejected, out_of_scope, value_sen, load = columns
        sen = json.loads(values) if isinstance(values, str) else values
        found[file] = {
            "standings": {
                word: (count, int(sen.get(column, 0)))
                for (word, column), count in zip(_COLUMN_OF.items(), standing, strict=True)
            },
            "rows": (rows, sum(standing) + ignored + rejected + out_of_scope),
            "sen": (value_sen, sum(map(int, sen.values()))),
            "load": load,
        }
    return found


def published_slices() -> dict[tuple[Any, ...], dict[str, Any]]:
    """(region, year, system) -> what the edition of the slice's own load said that it is: after, and under bersih."""
    said: dict[tuple[Any, ...], dict[str, Any]] = {}
    for load, text in fetched(_CHANGES[connection.vendor]):
        one = json.loads(text)
        if "after" in one:
            said[load, one["region_code"], one["year"], one["system"]] = one
    standing = fetched("SELECT load_id, region_id, year, system FROM procurement_slice")
    slices = [(load, (code_of(region), *rest)) for load, region, *rest in standing]
    return {key: said.get((load, *key), {}) for load, key in slices}


def newest_load() -> int | None:
    """The load that published last, whose files therefore stand whole; None when something was withdrawn since."""
    rows = fetched("SELECT load_id FROM procurement_edition WHERE cause IN ('load', 'withdrawal') ORDER BY number DESC")
    return rows[0][0] if rows else None


def fetched(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())
