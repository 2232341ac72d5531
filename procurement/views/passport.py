"""/asal/: the passport of a figure: what it counts, where its rows come from, and whether they still sum to it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext

from procurement import filters, registry
from procurement.counting import DEFAULT_RULE, RULES
from procurement.downloads import umum
from procurement.known_edition import known_edition
from procurement.models import Edition
from procurement.passport_form import WHO, PassportForm
from procurement.places import AllTaken
from procurement.queries import passport as query
from procurement.queries import rankings
from procurement.queries.conditions import NARROWING
from procurement.queries.figures import Figure, governments_of, in_turn, rows_of
from procurement.queries.frozen_figure import Change, frozen_figure
from procurement.queries.rankings import NOT_LOADED
from procurement.queries.reach import known_years
from procurement.queries.summed_again import Measures, Origin
from procurement.query_keys import BadQuery
from procurement.views import blocks, errors, links, parts, passport_words, printed_words, province, words
from procurement.views.export_places import in_place, is_large
from procurement.views.passport_places import page_of
from procurement.views.passport_words import Asked
from procurement.views.twins import edition_of, file_name, json_stream, rows_csv_stream, xlsx_stream


def passport(request: HttpRequest) -> HttpResponse:
    try:
        return _passport(request)
    except AllTaken:
        return errors.busy(request)


def _passport(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    if asked and asked.edition:
        return render(request, "procurement/passport_frozen.html", _of_edition(request, asked))
    try:
        found = query.passport(asked.figure, known_edition(request)) if asked else None
    except LookupError as error:
        return _nothing(request, asked, error)
    if asked is None or found is None:
        return render(request, "procurement/passport_form.html", _form(request))
    names = query.names(asked.figure)
    context = _shared(request, asked, found.published, names=names) | {
        "equal": found.equal,
        "equal_says": passport_words.summed_how(found.way),
        "conditions": passport_words.conditions(asked, names),
        "measures": passport_words.measures(found.published, found.recomputed),
        **_origins(found.origins),
        **parts.reach(found.slices),
        "blocks": _blocks(request, asked.figure),
        "downloads": _downloads(request, asked),
    }
    return render(request, "procurement/passport.html", context)


def _blocks(request: HttpRequest, figure: Figure) -> list[SafeString]:
    """What others say of a government's year; nothing of a figure that is narrower or wider than that."""
    if figure.region is None or figure.year is None or figure.narrowed or figure.without:
        return []
    return blocks.rendered(registry.year_blocks, request, figure.year, figure.channel, figure.rule, figure.region)


def _nothing(request: HttpRequest, asked: Asked | None, error: LookupError) -> HttpResponse:
    """No figure, and why. What the form offers is no error: 404 for what is not there at all, once anything is loaded.

    Where nothing is, the form says so.
    """
    if not query.anything_loaded():
        return render(request, "procurement/passport_form.html", _form(request))
    is_offered = isinstance(error, query.NotLoaded)
    if is_offered:
        why = gettext("No export of this channel is loaded for what was asked.")
    elif isinstance(error, query.NotCovered):
        why = gettext("The exports that are loaded reach to %(date)s, and the days asked lie behind that.") % {
            "date": words.day(error.until)
        }
    else:
        why = gettext("No row and no export of what was asked is loaded.")
    context = _form(request, asked) | {"why_nothing": why, "not_found": not is_offered}
    return render(request, "procurement/passport_form.html", context, status=200 if is_offered else 404)


