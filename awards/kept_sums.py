"""Sums kept from edition to edition: a publish sums again what its slices touched, and nothing else.

A sum is as good as the rows it is of: it is kept with a fingerprint of all slices of its government and channel, and
of the code that counts.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.conf import settings

from awards.models import WindowSum
from awards.sums import Cut, Sums, summed
from awards.terms import Quantity
from awards.verdicts import Figures, added
from procurement.models import Slice

EVERY = (Quantity.VALUE, Quantity.ORDERS)

type _Key = tuple[Cut, str, str]
"""(cut, government, quantity)"""


class KeptSums:
    """The sums of one edition: those that are still good, and those that are asked for and were not there."""

    def __init__(self, slices: Iterable[Slice]) -> None:
        self._fingerprints = _fingerprints(slices)
        self._used: dict[_Key, Figures] = {}
        self._kept: dict[_Key, Figures] = {}
        for one in WindowSum.objects.all():
            if one.fingerprint == self._fingerprints.get((one.region_code, one.channel)):
                cut = Cut(one.channel, one.rule, one.start, one.end)
                self._kept[cut, one.region_code, one.quantity] = Figures(one.value_sen, one.orders, one.mbiz_sen)

    def of(self, cuts: Iterable[Cut], codes: Collection[str], quantities: Collection[str] = EVERY) -> Sums:
        """cut -> government -> figures, for every government of `codes`; what is not asked for is 0."""
        asked = list(dict.fromkeys(cuts))
        for lacking, of_cuts in self._lacking(asked, codes, quantities).items():
            for cut, figures in summed(of_cuts, lacking, quantities).items():
                for code, one in figures.items():
                    self._kept |= {(cut, code, quantity): _only(one, quantity) for quantity in quantities}
        found: Sums = {cut: {} for cut in asked}
        for cut in asked:
            for code in codes:
                mine = {(cut, code, quantity): self._kept[cut, code, quantity] for quantity in quantities}
                self._used |= mine
                found[cut][code] = added(mine.values())  # of the same rows, each of another quantity
        return found

    def _lacking(
        self, cuts: Iterable[Cut], codes: Collection[str], quantities: Collection[str]
    ) -> dict[tuple[str, ...], list[Cut]]:
        """Governments -> the cuts that none of their kept sums is of."""
        found: defaultdict[tuple[str, ...], list[Cut]] = defaultdict(list)
        for cut in cuts:
            missing = [code for code in sorted(codes) if any((cut, code, one) not in self._kept for one in quantities)]
            if missing:
                found[tuple(missing)].append(cut)
        return found

    def keep(self) -> None:
        """Writes down what was asked for, in place of what was kept before."""
        WindowSum.objects.all().delete()
        WindowSum.objects.bulk_create(
            (
                WindowSum(
                    region_code=code,
                    channel=cut.channel,
                    rule=cut.rule,
                    start=cut.start,
                    end=cut.end,
                    quantity=quantity,
                    fingerprint=fingerprint,
                    value_sen=figures.value_sen,
                    orders=figures.orders,
                    mbiz_sen=figures.mbiz_sen,
                )
                for (cut, code, quantity), figures in self._used.items()
                if (fingerprint := self._fingerprints.get((code, cut.channel)))
            ),
            batch_size=2000,
        )


def _only(figures: Figures, quantity: str) -> Figures:
    if quantity == Quantity.ORDERS:
        return Figures(orders=figures.orders)
    return Figures(value_sen=figures.value_sen, mbiz_sen=figures.mbiz_sen)


def _fingerprints(slices: Iterable[Slice]) -> dict[tuple[str, str], str]:
    """(government, channel) -> what its rows are made of; a government without a slice has none, and keeps nothing."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in slices:
        found[one.region_id, one.channel].append(f"{one.year} {one.system} {one.digest}")
    return {
        key: hashlib.sha256("\n".join([settings.CODE_VERSION, *sorted(lines)]).encode()).hexdigest()
        for key, lines in found.items()
    }
