"""Gathers what the verdicts of one edition need, for all claims together in a few queries.

One query each for governments, slices, rows without a date and kept sums; then, for governments whose rows changed
since, one for each channel and first day that claims speak of, and one for each figure that differs, to find what would
make it match.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from awards.growth import growth_in
from awards.kept_sums import KeptSums
from awards.models import Claim
from awards.periods import Window, month_ends, reach
from awards.sums import Cut
from awards.verdicts import Before, Candidate, Evidence, Figures, LeftOut, added
from procurement.counting import DEFAULT_RULE, rules_for
from procurement.models import MonthTotal, Slice
from procurement.months import UNDATED
from procurement.queries.reach import Reach, reaches, rejects_of
from regions.models import Kind, Region


class Ground:
    """The published data as far as claims speak of them."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.regions = {region.code: region for region in Region.objects.all()}
        slices = list(Slice.objects.all())
        self.held = _held(slices)
        self.undated = _undated()
        years = {(channel, year) for _code, channel, year in self.held}
        self.kept = KeptSums(slices)
        cuts = [
            _under_default(claim.channel, window)
            for claim in claims
            for window in _windows(claim)
            if any((claim.channel, year) in years for year in window.years)
        ]
        self.sums = self.kept.of(cuts, self.regions.keys())

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
        end = min(self.held[code, claim.channel, window.end.year].earliest for code in codes)
        rules = [rule.slug for rule in rules_for(claim.channel) if rule != DEFAULT_RULE]
        ways: list[tuple[Cut, dict[str, Any]]] = [
            (Cut(claim.channel, rule, window.start, window.end), {"rule": rule}) for rule in rules
        ]
        for day in month_ends(window, end):
            ways.append((Cut(claim.channel, DEFAULT_RULE.slug, window.start, day), {"cut_off": day}))
        found = self.kept.of((cut for cut, _way in ways), codes, [quantity])
        return [Candidate(added(found[cut].values()).of(quantity), **way) for cut, way in ways]

    def _one(self, claim: Claim, region: Region, window: Window) -> Evidence:
        found = self._figures(claim.channel, window)
        peers = [peer for peer in self._province(region) if peer.kind != Kind.PROVINCE]
        ranked = {peer.code: found[peer.code] for peer in peers if peer.code in found}
        return Evidence(
            window=window,
            data_end=self._reach(region.code, claim.channel, window),
            figures=found.get(region.code, Figures()),
            region_code=region.code,
            ranked=ranked,
            governments=len(peers),
            incomplete=sum(self._falls_short(code, claim.channel, window) for code in ranked),
            left_out=self._left_out([region], claim.channel, window),
            before=self._before(claim, window),
        )

    def _programme(self, claim: Claim, region: Region, window: Window) -> Evidence:
        """The only place where governments are added, the provincial one included."""
        everyone = self._province(region)
        found = self._figures(claim.channel, window)
        ends = [end for peer in everyone if (end := self._reach(peer.code, claim.channel, window))]
        return Evidence(
            window=window,
            data_end=min(ends, default=None),
            data_last=max(ends, default=None),
            figures=added(found[peer.code] for peer in everyone if peer.code in found),
            region_code=region.code,
            have=sum(self._has_every_year(peer.code, claim.channel, window) for peer in everyone),
            of=len(everyone),
            left_out=self._left_out(everyone, claim.channel, window),
            before=self._before(claim, window),
        )

    def _before(self, claim: Claim, window: Window) -> Before | None:
        """Of the same governments a year earlier, as changes are made (docs/semantics.md, "Rank and change")."""
        if not _states_growth(claim):
            return None
        codes, earlier = [region.code for region in self._concerned(claim)], window.year_before
        both = [(code, days) for code in codes for days in (window, earlier)]
        short = any(self._falls_short(code, claim.channel, days) for code, days in both)
        undated = any((code, claim.channel, year) in self.undated for code, days in both for year in days.years)
        if short or undated:
            return Before(earlier, None)
        found = self._figures(claim.channel, earlier)
        return Before(earlier, added(found[code] for code in codes if code in found).value_sen)

    def _figures(self, channel: str, window: Window) -> dict[str, Figures]:
        """Of the governments with a counted row in the window."""
        found = self.sums.get(_under_default(channel, window), {})
        return {code: figures for code, figures in found.items() if figures.orders}

    def _province(self, region: Region) -> list[Region]:
        return [peer for peer in self.regions.values() if peer.province_code == region.province_code]

    def _concerned(self, claim: Claim) -> list[Region]:
        region = self.regions[claim.region_code]
        return self._province(region) if claim.is_programme else [region]

    def _has_every_year(self, code: str, channel: str, window: Window) -> bool:
        return all((code, channel, year) in self.held for year in window.years)

    def _reach(self, code: str, channel: str, window: Window) -> date | None:
        held = {year: self.held.get((code, channel, year)) for year in window.years}
        return reach({year: one.earliest for year, one in held.items() if one}, window)

    def _falls_short(self, code: str, channel: str, window: Window) -> bool:
        reached = self._reach(code, channel, window)
        return reached is None or reached < window.end

    def _left_out(self, regions: Iterable[Region], channel: str, window: Window) -> LeftOut:
        places = [(region.code, channel, year) for region in regions for year in window.years]
        held = [self.held[place] for place in places if place in self.held]
        undated = [self.undated[place] for place in places if place in self.undated]
        return LeftOut(rejects_of(held), sum(rows for rows, _sen in undated), sum(sen for _rows, sen in undated))


def _states_growth(claim: Claim) -> bool:
    return bool(claim.window and claim.window.stated and growth_in(claim.note))


def _windows(claim: Claim) -> list[Window]:
    """The days that are summed for a claim: its own, and those of the year before where it states growth."""
    if claim.window is None:
        return []
    return [claim.window, claim.window.year_before] if _states_growth(claim) else [claim.window]


def _under_default(channel: str, window: Window) -> Cut:
    return Cut(channel, DEFAULT_RULE.slug, window.start, window.end)


def _held(slices: list[Slice]) -> dict[tuple[str, str, int], Reach]:
    """(government, channel, year) -> how far its slices reach, and what was rejected from them."""
    return {
        (code, channel, year): reach
        for channel in {part.channel for part in slices}
        for (code, year), reach in reaches(part for part in slices if part.channel == channel).items()
    }


def _undated() -> dict[tuple[str, str, int], tuple[int, int]]:
    """(government, channel, year) -> (rows, sen) that the default rule counts, but in no period: they have no date."""
    totals = MonthTotal.objects.filter(rule=DEFAULT_RULE.slug, month=UNDATED)
    return {(total.region_id, total.channel, total.year): (total.rows, total.value_sen) for total in totals}
