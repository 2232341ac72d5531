"""The names of a load that only a person can match (R13), for the alias queue."""

from collections import Counter
from collections.abc import Iterable

from procurement.loading.ledger import LoadedFile
from regions.aliases import Sighting
from regions.matching import Found, Matcher


def sightings(files: Iterable[LoadedFile], matcher: Matcher) -> list[Sighting]:
    """Each name of each file with its rejected rows and their value, in the order of the files."""
    return [one for file in files for one in _of(file, matcher)]


def _of(file: LoadedFile, matcher: Matcher) -> list[Sighting]:
    rows: Counter[str] = Counter()
    sen: Counter[str] = Counter()
    for one in file.cleaned.rejections:
        if one.code == "R13" and matcher.by_name(one.value)[0] in (Found.BARE, Found.NEAR):
            rows[one.value] += 1
            sen[one.value] += file.cleaned.rejected.get(one.line, 0)
    return [Sighting(name, file.source.name, count, sen[name]) for name, count in rows.items()]
