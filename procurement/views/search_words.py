"""The sentences of /cari/."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, ngettext

from procurement.queries.search import Found
from procurement.views import words
from procurement.views.search_groups import at_least
from regions.matching import form
from regions.models import Region


def lead(found: Found, others: Iterable[dict[str, Any]]) -> str:
    """How much of each kind was found: 2 daerah, lebih dari 500 penyedia. Empty where nothing was."""
    governments, orders = len(found.governments.found), len(found.orders.standing) + len(found.orders.withdrawn)
    agencies, suppliers = found.agencies, found.suppliers
    counted = (
        (
            governments,
            ngettext("%(count)s government", "%(count)s governments", governments),
            words.number(governments),
        ),
        (orders, ngettext("%(count)s order", "%(count)s orders", orders), words.number(orders)),
        (agencies.count, ngettext("%(count)s agency", "%(count)s agencies", agencies.count), at_least(agencies)),
        (suppliers.count, ngettext("%(count)s supplier", "%(count)s suppliers", suppliers.count), at_least(suppliers)),
    )
    said = [sentence % {"count": number} for count, sentence, number in counted if count]
    said += [group["says"] for group in others if group["count"]]
    return ", ".join(said)


def namesakes(same: list[Region]) -> str:
    """Two governments of one name are two: whoever types it must see both. Empty where there is one."""
    if not same:
        return ""
    values = {"names": words.listed(region.name for region in same)}
    return gettext("%(names)s are different governments, each with its own budget and its own figures.") % values


def examples(regions: Iterable[Region]) -> list[dict[str, str]]:
    """What one may type: a name that two governments bear if there is one, else the first."""
    bases = Counter(form(region.name)[1] for region in regions)
    name = min(bases, key=lambda base: (-bases[base], base), default="")
    asked = (
        (name, gettext("a government by its name")),
        ("dinas pendidikan", gettext("agencies by a part of their name")),
        ("toko", gettext("suppliers by a part of their name")),
    )
    return [{"q": text, "says": says} for text, says in asked if text]
