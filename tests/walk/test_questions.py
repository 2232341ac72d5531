"""The six questions: every line of every card, worked out again from the rows in the order the page gives them."""

from collections.abc import Callable, Iterator
from datetime import date, time

import pytest

from tests.naive_sums import Row, Rows, half_up
from tests.page_figures import Printed, number
from tests.walk.walk import CHANNELS, Walk

pytestmark = pytest.mark.browser
SHOWN = 10
LIMIT, STEP = 200_000_000_00, 10_000_000_00  # sen: where the signer changes, and the bands on both sides of it

type Line = tuple[str | int | None, ...]


def test_all_governments(walk):
    for channel in CHANNELS:
        for year in walk.years(channel):
            counted = walk.counted(channel, "bersih").ranked().where(year=year)
            cards(walk, f"/sorotan/?kanal={channel}&tahun={year}", counted, channel, year, governments_near)


def test_one_government(walk):
    for code, year, channel in sorted(walk.covered):
        counted = walk.counted(channel, "bersih").where(region=code, year=year)
        where = f"/sorotan/?kanal={channel}&tahun={year}&daerah={walk.governments[code].slug}"
        cards(walk, where, counted, channel, year, orders_near)


def cards(walk: Walk, where: str, counted: Rows, channel: str, year: int, near: Callable[[Rows], list[Line]]) -> None:
    page = walk.page(where, "questions")
    walk.prints(page, [counted.sen] if len(counted) else [], where, "questions")
    ends = walk.ends(channel, year)
    december_known = Rows([row for row in counted if min(ends[row.region]) == date(year, 12, 31)])
    ours = {
        "pasangan": (pairs(counted), (2, 3, 4)),
        "pemasok-terbesar": (concentration(counted), (2, 3, 4, 5)),
        "desember": (december(december_known), (0, 1, 2, 3)),
        "malam": (night(counted), (0, 1, 2, 3)),
        "nilai-sama": (same(counted), (3, 4)),
    }
    if channel == "e-katalog" and page.in_place("batas-pejabat"):
        ours["batas-pejabat"] = (near(counted), (2,) if near is orders_near else (0, 1, 2))
    for card, (lines, places) in ours.items():
        shown = [tuple(cell(row[place], page) for place in places) for row in rows_of(page, card)]
        walk.same(
            shown,
            lines if near is orders_near and card == "batas-pejabat" else lines[:SHOWN],
            (where, card),
            "questions",
        )
        walk.compared["questions"] += len(shown) * len(places) - 1
    known = {0, counted.sen, *(sen for line in ours["pasangan"][0][:1] for sen in line if isinstance(sen, int))}
    known |= {sum(one.sen for one in orders(counted, least, most)) for least, most in BANDS}
    unknown = set(page.amounts()) - known
    assert not unknown, (where, unknown)


BANDS = ((LIMIT - STEP, LIMIT), (LIMIT + 1, LIMIT + STEP))


def rows_of(page: Printed, card: str) -> list[list[str]]:
    return [row for table in page.in_place(card) for row in table.body]


def cell(text: str, page: Printed) -> str | int | None:
    """Numbers as sen or hundredths, shares and names as they are."""
    found = number(text, page.language)
    return text if found is None else found


def percent(part: int, whole: int) -> str:
    tenths = half_up(part * 1000, whole)
    if part > 0 and not tenths:
        return "<0,1%"
    if part < whole and tenths == 1000:
        return ">99,9%"
    return f"{tenths // 10},{tenths % 10}%"


def pairs(counted: Rows) -> list[Line]:
    """(orders, value, share of the agency)"""
    named = Rows([row for row in counted if row.agency is not None and row.supplier is not None])
    whole = {agency: rows.sen for agency, rows in counted.by("agency").items()}
    groups = named.by(lambda row: (row.agency, row.supplier))
    found = [(-rows.orders, -rows.sen, key) for key, rows in groups.items() if rows.orders >= 3]
    return [(-orders * 100, -sen, percent(-sen, whole[key[0]])) for orders, sen, key in sorted(found)]


def concentration(counted: Rows) -> list[Line]:
    """(share of the largest, of the five largest, suppliers, orders)"""
    found = []
    for code, rows in counted.by("region").items():
        largest = sorted((one.sen for key, one in rows.by("supplier").items() if key is not None), reverse=True)
        if rows.orders >= 50 and largest:
            shares = percent(largest[0], rows.sen), percent(sum(largest[:5]), rows.sen)
            found.append((-half_up(largest[0] * 1000, rows.sen), -rows.sen, code, (*shares, *sizes(rows))))
    return [line for *_order, line in sorted(found)]


def sizes(rows: Rows) -> tuple[int, int]:
    return rows.suppliers * 100, rows.orders * 100


def december(counted: Rows) -> list[Line]:
    """(government, December, year, share), of those all of whose rows stand in a month."""
    found = []
    for code, rows in counted.by("region").items():
        if all(1 <= row.month <= 12 for row in rows):
            last = rows.where(month=12).sen
            line = (rows.rows[0].region_name, last, rows.sen, percent(last, rows.sen))
            found.append((-half_up(last * 1000, rows.sen), -last, code, line))
    return [line for *_order, line in sorted(found)]


def night(counted: Rows) -> list[Line]:
    """(government, orders at night, orders with a time, share)"""
    found = []
    for code, rows in counted.by("region").items():
        timed = Rows([row for row in rows if clock(row) != time()])
        late = Rows([row for row in timed if clock(row) >= time(22) or clock(row) < time(5)])
        if len(late):
            share = percent(late.orders, timed.orders)
            line = (rows.rows[0].region_name, late.orders * 100, timed.orders * 100, share)
            found.append((-late.orders, timed.orders, code, line))
    return [line for *_order, line in sorted(found)]


def clock(row: Row) -> time:
    """Midnight to the second for no time."""
    return time.fromisoformat(str(row.ordered_at)[11:19]) if row.ordered_at else time()


def same(counted: Rows) -> list[Line]:
    """(orders, amount of each)"""
    alike: dict[tuple, int] = {}
    for order in counted.by("order_key").values():
        told = {(row.agency, row.supplier, str(row.ordered_at or "")[:10]) for row in order}
        if len(told) == 1 and all(next(iter(told))) and order.sen > 0:
            key = (*next(iter(told)), order.sen)
            alike[key] = alike.get(key, 0) + 1
    found = [(-orders, -sen, day) for (_agency, _supplier, day, sen), orders in alike.items() if orders >= 3]
    return [(-orders * 100, -sen) for orders, sen, _day in sorted(found)]


def orders(counted: Rows, least: int, most: int) -> Iterator[Rows]:
    """Those worth that much, both included."""
    return (order for order in counted.by("order_key").values() if least <= order.sen <= most)


def governments_near(counted: Rows) -> list[Line]:
    """(government, orders up to the limit, orders above it)"""
    found = []
    for code, rows in counted.by("region").items():
        below, above = (len(list(orders(rows, *band))) for band in BANDS)
        if below or above:
            found.append((-below, -above, code, (rows.rows[0].region_name, below * 100, above * 100)))
    return [line for *_order, line in sorted(found)]


def orders_near(counted: Rows) -> list[Line]:
    """Of each side the nearest to the limit."""
    below, above = (sorted(order.sen for order in orders(counted, *band)) for band in BANDS)
    return [(sen,) for sen in (*below[::-1][:SHOWN], *above[:SHOWN])]
