"""The rows of a database, summed in plain Python: what the pages must print, by other code than the pages use.

Rows come as they are stored, over a connection that knows nothing of Django; which of them count is written out here.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import psycopg

RULES = {
    "bersih": lambda row: row.standing == "counted" and row.stage in ("completed", "ongoing", "unstated"),
    "selesai": lambda row: (
        row.standing == "counted"
        and row.stage == "completed"
        and (row.channel == "e-katalog" or row.verification == "verified")
    ),
    "terverifikasi": lambda row: row.channel == "toko-daring" and row.verification == "verified",
    "tidak-gagal": lambda row: row.stage in ("completed", "ongoing", "unstated"),
    "semua": lambda row: True,
}
CODE = """
CAST({0} / 100 AS text) || CASE {0} % 100 WHEN 0 THEN '' ELSE '.' || SUBSTR(CAST({0} % 100 + 100 AS text), 2) END
"""
"""A government's number, in the column that is named, as its code: 3573 is 35.73, 3500 is 35."""
ROWS = f"""
    SELECT t.id, {CODE.format("t.region_id")} AS region, r.slug, r.kind, r.name AS region_name, r.population, t.year,
        t.channel,
        t.system, t.month, t.order_key, t.order_id, t.marketplace, t.category, t.value_sen, t.stage, t.verification,
        t.standing, t.ordered_at, t.file_id AS file, t.agency_id AS agency, a.identity AS agency_identity,
        t.supplier_id AS supplier, s.key AS supplier_key, s.system AS supplier_system, s.code AS supplier_code,
        s.identity AS supplier_identity
    FROM procurement_transaction t JOIN regions_region r ON r.code = t.region_id
        LEFT JOIN procurement_agency a ON a.id = t.agency_id LEFT JOIN procurement_supplier s ON s.id = t.supplier_id
"""
SIZES = "SELECT system, code, identity, size FROM procurement_suppliersize"

type Row = Any


@dataclass
class Rows:
    """Some of the rows, and what they come to."""

    rows: list[Row]

    def __iter__(self):
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, **wanted: Any) -> "Rows":
        return Rows([row for row in self.rows if all(getattr(row, name) == value for name, value in wanted.items())])

    def counted(self, rule: str) -> "Rows":
        return Rows([row for row in self.rows if RULES[rule](row)])

    def ranked(self) -> "Rows":
        """Of regencies and cities: the provincial government is in no ranking and no sum of them."""
        return Rows([row for row in self.rows if row.kind in ("city", "regency")])

    @property
    def sen(self) -> int:
        return sum(row.value_sen for row in self.rows)

    @property
    def orders(self) -> int:
        return len({(row.region, row.system, row.marketplace.casefold(), row.order_id) for row in self.rows})

    @property
    def suppliers(self) -> int:
        return len({row.supplier for row in self.rows if row.supplier is not None})

    def by(self, key: str | Callable[[Row], Any]) -> dict[Any, "Rows"]:
        of = (lambda row: getattr(row, key)) if isinstance(key, str) else key
        groups = defaultdict(list)
        for row in self.rows:
            groups[of(row)].append(row)
        return {name: Rows(rows) for name, rows in groups.items()}

    def sums(self, *keys: str | Callable[[Row], Any]) -> set[int]:
        """The sums of the groups of each key, in sen."""
        return {rows.sen for key in keys for rows in self.by(key).values()}


def order_of(row: Row) -> tuple:
    return row.region, row.system, row.marketplace.casefold(), row.order_id


def median(values: Iterable[int]) -> int:
    """Of an even number the mean of the middle two, half up to the sen."""
    ordered = sorted(values)
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return (low + high + 1) // 2


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def per_head(sen: int, population: int) -> int:
    """Rupiah, as sen."""
    return half_up(sen, population * 100) * 100


def every_row(url: str) -> Rows:
    """With `size`, the supplier's in the register: by system and code, or by name where there is no code."""
    rows = query(url, ROWS)
    sizes = {(one.system, one.code, "" if one.code else one.identity): one.size for one in query(url, SIZES)}
    for row in rows:
        code = row.supplier_code or ""
        row.size = sizes.get((row.supplier_system, code, "" if code else row.supplier_identity), "")
    return Rows(rows)


def query(url: str, sql: str) -> list[Row]:
    """Rows with named columns, over a connection of the database's own driver."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(f"file:{url.removeprefix('sqlite:///')}?mode=ro", uri=True)) as database:
            return _named(database.execute(sql))
    with psycopg.connect(url) as database:
        return _named(database.execute(sql))


def _named(cursor: Any) -> list[Row]:
    names = [column[0] for column in cursor.description]
    return [SimpleNamespace(**dict(zip(names, values, strict=True))) for values in cursor.fetchall()]
