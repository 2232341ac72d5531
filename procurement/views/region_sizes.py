"""Sizes of suppliers and kinds of catalogue on a government's page: what is known, and what no export tells."""

from typing import Any

from django.utils.translation import gettext, ngettext

from procurement.counting import Channel, Size
from procurement.models import LegalRule, SizeRegister
from procurement.money import percent
from procurement.queries import sizes as query
from procurement.queries.conditions import UNKNOWN_SIZE
from procurement.queries.sizes import Range, Shares
from procurement.queries.spending import Spending
from procurement.views import charts, law_words, links, words
from procurement.views.region_tables import source


def sizes(found: Spending) -> dict[str, Any]:
    """At most four queries. Without a register, or with none of these suppliers in it, a sentence and no table."""
    register = query.current_register()
    shares = query.shares_of(found.region, found.year, found.channel, found.rule) if register else None
    duty = query.duty_in_force(found.as_of)
    said = {"duty": _duty(duty), "source": _source(duty)}
    if register is None:
        return said | {"heading": gettext("Size of the suppliers"), "unknown": _without_register(found)}
    if shares is None or shares.unknown_sen == shares.whole_sen:
        return said | {"heading": gettext("Size of the suppliers"), "unknown": _none_known(found)}
    return said | {
        "heading": _heading(shares),
        "unknown": "",
        "text": _text(shares, register),
        "ranges": _ranges(found, shares),
        "lines": _by_size(found, shares),
    }


def _without_register(found: Spending) -> str:
    return gettext(
        "Exports do not state the size of suppliers and no register of sizes is loaded, so the size behind all "
        "%(value)s is unknown."
    ) % {"value": words.exact(found.value_sen)}


def _none_known(found: Spending) -> str:
    return gettext(
        "Exports do not state the size of suppliers and the register loaded knows none of these, so the size behind "
        "all %(value)s is unknown."
    ) % {"value": words.exact(found.value_sen)}


def _heading(shares: Shares) -> str:
    return gettext("Micro and small firms: %(range)s of the value") % {"range": percent_range(shares.umk)}


def percent_range(one: Range) -> str:
    """35,1–52,0%; one figure where nothing is unknown."""
    if one.low is None or words.percent(one.low) == words.percent(one.high):
        return words.percent(one.low)
    return f"{words.in_percent(one.low)}\N{EN DASH}{words.percent(one.high)}"


def _text(shares: Shares, register: SizeRegister) -> list[str]:
    suppliers = ngettext("%(count)s supplier", "%(count)s suppliers", register.rows) % {
        "count": words.number(register.rows)
    }
    said = [gettext("By the register of sizes loaded, which holds %(suppliers)s.") % {"suppliers": suppliers}]
    if shares.unknown_sen:
        said.append(
            gettext(
                "It does not know the suppliers of %(value)s (%(share)s): the first figure counts none of this as "
                "theirs, the second all of it."
            )
            % {"value": words.exact(shares.unknown_sen), "share": words.percent(shares.unknown)}
        )
    return said


def _ranges(found: Spending, shares: Shares) -> list[dict[str, Any]]:
    kinds = (
        (gettext("Micro and small (UMK)"), shares.umk, query.UMK),
        (gettext("Micro, small and medium (UMKM)"), shares.umkm, query.UMKM),
        (gettext("Cooperatives"), shares.cooperatives, (Size.COOPERATIVE,)),
        (gettext("Large"), shares.large, (Size.LARGE,)),
    )
    return [
        {
            "name": name,
            "bar": charts.range_bar(one.low_sen, one.high_sen, shares.whole_sen),
            "low": _sum(found, one.low_sen, *sizes),
            "high": _sum(found, one.high_sen, *sizes, UNKNOWN_SIZE) if one.high_sen != one.low_sen else "",
            "share": percent_range(one),
        }
        for name, one, sizes in kinds
    ]


def _sum(found: Spending, value_sen: int, *sizes: str) -> str:
    return links.figure(words.amount(value_sen), source(found, skala=",".join(sizes)))


def _by_size(found: Spending, shares: Shares) -> list[dict[str, str]]:
    """Each size by itself; with the unknown they sum to the whole."""
    known = [(size, str(Size(size).label).capitalize(), sen) for size, sen in shares.by_size.items()]
    return [
        {"name": name, "value": _sum(found, sen, size), "share": words.percent(percent(sen, shares.whole_sen))}
        for size, name, sen in [*known, (UNKNOWN_SIZE, gettext("Unknown"), shares.unknown_sen)]
    ]


def _duty(duty: LegalRule | None) -> str:
    if duty is None:
        return gettext(
            "This is not the legal test of the share for small firms: that one is measured against the goods and "
            "services budget, not against the orders of one channel."
        )
    rule = duty.title_en if words.language() == "en" else duty.title_id
    return gettext(
        "This is not the legal test “%(rule)s” (%(basis)s): that one is measured against the goods and services "
        "budget, not against the orders of one channel."
    ) % {"rule": rule, "basis": law_words.translated(duty.legal_basis)}


def _source(duty: LegalRule | None) -> dict[str, str]:
    return {"address": duty.url, "name": law_words.translated(duty.publisher)} if duty else {}


def catalogues(found: Spending) -> dict[str, Any] | None:
    """The kinds of catalogue as parts of the whole; nothing outside e-katalog."""
    if found.channel != Channel.E_KATALOG:
        return None
    return {
        "lines": [
            {
                "name": words.capital(part.name or gettext("not stated in the source")),
                "value": links.figure(words.amount(part.value_sen), source(found, katalog=links.stated(part.name))),
                "share": words.percent(part.share),
                "bar": charts.bar(part.value_sen, found.value_sen),
            }
            for part in found.catalogues
        ]
    }
