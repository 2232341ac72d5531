"""The parts of one claim's page, as finished text."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from awards import sentences
from awards.cards import period, remark, stated, stated_orders, stated_rank, who
from awards.models import Claim, Verdict
from awards.terms import Comparator, Kind, Quantity
from procurement.counting import Channel
from procurement.views import words


def headline(claim: Claim) -> str:
    """Who states what about whom, with the figure as printed."""
    return gettext("%(publisher)s on %(who)s: %(stated)s") % {
        "publisher": claim.publisher,
        "who": who(claim),
        "stated": stated(claim),
    }


def description(claim: Claim, *, sample: bool) -> str:
    """For search results and share texts: on sample data without any verdict."""
    text = f"{headline(claim)} ({period(claim)})."
    if sample or not claim.judged_as:
        return text
    return f"{text} {sentences.sentence(claim.judged_as[0], claim, sample=False)}"


def facts(claim: Claim) -> list[dict[str, str]]:
    """Label and text of everything that the source says, in reading order; empty ones are left out."""
    pairs = (
        (gettext("Kind"), str(Kind(claim.kind).label)),
        (gettext("As printed"), _as_printed(claim)),
        (gettext("Orders"), stated_orders(claim)),
        (gettext("Rank"), stated_rank(claim)),
        (gettext("About"), who(claim)),
        (gettext("Channel"), words.channel(claim.channel)),
        (gettext("Period"), period(claim)),
        (gettext("Cut-off"), words.day(claim.window.end) if claim.window and claim.window.stated else ""),
        (gettext("Event"), claim.event.name if claim.event else ""),
        (gettext("Stated on"), words.day(claim.event_date) if claim.event_date else ""),
        (gettext("Venue"), claim.venue),
        (gettext("Presented by"), claim.presented_by),
        (gettext("Category"), claim.category),
    )
    return [{"label": label, "text": text} for label, text in pairs if text]


def _as_printed(claim: Claim) -> str:
    """The figure to the letter, and whether it is rounded ("almost" stands in the letter itself)."""
    if claim.value_comparator == Comparator.ROUNDED:
        return f"{claim.value_as_printed} ({Comparator.ROUNDED.label})"
    return claim.value_as_printed


def verdicts(claim: Claim, *, sample: bool) -> list[dict[str, Any]]:
    """One line per stated quantity."""
    return [
        {
            "quantity": _quantity(claim, verdict),
            "stated": _stated(claim, verdict),
            "computed": sentences.computed(verdict),
            "difference": sentences.difference(verdict),
            "sentence": sentences.sentence(verdict, claim, sample=sample),
        }
        for verdict in claim.judged_as
    ]


def _quantity(claim: Claim, verdict: Verdict) -> str:
    label = str(Quantity(verdict.quantity).label)
    if not claim.is_programme:
        return label
    return gettext("%(quantity)s, all governments of the province, the provincial one included") % {"quantity": label}


def _stated(claim: Claim, verdict: Verdict) -> str:
    texts = {Quantity.VALUE: claim.value_as_printed, Quantity.ORDERS: stated_orders(claim)}
    return texts.get(Quantity(verdict.quantity)) or stated_rank(claim)


def mbiz(claim: Claim) -> str:
    """The part of a toko daring value that is Jatim Bejo's own marketplace; empty where no figure stands."""
    for verdict in claim.judged_as:
        if "mbiz_sen" in verdict.explanation:
            return gettext("The part on the marketplace “mbiz market” in the same days: %(value)s.") % {
                "value": words.exact(verdict.explanation["mbiz_sen"])
            }
    return ""


def notes(claim: Claim) -> list[dict[str, str]]:
    return [note for note in (remark(claim.note), remark(claim.conflict_note)) if note]


def data_end(claim: Claim) -> date | None:
    """How far the data that the verdicts rest on reach."""
    ends = (verdict.explanation.get("data_end") for verdict in claim.judged_as)
    return next((date.fromisoformat(end) for end in ends if end), None)


def links(claim: Claim) -> list[dict[str, str]]:
    """To the ranking and the government's page of the year that the data reach; none where there are no data."""
    end = data_end(claim)
    if end is None:
        return []
    query = "" if claim.channel == Channel.TOKO_DARING else f"?kanal={claim.channel}"
    address = reverse("ranking", args=[end.year]) + query
    found = [{"label": gettext("Ranking of %(year)s") % {"year": end.year}, "address": address}]
    if claim.region and not claim.is_programme:
        label = gettext("%(government)s in %(year)s") % {"government": claim.region.name, "year": end.year}
        found.append({"label": label, "address": reverse("region-year", args=[claim.region.slug, end.year]) + query})
    return found
