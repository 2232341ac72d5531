"""What pages say of months: their figures in a table, or in words that they have none or not all of it."""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext

from procurement.queries.spending import Month
from procurement.views import links, words


def month_rows(months: Sequence[Month], source: Callable[[Month], str]) -> list[dict[str, str]]:
    """`name`, `value`, `orders` and `note`, one a month; `source` gives the passport of a month's value."""
    return [
        {
            "name": words.month(month.year, month.month),
            **_cells(month, source(month)),
            "note": "" if month.covered else gettext("not fully covered"),
        }
        for month in months
    ]


def _cells(month: Month, source: str) -> dict[str, str]:
    """Zero only where the orders that count come to it."""
    if month.orders:
        return {"value": links.figure(words.amount(month.value_sen), source), "orders": words.number(month.orders)}
    return {"value": without_orders(covered=month.covered), "orders": "–"}


def without_orders(*, covered: bool) -> str:
    """A month that is covered and empty is not one that nothing is known of."""
    return gettext("no order counts") if covered else gettext("no data yet")


def open_months(months: Sequence[tuple[int, int]]) -> str:
    """The sentence that names the (year, month) pairs the data do not cover in full; empty where there are none."""
    if not months:
        return ""
    return gettext("Not or not fully covered by the data: %(months)s.") % {"months": words.months_listed(months)}
