"""Everything that a typed text may mean, by kind. Spelling is forgiven only where nothing holds the text as typed."""

from dataclasses import dataclass, replace
from functools import cache

from procurement.queries import government_search, order_search, party_search
from procurement.queries.government_search import Governments
from procurement.queries.order_search import FoundOrders
from procurement.queries.party_search import Channels, FoundAgency, FoundSupplier, Parties
from procurement.queries.search_terms import without_year


@dataclass(frozen=True)
class Found:
    governments: Governments
    agencies: Parties[FoundAgency]
    suppliers: Parties[FoundSupplier]
    orders: FoundOrders
    alike: bool
    """Nothing holds the text; these are spelt alike."""
    text: str
    """By which all was found: what was typed, or that without the year at its end."""
    year: int | None
    """Of the end of what was typed, where nothing holds it as typed."""

    @property
    def pages(self) -> int:
        """At least 1: agencies and suppliers are turned together."""
        return max(1, self.agencies.pages, self.suppliers.pages)

    @property
    def count(self) -> int:
        """On all pages."""
        orders = len(self.orders.standing) + len(self.orders.withdrawn)
        return len(self.governments.found) + self.agencies.count + self.suppliers.count + orders


def search(text: str, page: int) -> Found:
    """The page, from 1. Fourteen queries, and as many again where nothing holds the text, or not with its year.

    Raises LookupError past the end.
    """
    channels = cache(party_search.channels_of_systems)
    found = _as_typed(text, page, channels)
    rest, year = without_year(text)
    if year and not found.count:
        found = _as_typed(rest, page, channels, year)
    if page > found.pages:
        raise LookupError(page)
    return found if found.count else _alike(found, channels)


def _as_typed(text: str, page: int, channels: Channels, year: int | None = None) -> Found:
    found = Found(
        governments=government_search.governments(text, year),
        agencies=party_search.agencies(text, page, channels),
        suppliers=party_search.suppliers(text, page, channels),
        orders=order_search.orders(text),
        alike=False,
        text=text,
        year=year,
    )
    return found if found.count else replace(found, agencies=party_search.agencies_in_place(text, page, channels))


def _alike(none: Found, channels: Channels) -> Found:
    return replace(
        none,
        governments=government_search.governments_alike(none.text, none.year),
        agencies=party_search.agencies_alike(none.text, channels),
        suppliers=party_search.suppliers_alike(none.text, channels),
        alike=True,
    )
