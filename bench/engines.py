"""What both databases are asked for: a prepared database for each round, and the reference that ours stands beside."""

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from bench.running import Ran, manage

LOADING_ALONE = {"BUILD_DOWNLOADS": "0"}
"""The files on /data/ are made after the load, by another process; it would only disturb what is measured next."""

FACTS = "SELECT region_id, order_id, standing, value_sen, count(*) FROM procurement_transaction GROUP BY 1, 2, 3, 4"
type Facts = Counter[tuple[str, str, str, int]]
"""(government, order id, standing, rupiah) -> rows"""
_TYPES = {"tahun": "smallint", "valuasi": "bigint", "tanggal_transaksi": "timestamp"}

REFERENCE_INDEXES = (
    "CREATE INDEX reference_order ON reference (order_id)",
    "CREATE INDEX reference_latest ON reference (kd_klpd, tanggal_transaksi)",
)
"""Two that the site's own pages would need: an order by its number, a government's latest orders."""


class Engine(Protocol):
    name: str
    part: str
    """The word for it on the command line."""
    reference_name: str
    bound: float
    """Most that ours may take of what the reference takes, at 1,000,000 rows."""

    def settings(self) -> list[tuple[str, str]]:
        """What of its configuration a reader of the figures should know."""
        ...

    def fresh(self, name: str) -> dict[str, str]:
        """An empty migrated database with the governments loaded, as the environment of a command."""
        ...

    def there(self, name: str) -> dict[str, str] | None:
        """The database as it was left, where it was made before."""
        ...

    def drop(self, name: str) -> None: ...

    def reference(self, file: Path) -> Ran:
        """The plain tool, loading the file into one typed table with a primary key and two indexes."""
        ...

    def others(self, file: Path) -> list[tuple[str, Ran]]:
        """Further ways of the plain tool, for information."""
        ...

    def reading(self, name: str) -> dict[str, str]:
        """The environment of a server of that database: it can only read."""
        ...

    def written(self, name: str, query: str, file: Path) -> Ran:
        """The plain tool, writing what a query gives into a CSV file."""
        ...

    def facts(self, name: str) -> Facts:
        """Of the published rows; read with no code of ours."""
        ...


def counted(rows: Iterable[tuple[int, str, str, int, int]]) -> Facts:
    """What FACTS finds; the database keeps a government's code as a number without its dot, 3500 for province 35."""
    return Counter(
        {
            (f"{region // 100}.{region % 100:02}".removesuffix(".00"), order, standing, sen // 100): count
            for region, order, standing, sen, count in rows
        }
    )


def typed_columns(columns: tuple[str, ...]) -> str:
    return ", ".join(f"{name} {_TYPES.get(name, 'text')}" for name in columns)


def prepare(env: dict[str, str]) -> None:
    manage("migrate", "--verbosity=0", env=env)
    manage("load_regions", "fixtures/regions.csv", env=env)


def settle() -> None:
    """What an earlier round has left to be written is written before the next clock starts."""
    os.sync()
