"""What the record says, card by card: sentences over the whole scope, computed, with what was left out."""

from collections.abc import Callable

from django.utils.translation import gettext, ngettext

from procurement.queries.questions import bounds
from procurement.queries.questions.record import Record
from procurement.views import question_words, words
from regions.models import Region


def _pairs(found: Record) -> list[str]:
    least = {"least": bounds.PAIR_LEAST_ORDERS}
    if not found.pairs.shown:
        return [gettext("No agency has %(least)s orders or more with one supplier.") % least]
    first = found.pairs.shown[0]
    return [
        gettext("There are %(pairs)s: %(least)s orders or more in the year.")
        % {"pairs": question_words.pairs(found.pairs.every), **least},
        gettext("Most orders: %(agency)s with %(supplier)s, %(orders)s worth %(value)s.")
        % {
            "agency": found.parties.agencies[first.agency].name,
            "supplier": words.supplier(found.parties.suppliers[first.supplier].name),
            "orders": words.orders(first.orders),
            "value": words.both(first.value_sen),
        },
    ]


def _concentration(found: Record) -> list[str]:
    shares, least = found.concentration, {"least": bounds.CONCENTRATION_LEAST_ORDERS}
    says = []
    if shares.every > 1:
        text = gettext("Of the %(count)s governments looked at, half have %(median)s or more with one supplier.")
        says.append(text % {"count": words.number(shares.every), "median": words.percent(shares.median)})
    elif not shares.every and not shares.unnamed:
        text = gettext("No government has %(least)s orders or more, enough to say anything about shares.")
        says.append(text % least)
    if shares.unnamed:
        text = ngettext(
            "%(count)s government with %(least)s orders or more is not looked at: no supplier named, or worth Rp0.",
            "%(count)s governments with %(least)s orders or more are not looked at: no supplier named, or worth Rp0.",
            shares.unnamed,
        )
        says.append(text % {"count": words.number(shares.unnamed), **least})
    if shares.too_few and (shares.every or shares.unnamed):
        text = ngettext(
            "%(count)s government with fewer than %(least)s orders is not looked at.",
            "%(count)s governments with fewer than %(least)s orders are not looked at.",
            shares.too_few,
        )
        says.append(text % {"count": words.number(shares.too_few), **least})
    if found.scope.channel == "e-katalog":
        says.append(gettext("A seller of catalogue 5 and 6 has a number in each: its two parts are not added."))
    return says


def _december(found: Record) -> list[str]:
    of_december = found.december
    says = []
    if of_december.every > 1:
        text = gettext("The median of the %(count)s governments looked at is %(median)s of the year in December.")
        says.append(text % {"count": words.number(of_december.every), "median": words.percent(of_december.median)})
    elif not of_december.every:
        says.append(gettext("No government's data let a share of December be said."))
    left_out = (
        (
            of_december.not_covered,
            ngettext(
                "The data of %(count)s government end before 31 December.",
                "The data of %(count)s governments end before 31 December.",
                of_december.not_covered,
            ),
        ),
        (
            of_december.undated,
            ngettext(
                "%(count)s government has rows without a date, or dated in another year.",
                "%(count)s governments have rows without a date, or dated in another year.",
                of_december.undated,
            ),
        ),
        (
            of_december.nothing,
            ngettext(
                "The orders of %(count)s government come to Rp0.",
                "The orders of %(count)s governments come to Rp0.",
                of_december.nothing,
            ),
        ),
    )
    return says + [text % {"count": words.number(count)} for count, text in left_out if count]


def _night(found: Record) -> list[str]:
    night = found.night
    values = {"night": question_words.at_night(night.night), "timed": words.orders(night.timed)}
    hours = gettext("%(start)s to %(end)s WIB") % question_words.night_hours()
    says = [gettext("%(night)s (%(hours)s) among %(timed)s with a time.") % {**values, "hours": hours}]
    untimed = night.orders - night.timed
    if untimed:
        text = ngettext(
            "%(count)s order has no time and is not looked at.",
            "%(count)s orders have no time and are not looked at.",
            untimed,
        )
        says.append(text % {"count": words.number(untimed)})
    return says


def _same(found: Record) -> list[str]:
    least = {"least": bounds.SAME_LEAST_ORDERS}
    if not found.same.every:
        text = gettext("No agency has %(least)s orders or more of one amount from one supplier on one day.")
        return [text % least]
    text = ngettext(
        "%(least)s orders or more of one amount on one day, %(count)s time: %(orders)s.",
        "%(least)s orders or more of one amount on one day, %(count)s times: %(orders)s in all.",
        found.same.every,
    )
    return [
        text % {"count": words.number(found.same.every), "orders": words.orders(found.same.orders), **least},
    ]


def _limit(found: Record) -> list[str]:
    limit = found.limit
    if limit is None:
        return []
    step = bounds.SIGNER_STEP
    only = gettext("Only orders dated %(days)s: the rule is not valid all year.")
    return [
        *([only % {"days": words.period(*limit.days)}] if limit.days else []),
        gettext("%(orders)s from %(least)s to %(limit)s, together %(value)s.")
        % {
            "orders": words.orders(limit.below),
            "least": _round(limit.limit_sen - step),
            "limit": _round(limit.limit_sen),
            "value": words.both(limit.below_sen),
        },
        gettext("For comparison: %(orders)s above %(limit)s up to %(most)s, together %(value)s.")
        % {
            "orders": words.orders(limit.above),
            "limit": _round(limit.limit_sen),
            "most": _round(limit.limit_sen + step),
            "value": words.both(limit.above_sen),
        },
    ]


def _round(sen: int) -> str:
    """Rp200 juta."""
    return f"Rp{words.round_amount(sen)}"


SAYS: dict[str, Callable[[Record], list[str]]] = {
    "pasangan": _pairs,
    "pemasok-terbesar": _concentration,
    "desember": _december,
    "malam": _night,
    "nilai-sama": _same,
    "batas-pejabat": _limit,
}
"""Card -> its sentences."""


def caption(found: Record, slug: str, one: Region | None) -> str:
    """How many of how many the table shows; the order of its rows. `one`: the only government looked at."""
    shown, every = {
        "pasangan": lambda: (len(found.pairs.shown), found.pairs.every),
        "pemasok-terbesar": lambda: (len(found.concentration.shown), found.concentration.every),
        "desember": lambda: (len(found.december.shown), found.december.every),
        "malam": lambda: (len(found.night.shown), found.night.every),
        "nilai-sama": lambda: (len(found.same.shown), found.same.every),
        "batas-pejabat": lambda: _of_limit(found, one),
    }[slug]()
    order = gettext("The largest figure first; the order judges nobody.")
    if slug == "batas-pejabat" and one:
        order = gettext("Up to the limit first, then above it, the nearest to it first; the order judges nobody.")
    if shown == every:
        return order
    return f"{gettext('%(shown)s of %(every)s.') % {'shown': shown, 'every': words.number(every)}} {order}"


def _of_limit(found: Record, one: Region | None) -> tuple[int, int]:
    limit = found.limit
    if limit is None:
        return 0, 0
    if one:
        return len(limit.shown), limit.below + limit.above
    return len(limit.governments), limit.every
