"""Judges every claim for a new edition: evidence in, verdicts stored. Hung on `registry.after_edition`."""

from dataclasses import asdict, replace

from awards.evidence import Ground
from awards.models import Claim, Verdict
from awards.terms import Outcome
from awards.verdicts import VerdictFacts, first_match, judge
from procurement.models import Edition


def store_verdicts(edition: Edition) -> None:
    """Called inside the publishing transaction, when the rows of the edition stand."""
    claims = list(Claim.objects.all())
    ground = Ground(claims)
    Verdict.objects.bulk_create(
        Verdict(edition=edition, claim=claim, **asdict(verdict))
        for claim in claims
        for verdict in _judged(claim, ground)
    )
    ground.kept.keep()


def _judged(claim: Claim, ground: Ground) -> list[VerdictFacts]:
    return [_with_alternative(claim, verdict, ground) for verdict in judge(claim.facts, ground.evidence(claim))]


def _with_alternative(claim: Claim, verdict: VerdictFacts, ground: Ground) -> VerdictFacts:
    """A difference with the first way of counting that would make the stated figure match, if one does."""
    if verdict.outcome != Outcome.DIFFERENCE:  # looked for only where it is needed: it costs a query
        return verdict
    found = first_match(claim.facts, verdict.quantity, ground.candidates(claim, verdict.quantity))
    if found is None:
        return verdict
    how = {"rule": found.rule} if found.cut_off is None else {"cut_off": found.cut_off.isoformat()}
    return replace(verdict, explanation=verdict.explanation | {"alternative": {**how, "figure": found.figure}})
