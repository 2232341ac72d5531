"""The second pass: every figure again in plain Python, row by row, the rules and keys written out by hand once more.

It asks the database for rows only, one government's year at a time, so that memory does not grow with the database.
"""

from base64 import b32encode
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from django.db import connection

from procurement.checking.figures import Figures, Key, Sums
from procurement.months import WHOLE_YEAR

_ROWS = """
SELECT channel, system, ordered_at, month, marketplace, order_id, order_key, supplier_id, value_sen, stage,
    verification, standing, file_id
FROM procurement_transaction WHERE region_id = %s AND year = %s
"""


def _counts(channel: str, standing: str, stage: str, verification: str) -> list[str]:
    """The rules that count such a row."""
    rules = ["semua"]
    spent = stage == "completed" or stage == "ongoing" or stage == "unstated"
    verified = verification == "verified"
    if spent:
        rules.append("tidak-gagal")
    if spent and standing == "counted":
        rules.append("bersih")
    if stage == "completed" and standing == "counted" and (verified or channel == "e-katalog"):
        rules.append("selesai")
    if verified and channel == "toko-daring":
        rules.append("terverifikasi")
    return rules


@dataclass
class _Pile:
    """Rows that count alike."""

    sen: int = 0
    rows: int = 0
    orders: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """order -> sen of its rows"""
    suppliers: set[int] = field(default_factory=set)

    def add(self, other: "_Pile") -> None:
        self.sen += other.sen
        self.rows += other.rows
        self.orders.update(other.orders)
        self.suppliers |= other.suppliers

    def sums(self) -> Sums:
        return Sums(self.sen, len(self.orders), self.rows, len(self.suppliers))


def recompute() -> Figures:
    """All figures, from one reading of the rows."""
    found, oddities, files = Figures(), Counter[str](), defaultdict[Key, list[int]](lambda: [0, 0])
    for number, year in _read("SELECT DISTINCT region_id, year FROM procurement_transaction ORDER BY 1, 2"):
        _put(found, _code(number), year, _piles(number, year, oddities, files))
    found.ranks = _ranks(found.totals)
    found.oddities = dict(oddities)
    found.files = {key: (rows, sen) for key, (rows, sen) in files.items()}
    return found


def _piles(number: int, year: int, oddities: Counter[str], files: defaultdict[Key, list[int]]) -> dict[Key, _Pile]:
    """`number`: of a government, as the database keeps it."""
    region, piles = _code(number), defaultdict[Key, _Pile](_Pile)
    for (
        *(channel, system, moment, month, market, order, key, supplier, sen, stage, verification, standing, file),
    ) in _read(_ROWS, [number, year]):
        if type(sen) is not int:
            oddities["value_sen is no integer"] += 1
            sen = 0
        if month != (in_month := _month(moment, year)):
            oddities["month is not that of the date"] += 1
        if key != _order_key(region, system, market, order):
            oddities["order_key is not that of the order"] += 1
        pile = piles[channel, system, in_month, standing, stage, verification]
        pile.sen += sen
        pile.rows += 1
        pile.orders[system, market.casefold(), order] += sen
        if supplier is not None:
            pile.suppliers.add(supplier)
        ledger = files[file, standing]
        ledger[0] += 1
        ledger[1] += sen
    return piles


def _put(found: Figures, region: str, year: int, piles: dict[Key, _Pile]) -> None:
    totals: dict[Key, _Pile] = defaultdict(_Pile)
    months: dict[Key, _Pile] = defaultdict(_Pile)
    slices: dict[Key, _Pile] = defaultdict(_Pile)
    for (channel, system, month, *words), pile in piles.items():
        for rule in _counts(str(channel), *map(str, words)):
            totals[region, year, channel, rule].add(pile)
            months[region, year, channel, rule, month].add(pile)
            slices[region, year, system, rule, month].add(pile)
            slices[region, year, system, rule, WHOLE_YEAR].add(pile)
    for key, pile in slices.items():
        if key[-1] == WHOLE_YEAR:
            found.largest_orders[key[:-1]] = max(pile.orders.values())
    for mine, theirs in ((found.totals, totals), (found.months, months), (found.slices, slices)):
        mine |= {key: pile.sums() for key, pile in theirs.items()}


def _month(moment: Any, year: int) -> int:
    """1 to 12; 0 without a date; 13 when the date lies in another year."""
    if moment is None:
        return 0
    text = str(moment)  # a datetime from PostgreSQL, text from SQLite
    return int(text[5:7]) if text[:4] == str(year) else 13


def _code(number: int) -> str:
    """A government's number as its code: 3573 is 35.73, and a province's 3500 is 35."""
    return f"{number // 100}.{number % 100:02}".removesuffix(".00")


def _order_key(region: str, system: str, market: str, order: str) -> str:
    said = "\x1f".join([region, system, market.casefold(), order])
    return b32encode(blake2b(said.encode(), digest_size=8).digest())[:12].decode().lower()


def _ranks(totals: dict[Key, Sums]) -> dict[Key, int]:
    """1 + how many of the same province, year, channel and rule have more."""
    provinces = {_code(number): province for number, province, kind in _read(_REGIONS) if kind != "province"}
    fields: dict[Key, list[int]] = defaultdict(list)
    for (region, *rest), sums in totals.items():
        if region in provinces:
            fields[provinces[region], *rest].append(sums.value_sen)
    return {
        (region, *rest): 1 + sum(other > sums.value_sen for other in fields[provinces[region], *rest])
        for (region, *rest), sums in totals.items()
        if region in provinces
    }


_REGIONS = "SELECT code, province_code, kind FROM regions_region"


def _read(query: str, given: list[Any] | None = None) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, given)
        while rows := cursor.fetchmany(2000):
            yield from rows
