"""/daerah/: every government of the province by kind and name, with its latest figure."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from procurement import filters
from procurement.counting import DEFAULT_RULE
from procurement.queries import rankings, spending
from procurement.queries.rankings import Ranking
from procurement.views import addresses, links, parts, province, words
from regions.models import Kind, Region


def regions(request: HttpRequest) -> HttpResponse:
    filters.read(request, filters.NoKeys)
    channel, years = rankings.overview()
    values: dict[str, str] = {}
    fresh: dict[str, Any] = {}
    governments = list(province.of_site())
    kept = ""
    if years:
        found = rankings.ranking(years[0], channel, DEFAULT_RULE.slug)
        kept = parts.frozen_ranking(request, found)
        values = _values(found)
        values |= {one.code: _value_beside(one, found) for one in governments if one.kind == Kind.PROVINCE}
        fresh = _fresh(found)

    def title() -> str:
        text = gettext("All governments from A to Z")
        if not years:
            return text
        of = gettext("%(year)s through %(channel)s") % {"year": years[0], "channel": words.channel(channel)}
        return words.by_rule(f"{text}, {of}", DEFAULT_RULE.slug)

    context = {
        "groups": _groups(governments, values, addresses.query_of({"kanal": channel})),
        "year": years[0] if years else None,
        "how": parts.counted_how(channel, DEFAULT_RULE.slug),
        "downloads": parts.downloads("daerah", reverse("regions-csv"), {}),
        "citations": parts.citations(request, title, kept_each=kept),
        **fresh,
    }
    return render(request, "procurement/regions.html", context)


def _values(found: Ranking) -> dict[str, str]:
    """Kemendagri's code -> the figure, or in a few words why there is none."""
    missing = {one.region.code: words.no_figure(one.reason) for one in found.missing}
    return missing | {row.region.code: _value(row.region, row.value_sen, found) for row in found.rows}


def _value_beside(region: Region, found: Ranking) -> str:
    """The same of the provincial government, which stands in no ranking."""
    value = spending.value_of(region, found.year, found.channel, found.rule)
    return words.no_figure(value) if isinstance(value, str) else _value(region, value, found)


def _value(region: Region, value_sen: int, found: Ranking) -> str:
    source = links.passport_address(region, found.year, found.channel, found.rule)
    return links.figure(words.short(value_sen), source)


def _fresh(found: Ranking) -> dict[str, Any]:
    """How far the figures reach and of how many governments, for the line under the lead."""
    return {
        **parts.data_days(found.as_of),
        "with_data": found.with_data,
        "governments": found.governments,
        "rejected": parts.rejected(found.rejects),
    }


def _groups(all_regions: list[Region], values: dict[str, str], query: dict[str, str]) -> list[dict[str, Any]]:
    """`query`: the channel of the figures, so that a name leads to the page that its figure is of."""
    kinds = (
        (Kind.CITY, gettext("Cities")),
        (Kind.REGENCY, gettext("Regencies")),
        (Kind.PROVINCE, gettext("Provincial government")),
    )
    return [
        {
            "label": label,
            "entries": [
                {
                    "name": region.name,
                    "address": addresses.with_query(reverse("region", args=[region.slug]), query),
                    "value": values.get(region.code, ""),
                }
                for region in sorted(all_regions, key=lambda region: region.name)
                if region.kind == kind
            ],
        }
        for kind, label in kinds
    ]
