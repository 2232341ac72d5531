"""The parts of one claim's page, as finished text."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from awards import checks, growth_words, sentences
from awards.cards import period, stated, stated_html, stated_orders, stated_rank, who
from awards.models import Claim, Verdict
from awards.printed import printed_html
from awards.terms import Comparator, Kind, Quantity
from awards.tongues import INDONESIAN, language_of, marked
from procurement.counting import DEFAULT_RULE, MBIZ
from procurement.views import links, parts, words


def headline(claim: Claim) -> str:
    """Who states what about whom, with the figure as printed: plain, for titles and citations."""
    values = {"publisher": claim.publisher, "who": who(claim), "stated": stated(claim)}
    return gettext("%(publisher)s on %(who)s: %(stated)s") % values


def headline_html(claim: Claim) -> SafeString:
    """The same for the page, foreign words marked."""
    values = {"publisher": claim.publisher, "who": who(claim), "stated": stated_html(claim)}
    return words.filled(gettext("%(publisher)s on %(who)s: %(stated)s"), values)


def answer(claim: Claim, *, sample: bool) -> str:
    """What the transactions say, in one line under the headline. Holds no verdict."""
    if not claim.judged_as:
        return gettext("No edition has checked it yet.")
    if not sentences.compared(claim):
        return gettext("The source names no period, so no total can be set against it.")
    computed = sentences.figures(claim)
    if not computed:
        return gettext("The loaded exports do not reach far enough to check it.")
    if sample:
        return gettext("The made-up sample transactions: %(figures)s.") % {"figures": computed}
    return gettext("The transactions: %(figures)s.") % {"figures": computed}


def scope(claim: Claim) -> str:
    """Which days, channel and rule the computed figures are of; empty where nothing is computed."""
    if not sentences.figures(claim):
        return ""
    return gettext("Computed for %(period)s from %(channel)s by the rule “%(rule)s”.") % {
        "period": period(claim),
        "channel": words.channel(claim.channel),
        "rule": DEFAULT_RULE.label,
    }


def data_days(claim: Claim) -> dict[str, str]:
    """How far its data reach: of a programme several days, since each of its governments has its own."""
    first, last = claim.data_end, claim.last_data_end
    return parts.data_days((first, last) if first and last else None)


def description(claim: Claim, *, sample: bool) -> str:
    """For search results and share texts: on sample data without any verdict."""
    text = f"{headline(claim)} ({period(claim)})."
    if sample or not claim.judged_as:
        return text
    return f"{text} {sentences.sentence(claim.judged_as[0], claim, sample=False)}"


def facts(claim: Claim) -> list[dict[str, str]]:
    """Label and text of everything that the source says, in reading order; empty ones are left out."""
    tongue = language_of(claim)
    pairs = (
        (gettext("Kind"), str(Kind(claim.kind).label)),
        (gettext("As printed"), _as_printed(claim)),
        (gettext("Orders"), stated_orders(claim)),
        (gettext("Rank"), stated_rank(claim)),
        (gettext("About"), who(claim)),
        (gettext("Channel"), words.channel(claim.channel)),
        (gettext("Period"), period(claim)),
        (gettext("Cut-off"), words.day(claim.window.end) if claim.window and claim.window.stated else ""),
        (gettext("Event"), _event(claim)),
        (gettext("Stated on"), words.day(claim.event_date) if claim.event_date else ""),
        (gettext("Venue"), marked(claim.venue, tongue)),
        (gettext("Presented by"), marked(claim.presented_by, tongue)),
        (gettext("Category"), marked(claim.category, tongue)),
    )
    return [{"label": label, "text": text} for label, text in pairs if text]


def _event(claim: Claim) -> str:
    if claim.event is None:
        return ""
    address = reverse("award-event", args=[claim.event.slug])
    return format_html('<a href="{}">{}</a>', address, marked(claim.event.name, INDONESIAN))


def _as_printed(claim: Claim) -> str:
    """The figure to the letter, and whether it is rounded ("almost" stands in the letter itself)."""
    return printed_html(claim, str(Comparator.ROUNDED.label) if claim.value_comparator == Comparator.ROUNDED else "")


def verdicts(claim: Claim, *, sample: bool) -> list[dict[str, Any]]:
    """One line per stated quantity."""
    return [
        {
            "quantity": _quantity(claim, verdict),
            "stated": _stated(claim, verdict),
            "computed": checks.counted(claim, verdict) if verdict.has_figure else "–",
            "difference": sentences.difference(verdict),
            "ways": checks.of_verdict(claim, verdict),
            "kind": sentences.kind(verdict),
            "sentence": sentences.sentence(verdict, claim, sample=sample),
            "growth": growth_words.said(claim, sample=sample) if "before" in verdict.explanation else "",
        }
        for verdict in claim.judged_as
    ]


def _quantity(claim: Claim, verdict: Verdict) -> str:
    label = str(Quantity(verdict.quantity).label)
    if not claim.is_programme:
        return label
    return gettext("%(quantity)s, all governments of the province, the provincial one included") % {"quantity": label}


def _stated(claim: Claim, verdict: Verdict) -> str:
    texts = {Quantity.VALUE: printed_html(claim), Quantity.ORDERS: stated_orders(claim)}
    return texts.get(Quantity(verdict.quantity)) or stated_rank(claim)


def mbiz(claim: Claim) -> str:
    """The part of a toko daring value that is Jatim Bejo's own marketplace; empty where no figure stands."""
    for verdict in claim.judged_as:
        if "mbiz_sen" in verdict.explanation:
            value = words.exact(verdict.explanation["mbiz_sen"])
            source = "" if claim.is_programme else checks.source(claim, verdict, lokapasar=MBIZ)
            return words.filled(
                gettext("The part on the marketplace “mbiz market” in the same days: %(value)s."),
                {"value": links.figure(value, source)},
            )
    return ""
