"""The ranking of the very days that a claim's rank is of: what its verdict rests on, line by line."""

from collections import defaultdict
from typing import Any

from awards.models import Claim, WindowSum
from awards.terms import Quantity
from procurement.counting import DEFAULT_RULE
from procurement.ranks import competition_ranks
from procurement.views import links, words
from regions.models import Kind, Region

FEWEST = 5
"""Places that are shown at least."""
BEYOND = 2
"""Places behind the last one that is spoken of."""


def standings(claim: Claim) -> dict[str, Any] | None:
    """The places down to a little behind the stated and the computed one; None where no computed rank stands.

    Two queries: the sums that the verdict was made from are kept, so this is the very ranking that it speaks of.
    """
    verdict = next((one for one in claim.judged_as if one.rank_by_value), None)
    window, region = claim.window, claim.region
    if verdict is None or window is None or region is None:
        return None
    peers = {one.code: one for one in Region.objects.of_province(region.province_code) if one.kind != Kind.PROVINCE}
    days = {"dari": window.start.isoformat(), "sampai": window.end.isoformat()}
    of_days = {"channel": claim.channel, "rule": DEFAULT_RULE.slug, "start": window.start, "end": window.end}
    sums = WindowSum.objects.filter(**of_days, region_code__in=peers)
    figures: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for code, quantity, sen, orders in sums.values_list("region_code", "quantity", "value_sen", "orders"):
        figures[code][quantity] = sen if quantity == Quantity.VALUE else orders
    counted = {code: found for code, found in figures.items() if found.get(Quantity.ORDERS)}
    by_value = competition_ranks({code: found[Quantity.VALUE] for code, found in counted.items()})
    by_orders = competition_ranks({code: found[Quantity.ORDERS] for code, found in counted.items()})
    last = max(FEWEST, claim.stated_rank or 0, verdict.rank_by_value or 0) + BEYOND
    shown = sorted((rank, peers[code].name, code) for code, rank in by_value.items() if rank <= last)

    def passport(code: str, measure: str) -> str:
        return links.passport_address(peers[code], None, claim.channel, DEFAULT_RULE.slug, measure, **days)

    return {
        "days": words.period(window.start, window.end),
        "of": len(counted),
        "lines": [
            {
                "rank": rank,
                "name": name,
                "here": code == region.code,
                "value": links.figure(words.amount(counted[code][Quantity.VALUE]), passport(code, "nilai")),
                "orders": links.figure(words.number(counted[code][Quantity.ORDERS]), passport(code, "pesanan")),
                "by_orders": by_orders[code],
            }
            for rank, name, code in shown
        ],
    }
