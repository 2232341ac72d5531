"""The keys of agencies in addresses and filters: a code, with its system before it where two systems share the code.

Two systems of one government do use one code: v5 and v6 of e-katalog.
"""

from collections import Counter
from collections.abc import Iterable

from procurement.models import Agency

type Named = tuple[str, str, str]
"""(Kemendagri code of its government, system, identity)"""

NAMED = ("region_id", "system", "identity")
"""The columns of the same."""


def named(agency: Agency) -> Named:
    return agency.region_id, agency.system, agency.identity


def told_apart(agencies: Iterable[Named]) -> dict[Named, str]:
    """The key of each, by which `transactions.of_agency` finds it and nothing else.

    With an agency must come all of its government that bear the same code.
    """
    found = list(agencies)
    used = Counter((region, identity) for region, _system, identity in found)
    return {
        (region, system, identity): identity if used[region, identity] == 1 else f"{system}:{identity}"
        for region, system, identity in found
    }


def keys_of(agencies: Iterable[Named]) -> dict[Named, str]:
    """The same of agencies of any governments, whichever of them are asked for. One query, none for no agency."""
    asked = set(agencies)
    rivals = Agency.objects.filter(
        region__in={region for region, *_rest in asked}, identity__in={identity for *_rest, identity in asked}
    )
    keys = told_apart(rivals.values_list(*NAMED))
    return {one: keys[one] for one in asked if one in keys}
