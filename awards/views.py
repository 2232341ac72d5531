"""The pages of stated figures: all of them, those of one event, and one with its source and verdicts."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from awards import checks, detail, queries, twins
from awards.cards import card, tags, who
from awards.models import Claim, Event
from awards.rivals import linked, side_by_side
from awards.standings import standings
from awards.tongues import INDONESIAN, language_of, marked
from procurement import filters
from procurement.counting import DEFAULT_CHANNEL, DEFAULT_RULE
from procurement.known_edition import known_edition
from procurement.views import parts, words


def awards(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    found = queries.claims(known_edition(request))
    context = {
        "headline": gettext("Awards and stated figures, checked"),
        "lead": _lead(len(found)),
        "events": _events(request, found),
        "others": _cards(request, queries.newest(claim for claim in found if claim.event is None)),
        "conflicts": [side_by_side(group, sample=_sample(request)) for group in queries.conflicts(found)],
        "how": parts.counted_how(DEFAULT_CHANNEL, DEFAULT_RULE.slug),
        "downloads": twins.downloads("awards", "penghargaan"),
        "citations": parts.citations(request, lambda: gettext("Awards and stated figures, checked")),
    }
    return render(request, "awards/awards.html", context)


def event(request: HttpRequest, slug: str) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    try:
        found, claims = queries.event(slug, known_edition(request))
    except LookupError:
        raise Http404 from None
    context = {
        "event": found,
        "name": marked(found.name, INDONESIAN),
        "venue": marked(found.venue, INDONESIAN),
        "day": words.day(found.date),
        "lead": _lead(len(claims)),
        "cards": _cards(request, claims),
        "how": parts.counted_how(claims[0].channel, DEFAULT_RULE.slug),
        "crumbs": [
            {"label": gettext("Awards"), "address": reverse("awards")},
            {"label": marked(found.name, INDONESIAN)},
        ],
        "downloads": twins.downloads("award-event", f"penghargaan-{slug}", slug),
        "citations": parts.citations(request, lambda: found.name),
    }
    return render(request, "awards/event.html", context)


def claim(request: HttpRequest, claim_id: str) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    try:
        found, group = queries.claim(claim_id, known_edition(request))
    except LookupError:
        raise Http404 from None
    sample = _sample(request)
    context = {
        "claim": found,
        "headline": detail.headline(found),
        "said": detail.headline_html(found),
        "answer": detail.answer(found, sample=sample),
        "scope": detail.scope(found),
        "description": detail.description(found, sample=sample),
        **detail.data_days(found),
        "how": parts.counted_how(found.channel, DEFAULT_RULE.slug),
        "facts": detail.facts(found),
        "verdicts": detail.verdicts(found, sample=sample),
        "standings": standings(found),
        "tags": tags(found, sample=sample),
        "mbiz": detail.mbiz(found),
        "note": linked(found.note, group),
        "ways": checks.of_claim(found),
        "conflict": side_by_side(group, sample=sample, here=claim_id) if group else None,
        "source": marked(found.source_title, language_of(found)),
        "crumbs": _crumbs(found),
        "downloads": twins.downloads("claim", f"klaim-{claim_id}", claim_id),
        "citations": parts.citations(request, lambda: detail.headline(found)),
    }
    return render(request, "awards/claim.html", context)


def _crumbs(found: Claim) -> list[dict[str, str]]:
    crumbs = [{"label": gettext("Awards"), "address": reverse("awards")}]
    if found.event:
        name = marked(found.event.name, INDONESIAN)
        crumbs.append({"label": name, "address": reverse("award-event", args=[found.event.slug])})
    return [*crumbs, {"label": f"{found.publisher}: {who(found)}"}]


def _events(request: HttpRequest, claims: list[Claim]) -> list[dict[str, Any]]:
    """Events newest first, each with the cards of its claims."""
    events: dict[Event, list[Claim]] = {}
    for one in claims:
        if one.event:
            events.setdefault(one.event, []).append(one)
    return [
        {
            "name": marked(event.name, INDONESIAN),
            "venue": marked(event.venue, INDONESIAN),
            "address": reverse("award-event", args=[event.slug]),
            "day": words.day(event.date),
            "cards": _cards(request, events[event]),
        }
        for event in sorted(events, key=lambda event: event.date, reverse=True)
    ]


def _cards(request: HttpRequest, claims: list[Claim]) -> list[dict[str, Any]]:
    return [card(claim, sample=_sample(request)) for claim in claims]


def _lead(count: int) -> str:
    return ngettext(
        "%(count)s figure that somebody stated, kept as printed with its source, beside what the exports say.",
        "%(count)s figures that somebody stated, kept as printed with their sources, beside what the exports say.",
        count,
    ) % {"count": words.number(count)}


def _sample(request: HttpRequest) -> bool:
    edition = known_edition(request)
    return bool(edition and edition.is_sample)
