"""What the published rows say about a stated figure: one verdict per stated quantity.

In words: docs/semantics.md, "Claim and verdict".
Pure: claims and evidence in, verdicts out, all integers. Money in sen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import Any

from awards.periods import Window
from awards.terms import Comparator, Metric, OrdersComparator, Outcome, Quantity
from procurement.money import half_up
from procurement.queries.reach import Rejects
from procurement.ranks import competition_ranks

REJECTS = ("rejected_rows", "rejected_sen", "unplaced_rows", "unplaced_sen")
"""What an explanation calls the fields of `Rejects`, in their order."""


@dataclass(frozen=True)
class ClaimFacts:
    """What a source states."""

    metric: str
    printed: str = ""
    """The figure as printed; with `stated_sen` None it could not be read as a number."""
    stated_sen: int | None = None
    precision_sen: int | None = None
    comparator: str = ""
    stated_orders: int | None = None
    orders_comparator: str = ""
    stated_rank: int | None = None

    @property
    def states_value(self) -> bool:
        return bool(self.printed) or self.metric in (Metric.VALUE, Metric.PROGRAMME_VALUE)


@dataclass(frozen=True)
class Figures:
    value_sen: int = 0
    orders: int = 0
    mbiz_sen: int = 0
    """The part bought on `mbiz market`: toko daring is wider than Jatim Bejo."""

    def of(self, quantity: str) -> int:
        """Sen or orders."""
        return self.orders if quantity == Quantity.ORDERS else self.value_sen


def added(figures: Iterable[Figures]) -> Figures:
    parts = list(figures)
    return Figures(
        sum(part.value_sen for part in parts), sum(part.orders for part in parts), sum(part.mbiz_sen for part in parts)
    )


@dataclass(frozen=True)
class LeftOut:
    """What the slices of a window hold beside its figures."""

    rejects: Rejects = field(default_factory=Rejects)
    undated_rows: int = 0
    """Counted in their year, but in no period: the source gives them no date."""
    undated_sen: int = 0


@dataclass(frozen=True)
class Before:
    """The same days of the year before, for a claim whose source states growth."""

    window: Window
    value_sen: int | None
    """None where the rows do not hold both periods in full and with dates."""


@dataclass(frozen=True)
class Evidence:
    """What the published rows hold for a claim's window, under the default rule."""

    window: Window | None
    data_end: date | None = None
    """How far the data of every government concerned reach into the window; None where one has none."""
    data_last: date | None = None
    """Of a programme: how far those of the government reach that has the most."""
    figures: Figures = Figures()
    """Of the government, or of all governments of the province together."""
    region_code: str = ""
    ranked: Mapping[str, Figures] = field(default_factory=dict)
    """The regencies and cities of the province with a counted row in the window, by code."""
    governments: int = 0
    """How many regencies and cities the reference has."""
    incomplete: int = 0
    """How many of `ranked` have data that end before the cut-off."""
    have: int = 1
    """How many of the `of` governments concerned have every year of the window (1 of 1, or all of a programme)."""
    of: int = 1
    left_out: LeftOut = LeftOut()
    before: Before | None = None
    """None where no growth is stated."""

    @property
    def complete(self) -> bool:
        return bool(
            self.window and self.have == self.of and self.data_end is not None and self.data_end >= self.window.end
        )


@dataclass(frozen=True)
class Candidate:
    """One figure of the same claim under another counting rule, or cut off at another day."""

    figure: int
    """Sen or orders, as the quantity is."""
    rule: str = ""
    cut_off: date | None = None


@dataclass(frozen=True)
class VerdictFacts:
    quantity: Quantity
    outcome: Outcome
    stated: int | None
    """Sen, orders or rank; None for a figure that is not readable."""
    computed_sen: int | None = None
    computed_orders: int | None = None
    rank_by_value: int | None = None
    rank_by_orders: int | None = None
    difference: int | None = None
    """Computed less stated, in sen or orders; only where the outcome is `selisih`."""
    explanation: dict[str, Any] = field(default_factory=dict)
    """What the sentence needs, as JSON; `alternative` is added by judging.py."""


def judge(claim: ClaimFacts, evidence: Evidence) -> list[VerdictFacts]:
    """One verdict per stated quantity: value, orders, rank."""
    verdicts = []
    if claim.states_value:
        verdicts.append(_value(claim, evidence))
    if claim.stated_orders is not None:
        verdicts.append(_orders(claim, evidence))
    if claim.stated_rank is not None:
        verdicts.append(_rank(claim, evidence))
    return verdicts


def first_match(claim: ClaimFacts, quantity: str, candidates: Iterable[Candidate]) -> Candidate | None:
    """The first figure that bears out the stated value or the stated orders, in the way they are stated."""
    matches = _value_matches if quantity == Quantity.VALUE else _orders_match
    return next((candidate for candidate in candidates if matches(claim, candidate.figure)), None)


def _value_matches(claim: ClaimFacts, computed: int) -> bool:
    stated = claim.stated_sen
    assert stated is not None
    if claim.comparator == Comparator.ROUNDED:
        assert claim.precision_sen
        return half_up(computed, claim.precision_sen) * claim.precision_sen == stated
    if claim.comparator == Comparator.ALMOST:
        return 10 * computed >= 9 * stated and computed <= stated
    return computed == stated


