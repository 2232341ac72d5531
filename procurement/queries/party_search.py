"""Agencies and suppliers whose names hold a typed text, or are spelt like it: found by index, ranked in Python."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from procurement.models import Agency, Slice, Supplier
from procurement.queries.agency_keys import keys_of, named
from procurement.queries.closeness import closeness, likest, plain
from procurement.queries.name_index import SHORTEST, Pieces, holding
from procurement.queries.search_terms import offices_in_full, places_in_full
from regions.matching import form
from regions.models import Region

PAGE_SIZE = 25
"""Agencies a page, and as many suppliers."""
MOST = 500
"""Names that are ranked and listed; of more it is only said that there are more."""
_COMPARED = 1000
"""Names that are compared letter by letter where none holds the text."""
_BESIDE = ("region__name", "system")
"""Offices of one name: those of one government beside each other."""
_RUN = re.compile("[a-z0-9]+")


@dataclass(frozen=True)
class Parties[T]:
    """One page of the agencies or the suppliers that were found, best first."""

    shown: Sequence[T]
    count: int
    """On all pages. Where `more`, there are more than these."""
    more: bool = False

    @property
    def pages(self) -> int:
        return -(-self.count // PAGE_SIZE)


@dataclass(frozen=True)
class FoundAgency:
    agency: Agency
    """With its region."""
    key: str
    """For its address; see `agency_keys`."""
    channels: list[str]
    """Of its system."""
    years: list[int]
    """Of which its government's exports of its system are loaded."""


@dataclass(frozen=True)
class FoundSupplier:
    supplier: Supplier
    channels: list[str]
    """Of its system."""


type Channels = Callable[[], dict[str, list[str]]]
"""system -> its channels; see `channels_of_systems`. Called where there is anything to say it of, once for a list."""


def channels_of_systems() -> dict[str, list[str]]:
    """One query."""
    found: dict[str, list[str]] = {}
    for system, channel in Slice.objects.order_by("channel").values_list("system", "channel").distinct():
        found.setdefault(system, []).append(channel)
    return found


def too_short(text: str) -> bool:
    """Whether a text is too short to look for agencies and suppliers by it."""
    return len(plain(text)) < SHORTEST


def agencies(text: str, page: int, channels: Channels = channels_of_systems) -> Parties[FoundAgency]:
    """Of the site's province. Four queries, and one more where the text has a short form of an office."""
    found = _called(_agencies(), text)
    return Parties(_with_keys(_page(found.shown, page), channels), found.count, found.more)


def agencies_in_place(text: str, page: int, channels: Channels = channels_of_systems) -> Parties[FoundAgency]:
    """Of a text that begins or ends in a government's name (`dinas kesehatan kota malang`): its own that hold the rest.

    Few agencies bear the place in their name. A name that two governments share means both. At most a query for the
    governments and five more for each way to cut the text.
    """
    for rest, regions in _placed(text):
        found = _called(_agencies().filter(region__in=regions), rest)
        if found.count:
            return Parties(_with_keys(_page(found.shown, page), channels), found.count, found.more)
    return Parties([], 0)


def _placed(text: str) -> list[tuple[str, list[Region]]]:
    """(the other words, the governments that some words at an end name), longer names first."""
    words = places_in_full(plain(text)).split()
    cuts = [(words[cut:], words[:cut]) for cut in range(1, len(words))]
    cuts += [(words[:cut], words[cut:]) for cut in range(1, len(words))]
    known = [(one, *form(one.name)) for one in Region.objects.of_province(settings.SITE_PROVINCE)] if cuts else []
    found = []
    for place, rest in sorted(cuts, key=lambda cut: -len(cut[0])):
        kind, base = form(" ".join(place))
        if regions := [one for one, its_kind, its_base in known if base == its_base and kind in (None, its_kind)]:
            found.append((" ".join(rest), regions))
    return found


def agencies_alike(text: str, channels: Channels = channels_of_systems) -> Parties[FoundAgency]:
    """One page of those spelt alike. Four queries."""
    found = _alike(_agencies(), text)
    return Parties(_with_keys(_page(found, 1), channels), len(found))


def suppliers(text: str, page: int, channels: Channels = channels_of_systems) -> Parties[FoundSupplier]:
    """Three queries."""
    found = _holding(Supplier.objects.all(), text)
    return Parties(_with_channels(_page(found.shown, page), channels), found.count, found.more)


