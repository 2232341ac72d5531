"""Growth in words: as the source states it, beside what the transactions of the same days a year apart come to."""

from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from awards.growth import Growth, growth_in
from awards.models import Claim, Verdict
from awards.periods import Window
from procurement import ranks
from procurement.counting import DEFAULT_RULE
from procurement.money import Share
from procurement.views import links, words


def said(claim: Claim, *, sample: bool, linked: bool = False) -> SafeString | str:
    """Empty where the claim states no growth. `linked`: the sum of the year before leads to where it comes from."""
    growth, verdict = growth_in(claim.note), _judged(claim)
    if growth is None or verdict is None:
        return ""
    change = _change(verdict)
    values = {
        "stated": _stated(growth),
        "days": _days(verdict),
        "value": links.figure(words.exact(_before(verdict) or 0), passport(claim) if linked else ""),
        "change": words.signed(change) if change is not None else "",
    }
    return words.filled(_sentences(verdict, sample=sample), values)


def passport(claim: Claim) -> str:
    """Where the sum of the year before comes from; empty where none stands, and for a programme."""
    verdict = _judged(claim)
    if verdict is None or not _before(verdict) or claim.region is None or claim.is_programme:
        return ""
    days = _window(verdict)
    return links.passport_address(
        claim.region, None, claim.channel, DEFAULT_RULE.slug, dari=days.start.isoformat(), sampai=days.end.isoformat()
    )


def label(claim: Claim) -> str:
    """Of a link to that passport."""
    verdict = _judged(claim)
    return gettext("Passport of the figure of %(days)s") % {"days": _days(verdict)} if verdict else ""


def _sentences(verdict: Verdict, *, sample: bool) -> str:
    if _before(verdict) is None:
        return gettext(
            "Growth as stated: %(stated)s. Against %(days)s it cannot be computed: "
            "the exports do not hold both periods in full and with dates."
        )
    if _change(verdict) is None:
        return gettext(
            "Growth as stated: %(stated)s. Against %(days)s it cannot be computed: those days come to nothing."
        )
    if sample:
        return gettext(
            "Growth as stated: %(stated)s. "
            "Of the value in the sample data, computed against %(days)s (%(value)s): %(change)s."
        )
    return gettext("Growth as stated: %(stated)s. Of the value, computed against %(days)s (%(value)s): %(change)s.")


def _stated(growth: Growth) -> str:
    text = (
        gettext("more than %(percent)s%% above the year before")
        if growth.more_than
        else gettext("%(percent)s%% above the year before")
    )
    return text % {"percent": words.number(growth.percent)}


def _judged(claim: Claim) -> Verdict | None:
    """The verdict that was made with the year before."""
    return next((one for one in claim.judged_as if "before" in one.explanation), None)


def _before(verdict: Verdict) -> int | None:
    sen: int | None = verdict.explanation["before"]["sen"]
    return sen


def _window(verdict: Verdict) -> Window:
    before = verdict.explanation["before"]
    return Window(date.fromisoformat(before["start"]), date.fromisoformat(before["end"]))


def _days(verdict: Verdict) -> str:
    days = _window(verdict)
    return words.period(days.start, days.end)


def _change(verdict: Verdict) -> Share | None:
    """None where either figure is missing or the year before is 0."""
    now, before = verdict.computed_sen, _before(verdict)
    return None if now is None or before is None else ranks.change(now, before)
