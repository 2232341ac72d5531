"""The sentences and figures of a government's page, computed from its data."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext, ngettext

from procurement.counting import MBIZ, Channel
from procurement.models import Total
from procurement.queries.changes import Incomparable
from procurement.queries.spending import Held, Month, Spending
from procurement.views import words
from procurement.views.links import figure, passport_address
from procurement.views.month_cells import open_months
from regions.models import Region


def title(region: Region, year: int, channel: str, rule: str) -> str:
    """For the tab and the citation: what is counted, without a figure."""
    text = gettext("%(name)s: spending through %(channel)s, %(year)s") % {
        "name": region.name,
        "channel": words.channel(channel),
        "year": year,
    }
    return words.by_rule(text, rule)


def empty_title(region: Region, year: int | None, channel: str, rule: str) -> str:
    """The same of a page without a figure, of a year or of any."""
    values = {"name": region.name, "channel": words.channel(channel), "year": year}
    if year is None:
        return words.by_rule(gettext("%(name)s: no figure through %(channel)s yet") % values, rule)
    return words.by_rule(gettext("%(name)s: no figure through %(channel)s, %(year)s") % values, rule)


def when(year: int, as_of: date) -> str:
    """in 2022, or up to the day the data reach where that is before December."""
    if as_of.year == year and as_of.month < 12:
        return gettext("up to %(day)s") % {"day": words.day(as_of)}
    return gettext("in %(year)s") % {"year": year}


def headline(found: Held) -> str:
    return gettext("%(name)s spent %(value)s through %(channel)s %(when)s") % {
        "name": found.region.name,
        "value": words.short(found.value_sen),
        "channel": words.channel(found.channel),
        "when": when(found.year, found.as_of),
    }


def lead(found: Held) -> str:
    """How many orders from how many suppliers, and where that stands among all."""
    orders = words.orders(found.orders)
    suppliers = ngettext("%(count)s supplier", "%(count)s suppliers", found.suppliers) % {
        "count": words.number(found.suppliers)
    }
    text = gettext("%(orders)s from %(suppliers)s.") % {"orders": orders, "suppliers": suppliers}
    if found.rank is None:
        return (
            text
            + " "
            + gettext(
                "The provincial government is a buyer of its own and stands in no ranking of regencies and cities."
            )
        )
    place = gettext("Rank %(rank)s of %(with_data)s governments with data.") % {
        "rank": found.rank,
        "with_data": found.with_data,
    }
    return f"{text} {place}"


def in_other_channel(found: Total, rule: str) -> str:
    """The figure of the channel that the page is not about; its rule too, where that is not the page's."""
    text = gettext("Through %(channel)s in %(year)s: %(value)s, counted apart") % {
        "channel": words.channel(found.channel),
        "year": found.year,
        "value": words.short(found.value_sen),
    }
    return text if found.rule == rule else words.by_rule(text, found.rule)


def description(found: Spending) -> str:
    return words.rule_said(f"{headline(found)}. {lead(found)}", found.rule)


def figures(found: Spending) -> list[dict[str, str]]:
    return [
        {
            "label": gettext("Value %(year)s") % {"year": found.year},
            "value": words.short(found.value_sen),
            "note": words.exact(found.value_sen),
            "passport": passport_address(found.region, found.year, found.channel, found.rule),
        },
        {
            "label": gettext("Against %(year)s") % {"year": found.year - 1},
            "value": words.change(None if isinstance(found.change, Incomparable) else found.change),
            "note": _change_note(found),
        },
        {
            "label": gettext("Per head"),
            "value": words.short(found.per_head * 100),
            "note": _people(found.region),
        },
        {
            "label": gettext("The five largest suppliers"),
            "value": words.percent(found.top_five_share),
            "note": gettext("of the value"),
        },
    ]


