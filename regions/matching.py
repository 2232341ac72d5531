"""Which government a code and a name mean. A bare name never matches: seven names are both a city and a regency."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from regions.models import Kind

_KINDS = {
    "kota": Kind.CITY,
    "pemkot": Kind.CITY,
    "kab": Kind.REGENCY,
    "kabupaten": Kind.REGENCY,
    "pemkab": Kind.REGENCY,
    "prov": Kind.PROVINCE,
    "provinsi": Kind.PROVINCE,
    "pemprov": Kind.PROVINCE,
}
_LED = re.compile(r"(?:pemerintah (?:daerah )?)?(kota|kabupaten|kab|provinsi|prov)(?:\. ?| )(.+)")
_SHORT = re.compile(r"(pemkot|pemkab|pemprov)\.? (.+)")
_TRAILED = re.compile(r"(.+?) ?\((kota|kabupaten|kab|provinsi|prov)\.?\)")
_TYPOS = {"terenggalek": "trenggalek"}
"""Spellings that LKPP's own lists print (seen in real exports)."""


class Found(Enum):
    """What a name turned out to be."""

    KNOWN = "known"
    BARE = "bare"
    """The name of one of ours without city or regency: it never matches."""
    NEAR = "near"
    """One keystroke away from one of ours: a person must decide."""
    OUTSIDE = "outside"
    """Any other name: a government outside the loaded reference."""


@dataclass(frozen=True)
class Known:
    """What matching needs of one government of the reference."""

    code: str
    klpd_code: str
    name: str
    kind: str


def fold(name: str) -> str:
    """A name for comparison: compatibility forms, case and blanks folded."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def form(name: str) -> tuple[str | None, str]:
    """(kind, base name) of a government's name; the kind is None for a bare name."""
    folded = fold(name)
    if match := _LED.fullmatch(folded) or _SHORT.fullmatch(folded):
        word, base = match.groups()
    elif match := _TRAILED.fullmatch(folded):
        base, word = match.groups()
    else:
        return None, _TYPOS.get(folded, folded)
    return _KINDS[word], _TYPOS.get(base.strip(), base.strip())


def one_edit_apart(a: str, b: str) -> bool:
    """One insertion, deletion, replacement or swap of neighbours away; equal names are not."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    head = next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y),
        min(len(a), len(b)),
    )
    rest_a, rest_b = a[head:], b[head:]
    return (
        rest_a[1:] == rest_b[1:]
        or rest_a[1:] == rest_b
        or rest_a == rest_b[1:]
        or (rest_a[:2] == rest_b[1::-1] and len(rest_b) > 1 and rest_a[2:] == rest_b[2:])
    )


@dataclass
class Matcher:
    """The reference, indexed once per load."""

    governments: Iterable[Known]
    aliases: Mapping[str, str | None] = field(default_factory=dict)
    """folded name -> Kemendagri code, or None for none of ours, as a person decided."""

    def __post_init__(self) -> None:
        known = list(self.governments)
        self.by_klpd = {one.klpd_code: one.code for one in known}
        self.names = {one.code: one.name for one in known}
        self._by_form = {form(one.name): one.code for one in known}
        self._by_base: dict[str, list[str]] = defaultdict(list)
        for (_kind, base), code in self._by_form.items():
            self._by_base[base].append(code)

    def by_name(self, name: str) -> tuple[Found, str | None]:
        """(what it is, the government's code if known). A name of ours in full needs no person and hears none."""
        kind, base = form(name)
        if kind and (code := self._by_form.get((kind, base))):
            return Found.KNOWN, code
        if (folded := fold(name)) in self.aliases:
            code = self.aliases[folded]
            return (Found.KNOWN if code else Found.OUTSIDE), code
        if kind is None:
            return (Found.BARE if base in self._by_base else Found.OUTSIDE), None
        return (Found.NEAR if self.nearest(name) else Found.OUTSIDE), None

    def nearest(self, name: str) -> list[str]:
        """Codes of the governments that a name may mean: those of a bare name, or one keystroke away."""
        kind, base = form(name)
        if kind is None:
            return sorted(self._by_base.get(base, ()))
        return sorted(
            code for (ours, other), code in self._by_form.items() if ours == kind and one_edit_apart(base, other)
        )
