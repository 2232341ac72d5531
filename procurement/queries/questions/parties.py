"""The agencies and suppliers that the questions name, under the keys of their addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from procurement.models import Agency, Supplier, Transaction
from procurement.queries.transactions import agency_keys

NOBODY = 0
"""No row has it. Asked beside whoever is asked for, so that a page costs the same queries whoever that is."""


@dataclass(frozen=True)
class Party:
    key: str
    """Of its address: one of `agency_keys`, or `Supplier.key`."""
    name: str


@dataclass(frozen=True)
class Parties:
    agencies: Mapping[int, Party]
    suppliers: Mapping[int, Party]


def parties(agencies: Iterable[int], suppliers: Iterable[int]) -> Parties:
    """id -> party for each asked, all of whom bought or sold. Four queries."""
    return Parties(_agencies(set(agencies)), _suppliers(set(suppliers)))


def _agencies(asked: set[int]) -> dict[int, Party]:
    """A key depends on the other agencies of the government that bought and bear the same code."""
    found = list(
        Agency.objects.filter(pk__in={NOBODY, *asked}).values_list("pk", "region_id", "system", "identity", "name")
    )
    groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for pk, region, system, identity in Agency.objects.filter(
        region_id__in={"", *(region for _pk, region, *_rest in found)},
        identity__in={"", *(identity for *_rest, identity, _name in found)},
    ).values_list("pk", "region_id", "system", "identity"):
        groups.setdefault((region, identity), []).append((pk, system))
    used = asked | _that_bought({pk for group in groups.values() if len(group) > 1 for pk, _system in group} - asked)
    keys = {
        place: agency_keys((system, place[1]) for pk, system in group if pk in used) for place, group in groups.items()
    }
    return {pk: Party(keys[region, identity][system, identity], name) for pk, region, system, identity, name in found}


def _that_bought(agencies: set[int]) -> set[int]:
    rows = Transaction.objects.filter(agency=OuterRef("pk"))
    return set(Agency.objects.filter(Exists(rows), pk__in={NOBODY, *agencies}).values_list("pk", flat=True))


def _suppliers(asked: set[int]) -> dict[int, Party]:
    found = Supplier.objects.filter(pk__in={NOBODY, *asked}).values_list("pk", "key", "name", "code")
    return {number: Party(key, name or code) for number, key, name, code in found}