def _change_note(found: Spending) -> str:
    if not isinstance(found.change, Incomparable):
        return gettext("the same covered months")
    notes = {
        Incomparable.NO_EXPORT: gettext("not comparable: no %(channel)s export of %(year)s is loaded"),
        Incomparable.UNDATED: gettext("not comparable: rows of one of the two years have no date"),
        Incomparable.OTHER_MONTHS: gettext("not comparable: the data of the two years do not cover the same months"),
        Incomparable.NOTHING_BEFORE: gettext("not comparable: %(year)s comes to nothing in the same covered months"),
    }
    return notes[found.change] % {"channel": words.channel(found.channel), "year": found.year - 1}


def _people(region: Region) -> str:
    return gettext("%(people)s inhabitants, %(day)s") % {
        "people": words.number(region.population),
        "day": words.day(region.population_as_of),
    }


def months_heading(found: Held) -> str:
    """The month of the page's year that stands out is the heading of the chart."""
    best = _highest(month for month in found.months if month.year == found.year)
    if not best:
        return gettext("Month by month")
    return gettext("Highest in %(month)s: %(value)s") % {
        "month": words.month(best.year, best.month),
        "value": words.short(best.value_sen),
    }


def _highest(months: Iterable[Month]) -> Month | None:
    best = max(months, key=lambda month: month.value_sen, default=None)
    return best if best and best.value_sen else None


def _highest_of_all(found: Spending) -> list[str]:
    """The highest month of all loaded years, where it is one of another year."""
    best = _highest(found.months)
    if not best or best.year == found.year:
        return []
    values = {"month": words.month(best.year, best.month), "value": words.short(best.value_sen)}
    return [gettext("The highest of all loaded years is %(month)s: %(value)s.") % values]


def months_text(found: Spending) -> list[str]:
    """What the columns cannot show: months not covered, rows without a date or dated in another year."""
    uncovered = open_months((month.year, month, month.orders) for month in found.months)
    said = [*_highest_of_all(found), *filter(None, [uncovered])]
    if found.undated_sen:
        said.append(
            words.filled(
                gettext("%(value)s in %(year)s has no date and stands in no month."),
                {"value": _beside(found, found.undated_sen, "tanpa-tanggal"), "year": str(found.year)},
            )
        )
    if found.outside_sen:
        said.append(
            words.filled(
                gettext("%(value)s of the budget year %(year)s is dated in another year and stands in no month."),
                {"value": _beside(found, found.outside_sen, "tahun-lain"), "year": str(found.year)},
            )
        )
    return said


def _beside(found: Spending, value_sen: int, where: str) -> str:
    return figure(
        words.exact(value_sen), passport_address(found.region, found.year, found.channel, found.rule, bulan=where)
    )


def jatim_bejo(found: Spending) -> str:
    """Toko daring is wider than Jatim Bejo; the part of its marketplace is information, never the total."""
    part = next((one for one in found.marketplaces if one.name.casefold() == MBIZ), None)
    if found.channel != Channel.TOKO_DARING or part is None:
        return ""
    return gettext("%(value)s of it (%(share)s) went through the marketplace %(name)s.") % {
        "value": words.exact(part.value_sen),
        "share": words.percent(part.share),
        "name": part.name,
    }


def categories_text(found: Spending) -> str:
    """How rows that name several categories stand in the table; empty where none does."""
    several = found.categories
    if not several.joined:
        return ""
    return gettext(
        "Rows worth %(joined)s name several categories. No source divides their value, so each category holds all "
        "of it: the shares add up to more than 100%%. What stands there more than once is %(overlap)s; without it the "
        "categories sum to %(whole)s."
    ) % {
        "joined": words.exact(several.joined_sen),
        "overlap": words.exact(several.overlap_sen),
        "whole": words.exact(found.value_sen),
    }


def top_five(found: Spending) -> str:
    """What the five largest suppliers have together; nothing where there are not more than five."""
    if found.supplier_parts <= 5 or found.top_five_share is None:
        return ""
    return gettext("The five largest have %(value)s together: %(share)s of the whole.") % {
        "value": words.exact(found.top_five_sen),
        "share": words.percent(found.top_five_share),
    }
