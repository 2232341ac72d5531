"""Remembers which edition took an order out, so that its address can say so."""

from collections.abc import Collection, Mapping
from itertools import batched

from procurement.models import Edition, Transaction, WithdrawnOrder

_BATCH = 5000


def keep_withdrawn(edition: Edition, gone: Mapping[str, Collection[str]]) -> None:
    """`gone` has the keys of orders by government. One that stands in another slice by now is not withdrawn."""
    for region, keys in gone.items():
        for batch in batched(sorted(keys), _BATCH):
            stand = set(Transaction.objects.filter(order_key__in=batch).values_list("order_key", flat=True))
            WithdrawnOrder.objects.bulk_create(
                (WithdrawnOrder(order_key=key, edition=edition, region_id=region) for key in batch if key not in stand),
                update_conflicts=True,
                unique_fields=["order_key"],
                update_fields=["edition", "region"],
            )
