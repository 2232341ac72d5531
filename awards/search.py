"""Award events and stated figures that a typed text may mean, for /cari/."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from awards.cards import period, stated, who
from awards.models import Claim, Event
from procurement.queries.closeness import closeness, plain
from procurement.views import words

MOST = 25


def hits(text: str) -> list[dict[str, Any]]:
    """Events, then claims. Two queries."""
    all_claims = Claim.objects.select_related("region", "event")
    events = _held(text, [(event, [event.name, event.venue]) for event in Event.objects.all()])
    claims = _held(text, [(claim, _texts(claim)) for claim in all_claims])
    return [
        {
            "label": gettext("Award events"),
            "count": len(events),
            "says": _counted(ngettext("%(count)s award event", "%(count)s award events", len(events)), events),
            "hits": [_event(event) for event in events[:MOST]],
        },
        {
            "label": gettext("Stated figures"),
            "count": len(claims),
            "says": _counted(ngettext("%(count)s stated figure", "%(count)s stated figures", len(claims)), claims),
            "hits": [_claim(claim) for claim in claims[:MOST]],
        },
    ]


def _texts(claim: Claim) -> list[str]:
    """What a claim is remembered by."""
    event = claim.event.name if claim.event else ""
    return [who(claim), event, claim.venue, claim.category, claim.value_as_printed, claim.source_title]


def _held[T](text: str, told: list[tuple[T, list[str]]]) -> list[T]:
    """The closest first, else in their own order."""
    typed = plain(text)
    ranked = []
    for number, (one, texts) in enumerate(told):
        degrees = [degree for part in texts if (degree := closeness(typed, plain(part))) is not None]
        if degrees:
            ranked.append((min(degrees), number, one))
    return [one for _degree, _number, one in sorted(ranked, key=lambda item: item[:2])]


def _counted(sentence: str, found: list[Any]) -> str:
    return sentence % {"count": words.number(len(found))}


def _event(event: Event) -> dict[str, str]:
    says = " · ".join(part for part in (words.day(event.date), event.venue) if part)
    return {"name": event.name, "address": reverse("award-event", args=[event.slug]), "says": says}


def _claim(claim: Claim) -> dict[str, str]:
    return {
        "name": f"{who(claim)}: {stated(claim)}",
        "address": reverse("claim", args=[claim.claim_id]),
        "says": f"{claim.publisher} · {words.channel(claim.channel)} · {period(claim)}",
    }
