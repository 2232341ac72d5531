"""A dirty export whose every fault is known: how a row was made says what it must come to, not any reading of it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain, count
from pathlib import Path

from bench.exports import SEED, in_order_of_time, orders, sizes
from bench.orders import COLUMNS, VALUE, Government, Row, governments, order
from bench.writing import line

REJECTED = "rejected"
SUSPECT = 2_000_000
"""Order numbers from here on are those of bad rows: no good order has them."""
type Kind = tuple[str, str, object]
"""(code it must get, column that is spoilt, what stands there instead)"""

KINDS: tuple[Kind, ...] = (
    ("R03", "valuasi", "12x"), ("R04", "valuasi", "1.000"), ("R05", "valuasi", "1.2E+07"), ("R06", "valuasi", "-5000"),
    ("R08", "valuasi", "12.3456"), ("R22", "valuasi", "n/a"), ("R07", "valuasi", "99999999999999999999"),
    ("R02", "valuasi", None), ("R02", "order_id", None), ("R02", "marketplace", None),
    ("R02", "tanggal_transaksi", None), ("R02", "sumber_data", None), ("R02", "tahun", None),
    ("R10", "tanggal_transaksi", "2024-02-30 10:00:00"), ("R11", "tanggal_transaksi", "03/04/2024"),
    ("R12", "tanggal_transaksi", "2011-05-05 10:00:00"), ("R27", "tanggal_transaksi", "2023-05-05 10:00:00"),
    ("R14", "kd_klpd", "X180"), ("R14", "order_id", "1436617707000.0"), ("R15", "nama_klpd", "Kab. Tidak Sama"),
    ("R18", "merchant_name", "CV Abadi\N{ZERO WIDTH SPACE}Jaya"), ("R19", "marketplace", "m" * 301),
    ("R24", "status_konfirmasi_ppmse", "batal"), ("R24", "sumber_data", "lembar"), ("R24", "status_verif", "ya"),
    ("R26", "merchant_name", "CafÃ© Abadi"), ("R01", "", None),
)  # fmt: skip


@dataclass
class Expected:
    """What the dirty file must come to."""

    rows: Counter[str] = field(default_factory=Counter)
    """standing, or `rejected` -> rows"""
    rupiah: Counter[str] = field(default_factory=Counter)
    rejections: Counter[tuple[int, str]] = field(default_factory=Counter)
    """(line, code) -> how often"""
    facts: Counter[tuple[str, str, str, int]] = field(default_factory=Counter)
    """(Kemendagri code, order id, standing, rupiah) -> rows"""
    duplicates: int = 0


def write_dirty(path: Path, rows: int, bad: int, duplicates: int, seed: int = SEED) -> Expected:
    """Writes `rows` good rows with `bad` bad ones and `duplicates` copies among them."""
    expected = Expected(duplicates=duplicates)
    regions = {one.klpd: one.region for one in governments()}
    at = 2  # the line after the header
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(",".join(COLUMNS) + "\n")
        for row in _scattered(_dirty(rows, bad, duplicates, seed)):
            text = line(row.cells)
            stream.write(text)
            _note(expected, row, at, regions)
            at += text.count("\n")
    return expected


def _note(expected: Expected, row: Row, at: int, regions: dict[str, str]) -> None:
    outcome, _, code = row.standing.partition(" ")
    whole = len(row.cells) == len(COLUMNS)
    rupiah = row.cells[VALUE] if whole and isinstance(row.cells[VALUE], int) else 0
    expected.rows[outcome] += 1
    expected.rupiah[outcome] += rupiah
    if outcome == REJECTED:
        expected.rejections[at, code] += 1
    else:
        cells = dict(zip(COLUMNS, row.cells, strict=True))
        expected.facts[regions[cells["kd_klpd"]], cells["order_id"], outcome, rupiah] += 1


def _scattered(made: Iterator[list[Row]]) -> Iterator[Row]:
    """In an order that has nothing to do with the rows' meaning: bad rows and copies stand anywhere."""
    return in_order_of_time(made, key=lambda row: blake2b(repr(row).encode(), digest_size=8).hexdigest())


def _dirty(rows: int, bad: int, duplicates: int, seed: int) -> Iterator[list[Row]]:
    """Orders good, doubled and bad, spread evenly. The standing of a bad row is `rejected` and its code."""
    wrong = _wrong(bad, seed)
    taken = spoilt = doubled = 0
    for good in chain.from_iterable(orders(one, size, seed) for one, size in sizes(rows).items()):
        taken += len(good)
        if doubled < duplicates * taken // rows and [row.standing for row in good] == ["counted"]:
            good, doubled = [*good, _copy(good[0])], doubled + 1
        yield good
        while spoilt < bad * taken // rows:
            made = next(wrong)
            spoilt += len(made)
            yield made
    if (spoilt, doubled) != (bad, duplicates):
        raise ValueError(f"{spoilt} bad rows and {doubled} copies found room in {rows} rows")


def _wrong(bad: int, seed: int) -> Iterator[list[Row]]:
    """Orders of `bad` rows together, every kind in turn."""
    buyers = governments()
    left = bad
    for number in count():
        if not left:
            return
        made = _bad(number, buyers[number % len(buyers)], seed)
        if len(made) <= left:
            left -= len(made)
            yield made


def _copy(row: Row) -> Row:
    """The same row once more: a snapshot sent again, or a whole imported order that stands twice."""
    imported = row.cells[COLUMNS.index("sumber_data")] == "import"
    return row._replace(standing="repeated" if imported else "re-sent")


def _bad(number: int, government: Government, seed: int) -> list[Row]:
    """One bad row, or a pair that contradicts itself (R16)."""
    made = order(government, SUSPECT + number, 10**12, seed)[0]
    place = number % (len(KINDS) + 1)
    if place == len(KINDS):
        first = _with(made, "sumber_data", "api")
        other = _with(first, "valuasi", made.cells[VALUE] + 1)
        return [one._replace(standing=f"{REJECTED} R16") for one in (first, other)]
    code, column, cell = KINDS[place]
    # A record of several lines with too few cells is a broken quote (F07), not a short row.
    short = tuple(one.replace("\n", " ") if isinstance(one, str) else one for one in made.cells[:-1])
    spoilt = made._replace(cells=short) if code == "R01" else _with(made, column, cell)
    return [spoilt._replace(standing=f"{REJECTED} {code}")]


def _with(row: Row, column: str, cell: object) -> Row:
    place = COLUMNS.index(column)
    return row._replace(cells=(*row.cells[:place], cell, *row.cells[place + 1 :]))
