"""Which printed figures an edition changed, in words and for machines."""

from collections.abc import Collection, Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from procurement.queries.printed import Printed, changed
from procurement.views import words

_LABELS: dict[str, str | Promise] = {
    "value_sen": gettext_lazy("value"),
    "orders": gettext_lazy("orders"),
    "rows": gettext_lazy("rows"),
    "suppliers": gettext_lazy("suppliers"),
    "rank": gettext_lazy("rank"),
    "population": gettext_lazy("population"),
}
FIELDS = {
    "value_sen": "nilai",
    "orders": "pesanan",
    "rows": "baris",
    "suppliers": "penyedia",
    "rank": "peringkat",
    "population": "penduduk",
}
"""As twins name them."""


def names(figures: Iterable[str]) -> str:
    """value, orders and rank. Of at least one."""
    return words.listed(str(_LABELS[name]) for name in figures)


def before_after(before: Printed | None, after: Printed | None, without: Collection[str] = ()) -> str:
    """orders 3 → 4, suppliers 43 → 44; of what changed, and is not said otherwise.

    Empty where only one of two editions has the figure: everything of it is new, or gone.
    """
    if before is None or after is None:
        return ""
    return ", ".join(
        gettext("%(figure)s %(before)s → %(after)s")
        % {"figure": _LABELS[name], "before": said(before, name), "after": said(after, name)}
        for name in changed(before, after)
        if name not in without
    )


def said(one: Printed | None, name: str) -> str:
    """A dash where an edition has none."""
    number = getattr(one, name, None)
    if number is None:
        return "–"
    return words.exact(number) if name == "value_sen" else words.number(number)
