"""The same toko-daring order must not be bought twice: order ids that stand under another system are refused (F36)."""

from collections import defaultdict
from collections.abc import Collection

import numpy as np

from procurement.counting import Channel
from procurement.loading.preparing import Prepared
from procurement.loading.refusals import Refusal
from procurement.loading.standing_slices import rows_of
from procurement.loading.sums import SliceKey
from procurement.models import Slice

type Place = tuple[str, int]
"""(Kemendagri code, year)"""


def refuse_twice_bought(prepared: Prepared, keys: Collection[SliceKey]) -> None:
    """Raises Refusal F36 where toko-daring order ids of the load are in two systems, of the load or of what stands."""
    mine: defaultdict[Place, set[str]] = defaultdict(set)
    for region, year, system, channel in keys:
        if channel == Channel.TOKO_DARING:
            mine[region, year].add(system)
    others = _published(mine)
    in_doubt = {place for place, systems in mine.items() if len(systems) > 1} | others.keys()
    if not in_doubt:
        return
    for place, by_system in _order_ids(prepared, in_doubt).items():
        systems = list(by_system.items()) + list(others.get(place, {}).items())
        for number, (system, ids) in enumerate(systems):
            for other, theirs in systems[number + 1 :]:
                if system != other and (both := ids & theirs):
                    raise Refusal("F36", {"s": f"{place[0]} {place[1]} {system}", "n": len(both), "o": other})


def _published(mine: dict[Place, set[str]]) -> dict[Place, dict[str, set[str]]]:
    """Order ids of toko-daring slices that stand beside the load's and are not replaced by it."""
    found: defaultdict[Place, dict[str, set[str]]] = defaultdict(dict)
    for one in Slice.objects.filter(channel=Channel.TOKO_DARING, region__in={region for region, _ in mine}):
        place = (one.region_id, one.year)
        if place in mine and one.system not in mine[place]:
            found[place][one.system] = set(rows_of(one).values_list("order_id", flat=True).distinct())
    return found


def _order_ids(prepared: Prepared, places: Collection[Place]) -> dict[Place, dict[str, set[str]]]:
    slices = prepared.taken.slices.listed()
    rows = prepared.accepted()
    wanted = [n for n, key in enumerate(slices) if key[:2] in places and key[3] == Channel.TOKO_DARING]
    chosen = rows.index[rows["slice"].isin(wanted)].to_numpy()
    numbers = prepared.rows["slice"].to_numpy()
    found: defaultdict[Place, dict[str, set[str]]] = defaultdict(dict)
    for row, order_id in prepared.taken.order_ids(np.sort(chosen).tolist()).items():
        region, year, system, _ = slices[numbers[row]]
        found[region, year].setdefault(system, set()).add(order_id)
    return found
