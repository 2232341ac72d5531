"""/edisi/<n>/peringkat/<tahun>/ and its twins: the ranking as an edition published it, for ever."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import http_date
from django.utils.timezone import make_aware
from django.utils.translation import gettext, ngettext

from procurement import filters
from procurement.models import Edition
from procurement.money import exact
from procurement.queries import frozen_ranking as query
from procurement.queries.editions import find
from procurement.queries.frozen_ranking import FrozenRow
from procurement.ranks import median
from procurement.views import addresses, charts, editions, links, parts, printed_words, province, words
from procurement.views.ranking_twins import FIELDS, WRITERS, RankingTable, government
from regions.models import Region


def edition_ranking(request: HttpRequest, number: int, year: int) -> HttpResponse:
    asked, found, rows = _found(request, number, year)
    named, middle = province.name(), median(row.value_sen for row in rows)
    context = {
        "found": found,
        "of_sample": found.is_sample,
        "year": year,
        "asked": asked,
        "how": parts.counted_how(asked["kanal"], asked["aturan"]),
        "heading": _title(found, year, asked, named),
        "when": words.moment(found.made_at),
        "lines": _lines(rows, middle, found, year, asked),
        "with_data": len(rows),
        "governments": province.of_site().ranked().count(),
        "median": words.short(middle) if middle is not None else "",
        "total": words.both(query.total(rows)),
        "total_amount": links.figure(words.amount(query.total(rows)), _source(None, found, year, asked)),
        "newer": _newer(request, found, year, asked),
        "crumbs": _crumbs(found, year),
        "choices": parts.choices(asked["kanal"], asked["aturan"]),
        "downloads": _downloads(found, year, asked),
        "citations": parts.citations(request, lambda: _title(found, year, asked, named), edition=found),
    }
    response = render(request, "procurement/edition_ranking.html", context)
    _say_memento(response, found, year, asked)
    return response


def _say_memento(
    response: HttpResponseBase, found: Edition, year: int, asked: dict[str, str], suffix: str = ""
) -> None:
    """RFC 7089: so the ranking looked then, and there is the one that goes on. RFC 5829: the versions beside it.

    There is no timegate: an edition is asked for by its number.
    """

    def link(name: str, arguments: list[int], relation: str) -> str:
        path = reverse(f"{name}{suffix}", args=arguments)
        address = addresses.with_query(path, addresses.query_of(asked))
        return f'<{addresses.absolute(address)}>; rel="{relation}"'

    before, after = query.neighbours(found.number, year)
    links = [
        link("ranking", [year], "original latest-version"),
        *([link("edition-ranking", [before, year], "predecessor-version")] if before else []),
        *([link("edition-ranking", [after, year], "successor-version")] if after else []),
    ]
    response.headers["Memento-Datetime"] = http_date(make_aware(found.made_at).timestamp())
    response.headers["Link"] = ", ".join(links)


def _found(request: HttpRequest, number: int, year: int) -> tuple[dict[str, str], Edition, list[FrozenRow]]:
    asked = filters.read(request, filters.SpendingForm)
    found = find(number)
    if found is None or not query.has_ranking(number, year):
        raise Http404
    return asked, found, query.ranking(found, year, asked["kanal"], asked["aturan"])


def _title(found: Edition, year: int, asked: dict[str, str], named: str) -> str:
    text = gettext("Ranking of %(province)s %(year)s as edition %(number)s published it: %(channel)s") % {
        "province": named,
        "year": year,
        "number": found.number,
        "channel": words.channel(asked["kanal"]),
    }
    return words.by_rule(text, asked["aturan"])


def _source(region: Region | None, found: Edition, year: int, asked: dict[str, str]) -> str:
    return links.passport_address(region, year, asked["kanal"], asked["aturan"], edisi=str(found.number))


def _lines(
    rows: list[FrozenRow], middle: int | None, found: Edition, year: int, asked: dict[str, str]
) -> list[dict[str, Any]]:
    """A government that a newer reference left out has no address of its own, nor have its figures."""
    largest = max((row.value_sen for row in rows), default=0)
    return [
        {
            "rank": row.rank,
            "id": row.region.slug if row.region else "",
            "name": row.region.name if row.region else row.code,
            "address": _place(row.region, year, asked) if row.region else "",
            "rupiah": words.machine(row.value_sen),
            "value": links.figure(
                words.amount(row.value_sen), _source(row.region, found, year, asked) if row.region else ""
            ),
            "bar": charts.bar(row.value_sen, largest, middle),
            "orders": words.number(row.orders),
            "suppliers": words.number(row.suppliers),
            "per_head": words.number(row.per_head),
        }
        for row in rows
    ]


def _place(region: Region, year: int, asked: dict[str, str]) -> str:
    """The government's own page, which shows what stands today."""
    return addresses.with_query(reverse("region-year", args=[region.slug, year]), addresses.query_of(asked))


def _newer(request: HttpRequest, found: Edition, year: int, asked: dict[str, str]) -> dict[str, str] | None:
    """What stands today, where a newer edition does; without the year where that was withdrawn altogether."""
    latest = editions.newer_number(request, found)
    if latest is None:
        return None
    changed, figures = query.changed_since(found, latest, year, asked["kanal"], asked["aturan"])
    said = {"says": gettext("There is a newer edition: nothing in this ranking differs.")}
    if changed:
        text = ngettext(
            "There is a newer edition: %(count)s government differs in this ranking (%(figures)s).",
            "There is a newer edition: %(count)s governments differ in this ranking (%(figures)s).",
            changed,
        )
        said["says"] = text % {"count": words.counted(changed), "figures": printed_words.names(figures)}
    if not query.has_ranking(latest, year):
        return said | {"label": editions.title(latest), "address": reverse("edition", args=[latest])}
    chosen = addresses.query_of(asked)
    return said | {
        "label": gettext("This ranking in edition %(number)s") % {"number": latest},
        "address": addresses.with_query(reverse("edition-ranking", args=[latest, year]), chosen),
        "today": addresses.with_query(reverse("ranking", args=[year]), chosen),
    }


def _crumbs(found: Edition, year: int) -> list[dict[str, str]]:
    return [
        {"label": gettext("Editions"), "address": reverse("editions")},
        {"label": editions.title(found.number), "address": reverse("edition", args=[found.number])},
        {"label": gettext("Ranking %(year)s") % {"year": year}, "address": ""},
    ]


def _downloads(found: Edition, year: int, asked: dict[str, str]) -> list[dict[str, str]]:
    path = reverse("edition-ranking-csv", args=[found.number, year])
    return parts.downloads(f"peringkat-{year}-edisi-{found.number}", path, addresses.query_of(asked))


def twin(request: HttpRequest, number: int, year: int, kind: str) -> HttpResponseBase:
    asked, found, rows = _found(request, number, year)
    table = RankingTable(
        {"edisi": found.number, "contoh": found.is_sample},
        year,
        asked["kanal"],
        asked["aturan"],
        [_record(row) for row in rows],
        query.total(rows) if query.has_ranking(number, year, asked["kanal"]) else None,
        None,
    )
    response = WRITERS[kind](table)
    _say_memento(response, found, year, asked, f"-{kind}")
    return response


def _record(row: FrozenRow) -> dict[str, Any]:
    """A change against the year before is not frozen, so that its field is empty."""
    values = (
        row.rank,
        *(government(row.region) if row.region else (row.code, None, None, None)),
        exact(row.value_sen),
        row.orders,
        row.rows,
        row.suppliers,
        row.per_head,
        None,
    )
    return dict(zip(FIELDS, values, strict=True))
