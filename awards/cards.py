"""A claim as lists show it: who was said to have what, by whom, for when, and the verdicts in few words."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from awards import sentences
from awards.models import Claim
from awards.printed import printed, printed_html
from awards.terms import OrdersComparator
from awards.tongues import joined
from procurement.views import words


def card(claim: Claim, *, sample: bool, verdicts: bool = True) -> dict[str, Any]:
    """For lists. `verdicts` False leaves every verdict out (home page on sample data)."""
    return {
        "address": reverse("claim", args=[claim.claim_id]),
        "who": who(claim),
        "stated": stated_html(claim),
        "period": period(claim),
        "channel": words.channel(claim.channel),
        "publisher": claim.publisher,
        "tags": tags(claim, sample=sample) if verdicts else [],
        "contested": bool(claim.conflict_group),
    }


def tags(claim: Claim, *, sample: bool) -> list[dict[str, str]]:
    """The verdicts in their few words, and how each is drawn."""
    return [
        {"text": sentences.tag(verdict, sample=sample), "kind": sentences.kind(verdict)} for verdict in claim.judged_as
    ]


def who(claim: Claim) -> str:
    name = claim.region.name if claim.region else claim.region_code
    if claim.is_programme:
        return gettext("All governments of %(province)s together") % {"province": name.removeprefix("Provinsi ")}
    return name


def stated(claim: Claim) -> str:
    """What the source states, the figure as printed: “Rp9.37 billion” (Rp9,37 miliar), 2.748 pesanan, peringkat 1."""
    return ", ".join(text for text in (printed(claim), stated_orders(claim), stated_rank(claim)) if text)


def stated_html(claim: Claim) -> SafeString:
    """The same, the printed figure marked with its language."""
    return joined([printed_html(claim), stated_orders(claim), stated_rank(claim)])


def stated_orders(claim: Claim) -> str:
    if claim.stated_orders is None:
        return ""
    if claim.orders_comparator == OrdersComparator.MORE_THAN:
        return gettext("more than %(count)s orders") % {"count": words.number(claim.stated_orders)}
    return words.orders(claim.stated_orders)


def stated_rank(claim: Claim) -> str:
    return "" if claim.stated_rank is None else sentences.rank(claim.stated_rank)


def period(claim: Claim) -> str:
    """The days that are compared; an open period ends at the event, and says so."""
    window = claim.window
    if window is None or not window.stated:
        return gettext("period not stated")
    text = words.period(window.start, window.end)
    return (
        text
        if claim.period_end or claim.as_of
        else gettext("%(period)s (open, cut off at the event)") % {"period": text}
    )


def remark(note: str) -> dict[str, str] | None:
    """A note of the claims file, in the reader's language where the catalogue has it; else English, and marked so."""
    if not note:
        return None
    translated = gettext(note)
    return {"text": translated, "language": "en" if translated == note else words.language()}
