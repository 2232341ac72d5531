"""/satker/<region-slug>/<key>/: one office, what it buys and from whom."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from procurement import filters
from procurement.counting import Channel
from procurement.models import Slice
from procurement.queries import agencies, party_figures
from procurement.queries.agencies import AgencySpending, Keyed
from procurement.queries.rankings import NOT_LOADED
from procurement.views import addresses, charts, links, parts, party, party_twins, words
from procurement.views.month_cells import month_rows, open_months
from procurement.views.party import Asked, Source
from procurement.views.province import of_site
from regions.models import Region


def agency(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A code that two systems share means two agencies: then the page asks which."""
    region = get_object_or_404(of_site(), slug=slug)
    named = agencies.named(region, key)
    if not named:
        raise Http404
    if len(named) > 1:
        filters.read(request, filters.PartyForm)
        return render(request, "procurement/agency_which.html", _which(request, region, named))
    office = named[0]
    cells = party_figures.cells(agencies.rows_of(office.agency))
    asked = party.asked_of(request, cells)
    slices = agencies.slices_of(office.agency)
    found = _found(office, cells, slices, asked)
    reached = [one for one in slices if party.is_asked(one, asked)]
    context = {
        "office": office.agency,
        "region": region,
        "asked": asked,
        "heading": _name(office),
        "how": parts.counted_how(asked.channel, asked.rule),
        "choices": party.form(asked, cells),
        "found": found,
        "alike": [_named(region, one) for one in agencies.alike(region, office.agency)],
        "crumbs": _crumbs(region, _name(office)),
        "citations": parts.citations(
            request, lambda: _title(office, region, asked), addresses.with_query(request.path, asked.query())
        ),
        "rejected": parts.reach(reached)["rejected"],
        "lead": _lead(found, office, region, asked, reached) if found else _why_not(reached, asked),
        **(_figures(request, region, office, asked, found) if found else {}),
    }
    return render(request, "procurement/agency.html", context)


def _found(office: Keyed, cells: list[party_figures.Cell], slices: list[Slice], asked: Asked) -> AgencySpending | None:
    try:
        found = agencies.spending(
            office.agency,
            cells,
            slices,
            year=asked.year,
            channel=asked.channel,
            rule=asked.rule,
            number=asked.number,
        )
    except LookupError:
        raise Http404 from None
    if found is None and asked.number > 1:
        raise Http404
    return found


def _which(request: HttpRequest, region: Region, named: list[Keyed]) -> dict[str, Any]:
    return {
        "region": region,
        "named": [_named(region, one) for one in named],
        "heading": gettext("One code, several offices"),
        "crumbs": _crumbs(region, gettext("One code, several offices")),
        "citations": parts.citations(request, lambda: gettext("One code, several offices")),
    }


def _named(region: Region, one: Keyed) -> dict[str, str]:
    return {
        "name": _name(one),
        "system": one.agency.system,
        "code": one.agency.code,
        "address": links.agency_address(region.slug, one.key),
    }


def _name(office: Keyed) -> str:
    return office.agency.name or office.agency.code


def _crumbs(region: Region, name: str) -> list[dict[str, str]]:
    return [
        {"label": region.name, "address": reverse("region", args=[region.slug])},
        {"label": name, "address": ""},
    ]


def _title(office: Keyed, region: Region, asked: Asked) -> str:
    text = gettext("%(name)s, %(government)s: spending through %(channel)s %(period)s") % {
        "name": _name(office),
        "government": region.name,
        "channel": words.channel(asked.channel),
        "period": party.period(asked),
    }
    return words.by_rule(text, asked.rule)


def _lead(found: AgencySpending, office: Keyed, region: Region, asked: Asked, reached: list[Slice]) -> str:
    """The share is of what the government bought while the office's code was used, which may be less than is asked."""
    values = {
        "value": words.both(found.value_sen),
        "channel": words.channel(asked.channel),
        "period": party.period(asked),
        "share": words.percent(found.share),
        "government": region.name,
        "there": party.within(office.agency.system if found.of_system else ""),
        "years": words.listed(map(str, found.share_years)),
    }
    if set(found.share_years) == {one.year for one in reached}:
        text = gettext("%(value)s through %(channel)s %(period)s: %(share)s of what %(government)s bought %(there)s.")
    else:
        text = ngettext(
            "%(value)s through %(channel)s %(period)s: %(share)s of what %(government)s bought %(there)s in %(years)s, "
            "the only year with rows of this office that count.",
            "%(value)s through %(channel)s %(period)s: %(share)s of what %(government)s bought %(there)s in %(years)s, "
            "the only years with rows of this office that count.",
            len(found.share_years),
        )
    return text % values


def _why_not(reached: list[Slice], asked: Asked) -> str:
    """No data is not zero, and not the same as rows of which none counts."""
    if reached:
        return gettext("No row counts here under this rule.")
    return words.reason(NOT_LOADED, asked.channel, asked.year)


def _figures(
    request: HttpRequest, region: Region, office: Keyed, asked: Asked, found: AgencySpending
) -> dict[str, Any]:
    query, source = _rows_query(office, asked), party.source(asked, region, satker=office.key)
    rows_path = reverse("transactions", args=[region.slug])
    charted = sorted({month.year for month in found.months})
    heading = gettext("Month by month")
    return {
        "figures": _kpi(found, source),
        "data_date": words.day(found.as_of) if found.as_of else "",
        "months_heading": heading,
        "months_chart": charts.columns(found.months, asked.year, heading),
        "months": _months(found, source),
        "open_months": open_months((month.year, month, month.orders) for month in found.months),
        "chart_year": asked.year or "\N{EN DASH}".join(map(str, sorted({charted[0], charted[-1]}))),
        "several_years": asked.year is not None and len(charted) > 1,
        "undated": words.exact(found.undated_sen + found.outside_sen) if found.undated_sen + found.outside_sen else "",
        "years": party.years(found.by_year, asked, request.path, source),
        "rules": party.rules(found.by_rule, asked, request.path, source),
        "categories": party.categories(
            found.categories,
            found.value_sen,
            lambda name: addresses.with_query(rows_path, query | {"kategori": name}) if name else "",
            source,
        ),
        "overlap": party.overlap(found.categories),
        "suppliers": party.suppliers(found.top_suppliers, found.value_sen, found.suppliers, source),
        "by_number": asked.channel == Channel.E_KATALOG,
        "rows_address": addresses.with_query(rows_path, query),
        "listed": words.number(found.listed.rows),
        "listed_value": words.exact(found.listed.value_sen),
        "downloads": party_twins.agency_downloads(region.slug, office.key, asked),
        **party.rows(found.page, asked, request.path),
    }


def _rows_query(office: Keyed, asked: Asked) -> dict[str, str]:
    return {
        "tahun": str(asked.year or ""),
        "kanal": asked.channel,
        "satker": office.key,
        "kedudukan": links.nearest_standing(asked.rule),
    }


def _kpi(found: AgencySpending, source: Source) -> list[dict[str, str]]:
    return [
        *party.value_and_orders(found.value_sen, found.orders, found.rows, source),
        {
            "label": gettext("Suppliers"),
            "value": words.number(found.suppliers),
            "note": gettext("with a row that counts"),
            "passport": source(measure="penyedia"),
        },
        {
            "label": gettext("The five largest suppliers"),
            "value": words.percent(found.top_five_share),
            "note": gettext("of the value, %(value)s") % {"value": words.exact(found.top_five_sen)},
        },
    ]


def _months(found: AgencySpending, source: Source) -> list[dict[str, str]]:
    return month_rows(found.months, lambda month: source(year=month.year, bulan=str(month.month)))
