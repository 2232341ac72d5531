"""From a claim to the pages that its figures can be checked on: right year, channel and rule."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from awards import growth_words, sentences
from awards.models import Claim, Verdict
from awards.periods import Window
from awards.terms import Quantity
from procurement.counting import DEFAULT_CHANNEL, DEFAULT_RULE, RULES
from procurement.queries.figures import EVERY_KIND
from procurement.views import addresses
from procurement.views.links import figure, passport_address

type Way = dict[str, str]


def source(claim: Claim, verdict: Verdict, **narrowed: str) -> str:
    """The passport of what was counted for a value or a number of orders; empty for a rank, or where nothing was."""
    measure = {Quantity.VALUE: "nilai", Quantity.ORDERS: "pesanan"}.get(Quantity(verdict.quantity))
    window = claim.window
    if measure is None or window is None or claim.region is None:
        return ""
    days = {"dari": window.start.isoformat(), "sampai": window.end.isoformat()}
    if claim.is_programme:
        return passport_address(None, None, claim.channel, DEFAULT_RULE.slug, measure, jenis=EVERY_KIND, **days)
    return passport_address(claim.region, None, claim.channel, DEFAULT_RULE.slug, measure, **(days | narrowed))


def counted(claim: Claim, verdict: Verdict) -> str:
    """The figure with its unit, leading to where it comes from."""
    return figure(sentences.short(verdict), source(claim, verdict))


def years(claim: Claim) -> list[int]:
    """The years of the window that data reach; none where there are no data."""
    end = claim.data_end
    if claim.window is None or end is None:
        return []
    return [year for year in claim.window.years if year <= end.year]


def of_verdict(claim: Claim, verdict: Verdict) -> list[Way]:
    """Under a computed figure: the page that shows it, and the one where the alternative stands."""
    found = [_page(claim, verdict.quantity, year) for year in years(claim)]
    rule = verdict.explanation.get("alternative", {}).get("rule")
    if rule:
        found += [_page(claim, verdict.quantity, year, rule) for year in years(claim)]
    if "before" in verdict.explanation and (address := growth_words.passport(claim)):
        found.append({"label": growth_words.label(claim), "address": address})
    return found


def of_claim(claim: Claim) -> list[Way]:
    """Everything to look it up with."""
    found = [_ranking(claim, year) for year in years(claim)]
    if claim.region is None or claim.is_programme:
        return found
    for year in years(claim):
        query = _query(claim)
        found.append(_government(claim, year))
        rows = {"tahun": str(year), "kanal": claim.channel}
        transactions = reverse("transactions", args=[claim.region.slug])
        found.append(
            {
                "label": gettext("Its transactions of %(year)s") % {"year": year},
                "address": addresses.with_query(transactions, rows),
            }
        )
        passport = {"daerah": claim.region.slug, "tahun": str(year), **query}
        found.append(
            {
                "label": gettext("Passport of its figure of %(year)s") % {"year": year},
                "address": addresses.with_query(reverse("passport"), passport),
            }
        )
    return found


def _page(claim: Claim, quantity: str, year: int, rule: str = "") -> Way:
    if quantity == Quantity.RANK or claim.region is None or claim.is_programme:
        return _ranking(claim, year, rule)
    return _government(claim, year, rule)


def _ranking(claim: Claim, year: int, rule: str = "") -> Way:
    label = (
        gettext("Ranking of %(year)s, without the provincial government")
        if claim.is_programme
        else gettext("Ranking of %(year)s")
    )
    return _way(claim, label % {"year": year}, reverse("ranking", args=[year]), year, rule)


def _government(claim: Claim, year: int, rule: str = "") -> Way:
    assert claim.region
    label = gettext("%(government)s in %(year)s") % {"government": claim.region.name, "year": year}
    return _way(claim, label, reverse("region-year", args=[claim.region.slug, year]), year, rule)


def _way(claim: Claim, label: str, path: str, year: int, rule: str) -> Way:
    if rule:
        label = gettext("%(page)s by the rule “%(rule)s”") % {"page": label, "rule": RULES[rule].label}
    if not _whole_year(claim.window, year):
        label = gettext("%(page)s (the whole year)") % {"page": label}
    return {"label": label, "address": addresses.with_query(path, _query(claim) | ({"aturan": rule} if rule else {}))}


def _whole_year(window: Window | None, year: int) -> bool:
    """Whether the claim's days are all of the year: else its pages show another figure, and the link says so."""
    return bool(window and window.start.year == year and window.is_calendar_year)


def _query(claim: Claim) -> dict[str, Any]:
    return {} if claim.channel == DEFAULT_CHANNEL else {"kanal": claim.channel}
