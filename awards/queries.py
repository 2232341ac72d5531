"""Questions to the claims, each with the verdicts of one edition: two queries, then plain sorting."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from awards.models import Claim, Event
from regions.models import Region


def claims(edition: Any) -> list[Claim]:
    """All claims. `edition`: an Edition, a queryset of one, or None, which judges none."""
    return list(Claim.objects.judged(edition))


def about(region: Region, edition: Any) -> list[Claim]:
    """The claims about a government, and those about anyone that contradict them."""
    return list(Claim.objects.judged(edition).with_rivals(Q(region_code=region.code)))


def of_year(year: int, channel: str, region: Region | None, edition: Any) -> list[Claim]:
    """The claims whose days lie in or reach into a year, about one government or about any."""
    mine = {"region_code": region.code} if region else {}
    found = Claim.objects.judged(edition).filter(channel=channel, **mine)
    return [one for one in found if one.window and year in one.window.years]


def claim(claim_id: str, edition: Any) -> tuple[Claim, list[Claim]]:
    """One claim, and its whole conflict group, itself included. Raises LookupError."""
    found = list(Claim.objects.judged(edition).with_rivals(Q(claim_id=claim_id)))
    for one in found:
        if one.claim_id == claim_id:
            return one, found if one.conflict_group else []
    raise LookupError(claim_id)


def event(slug: str, edition: Any) -> tuple[Event, list[Claim]]:
    """An event and its claims in file order. Raises LookupError."""
    found = list(Claim.objects.judged(edition).filter(event=slug))
    if not found or found[0].event is None:
        raise LookupError(slug)
    return found[0].event, found


def newest(found: Iterable[Claim]) -> list[Claim]:
    """Newest first: by the event, else by the day the figure was cut off; within a day in file order."""
    return sorted(found, key=_spoken_on, reverse=True)


def _spoken_on(claim: Claim) -> date:
    """The day nearest to when it was said."""
    return claim.event_date or (claim.window.end if claim.window else claim.accessed)


def conflicts(found: Iterable[Claim]) -> list[list[Claim]]:
    """Claims that do not seem to fit together, by conflict group, in the order in which they first stand."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in found:
        if claim.conflict_group:
            groups[claim.conflict_group].append(claim)
    return list(groups.values())
