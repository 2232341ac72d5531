"""/asal/: the passport of a figure: what it counts, where its rows come from, and whether they still sum to it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from procurement import filters
from procurement.counting import DEFAULT_CHANNEL, RULES, Channel
from procurement.downloads import umum
from procurement.queries import passport as query
from procurement.queries import rankings
from procurement.queries.passport import Origin, Passport
from procurement.query_keys import BadQuery
from procurement.views import addresses, links, parts, passport_words, province, words
from procurement.views.export_places import in_place, is_large
from procurement.views.passport_words import Asked
from procurement.views.twins import edition_of, file_name, json_stream, rows_csv_stream, xlsx_stream


def passport(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    found = _found(asked) if asked else None
    if asked is None or found is None:
        return render(request, "procurement/passport_form.html", _form(request))
    context = {
        "found": found,
        "asked": asked,
        "heading": passport_words.heading(asked),
        "how": parts.counted_how(asked.channel, asked.rule),
        "figure": passport_words.figure(found.published, asked.measure),
        "recomputed": passport_words.figure(found.recomputed, asked.measure),
        "equal": found.equal,
        "definition": passport_words.definition(asked),
        "rule": RULES[asked.rule],
        "conditions": passport_words.conditions(asked),
        "measures": passport_words.measures(found),
        "origins": [_origin(one) for one in found.origins],
        "origin_rows": words.number(sum(one.rows for one in found.origins)),
        "origin_value": words.amount(sum(one.value_sen for one in found.origins)),
        "data_date": words.period(*found.as_of),
        "rejected": parts.rejected(found.rejected_rows, found.rejected_sen),
        "page_address": _page_address(asked),
        "downloads": _downloads(request, asked),
        "crumbs": _crumbs(asked),
        "citations": parts.citations(request, lambda: passport_words.heading(asked)),
    }
    return render(request, "procurement/passport.html", context)


def twin(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Exactly the rows that the figure counts, in the columns of layout `umum`, ending with aturan, edisi, contoh."""
    asked = _asked(request)
    if asked is None:
        raise BadQuery("tahun", gettext("It is a year in four digits, such as 2022."))
    if not query.is_loaded(asked.region, asked.year, asked.channel):
        raise Http404
    rows = query.counted_rows(asked.region, asked.year, asked.channel, asked.rule)
    portions = query.counted_in_turn(asked.region, asked.year, asked.channel, asked.rule)
    if is_large(rows, narrowed=True):
        return in_place(request, lambda: _written(request, asked, portions, kind))
    return _written(request, asked, portions, kind)


def _written(request: HttpRequest, asked: Asked, portions: list[Any], kind: str) -> StreamingHttpResponse:
    edition = edition_of(request)
    constant = {"aturan": asked.rule, **edition}
    where = asked.region.slug if asked.region else "semua-daerah"
    name = file_name("asal", where, asked.year, asked.channel, asked.rule, edition=edition)
    if kind == "csv":
        return rows_csv_stream(portions, asked.region, constant, name)
    records = umum.records(*portions)
    if kind == "xlsx":
        return xlsx_stream("baris", umum.COLUMNS, records, constant, name)
    return json_stream({**edition, "aturan": asked.rule, "satuan": "rupiah"}, records, name)


def _asked(request: HttpRequest) -> Asked | None:
    """None where no year is named: the page then asks for one. Raises BadQuery, Http404."""
    asked = filters.read(request, filters.PassportForm)
    region = None
    if asked["daerah"]:
        region = province.of_site().filter(slug=asked["daerah"]).first()
        if region is None:
            raise Http404
    if asked["tahun"] is None:
        return None
    if asked["ukuran"] == "penyedia" and region is None:
        raise BadQuery("ukuran", gettext("Suppliers are counted for one government: add daerah=…"))
    return Asked(region, asked["tahun"], asked["kanal"], asked["aturan"], asked["ukuran"])


def _found(asked: Asked) -> Passport | None:
    """None where nothing at all is loaded. Raises Http404 for what is not among what is."""
    try:
        return query.passport(asked.region, asked.year, asked.channel, asked.rule)
    except LookupError:
        if query.anything_loaded():
            raise Http404 from None
        return None


def _form(request: HttpRequest) -> dict[str, Any]:
    years = rankings.years(DEFAULT_CHANNEL)
    return {
        "governments": [(one.slug, one.name) for one in province.of_site().order_by("name")],
        "years": [(str(year), year) for year in years],
        "channels": [(channel.value, channel.label) for channel in Channel],
        "rules": [(rule.slug, rule.label) for rule in RULES.values()],
        "citations": parts.citations(request, lambda: gettext("Where a figure comes from")),
    }


def _origin(one: Origin) -> dict[str, Any]:
    return {
        "file": one.file.name,
        "sha256": one.file.sha256,
        "load": one.file.load_id,
        "when": words.moment(one.file.load.started_at),
        "rows": words.number(one.rows),
        "value": words.amount(one.value_sen),
        "of": words.number(one.file.rows),
    }


def _page_address(asked: Asked) -> str:
    kept = {
        key: value for key, value in (("kanal", asked.channel), ("aturan", asked.rule)) if value != links.DEFAULTS[key]
    }
    if asked.region:
        return addresses.with_query(reverse("region-year", args=[asked.region.slug, asked.year]), kept)
    return addresses.with_query(reverse("ranking", args=[asked.year]), kept)


def _downloads(request: HttpRequest, asked: Asked) -> list[dict[str, str]]:
    where = asked.region.slug if asked.region else "semua-daerah"
    stem = f"asal-{where}-{asked.year}"
    return parts.downloads(stem, reverse("passport-csv"), reverse("passport-json"), request.GET.dict())


def _crumbs(asked: Asked) -> list[dict[str, str]]:
    ranking = gettext("Ranking %(year)s") % {"year": asked.year}
    label = f"{asked.region.name}, {asked.year}" if asked.region else ranking
    return [
        {"label": label, "address": _page_address(asked)},
        {"label": gettext("Where this figure comes from"), "address": ""},
    ]
