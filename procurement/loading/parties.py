"""Agencies and suppliers of the rows of a load: found or made, named by their latest spelling, dropped when unused."""

from collections.abc import Collection, Iterable
from typing import Any

import pandas as pd
from django.db.models import Exists, Max, OuterRef, QuerySet

from procurement.identity import agency_identity, supplier_identity
from procurement.keys import short_key
from procurement.models import Agency, Supplier, Transaction

_BATCH = 5000


def agency_ids(rows: pd.DataFrame) -> list[int | None]:
    """The agency of each row, None where the source names none."""
    printed = list(zip(rows["region"], rows["system"], rows["agency_code"], rows["agency_name"], strict=True))
    wanted = {
        (region, system, agency_identity(code, name)): (code, name)
        for region, system, code, name in sorted(set(printed))
        if code or name
    }
    regions = {key[0] for key in wanted}
    known = {(a.region_id, a.system, a.identity): a.pk for a in Agency.objects.filter(region__in=regions)}
    new = [
        Agency(region_id=key[0], system=key[1], identity=key[2], code=code, name=name or code)
        for key, (code, name) in wanted.items()
        if key not in known
    ]
    Agency.objects.bulk_create(new, batch_size=_BATCH)
    known |= {(a.region_id, a.system, a.identity): a.pk for a in new}
    return [known.get((r, s, agency_identity(code, name))) if code or name else None for r, s, code, name in printed]


def supplier_ids(rows: pd.DataFrame) -> list[int | None]:
    """The supplier of each row, None where the source names none."""
    printed = list(zip(rows["system"], rows["supplier_name"], strict=True))
    identities = {(system, name): supplier_identity(name) for system, name in set(printed) if name}
    wanted = {(system, identities[system, name]): name for system, name in sorted(identities)}
    known: dict[tuple[str, str], int] = {}
    for batch in _batches(sorted({identity for _, identity in wanted})):
        known |= {(s.system, s.identity): s.pk for s in Supplier.objects.filter(identity__in=batch)}
    new = [
        Supplier(system=key[0], identity=key[1], name=name, key=short_key(*key))
        for key, name in wanted.items()
        if key not in known
    ]
    Supplier.objects.bulk_create(new, batch_size=_BATCH)
    known |= {(s.system, s.identity): s.pk for s in new}
    return [known[system, identities[system, name]] if name else None for system, name in printed]


def tidy(agencies: Collection[int], suppliers: Collection[int]) -> None:
    """Names the touched agencies and suppliers by their latest rows, and drops those that no row names any more."""
    _tidy(Agency.objects.all(), "agency", agencies)
    _tidy(Supplier.objects.all(), "supplier", suppliers)


def _tidy(parties: QuerySet[Any], role: str, touched: Collection[int]) -> None:
    used = Transaction.objects.filter(**{role: OuterRef("pk")})
    for batch in _batches(sorted(touched)):
        parties.filter(~Exists(used), pk__in=batch).delete()
        _rename(parties.filter(pk__in=batch), role, batch)


def _rename(parties: QuerySet[Any], role: str, batch: list[int]) -> None:
    """The latest spelling, the alphabetically last of equally late ones: never the order of loading."""
    printed = Transaction.objects.filter(**{f"{role}__in": batch}).exclude(**{f"{role}_name": ""}).order_by()
    latest: dict[int, tuple[str, str]] = {}
    for party, name, moment in printed.values_list(role, f"{role}_name").annotate(latest=Max("ordered_at")):
        latest[party] = max(latest.get(party, ("", "")), (str(moment or ""), name))
    renamed = []
    for party in parties:
        if party.pk in latest and party.name != latest[party.pk][1]:
            party.name = latest[party.pk][1]
            renamed.append(party)
    parties.model.objects.bulk_update(renamed, ["name"], batch_size=500)


def _batches[T](items: Iterable[T]) -> Iterable[list[T]]:
    items = list(items)
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
