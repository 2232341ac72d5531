"""Gathers what the verdicts of one edition need, for all claims together in a few queries.

One query for governments, one for slices, one for each channel and first day that claims speak of, and one more for
each figure that differs, to find what would make it match.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Sum

from awards import sums
from awards.models import Claim
from awards.periods import Window, month_ends, reach
from awards.verdicts import Candidate, Evidence, Figures
from procurement.models import Slice
from regions.models import Kind, Region


@dataclass(frozen=True)
class Held:
    """The slices of one government, channel and year."""

    end: date
    """Of several systems the one that ends first: beyond it something is missing."""
    rejected_rows: int
    rejected_sen: int


class Ground:
    """The published data as far as claims speak of them."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.regions = {region.code: region for region in Region.objects.all()}
        self.held = _held()
        years = {(channel, year) for _code, channel, year in self.held}
        windows = {
            (claim.channel, window)
            for claim in claims
            if (window := claim.window) and any((claim.channel, year) in years for year in window.years)
        }
        self.sums = sums.of_windows(windows, self.regions.keys())

    def evidence(self, claim: Claim) -> Evidence:
        region, window = self.regions.get(claim.region_code), claim.window
        # A government that a newer reference left out: nothing is known about it, and nothing may break.
        if region is None or window is None:
            return Evidence(window)
        return self._programme(claim, region, window) if claim.is_programme else self._one(claim, region, window)

    def candidates(self, claim: Claim, quantity: str) -> list[Candidate]:
        """Other ways to count a claim whose data are complete: the other rules, then month ends backwards."""
        window = claim.window
        if window is None or not self.evidence(claim).complete:
            return []
        codes = [region.code for region in self._concerned(claim)]
        end = min(self.held[code, claim.channel, window.end.year].end for code in codes)
        return sums.of_candidates(quantity, claim.channel, codes, window, month_ends(window, end))

    def _one(self, claim: Claim, region: Region, window: Window) -> Evidence:
        found = self.sums.get((claim.channel, window), {})
        peers = [peer for peer in self._province(region) if peer.kind != Kind.PROVINCE]
        ranked = {peer.code: found[peer.code] for peer in peers if peer.code in found}
        return Evidence(
            window,
            self._reach(region.code, claim.channel, window),
            found.get(region.code, Figures()),
            region.code,
            ranked,
            len(peers),
            sum(self._falls_short(code, claim.channel, window) for code in ranked),
            **self._rejected([region], claim.channel, window),
        )

    def _programme(self, claim: Claim, region: Region, window: Window) -> Evidence:
        """The only place where governments are added, the provincial one included."""
        everyone = self._province(region)
        found = self.sums.get((claim.channel, window), {})
        ends = [self._reach(peer.code, claim.channel, window) for peer in everyone]
        return Evidence(
            window,
            min((end for end in ends if end), default=None),
            _added(found[peer.code] for peer in everyone if peer.code in found),
            region.code,
            have=sum(self._has_every_year(peer.code, claim.channel, window) for peer in everyone),
            of=len(everyone),
            **self._rejected(everyone, claim.channel, window),
        )

    def _province(self, region: Region) -> list[Region]:
        return [peer for peer in self.regions.values() if peer.province_code == region.province_code]

    def _concerned(self, claim: Claim) -> list[Region]:
        region = self.regions[claim.region_code]
        return self._province(region) if claim.is_programme else [region]

    def _has_every_year(self, code: str, channel: str, window: Window) -> bool:
        return all((code, channel, year) in self.held for year in window.years)

    def _reach(self, code: str, channel: str, window: Window) -> date | None:
        ends = {year: self.held[code, channel, year].end for year in window.years if (code, channel, year) in self.held}
        return reach(ends, window)

    def _falls_short(self, code: str, channel: str, window: Window) -> bool:
        reached = self._reach(code, channel, window)
        return reached is None or reached < window.end

    def _rejected(self, regions: Iterable[Region], channel: str, window: Window) -> dict[str, int]:
        parts = [self.held.get((region.code, channel, year)) for region in regions for year in window.years]
        return {
            "rejected_rows": sum(part.rejected_rows for part in parts if part),
            "rejected_sen": sum(part.rejected_sen for part in parts if part),
        }


def _added(figures: Iterable[Figures]) -> Figures:
    parts = list(figures)
    return Figures(
        sum(part.value_sen for part in parts), sum(part.orders for part in parts), sum(part.mbiz_sen for part in parts)
    )


def _held() -> dict[tuple[str, str, int], Held]:
    """(government, channel, year) -> what is loaded."""
    slices = Slice.objects.order_by().values_list("region_id", "channel", "year")
    rows = slices.annotate(Min("as_of"), Sum("rejected_rows"), Sum("rejected_sen"))
    return {(code, channel, year): Held(end, int(count), int(sen)) for code, channel, year, end, count, sen in rows}
