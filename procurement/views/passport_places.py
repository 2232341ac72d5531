"""Which page a passport's figure stands on."""

from django.urls import reverse

from procurement.queries.figures import EVERY_KIND
from procurement.views import addresses, links
from procurement.views.passport_words import Asked


def page_of(asked: Asked) -> str:
    """The nearest one: of the order, the edition, the agency or supplier, else of the government or the ranking."""
    figure, narrowed = asked.figure, asked.figure.narrowed
    query = addresses.query_of({"kanal": figure.channel, "aturan": figure.rule})
    of_year = {"tahun": str(figure.year or "")} | query
    if "transaksi" in narrowed:
        return links.order_address(narrowed["transaksi"])
    if asked.edition:
        return addresses.with_query(reverse("edition-ranking", args=[asked.edition, figure.year]), query)
    if figure.region and links.is_named(narrowed.get("satker")):
        return addresses.with_query(links.agency_address(figure.region.slug, narrowed["satker"]), of_year)
    if links.is_named(narrowed.get("penyedia")):
        return addresses.with_query(links.supplier_address(narrowed["penyedia"], ""), of_year)
    if figure.region and figure.year:
        return addresses.with_query(reverse("region-year", args=[figure.region.slug, figure.year]), query)
    if figure.region:
        return reverse("region", args=[figure.region.slug])
    kind = figure.who.get("jenis", "")
    shown = {"jenis": "" if kind == EVERY_KIND else kind, "q": figure.who.get("nama", "")} | query
    return addresses.with_query(reverse("ranking", args=[figure.year]), shown) if figure.year else reverse("awards")
