"""Made-up toko-daring exports of any length: a pure function of seed, government and number, so rows can be streamed.

An order's rows follow from 64 bytes of BLAKE2b over (seed, government, number): the same on every machine and Python,
and the same in a file of a thousand rows as in one of five million. Each row comes with the standing that it must get
(docs/semantics.md, "Standing"), known from how the order was made and not from any reading of it.

What the rows hold: the governments of the reference, of very different size; about 70 % snapshots, re-sent up to 20
times with changing value and status, some tied in time; import lines in orders of several lines, some with honest
twins, whole orders standing 2 or 4 times; orders in both; every status; texts with commas, quotes, line ends, entities,
odd blanks.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import count

from bench.orders import VALUE, Government, Row, chance, governments, order

VERSION = 1
"""Of what is made from a seed: part of the names of kept files."""
SEED = 7391
SMALL = "D178"
SMALL_ROWS = 2_000
"""The government whose slice has the same rows in a file of any length."""
_BLOCK = 3_000
"""Orders whose rows are put in the order of time together: a snapshot stands far from its earlier ones."""
_FURTHER = 10_000
"""More orders than the small government has: numbers beyond it are free."""


def sizes(rows: int) -> dict[Government, int]:
    """How many of `rows` each government has; the small one always SMALL_ROWS, where there is room for that."""
    everyone = governments()
    small = SMALL_ROWS if rows >= 20 * SMALL_ROWS else rows // 100
    others = [one for one in everyone if one.klpd != SMALL]
    whole = sum(one.share for one in others)
    dealt = {one: (rows - small) * one.share // whole for one in others}
    dealt[others[0]] += rows - small - sum(dealt.values())
    return {one: small if one.klpd == SMALL else dealt[one] for one in everyone}


def export(rows: int, seed: int = SEED) -> Iterator[Row]:
    """Exactly `rows` rows, government by government."""
    for government, size in sizes(rows).items():
        yield from in_order_of_time(orders(government, size, seed))


def of_one_government(rows: int, seed: int = SEED) -> Iterator[Row]:
    """Exactly `rows` rows of the regency or city with the most."""
    largest = max((one for one in governments() if "." in one.region), key=lambda one: one.share)
    return in_order_of_time(orders(largest, rows, seed))


def newer_slice(rows: int, edition: int, seed: int = SEED) -> Iterator[Row]:
    """The small government's slice as a later export prints it: 2 % of its orders changed, added or withdrawn.

    `edition` 1 is the slice as it stands in `export(rows)`; each further one differs from it in other orders.
    """
    small, size = next((one, size) for one, size in sizes(rows).items() if one.klpd == SMALL)
    return in_order_of_time(_later(small, size, seed, edition))


def orders(government: Government, size: int, seed: int) -> Iterator[list[Row]]:
    """The orders that have `size` rows together; one that is too long for the rest is left out."""
    left = size
    for number in count():
        if not left:
            return
        made = order(government, number, size, seed)
        if len(made) <= left:
            left -= len(made)
            yield made


def _later(government: Government, size: int, seed: int, edition: int) -> Iterator[list[Row]]:
    for number, made in enumerate(orders(government, size, seed)):
        fate = int.from_bytes(chance(seed, government, number, b"%d" % edition)[:2]) % 1000 if edition > 1 else 999
        if fate < 5:
            continue
        yield [_raised(row) for row in made] if fate < 15 else made
        if 15 <= fate < 20:
            yield order(government, _FURTHER * (edition + 50) + number, 10**9, seed)


def _raised(row: Row) -> Row:
    cells = list(row.cells)
    cells[VALUE] += 25_000
    return row._replace(cells=tuple(cells))


def in_order_of_time(made: Iterable[list[Row]], key: Callable[[Row], str] = lambda row: row.moment) -> Iterator[Row]:
    """The latest first, within blocks of orders."""
    block: list[Row] = []
    for number, rows in enumerate(made, start=1):
        block += rows
        if number % _BLOCK == 0:
            yield from sorted(block, key=key, reverse=True)
            block.clear()
    yield from sorted(block, key=key, reverse=True)