def _orders_match(claim: ClaimFacts, computed: int) -> bool:
    stated = claim.stated_orders
    assert stated is not None
    if claim.orders_comparator == OrdersComparator.MORE_THAN:
        return computed > stated and 4 * computed <= 5 * stated
    return computed == stated


def _value(claim: ClaimFacts, evidence: Evidence) -> VerdictFacts:
    figures = _shown(evidence)
    computed = figures.value_sen if figures else None
    explanation = _ground(evidence) | _before(evidence)
    if claim.stated_sen is None:  # before anything else: what is not a number is compared with nothing
        return VerdictFacts(Quantity.VALUE, Outcome.UNREADABLE, None, computed, explanation=explanation)
    outcome = _withheld(evidence) or (
        Outcome.MATCH if _value_matches(claim, evidence.figures.value_sen) else Outcome.DIFFERENCE
    )
    difference = evidence.figures.value_sen - claim.stated_sen if outcome == Outcome.DIFFERENCE else None
    return VerdictFacts(
        Quantity.VALUE, outcome, claim.stated_sen, computed, difference=difference, explanation=explanation
    )


def _orders(claim: ClaimFacts, evidence: Evidence) -> VerdictFacts:
    figures, stated = _shown(evidence), claim.stated_orders
    assert stated is not None
    outcome = _withheld(evidence) or (
        Outcome.ORDERS_MATCH if _orders_match(claim, evidence.figures.orders) else Outcome.DIFFERENCE
    )
    return VerdictFacts(
        Quantity.ORDERS,
        outcome,
        stated,
        computed_orders=figures.orders if figures else None,
        difference=evidence.figures.orders - stated if outcome == Outcome.DIFFERENCE else None,
        explanation=_ground(evidence),
    )


def _rank(claim: ClaimFacts, evidence: Evidence) -> VerdictFacts:
    by_value, by_orders = _ranks(evidence) if _shown(evidence) else (None, None)
    agrees = [
        quantity.value
        for quantity, rank in ((Quantity.VALUE, by_value), (Quantity.ORDERS, by_orders))
        if rank == claim.stated_rank
    ]
    outcome = _withheld(evidence) or (Outcome.RANK_MATCH if agrees else Outcome.RANK_DIFFERS)
    explanation = _ground(evidence) | {"governments": evidence.governments}
    if _shown(evidence):
        explanation |= {"with_data": len(evidence.ranked), "incomplete": evidence.incomplete}
    if outcome == Outcome.RANK_MATCH:
        explanation["agrees"] = agrees
    return VerdictFacts(
        Quantity.RANK,
        outcome,
        claim.stated_rank,
        rank_by_value=by_value,
        rank_by_orders=by_orders,
        explanation=explanation,
    )


def _ranks(evidence: Evidence) -> tuple[int | None, int | None]:
    """By value and by orders; None where the government has no counted row in the window."""
    code, ranked = evidence.region_code, evidence.ranked
    by_value = competition_ranks({key: figures.value_sen for key, figures in ranked.items()})
    by_orders = competition_ranks({key: figures.orders for key, figures in ranked.items()})
    return by_value.get(code), by_orders.get(code)


def _withheld(evidence: Evidence) -> Outcome | None:
    """Why no quantity of this claim can be compared; None when it can."""
    if evidence.window is None or not evidence.window.stated:
        return Outcome.NO_SCOPE
    return None if evidence.complete else Outcome.NO_DATA


def _shown(evidence: Evidence) -> Figures | None:
    """The figures that may stand on the page: compared ones, or those of the event's year, labelled so.

    Figures of a stated window that data do not fill stay away: they would be taken for the whole.
    """
    if evidence.window is None or evidence.data_end is None or evidence.have < evidence.of:
        return None
    return evidence.figures if evidence.complete or not evidence.window.stated else None


def _before(evidence: Evidence) -> dict[str, Any]:
    """What a stated growth is set beside. It makes no verdict: sources do not say what grew."""
    if evidence.before is None:
        return {}
    window = evidence.before.window
    days = {"start": window.start.isoformat(), "end": window.end.isoformat()}
    return {"before": {**days, "sen": evidence.before.value_sen}}


def _ground(evidence: Evidence) -> dict[str, Any]:
    """What the comparison rests on: window, end of data, how many governments have it, what is left out, mbiz part."""
    if evidence.window is None:
        return {}
    ground: dict[str, Any] = {
        "start": evidence.window.start.isoformat(),
        "end": evidence.window.end.isoformat(),
        "data_end": evidence.data_end.isoformat() if evidence.data_end else "",
        "have": evidence.have,
        "of": evidence.of,
    }
    if evidence.data_last:
        ground["data_last"] = evidence.data_last.isoformat()
    if figures := _shown(evidence):
        ground["mbiz_sen"] = figures.mbiz_sen
    left_out = evidence.left_out
    counts = dict(zip(REJECTS, astuple(left_out.rejects), strict=True))
    counts |= {"undated_rows": left_out.undated_rows, "undated_sen": left_out.undated_sen}
    return ground | {name: count for name, count in counts.items() if count}
