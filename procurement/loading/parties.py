"""Agencies and suppliers of the rows of a load: found or made, named by their latest spelling, dropped when unused."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
from django.db.models import Exists, Max, OuterRef, QuerySet

from procurement.identity import agency_identity, supplier_identity
from procurement.keys import short_key
from procurement.masking import key_in
from procurement.models import Agency, Supplier, Transaction

_BATCH = 5000

type Numbers = np.ndarray[Any, np.dtype[Any]]
type Spelling = tuple[datetime, str]
"""(moment of the latest row with a name, the name): the latest, the alphabetically last of equally late ones"""
_NEVER = datetime.min
_UNNAMED: Spelling = (_NEVER, "")


@dataclass(frozen=True)
class Role:
    """Agencies, or suppliers: how they are told apart, and where a row keeps them."""

    field: str
    parties: QuerySet[Any]
    identity: Callable[[tuple[str, ...]], tuple[str, ...]]
    """what tells it from others, of (…, code, name) as the load has it"""
    known_by: tuple[str, ...]
    """the database's columns of the same; the last has an index"""
    make: Callable[[tuple[str, ...]], Any]
    """(…, code, name) -> a party that is not saved and has no name"""


AGENCIES = Role(
    "agency",
    Agency.objects.all(),
    lambda word: (*word[:2], agency_identity(*word[2:])),
    ("region_id", "system", "identity"),
    lambda word: Agency(region_id=word[0], system=word[1], identity=agency_identity(*word[2:]), code=word[2]),
)


def suppliers(masked: Collection[str] = ()) -> Role:
    """Suppliers are told apart by their key, not by their name, which may be masked in one of both places.

    `masked`: keys that were ever masked. Wording with any other key is just the name that somebody chose.
    """

    def key_of(word: tuple[str, ...]) -> str:
        system, code, name = word
        identity = code or supplier_identity(name)
        return key if (key := key_in(identity)) in masked else short_key(system, identity)

    return Role(
        "supplier",
        Supplier.objects.all(),
        lambda word: (key_of(word),),
        ("key",),
        lambda word: Supplier(
            system=word[0], code=word[1], identity=word[1] or supplier_identity(word[2]), key=key_of(word)
        ),
    )


def _known(role: Role, keys: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], Any]:
    found = {}
    for batch in _batches(sorted({key[-1] for key in keys})):
        for party in role.parties.filter(**{f"{role.known_by[-1]}__in": batch}):
            key = tuple(getattr(party, name) for name in role.known_by)
            if key in keys:  # an identity may come again elsewhere
                found[key] = party
    return found


