"""/penyedia/<key>-<slug>/: one supplier, who buys from it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from procurement import filters
from procurement.counting import Size
from procurement.models import Supplier
from procurement.queries import suppliers
from procurement.queries.party_figures import Cell
from procurement.queries.rankings import NOT_LOADED
from procurement.queries.suppliers import Buyer, SupplierSpending
from procurement.views import addresses, charts, links, parts, party, party_twins, words
from procurement.views.party import Asked, Source


def supplier(request: HttpRequest, key: str, slug: str = "") -> HttpResponse:
    """Under today's name: any other name in the address is sent there."""
    firm = get_object_or_404(Supplier, key=key)
    filters.read(request, filters.PartyForm)  # what is refused is not sent on
    right = links.supplier_address(key, _name(firm))
    if request.path != right:
        return HttpResponsePermanentRedirect(addresses.with_query(right, request.GET.dict()))
    cells, apart = suppliers.cells_of(firm)
    if not cells and not apart:
        raise Http404
    asked = party.asked_of(request, [*cells, *apart])
    found = _found(firm, cells, apart, asked)
    source = party.source(asked, None, penyedia=firm.key)
    slices = suppliers.slices(asked.channel, asked.year)
    context = {
        "firm": firm,
        "asked": asked,
        "heading": words.capital(words.supplier(_name(firm))),
        "lead": _lead(found, asked) if slices or found.rows else words.reason(NOT_LOADED, asked.channel, asked.year),
        "how": parts.counted_how(asked.channel, asked.rule),
        "choices": party.form(asked, [*cells, *apart]),
        "found": found,
        "facts": _facts(firm),
        "alike": [_alike(one) for one in suppliers.alike(firm)],
        "figures": _kpi(found, source) if found.rows else [],
        "buyers": [_buyer(one, found, asked, firm) for one in found.buyers],
        "province": _buyer(found.province, found, asked, firm) if found.province else None,
        "base": party.base(found.share_years, firm.system if found.of_system else ""),
        "total": links.figure(words.amount(found.value_sen), source()),
        "years": party.years(found.by_year, asked, request.path, source),
        "rules": party.rules(found.by_rule, asked, request.path, source),
        "categories": party.categories(found.categories, found.value_sen, lambda _name: "", source),
        "overlap": party.overlap(found.categories),
        "downloads": party_twins.supplier_downloads(firm, asked),
        "citations": parts.citations(
            request, lambda: _title(firm, asked), addresses.with_query(request.path, asked.query())
        ),
        **parts.reach(suppliers.with_rows(firm, slices)),
        "rejected": parts.reach(slices)["rejected"],
        **party.rows(found.page, asked, request.path),
    }
    return render(request, "procurement/supplier.html", context)


def _found(firm: Supplier, cells: list[Cell], apart: list[Cell], asked: Asked) -> SupplierSpending:
    try:
        return suppliers.spending(
            firm, cells, apart, year=asked.year, channel=asked.channel, rule=asked.rule, number=asked.number
        )
    except LookupError:
        raise Http404 from None


def _name(firm: Supplier) -> str:
    return firm.name or firm.code


def _title(firm: Supplier, asked: Asked) -> str:
    text = gettext("%(name)s: sales through %(channel)s %(period)s") % {
        "name": words.capital(words.supplier(_name(firm))),
        "channel": words.channel(asked.channel),
        "period": party.period(asked),
    }
    return words.by_rule(text, asked.rule)


def _lead(found: SupplierSpending, asked: Asked) -> str:
    if not found.buyers:
        return gettext("No regency or city bought from it under these filters.")
    count = len(found.buyers)
    return ngettext(
        "Sold %(value)s to %(count)s regency or city through %(channel)s %(period)s.",
        "Sold %(value)s to %(count)s regencies and cities through %(channel)s %(period)s.",
        count,
    ) % {
        "value": words.both(found.value_sen),
        "count": count,
        "channel": words.channel(asked.channel),
        "period": party.period(asked),
    }


def _kpi(found: SupplierSpending, source: Source) -> list[dict[str, str]]:
    """Of a supplier that sold something."""
    largest = found.buyers[0]
    return [
        *party.value_and_orders(found.value_sen, found.orders, found.rows, source),
        {
            "label": gettext("Buyers"),
            "value": words.number(len(found.buyers)),
            "note": gettext("regencies and cities"),
        },
        {
            "label": gettext("Its largest buyer"),
            "value": words.percent(largest.of_supplier),
            "note": largest.region.name,
        },
    ]


def _buyer(one: Buyer, found: SupplierSpending, asked: Asked, firm: Supplier) -> dict[str, Any]:
    year = asked.year or (found.by_year[0].year if found.by_year else None)
    page = reverse("region-year", args=[one.region.slug, year]) if year else reverse("region", args=[one.region.slug])
    return {
        "name": one.region.name,
        "address": addresses.with_query(page, asked.query() | {"tahun": ""}),
        "value": links.figure(words.amount(one.value_sen), party.source(asked, one.region, penyedia=firm.key)()),
        "orders": words.number(one.orders),
        "share": words.percent(one.of_supplier),
        "of_government": words.percent(one.of_government),
        "bar": charts.bar(one.value_sen, found.value_sen or one.value_sen),
    }


def _facts(firm: Supplier) -> list[dict[str, str]]:
    size = suppliers.size_of(firm)
    facts = [
        (gettext("System"), firm.system),
        (gettext("Id in the source"), firm.code),
        (gettext("Size, by the register"), str(Size(size).label) if size else gettext("unknown")),
        (gettext("As printed"), "; ".join(suppliers.spellings(firm))),
    ]
    return [{"label": label, "text": text} for label, text in facts if text]


def _alike(firm: Supplier) -> dict[str, str]:
    return {
        "name": words.supplier(_name(firm)),
        "system": firm.system,
        "address": links.supplier_address(firm.key, _name(firm)),
    }
