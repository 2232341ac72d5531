"""All that /sorotan/ shows of one scope: the six answers, who is named in them, and the rules that speak of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from procurement import money
from procurement.queries.questions.bounds import SIGNER_RULE
from procurement.queries.questions.concentration import Concentration, concentration
from procurement.queries.questions.december import December, december
from procurement.queries.questions.near_limit import CHANNEL, Limit, near_limit
from procurement.queries.questions.night import Night, night
from procurement.queries.questions.pairs import Pairs, pairs
from procurement.queries.questions.parties import Parties, parties
from procurement.queries.questions.same_amounts import SameAmounts, same_amounts
from procurement.queries.questions.scope import Scope
from procurement.queries.rules import Rule, for_question


@dataclass(frozen=True)
class Record:
    scope: Scope
    pairs: Pairs
    concentration: Concentration
    december: December
    night: Night
    same: SameAmounts
    limit: Limit | None
    """None where no rule with a limit is valid in that year for the channel."""
    limit_rules: list[Rule]
    parties: Parties


def record(scope: Scope, rules: Sequence[Rule]) -> Record:
    """Eleven queries beside the totals, two more where a limit is asked of; the same whatever the amount of data."""
    found = pairs(scope)
    shares = concentration(scope)
    same = same_amounts(scope)
    speaking = for_question(rules, [SIGNER_RULE], scope.year, scope.channel) if scope.channel == CHANNEL else []
    limit = _limit(scope, speaking[0]) if speaking else None
    near = limit.shown if limit else []
    named = [(one.agency, one.supplier) for one in found.shown]
    named += [(one.agency, one.supplier) for one in same.shown]
    several = [(one.agency, one.supplier) for one in near]
    agencies = {agency for agency, _supplier in (*named, *several) if agency}
    suppliers = {supplier for _agency, supplier in (*named, *several) if supplier}
    return Record(
        scope,
        found,
        shares,
        december(scope),
        night(scope),
        same,
        limit,
        speaking,
        parties(agencies, suppliers | {one.supplier for one in shares.shown}),
    )


def _limit(scope: Scope, rule: Rule) -> Limit:
    return near_limit(scope, money.sen_of(rule.value), rule.bounds_in(scope.year))
