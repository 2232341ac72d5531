"""The sentences of the tile map, computed from its figures."""

from django.utils.translation import gettext, ngettext

from procurement import money
from procurement.queries.rankings import Ranking
from procurement.views import ranking_words, words
from procurement.views.tiles import fifth_of


def title(province: str, year: int | None, channel: str, rule: str) -> str:
    """For the citation: what the map shows, without a figure."""
    values = {"province": province, "channel": words.channel(channel), "year": year}
    if year is None:
        return gettext("Map of spending through %(channel)s, %(province)s") % values
    text = gettext("Map of spending through %(channel)s, %(province)s, %(year)s") % values
    return words.by_rule(text, rule)


def headline(found: Ranking | None, channel: str) -> str:
    """How much of the whole the few that spent most account for: the darkest tiles."""
    if found is None or not found.rows:
        values = {"channel": words.channel(channel), "year": found.year if found else ""}
        if found is None:
            return gettext("Map of spending through %(channel)s: no data yet") % values
        return gettext("Map of spending through %(channel)s in %(year)s: no figure") % values
    darkest = [row.value_sen for row in found.rows if fifth_of(row.rank, found.with_data) == 1]
    share = money.percent(sum(darkest), found.total_sen)
    values = {
        "count": len(darkest),
        "with_data": found.with_data,
        "channel": words.channel(found.channel),
        "when": ranking_words.until(found),
        "share": words.percent(share),
    }
    if share is None:
        return gettext("Map of spending through %(channel)s %(when)s") % values
    return (
        ngettext(
            "%(count)s of %(with_data)s governments (the darkest tile) accounts for %(share)s of all spending through "
            "%(channel)s %(when)s",
            "%(count)s of %(with_data)s governments (the darkest tiles) account for %(share)s of all spending through "
            "%(channel)s %(when)s",
            len(darkest),
        )
        % values
    )


def description(found: Ranking | None, province: str, channel: str, rule: str) -> str:
    text = gettext("A tile for each regency and city of %(province)s, darker where more was spent.")
    return words.rule_said(f"{headline(found, channel)}. {text % {'province': province}}", rule)


def fifth(number: int, least: int, most: int, count: int) -> str:
    """Top fifth: Rp19,8 miliar to Rp67,1 miliar, 6 governments."""
    names = (
        gettext("top fifth"),
        gettext("second fifth"),
        gettext("middle fifth"),
        gettext("fourth fifth"),
        gettext("bottom fifth"),
    )
    governments = ngettext("%(count)s government", "%(count)s governments", count) % {"count": count}
    values = {"name": names[number - 1], "least": words.short(least), "most": words.short(most), "count": governments}
    if least == most:
        return gettext("%(name)s: %(most)s, %(count)s") % values
    return gettext("%(name)s: %(least)s to %(most)s, %(count)s") % values
