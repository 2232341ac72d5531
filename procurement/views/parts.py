"""Parts that several pages share: citations, downloads, year links, what was rejected, how it was counted."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

from procurement.counting import RULES, Channel, Rule, rules_for
from procurement.known_edition import known_edition
from procurement.models import Edition, Slice
from procurement.queries.rankings import Ranking
from procurement.queries.reach import Rejects, together
from procurement.views import addresses, words

INNER_QUOTES = str.maketrans("“”", "‘’")
"""A title is quoted in its citation, so that the quotation marks within it are the inner ones."""


def citations(
    request: HttpRequest,
    title: Callable[[], str],
    permalink: str = "",
    *,
    edition: Edition | None = None,
    kept: str = "",
    kept_each: str = "",
) -> list[dict[str, str]]:
    """The page as it is cited, once a language; `title` is asked again under each.

    It cites the edition that stands, unless the page is of an `edition` of its own. `permalink` is a path with its
    query that goes on saying what the title says: with the year, where the page's own address means the latest one.
    Without it the page's own address is cited, as it is known by. `kept` is a path where an edition goes on showing the
    page's figure when the page itself shows a newer one; `kept_each` that of a ranking with those of every government.
    """
    edition = edition or known_edition(request)
    cited = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            values = {
                "site": settings.SITE_NAME,
                "title": title().translate(INNER_QUOTES),
                "address": _cited_address(request, permalink, language),
            }
            if edition:
                values |= {"number": str(edition.number), "date": words.day(edition.made_at)}
                text = gettext("%(site)s, “%(title)s”, edition %(number)s, released %(date)s, %(address)s") % values
                if kept:
                    text += "; " + gettext("this figure stays at %(address)s") % {"address": _absolute(kept, language)}
                if kept_each:
                    text += "; " + gettext("value and rank of each government stay at %(address)s") % {
                        "address": _absolute(kept_each, language)
                    }
                text += f" ({gettext('sample data')})" if edition.is_sample else ""
            else:
                text = gettext("%(site)s, “%(title)s”, %(address)s") % values
            cited.append({"language": language, "text": text})
    return cited


def frozen_ranking(request: HttpRequest, found: Ranking) -> str:
    """The path of the whole ranking as the edition of the page froze it; empty where there is none."""
    edition = known_edition(request)
    if edition is None or not found.with_data:
        return ""
    counted = addresses.query_of({"kanal": found.channel, "aturan": found.rule})
    return addresses.with_query(reverse("edition-ranking", args=[edition.number, found.year]), counted)


def _absolute(path: str, language: str) -> str:
    return addresses.absolute(addresses.path_in_language(path, language))


def _cited_address(request: HttpRequest, permalink: str, language: str) -> str:
    if permalink:
        return _absolute(permalink, language)
    return addresses.canonical(request, addresses.path_in_language(request.path, language))


def downloads(stem: str, csv: str, query: Mapping[str, str | Sequence[str]], says: str = "") -> list[dict[str, str]]:
    """The twins of a page under its own filters; they exist once, under the Indonesian address.

    `csv` is the path of one; the others' differ from it by their ending. `says` tells what they hold, where a page has
    several sets.
    """
    path = addresses.indonesian_path(csv.removesuffix("csv"))
    return [
        {
            "name": f"{stem}.{kind.lower()}",
            "kind": kind,
            "says": says,
            "address": addresses.with_query(f"{path}{kind.lower()}", query),
        }
        for kind in ("CSV", "XLSX", "JSON")
    ]


def embed(page: str, path: str, query: dict[str, str], height: int, title: str) -> dict[str, Any]:
    """What a newsroom pastes into an article: an address, a height in pixels, a title for those who hear the page.

    `page` is the path of the page that it stands on; programs find the embed from its address.
    """
    said = {"url": addresses.absolute(addresses.with_query(page, query))}
    return {
        "address": addresses.absolute(addresses.with_query(path, query)),
        "height": height,
        "title": title,
        "oembed": addresses.absolute(addresses.with_query(reverse("oembed"), said)),
    }


def embed_of_ranking(year: int, query: dict[str, str], title: str) -> dict[str, Any]:
    return embed(reverse("ranking", args=[year]), reverse("embed-ranking", args=[year]), query, 760, title)


def embed_of_government(page: str, slug: str, query: dict[str, str], title: str) -> dict[str, Any]:
    """Of its latest year, whichever page it stands on."""
    return embed(page, reverse("embed-government", args=[slug]), query, 480, title)


def pager(path: str, query: dict[str, str], number: int, pages: int) -> dict[str, str]:
    """Links to the pages before and after, empty where there is none, and which page this is."""

    def address(other: int) -> str:
        return addresses.with_query(path, query | addresses.query_of({"halaman": other}))

    return {
        "before": address(number - 1) if number > 1 else "",
        "after": address(number + 1) if number < pages else "",
        "says": gettext("Page %(number)s of %(pages)s")
        % {"number": words.number(number), "pages": words.number(pages)},
    }


def year_links(years: Iterable[int], here: int, address: Callable[[int], str]) -> list[dict[str, Any]]:
    return [{"year": year, "here": year == here, "address": address(year)} for year in years]


def elsewhere(
    channel: str,
    rule: str,
    year: int | None,
    years_of: Callable[[str], list[int]],
    page: Callable[[int], tuple[str, list[Any]]],
) -> list[dict[str, str]]:
    """Links to a page in the other channels that know the year, or any where none is asked for: then their latest.

    By the same rule, or the default one where that does not count the channel. `page`: as `reverse` takes it.
    """
    found = []
    for other in Channel.values:
        years = [] if other == channel else [one for one in years_of(other) if year in (None, one)]
        for there in years[:1]:
            name, arguments = page(there)
            said = {"kanal": other, "aturan": rule if RULES[rule].applies_to(other) else ""}
            address = addresses.with_query(reverse(name, args=arguments), addresses.query_of(said))
            label = gettext("%(year)s through %(channel)s") % {"year": there, "channel": words.channel(other)}
            found.append({"label": label, "address": address})
    return found


def rejected(left_out: Rejects) -> str:
    """What was left out of the load with the operator's consent; empty when nothing was."""
    certain = _certain(left_out.rows, left_out.sen) if left_out.rows else ""
    unplaced = _unplaced(left_out.unplaced_rows, left_out.unplaced_sen) if left_out.unplaced_rows else ""
    return " ".join(filter(None, (certain, unplaced)))


