"""The agencies and suppliers that the questions name, under the keys of their addresses."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from procurement.models import Agency, Supplier
from procurement.queries.agency_keys import NAMED, keys_of
from regions.codes import NOWHERE

NOBODY = 0
"""No row has it. Asked beside whoever is asked for, so that a page costs the same queries whoever that is."""
_NAMELESS = (NOWHERE, "", "")
"""The same among agencies by name."""


@dataclass(frozen=True)
class Party:
    key: str
    """Of its address: see `agency_keys`, or `Supplier.key`."""
    name: str


@dataclass(frozen=True)
class Parties:
    agencies: Mapping[int, Party]
    suppliers: Mapping[int, Party]


def parties(agencies: Iterable[int], suppliers: Iterable[int]) -> Parties:
    """id -> party for each asked, all of whom bought or sold. Three queries."""
    return Parties(_agencies(set(agencies)), _suppliers(set(suppliers)))


def _agencies(asked: set[int]) -> dict[int, Party]:
    found = Agency.objects.filter(pk__in={NOBODY, *asked}).values_list("pk", "name", *NAMED)
    agencies = {pk: (name, tuple(named)) for pk, name, *named in found}
    keys = keys_of([_NAMELESS, *(named for _name, named in agencies.values())])
    return {pk: Party(keys[named], name) for pk, (name, named) in agencies.items()}


def _suppliers(asked: set[int]) -> dict[int, Party]:
    found = Supplier.objects.filter(pk__in={NOBODY, *asked}).values_list("pk", "key", "name", "code")
    return {number: Party(key, name or code) for number, key, name, code in found}