class Parties:
    """The agencies or the suppliers of one load, from its words to what the database says of them."""

    def __init__(self, role: Role, words: Sequence[tuple[str, ...]], numbers: Numbers, moments: Numbers) -> None:
        """`numbers` has the word of each accepted row (-1 for none), `moments` its seconds (-1 for none)."""
        self.role, self.words = role, words
        latest = np.full(len(words), -2, np.int64)
        np.maximum.at(latest, numbers[numbers >= 0], moments[numbers >= 0])
        self._latest = [_moment(seconds) for seconds in latest.tolist()]
        self._used = latest > -2
        self._gone: dict[int, Spelling] = {}
        self._ids = np.full(len(words) + 1, -1, np.int64)
        self._found = False
        self._coming: dict[int, Spelling] = {}
        """party -> its latest spelling in the load"""
        self._stood: dict[int, Any] = {}
        """parties of the load that were there before"""

    def find(self) -> Numbers:
        """The database's key of each word, -1 behind the last for rows without a party. Makes those that are new."""
        if self._found:
            return self._ids
        self._found = True
        wanted: dict[tuple[str, ...], tuple[str, ...]] = {}
        coming: dict[tuple[str, ...], Spelling] = {}
        known_as: dict[int, tuple[str, ...]] = {}
        for number, word in enumerate(self.words):
            if self._used[number]:
                key, name = self.role.identity(word), word[-1]
                known_as[number], wanted[key] = key, word
                coming[key] = max(coming.get(key, _UNNAMED), (self._latest[number], name) if name else _UNNAMED)
        known = _known(self.role, wanted)
        new = {key: self.role.make(word) for key, word in sorted(wanted.items()) if key not in known}
        for key, party in new.items():
            _spell(party, coming[key])
        self.role.parties.model.objects.bulk_create(new.values(), batch_size=_BATCH)
        self._stood = {party.pk: party for party in known.values()}
        for key, party in known.items():
            self._identify(party, wanted[key])
        keys = {key: party.pk for key, party in (known | new).items()}
        self._coming = {keys[key]: spelling for key, spelling in coming.items()}
        for number, key in known_as.items():
            self._ids[number] = keys[key]
        return self._ids

    def _identify(self, party: Any, word: tuple[str, ...]) -> None:
        """A masked party whose name comes unmasked has its identity back."""
        if key_in(party.identity) and not key_in(identity := self.role.make(word).identity):
            self.role.parties.filter(pk=party.pk).update(identity=identity)

    def leave(self, rows: QuerySet[Transaction]) -> None:
        """Remembers how rows that are about to go spelt their parties."""
        for party, spelling in _spellings(self.role, rows).items():
            self._gone[party] = max(self._gone.get(party, _UNNAMED), spelling)

    def settle(self) -> None:
        """Names the touched parties by their latest rows, and drops those that no row names any more."""
        used = Transaction.objects.filter(**{self.role.field: OuterRef("pk")})
        for batch in _batches(sorted(self._gone.keys() - self._coming.keys())):
            self.role.parties.filter(~Exists(used), pk__in=batch).delete()
        for batch in _batches(sorted(self._gone.keys() | self._stood.keys())):
            self._rename(batch)

    def _rename(self, batch: list[int]) -> None:
        parties = list(self.role.parties.filter(pk__in=batch))
        doubtful = {one.pk for one in parties if self._lost_its_name(one, self._coming.get(one.pk))}
        again = _spellings(self.role, Transaction.objects.filter(**{f"{self.role.field}__in": doubtful}))
        renamed = []
        for one in parties:
            before = (one.named_at or _NEVER, one.name)
            after = again.get(one.pk) if one.pk in doubtful else max(_of(one), self._coming.get(one.pk, _UNNAMED))
            _spell(one, after or _UNNAMED)
            if before != (one.named_at or _NEVER, one.name):
                renamed.append(one)
        self.role.parties.model.objects.bulk_update(renamed, ["name", "named_at"], batch_size=500)

    def _lost_its_name(self, party: Any, coming: Spelling | None) -> bool:
        """Whether the row that named it may be among those that went, and nothing as late has come."""
        return self._gone.get(party.pk) == _of(party) and (coming is None or coming < _of(party))


def nobody() -> tuple[Parties, Parties]:
    """The agencies and suppliers of no rows, to remember whom rows that go have named."""
    none = np.empty(0, np.int64)
    return Parties(AGENCIES, [], none, none), Parties(suppliers(), [], none, none)


def _spell(party: Any, spelling: Spelling) -> None:
    moment, name = spelling
    party.named_at, party.name = (None if moment == _NEVER else moment), name or party.code or party.name


def _of(party: Any) -> Spelling:
    """How a party is spelt; a code that stands for a name is none."""
    return (party.named_at or _NEVER, "" if party.name == party.code else party.name)


def _spellings(role: Role, rows: QuerySet[Transaction]) -> dict[int, Spelling]:
    """The latest spelling of each party of the rows; the empty one where they have no name."""
    found: dict[int, Spelling] = {}
    printed = rows.filter(**{f"{role.field}__isnull": False}).order_by().values_list(role.field, f"{role.field}_name")
    for party, name, moment in printed.annotate(latest=Max("ordered_at")):
        spelling = (moment or _NEVER, name) if name else _UNNAMED
        found[party] = max(found.get(party, _UNNAMED), spelling)
    return found


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None) if seconds >= 0 else _NEVER


def _batches[T](items: Iterable[T]) -> Iterable[list[T]]:
    items = list(items)
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]
