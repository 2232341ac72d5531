"""Orders by their whole id or by the key in their address. No index on ids is needed: keys are made of them."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef

from procurement.keys import order_key
from procurement.models import Slice, Transaction, WithdrawnOrder

MOST = 50
"""Orders: an id is given anew by each marketplace, so that several may bear it."""
_KEY = re.compile("[a-z2-7]{12}")


@dataclass(frozen=True)
class FoundOrder:
    key: str
    region_name: str
    channel: str
    order_id: str
    marketplace: str
    rows: int
    ordered_at: datetime | None
    """Of its earliest row with a date."""


@dataclass(frozen=True)
class FoundOrders:
    standing: list[FoundOrder]
    withdrawn: list[WithdrawnOrder]
    """With their regions; those that stand again are not among them."""


def orders(text: str) -> FoundOrders:
    """Orders whose id or key is exactly the text. Three queries."""
    keys = _keys(text)
    ours = {"order_key__in": keys, "region__province_code": settings.SITE_PROVINCE}
    rows = Transaction.objects.filter(**ours).values_list("order_key", "region__name", "channel")
    # A marketplace may be spelt in two cases within one order.
    found = rows.annotate(Min("order_id"), Min("marketplace"), Count("pk"), Min("ordered_at"))
    standing = [FoundOrder(*one) for one in found.order_by("region__name", "order_key")[:MOST]]
    stands = Exists(Transaction.objects.filter(order_key=OuterRef("order_key")))
    gone = WithdrawnOrder.objects.filter(~stands, **ours)
    return FoundOrders(standing, list(gone.select_related("region").order_by("region__name", "order_key")[:MOST]))


def _keys(text: str) -> list[str]:
    """Of every order that the id may be of: the slices know the marketplaces that they have orders of."""
    slices = Slice.objects.order_by().values_list("region", "system", "marketplaces")
    places = {(region, system, name) for region, system, names in slices for name in names}
    keys = {order_key(*place, text) for place in places}
    if _KEY.fullmatch(text.casefold()):
        keys.add(text.casefold())
    return sorted(keys)
