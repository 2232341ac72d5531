"""/transaksi/<key>/: one order with its lines and where it came from."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from procurement import filters
from procurement.counting import DEFAULT_RULE, Standing
from procurement.models import Transaction
from procurement.queries import orders
from procurement.queries.agency_keys import keys_of, named
from procurement.queries.orders import OrderPage
from procurement.views import addresses, errors, order_rows, parts, words
from procurement.views.links import agency_address, supplier_address


def order(request: HttpRequest, key: str) -> HttpResponse:
    """The order; 410 with the edition that took it out; 404 for a key that never stood."""
    filters.read(request, filters.NoKeys)
    found = orders.find(key)
    if found is None:
        return gone(request, key)
    main = found.main
    context = {
        "main": main,
        "heading": _heading(main),
        "lead": _lead(found),
        "how": parts.counted_how(main.channel, DEFAULT_RULE.slug),
        **parts.reach(orders.slices_of(found)),
        "facts": _facts(main),
        "by_rule": order_rows.rules(found),
        "rows": [order_rows.line(row) for row in found.rows],
        "more": words.number(found.all_rows - len(found.rows)) if found.all_rows > len(found.rows) else "",
        "files": order_rows.files(found.rows),
        "editions": found.editions,
        "list_address": _list_address(main),
        "ocds": reverse("order-ocds", args=[key]) if main.standing == Standing.COUNTED else "",
        "crumbs": _crumbs(main),
        "downloads": parts.downloads(f"pesanan-{key}", reverse("order-csv", args=[key]), {}),
        "citations": parts.citations(request, lambda: _heading(main)),
    }
    return render(request, "procurement/order.html", context)


def gone(request: HttpRequest, key: str) -> HttpResponse:
    """410 for an order that stood once; raises Http404 for any other key."""
    withdrawn = orders.withdrawn(key)
    if withdrawn is None:
        raise Http404
    said = {
        "number": withdrawn.edition.number,
        "day": words.day(withdrawn.edition.made_at),
        "region": withdrawn.region,
        "edition_address": reverse("edition", args=[withdrawn.edition.number]),
    }
    return errors.gone(request, said)


def _heading(main: Transaction) -> str:
    return gettext("Order %(number)s of %(name)s") % {"number": main.order_id, "name": main.region.name}


def _lead(found: OrderPage) -> str:
    """What the default rule counts of it, in how many rows of how many."""
    counted = dict(found.by_rule)[DEFAULT_RULE.slug]
    values = {"value": words.exact(counted.value_sen), "channel": words.channel(found.main.channel)}
    if not counted.rows:
        return gettext("None of its rows counts by the rule “Clean”.")
    text = gettext("%(value)s through %(channel)s by the rule “Clean”.") % values
    if counted.rows == found.all_rows:
        return text
    rest = found.all_rows - counted.rows
    return f"{text} " + ngettext(
        "%(count)s more row of the exports does not count.",
        "%(count)s more rows of the exports do not count.",
        rest,
    ) % {"count": words.number(rest)}


def _facts(main: Transaction) -> list[dict[str, str]]:
    """label, text and, where there is a page, its address; what the source does not say is said to be unknown."""
    unknown = gettext("not stated")
    agency = main.agency_name or (main.agency.name if main.agency else "")
    supplier = main.supplier_name or (main.supplier.name or main.supplier.code if main.supplier else "")
    facts = [
        (gettext("Government"), main.region.name, reverse("region-year", args=[main.region.slug, main.year])),
        (gettext("Agency"), agency, _agency_address(main)),
        (
            gettext("Supplier"),
            words.supplier(supplier),
            supplier_address(main.supplier.key, supplier) if main.supplier else "",
        ),
        (gettext("When"), words.moment_or_day(main.ordered_at) if main.ordered_at else "", ""),
        (gettext("Budget year"), str(main.year), ""),
        (gettext("Marketplace"), main.marketplace, ""),
        (gettext("System"), main.system, ""),
        (gettext("Category"), main.category, ""),
        (gettext("Payment"), main.payment_method, ""),
        (gettext("Place"), main.location, ""),
    ]
    shown = [fact for fact in facts if fact[1] or fact[0] in {facts[1][0], facts[2][0], facts[3][0]}]
    return [{"label": label, "text": text or unknown, "address": address} for label, text, address in shown]


def _agency_address(main: Transaction) -> str:
    if main.agency is None:
        return ""
    mine = named(main.agency)
    return agency_address(main.region.slug, keys_of([mine])[mine])


def _list_address(main: Transaction) -> str:
    query = {"tahun": str(main.year), "kanal": main.channel, "q": main.order_id}
    return addresses.with_query(reverse("transactions", args=[main.region.slug]), query)


def _crumbs(main: Transaction) -> list[dict[str, str]]:
    slug = main.region.slug
    return [
        {"label": main.region.name, "address": reverse("region", args=[slug])},
        {"label": gettext("Transactions"), "address": reverse("transactions", args=[slug])},
        {"label": gettext("Order"), "address": ""},
    ]