def _shared(
    request: HttpRequest,
    asked: Asked,
    published: Measures,
    edition: Edition | None = None,
    *,
    names: dict[str, str] | None = None,
) -> dict[str, Any]:
    """`edition`: the one that froze the figure, where that is asked for. `names`: of what its conditions name."""
    heading = passport_words.heading(asked, names or {})
    return {
        "heading": heading,
        "how": parts.counted_how(asked.figure.channel, asked.figure.rule),
        "figure": passport_words.figure(published, asked.measure),
        "definition": passport_words.definition(asked),
        "page_address": page_of(asked),
        "crumbs": [
            {"label": _place(asked), "address": page_of(asked)},
            {"label": gettext("Where this figure comes from"), "address": ""},
        ],
        "citations": parts.citations(
            request,
            lambda: passport_words.heading(asked, names or {}, cited=True),
            edition=edition,
            kept="" if edition else _kept(request, asked, published),
        ),
    }


def _kept(request: HttpRequest, asked: Asked, published: Measures) -> str:
    """The passport of the same figure as the edition froze it; a part of one is not frozen."""
    figure, edition = asked.figure, known_edition(request)
    is_part = figure.year is None or figure.who or figure.narrowed or figure.without
    if edition is None or is_part or not published.rows:
        return ""
    number = str(edition.number)
    return links.passport_address(figure.region, figure.year, figure.channel, figure.rule, asked.measure, edisi=number)


def _of_edition(request: HttpRequest, asked: Asked) -> dict[str, Any]:
    """As an edition froze it. Raises Http404 for what it did not publish."""
    assert asked.edition
    try:
        found = frozen_figure(asked.figure, asked.edition, known_edition(request))
    except LookupError:
        raise Http404 from None
    return _shared(request, asked, found.published, found.edition) | {
        "of_edition": asked.edition,
        "of_sample": found.edition.is_sample,
        "edition": {"number": asked.edition, "when": words.moment(found.edition.made_at)},
        "equal": found.equal,
        "conditions": passport_words.conditions(asked, {}),
        "measures": passport_words.measures(found.published, found.recomputed) if found.recomputed else [],
        "frozen": passport_words.measures(found.published, found.published),
        "changes": [_change(one, asked) for one in found.changes],
        **_origins(found.origins),
        **parts.reach(found.slices),
        "downloads": _downloads(request, asked) if found.recomputed else [],
    }


def _change(one: Change, asked: Asked) -> dict[str, Any]:
    return {
        "number": one.edition.number,
        "when": words.moment(one.edition.made_at),
        "figure": passport_words.figure(one.after, asked.measure) if one.after else gettext("no figure"),
        "says": printed_words.before_after(one.before, one.after),
    }


