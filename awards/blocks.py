"""What awards hang on pages of procurement, through its registry.

A block is not told the edition of its page, but reads in the same snapshot: the current one is a subquery.
"""

from typing import Any

from django.utils.translation import gettext

from awards import queries
from awards.cards import card
from awards.rivals import side_by_side
from procurement.counting import DEFAULT_RULE, RULES
from procurement.models import Edition
from regions.models import Region

LATEST = 6


def home(is_sample: bool) -> dict[str, Any] | None:
    """The latest claims. Against sample data no verdict stands on the home page."""
    claims = queries.newest(queries.claims(Edition.objects.current()))[:LATEST]
    if not claims:
        return None
    cards = [card(claim, sample=is_sample, verdicts=not is_sample) for claim in claims]
    return {"template": "awards/_home.html", "cards": cards}


def government(region: Region, rule: str, is_sample: bool) -> dict[str, Any] | None:
    """What was claimed about one government, contradictions side by side."""
    claims = queries.newest(queries.about(region, Edition.objects.current()))
    if not claims:
        return None
    return {
        "template": "awards/_government.html",
        "government": region.name,
        "judged_by": _judged_by(rule),
        "cards": [card(claim, sample=is_sample) for claim in claims if not claim.conflict_group],
        "conflicts": [side_by_side(group, sample=is_sample) for group in queries.conflicts(claims)],
    }


def year(year: int, channel: str, rule: str, region: Region | None, is_sample: bool) -> dict[str, Any] | None:
    """What was claimed about a year, of one government or of any: beside the figures that the transactions give."""
    claims = queries.newest(queries.of_year(year, channel, region, Edition.objects.current()))
    if not claims:
        return None
    return {
        "template": "awards/_year.html",
        "year": year,
        "government": region.name if region else "",
        "judged_by": _judged_by(rule),
        "cards": [card(claim, sample=is_sample) for claim in claims],
    }


def _judged_by(rule: str) -> str:
    """A verdict judges no figure that its page counts by another rule; empty where the rule is the same."""
    if rule == DEFAULT_RULE.slug:
        return ""
    return gettext(
        "The verdicts here are computed by the rule “%(judged)s”, not by the rule of this page, “%(here)s”."
    ) % {"judged": DEFAULT_RULE.label, "here": RULES[rule].label}
