"""Sentences of /sorotan/. They say what was counted; none of them says what it means about anybody."""

from django.utils.translation import gettext, ngettext

from procurement.queries.questions import bounds
from procurement.queries.questions.record import Record
from procurement.views import words
from regions.models import Region


def headline(year: int | None, one: Region | None) -> str:
    if year is None:
        return gettext("Questions worth asking: no data yet")
    if one:
        return gettext("Questions worth asking: %(name)s, %(year)s") % {"name": one.name, "year": year}
    return gettext("Questions worth asking, %(year)s") % {"year": year}


def title(year: int | None, one: Region | None, channel: str) -> str:
    """For its citation: with the channel and the rule."""
    return words.by_rule(f"{headline(year, one)}, {words.channel(channel)}", bounds.RULE.slug)


def lead(found: Record, one: Region | None) -> str:
    return gettext("%(orders)s worth %(value)s through %(channel)s, %(who)s.") % {
        "orders": words.orders(sum(total.orders for total in found.scope.totals.values())),
        "value": words.both(sum(total.value_sen for total in found.scope.totals.values())),
        "channel": words.channel(found.scope.channel),
        "who": one.name if one else governments(len(found.scope.totals)),
    }


def description(found: Record, one: Region | None) -> str:
    return gettext("What the record of %(year)s says: %(pairs)s, %(night)s. Questions, not findings. %(lead)s") % {
        "year": found.scope.year,
        "pairs": pairs(found.pairs.every),
        "night": at_night(found.night.night),
        "lead": lead(found, one),
    }


def governments(count: int) -> str:
    text = ngettext("%(count)s regency or city", "%(count)s regencies and cities", count)
    return text % {"count": words.number(count)}


def pairs(count: int) -> str:
    text = ngettext(
        "%(count)s pair of agency and supplier that comes back",
        "%(count)s pairs of agency and supplier that come back",
        count,
    )
    return text % {"count": words.number(count)}


def at_night(count: int) -> str:
    text = ngettext("%(count)s order at night", "%(count)s orders at night", count)
    return text % {"count": words.number(count)}


def night_hours() -> dict[str, str]:
    """`start` and `end` of the night, as a clock prints them: 22.00 and 05.00."""
    pattern = "%H:%M" if words.language() == "en" else "%H.%M"
    return {"start": bounds.NIGHT_FROM.strftime(pattern), "end": bounds.NIGHT_TO.strftime(pattern)}