def twin(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Exactly the rows that the figure counts, in the columns of layout `umum`, ending with aturan, edisi, contoh.

    None where nothing is loaded of what was asked; the JSON says so.
    """
    asked = _asked(request)
    if asked is None:
        raise BadQuery("tahun", gettext("It is a year in four digits, such as 2022."))
    is_loaded = _is_loaded(asked, known_edition(request))
    governments = governments_of(asked.figure)
    rows = rows_of(asked.figure, governments)
    portions = in_turn(rows, governments)
    if is_large(rows, narrowed=True):
        return in_place(request, lambda: _written(request, asked, portions, kind))
    return _written(request, asked, portions, kind, {} if is_loaded else {"alasan": NOT_LOADED})


def _is_loaded(asked: Asked, latest: Edition | None) -> bool:
    """Whether exports are loaded of what was asked: an edition's figure has its rows until it is changed.

    Raises Http404 for what is not there at all, once anything is loaded.
    """
    try:
        if asked.edition is None:
            query.refuse_missing(asked.figure)
        elif frozen_figure(asked.figure, asked.edition, latest).recomputed is None:
            raise Http404
    except LookupError as error:
        if asked.edition or (query.anything_loaded() and not isinstance(error, query.NotLoaded)):
            raise Http404 from None
        return False
    return True


def _written(
    request: HttpRequest, asked: Asked, portions: list[Any], kind: str, why: dict[str, str] | None = None
) -> StreamingHttpResponse:
    """`why`: there is no row, for machines."""
    edition = edition_of(request)
    constant = {"aturan": asked.figure.rule, **edition}
    name = file_name(_stem(asked), asked.figure.channel, asked.figure.rule, edition=edition)
    if kind == "csv":
        return rows_csv_stream(portions, asked.figure.region, constant, name)
    records = umum.records(*portions)
    if kind == "xlsx":
        return xlsx_stream("baris", umum.COLUMNS, records, constant, name)
    return json_stream({**edition, "aturan": asked.figure.rule, "satuan": "rupiah", **(why or {})}, records, name)


def _asked(request: HttpRequest) -> Asked | None:
    """None where nothing says which figure: the page then asks. Raises BadQuery, Http404."""
    asked = filters.read(request, PassportForm)
    given = {key: str(value) for key, value in asked.items() if value not in ("", None)}
    region = None
    if asked["daerah"]:
        region = province.of_site().filter(slug=asked["daerah"]).first()
        if region is None:
            raise Http404
    narrowed = {key: given[key] for key in NARROWING if key in given}
    if region is None and asked["tahun"] is None and not narrowed:
        return None
    figure = Figure(
        region=region,
        year=asked["tahun"],
        channel=asked["kanal"],
        rule=asked["aturan"],
        who={key: given[key] for key in WHO if key in given},
        narrowed=narrowed,
        without=asked["tanpa"],
    )
    return Asked(figure, asked["ukuran"], asked["edisi"])


def _form(request: HttpRequest, asked: Asked | None = None) -> dict[str, Any]:
    """Every year that any channel knows. What was asked stays chosen, else what the overviews show is.

    Of the rules those that count whichever channel can be chosen beside them: channel and rule are chosen at once.
    """
    chosen = _chosen(asked)
    channels = parts.choices(chosen["kanal"], chosen.get("aturan", DEFAULT_RULE.slug))["kanal"]
    free = [one["value"] for one in channels if not one["missing"]]
    rules = [rule for rule in RULES.values() if all(rule.applies_to(channel) for channel in free)]
    return {
        "chosen": chosen,
        "governments": [(one.slug, one.name) for one in province.of_site().order_by("name")],
        "years": [(str(year), year) for year in known_years(province.of_site())],
        "choices": {"kanal": channels},
        "rules": [(rule.slug, parts.rule_choice(rule)) for rule in rules],
        "citations": parts.citations(request, lambda: gettext("Where a figure comes from")),
    }


def _chosen(asked: Asked | None) -> dict[str, str]:
    if asked is None:
        channel, years = rankings.overview()
        return {"kanal": channel, "tahun": str(next(iter(years), ""))}
    figure = asked.figure
    return {
        "daerah": figure.region.slug if figure.region else "",
        "tahun": str(figure.year or ""),
        "kanal": figure.channel,
        "aturan": figure.rule,
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


def _origins(found: list[Origin]) -> dict[str, Any]:
    return {
        "origins": [_origin(one) for one in found],
        "origin_rows": words.number(sum(one.rows for one in found)),
        "origin_value": words.amount(sum(one.value_sen for one in found)),
    }


def _downloads(request: HttpRequest, asked: Asked) -> list[dict[str, str]]:
    return parts.downloads(_stem(asked), reverse("passport-csv"), request.GET.dict())


def _stem(asked: Asked) -> str:
    """asal-kota-malang-2022, with what narrows the figure."""
    figure = asked.figure
    where = figure.region.slug if figure.region else "semua-daerah"
    said = [*figure.who.values(), *(f"{key}-{value}" for key, value in figure.narrowed.items()), figure.without]
    return "-".join(["asal", where, str(figure.year or "semua-tahun"), *(slugify(one)[:40] for one in said if one)])


def _place(asked: Asked) -> str:
    """What the page of the figure is called, for the way back."""
    figure = asked.figure
    if figure.region:
        return f"{figure.region.name}, {figure.year}" if figure.year else figure.region.name
    return gettext("Ranking %(year)s") % {"year": figure.year} if figure.year else passport_words.who(figure)
