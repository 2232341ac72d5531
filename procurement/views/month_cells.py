"""What pages say of months: their figures in a table, or in words that they have none or not all of it."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext

from procurement.queries.comparison import MonthValue
from procurement.queries.spending import Month
from procurement.views import links, words


def month_rows(months: Sequence[Month], source: Callable[[Month], str]) -> list[dict[str, str]]:
    """`name`, `value`, `orders` and `note`, one a month; `source` gives the passport of a month's value."""
    return [
        {
            "name": words.month(month.year, month.month),
            **_cells(month, source(month)),
            "note": gettext("not fully covered") if _in_part(month, month.orders) else "",
        }
        for month in months
    ]


def _cells(month: Month, source: str) -> dict[str, str]:
    """Zero only where the orders that count come to it."""
    if month.orders:
        return {"value": links.figure(words.amount(month.value_sen), source), "orders": words.number(month.orders)}
    return {"value": without_orders(month), "orders": "–"}


def _in_part(month: Month | MonthValue, orders: int) -> bool:
    """Orders may be dated after the day up to which an operator says that the data are whole."""
    return not month.covered and (month.begun or bool(orders))


def without_orders(month: Month | MonthValue) -> str:
    """A month that is covered and empty is not one that nothing is known of."""
    return gettext("no order counts") if month.begun else gettext("not covered")


def gap(month: Month | MonthValue) -> str:
    """What an open column stands for."""
    return gettext("not fully covered") if month.begun else gettext("not covered")


def open_months(months: Iterable[tuple[int, Month | MonthValue, int]]) -> str:
    """The sentences that name the months the data cover in part and not at all; empty where there are none.

    Of each month its year and whether it holds an order, or how many.
    """
    open_ones = [((year, month.month), _in_part(month, orders)) for year, month, orders in months if not month.covered]
    said = (
        (gettext("Covered in part: %(months)s."), [pair for pair, in_part in open_ones if in_part]),
        (gettext("Not covered: %(months)s."), [pair for pair, in_part in open_ones if not in_part]),
    )
    return " ".join(text % {"months": words.months_listed(pairs)} for text, pairs in said if pairs)
