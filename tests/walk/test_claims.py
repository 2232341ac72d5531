"""The claims: what each page says was counted, against the rows of the claim's own days."""

import re
from datetime import date

import pytest

from tests.naive_sums import CODE, Rows, query
from tests.page_figures import sen_of
from tests.walk.walk import Walk

pytestmark = pytest.mark.browser
CLAIMS = f"""
    SELECT claim_id, {CODE.format("region_id")} AS region, channel, metric, period_start, period_end, as_of, event_date
    FROM awards_claim
"""
VALUE, ORDERS, RANK = "Nilai", "Pesanan", "Peringkat"
NUMBER = re.compile(r"\d[\d.]*(?:,\d\d)?")


def test_claims(walk):
    compared = set()
    for claim in query(walk.url, CLAIMS):
        where = f"/klaim/{claim.claim_id}/"
        table, *places = walk.page(where, "claims").tables
        ranked = [line for line in table.body if line[0] == RANK and line[2] != "–"]
        walk.same(len(places), len(ranked), where, "claims")
        for ranking in places:
            standings(walk, claim, ranking.body, where)
        for quantity, _stated, counted, _verdict in table.body:
            if claim.period_start is None or claim.region == "35":
                # No days to sum, or a programme of governments that did not all send an export: nothing is compared.
                walk.same(counted, "–", where, "claims")
                continue
            walk.same(*both(walk, claim, quantity, counted), (where, quantity), "claims")
            compared.add(quantity)
    assert compared == {VALUE, ORDERS, RANK}


def test_contradictions_side_by_side(walk):
    """On the page of all claims no amount but what a source printed and what the rows come to."""
    page = walk.page("/penghargaan/", "claims")
    walk.explains(page, walk.claimed(), "/penghargaan/", "claims")
    for event in query(walk.url, "SELECT slug FROM awards_event"):
        address = f"/penghargaan/{event.slug}/"
        walk.explains(walk.page(address, "claims"), walk.claimed(), address, "claims")


def standings(walk: Walk, claim, lines, where: str) -> None:
    """The places of the claim's days, each line with our figures, none left out above the last one shown."""
    found = within(walk, claim).ranked().by("region_name")
    for rank, name, sen, orders, by_orders in lines:
        mine = found[name]
        ours = [1 + sum(one.sen > mine.sen for one in found.values()), mine.sen, mine.orders]
        ours.append(1 + sum(one.orders > mine.orders for one in found.values()))
        said = [int(rank), sen_of(sen, "id"), sen_of(orders, "id") // 100, int(by_orders)]
        walk.same(said, ours, (where, name), "claims")
    walk.same([int(line[0]) for line in lines], sorted(int(line[0]) for line in lines), where, "claims")
    least = min(found[line[1]].sen for line in lines)
    walk.same(len(lines), sum(one.sen >= least for one in found.values()), where, "claims")


def both(walk: Walk, claim, quantity: str, counted: str) -> tuple[object, object]:
    """What the page says was counted, and what we count."""
    rows = within(walk, claim)
    mine = rows.where(region=claim.region)
    said = NUMBER.findall(counted)
    if quantity == VALUE:
        return [sen_of(one, "id") for one in said], [mine.sen]
    if quantity == ORDERS:
        return [sen_of(one, "id") for one in said], [mine.orders * 100]
    others = list(rows.ranked().by("region").values())
    by_value = 1 + sum(one.sen > mine.sen for one in others)
    by_orders = 1 + sum(one.orders > mine.orders for one in others)
    return [int(one) for one in said], [by_value] if by_value == by_orders else [by_value, by_orders]


def within(walk: Walk, claim) -> Rows:
    """Of all governments, dated within the claim's period up to its cut-off."""
    ends = [day(one) for one in (claim.as_of, claim.period_end) if one] or [day(claim.event_date)]
    first, last = day(claim.period_start), min(ends)
    counted = walk.counted(claim.channel, "bersih")
    return Rows([row for row in counted if row.ordered_at and first <= day(row.ordered_at) <= last])


def day(moment: object) -> date:
    """A column's: text on SQLite."""
    return date.fromisoformat(str(moment)[:10])