def _certain(rows: int, sen: int) -> str:
    return ngettext(
        "%(rows)s row worth %(value)s was rejected when the exports were loaded and is not in these figures.",
        "%(rows)s rows worth %(value)s were rejected when the exports were loaded and are not in these figures.",
        rows,
    ) % {"rows": words.number(rows), "value": words.exact(sen)}


def _unplaced(rows: int, sen: int) -> str:
    """Of rows that may be of the figure: nobody knows, so neither silence nor a plain number would be true."""
    return ngettext(
        "Of %(rows)s rejected row worth %(value)s the government, year or system is uncertain: it may belong here.",
        "Of %(rows)s rejected rows worth %(value)s the government, year or system is uncertain: they may belong here.",
        rows,
    ) % {"rows": words.number(rows), "value": words.exact(sen)}


def data_days(as_of: tuple[date, date] | None, by: Collection[str] = ("region_id",)) -> dict[str, str]:
    """`data_date` and `differs_by` of what reaches to the earliest and the latest day, which differ `by` that."""
    if as_of is None or as_of[0] == as_of[1]:
        return {"data_date": words.day(as_of[1]) if as_of else "", "differs_by": ""}
    names = {"region_id": gettext("government"), "year": gettext("year"), "system": gettext("source")}
    what = words.listed(name for key, name in names.items() if key in by)
    return {"data_date": words.reaching(*as_of), "differs_by": gettext("differs by %(what)s") % {"what": what}}


def reach(slices: Sequence[Slice]) -> dict[str, str]:
    """`data_days` and `rejected` of a figure over these slices, for the two lines under its lead."""
    if not slices:
        return data_days(None) | {"rejected": ""}
    found = together(slices)
    by = [key for key in ("region_id", "year", "system") if len({getattr(part, key) for part in slices}) > 1]
    return data_days((found.earliest, found.latest), by) | {"rejected": rejected(found.rejects)}


def choices(channel: str, rule: str, offered: Collection[str] = tuple(Channel.values)) -> dict[str, list[Any]]:
    """The lists of a form that asks how to count, `kanal` and `aturan`: with any of them the form is answered.

    A channel that the rule does not count stands there with the reason and cannot be chosen.
    """
    return {
        "kanal": [_channel_choice(one, rule) for one in Channel if one.value in offered],
        "aturan": [(one.slug, rule_choice(one)) for one in rules_for(channel)],
    }


def _channel_choice(channel: Channel, rule: str) -> dict[str, Any]:
    if RULES[rule].applies_to(channel):
        return {"value": channel.value, "label": channel.label, "missing": False}
    label = gettext("%(channel)s: not by the rule “%(rule)s”") % {"channel": channel.label, "rule": RULES[rule].label}
    return {"value": channel.value, "label": label, "missing": True}


def rule_choice(rule: Rule) -> str:
    """A rule by name, with the channels that it counts where those are not all: both are chosen in one form."""
    counted = [words.channel(channel) for channel in Channel.values if rule.applies_to(channel)]
    if len(counted) == len(Channel):
        return str(rule.label)
    return gettext("%(rule)s: only %(channels)s") % {"rule": rule.label, "channels": words.listed(counted)}


def counted_how(channel: str, rule: str) -> dict[str, str]:
    """Channel and counting rule by name, for the line under every lead."""
    return {
        "channel": words.channel(channel),
        "rule": str(RULES[rule].label),
        "rule_slug": rule,
        "reason": str(RULES[rule].reason),
    }
