"""What a month says in a table: its figures, or in words that it has none."""

from django.utils.translation import gettext

from procurement.queries.spending import Month
from procurement.views import links, words


def month_cells(month: Month, source: str) -> dict[str, str]:
    """`value` and `orders`; `source` is the passport of the value. Zero only where the orders that count come to it."""
    if month.orders:
        return {"value": links.figure(words.amount(month.value_sen), source), "orders": words.number(month.orders)}
    return {"value": without_orders(covered=month.covered), "orders": "–"}


def without_orders(*, covered: bool) -> str:
    """A month that is covered and empty is not one that nothing is known of."""
    return gettext("no order counts") if covered else gettext("no data yet")
