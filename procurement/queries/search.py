"""Everything that a typed text may mean, by kind. Spelling is forgiven only where nothing holds the text as typed."""

from dataclasses import dataclass, replace

from procurement.queries import government_search, order_search, party_search
from procurement.queries.government_search import Governments
from procurement.queries.order_search import FoundOrders
from procurement.queries.party_search import FoundAgency, FoundSupplier, Parties


@dataclass(frozen=True)
class Found:
    governments: Governments
    agencies: Parties[FoundAgency]
    suppliers: Parties[FoundSupplier]
    orders: FoundOrders
    alike: bool
    """Nothing holds the text; these are spelt alike."""

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
    """The page, from 1. Twelve queries, and at most twelve more where nothing holds the text.

    Raises LookupError past the end.
    """
    found = Found(
        governments=government_search.governments(text),
        agencies=party_search.agencies(text, page),
        suppliers=party_search.suppliers(text, page),
        orders=order_search.orders(text),
        alike=False,
    )
    if not found.count:
        found = replace(found, agencies=party_search.agencies_in_place(text, page))
    if page > found.pages:
        raise LookupError(page)
    return found if found.count else _alike(text, found.orders)


def _alike(text: str, none: FoundOrders) -> Found:
    return Found(
        governments=government_search.governments_alike(text),
        agencies=party_search.agencies_alike(text),
        suppliers=party_search.suppliers_alike(text),
        orders=none,
        alike=True,
    )
