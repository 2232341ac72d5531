"""From a claim to the pages that its figures can be checked on: right year, channel and rule."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext

from awards import growth_words, sentences
from awards.models import Claim, Verdict
from awards.periods import Window
from awards.terms import Quantity
from procurement.counting import DEFAULT_RULE, RULES
from procurement.queries.figures import EVERY_KIND
from procurement.views import addresses, words
from procurement.views.links import figure, passport_address
from regions.models import Region

type Way = dict[str, str]


def source(claim: Claim, verdict: Verdict, **narrowed: str) -> str:
    """The passport of what was counted for a value or a number of orders; empty for a rank, or where nothing was."""
    measure = {Quantity.VALUE: "nilai", Quantity.ORDERS: "pesanan"}.get(Quantity(verdict.quantity))
    window = claim.window
    if measure is None or window is None or claim.region is None:
        return ""
    days = _days(window)
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
        found.append(_government(claim, year))
        rows = {"tahun": str(year), "kanal": claim.channel}
        transactions = reverse("transactions", args=[claim.region.slug])
        found.append(
            {
                "label": _noted(claim, gettext("Its transactions of %(year)s") % {"year": year}, year),
                "address": addresses.with_query(transactions, rows),
            }
        )
    return [*found, *_passports(claim, claim.region)]


def _passports(claim: Claim, region: Region) -> Iterator[Way]:
    """Of the claim's own days, which are a year or not."""
    window, reached = claim.window, years(claim)
    if window is None or not reached:
        return
    if window.is_calendar_year:
        label = gettext("Passport of its figure of %(year)s") % {"year": reached[0]}
        address = passport_address(region, reached[0], claim.channel, DEFAULT_RULE.slug)
    else:
        label = gettext("Passport of the figure of %(days)s") % {"days": words.period(window.start, window.end)}
        address = passport_address(region, None, claim.channel, DEFAULT_RULE.slug, **_days(window))
    yield {"label": label, "address": address}


def _days(window: Window) -> dict[str, str]:
    return {"dari": window.start.isoformat(), "sampai": window.end.isoformat()}


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
    query = addresses.query_of({"kanal": claim.channel}) | ({"aturan": rule} if rule else {})
    return {"label": _noted(claim, label, year), "address": addresses.with_query(path, query)}


def _noted(claim: Claim, label: str, year: int) -> str:
    """A page of a whole year says so where the claim is of other days: it shows another figure."""
    if _whole_year(claim.window, year):
        return label
    return gettext("%(page)s (the whole year)") % {"page": label}


def _whole_year(window: Window | None, year: int) -> bool:
    """Whether the claim's days are all of the year."""
    return bool(window and window.start.year == year and window.is_calendar_year)