def suppliers_alike(text: str, channels: Channels = channels_of_systems) -> Parties[FoundSupplier]:
    """One page of those spelt alike. Three queries."""
    found = _alike(Supplier.objects.all(), text)
    return Parties(_with_channels(_page(found, 1), channels), len(found))


def _agencies() -> QuerySet[Agency]:
    return Agency.objects.filter(region__in=Region.objects.of_province(settings.SITE_PROVINCE))


def _called(agencies: QuerySet[Agency], text: str) -> Parties[int]:
    """The keys of those whose names hold the text, then of those that hold it with its short forms written out."""
    found, in_full = _holding(agencies, text, *_BESIDE), offices_in_full(text)
    if in_full == plain(text):
        return found
    more = _holding(agencies, in_full, *_BESIDE)
    keys = list(dict.fromkeys([*found.shown, *more.shown]))
    return Parties(keys[:MOST], min(len(keys), MOST), found.more or more.more or len(keys) > MOST)


def _holding(parties: QuerySet[Any], text: str, *beside: str) -> Parties[int]:
    """The keys of all whose names hold the text; of one name in the order of the fields `beside`."""
    if too_short(text):
        return Parties([], 0)
    typed = plain(text)
    names = holding(parties, _pieces(typed), typed, MOST + 1, *beside)
    told = [(key, plain(name), fields) for key, name, *fields in names[:MOST]]
    ranked = [(closeness(typed, name), len(name), name, fields, key) for key, name, fields in told]
    keys = [key for *_rank, key in sorted(one for one in ranked if one[0] is not None)]
    return Parties(keys, len(keys), len(names) > MOST)


def _alike(parties: QuerySet[Any], text: str) -> list[int]:
    """The keys of those whose names are spelt like the text."""
    typed = plain(text)
    pieces = _misspelt_pieces(typed)
    if not pieces:
        return []
    names = holding(parties, pieces, typed, _COMPARED)
    return likest(typed, [(key, plain(name)) for key, name, *_none in names])[:PAGE_SIZE]


def _page(keys: Sequence[int], number: int) -> Sequence[int]:
    """From 1; one past the end is empty."""
    return keys[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def _whole(parties: QuerySet[Any], keys: Sequence[int]) -> list[Any]:
    found = parties.in_bulk(keys)
    return [found[key] for key in keys]


def _with_keys(keys: Sequence[int], channels: Channels) -> list[FoundAgency]:
    """What an agency's key is depends on the others of its government with the same code."""
    found = _whole(Agency.objects.select_related("region"), keys)
    keys_in_addresses, of_system = keys_of(map(named, found)), channels() if found else {}
    years = _years_of_systems({one.region for one in found}) if found else {}
    return [
        FoundAgency(
            one,
            keys_in_addresses[named(one)],
            of_system.get(one.system, []),
            years.get((one.region_id, one.system), []),
        )
        for one in found
    ]


def _years_of_systems(regions: Collection[Region]) -> dict[tuple[str, str], list[int]]:
    """(government, system) -> years with an export, in order. One query."""
    found: dict[tuple[str, str], list[int]] = {}
    slices = Slice.objects.filter(region__in=regions).order_by("year")
    for region, system, year in slices.values_list("region", "system", "year"):
        found.setdefault((region, system), []).append(year)
    return found


def _with_channels(keys: Sequence[int], channels: Channels) -> list[FoundSupplier]:
    of_system = channels() if keys else {}
    return [FoundSupplier(one, of_system.get(one.system, [])) for one in _whole(Supplier.objects.all(), keys)]


def _pieces(typed: str) -> Pieces:
    """What a name that holds the text certainly holds: its runs of ASCII letters and digits, else all of it."""
    runs = list(dict.fromkeys(_RUN.findall(typed)))
    if any(len(run) >= SHORTEST for run in runs):
        return [[run] for run in runs]
    return [list(dict.fromkeys((typed, typed.upper())))]


def _misspelt_pieces(typed: str) -> Pieces:
    """What a name misspelt by a letter or two still holds: a half of each word, or a third of a long one."""
    pieces = [_parts(run) for run in dict.fromkeys(_RUN.findall(typed)) if len(run) >= SHORTEST]
    return pieces if any(len(parts) > 1 for parts in pieces) else []


def _parts(word: str) -> list[str]:
    if len(word) < 5:
        return [word]
    if len(word) < 9:
        size = max(SHORTEST, len(word) // 2)
        return [word[:size], word[-size:]]
    size = len(word) // 3
    return [word[:size], word[size : 2 * size], word[2 * size :]]
