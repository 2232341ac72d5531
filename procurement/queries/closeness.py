"""How close a name is to what somebody typed: exact, its beginning, a word, within it, or spelt alike. Pure."""

import re
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from regions.matching import fold, one_edit_apart

ALIKE = 0.4
"""The least similarity of two words that may be the same word misspelt."""
_WORD = re.compile(r"\w+")
_SHORTEST_MISSPELT = 5
"""Letters: shorter words have neighbours that are other words (Jaya, Jawa)."""


class Closeness(IntEnum):
    """The lower the better."""

    EXACT = 0
    BEGINNING = 1
    WORD = 2
    """A word of the name begins so."""
    WITHIN = 3
    ALL_WORDS = 4
    """Every word that was typed stands in the name, in any order."""


def plain(text: str) -> str:
    """Case, blanks and punctuation folded: `CV. Maju-Jaya` is `cv maju jaya`. What has no word is only folded."""
    folded = fold(text)
    return " ".join(_WORD.findall(folded)) or folded


def closeness(typed: str, name: str) -> Closeness | None:
    """How a name holds what was typed, both `plain`; None where it does not. For misspellings see `likeness`."""
    at = name.find(typed)
    if at == 0:
        return Closeness.EXACT if name == typed else Closeness.BEGINNING
    if at > 0:
        return Closeness.WORD if f" {typed}" in name else Closeness.WITHIN
    words = typed.split()
    return Closeness.ALL_WORDS if len(words) > 1 and all(word in name for word in words) else None


def likeness(typed: str, name: str) -> float:
    """From 0 to 1: how alike a name's words are to the typed ones, both `plain`, by the worst of these.

    0 where one of them is not ALIKE. Typed words of two letters and fewer say nothing.
    """
    wanted = [word for word in typed.split() if len(word) > 2]
    words = name.split()
    if not wanted or not words:
        return 0.0
    worst = min(max(similarity(one, word) for word in words) for one in wanted)
    return worst if worst >= ALIKE else 0.0


def similarity(a: str, b: str) -> float:
    """Shared trigrams of two words out of all theirs, as pg_trgm counts them; one slip of a key is always ALIKE."""
    if a == b:
        return 1.0
    ours, theirs = trigrams(a), trigrams(b)
    shared = len(ours & theirs)
    found = shared / (len(ours) + len(theirs) - shared)
    if found < ALIKE and len(a) >= _SHORTEST_MISSPELT and one_edit_apart(a, b):
        return ALIKE
    return found


@lru_cache(maxsize=4096)
def trigrams(word: str) -> frozenset[str]:
    """Of the word with two blanks before it and one behind."""
    padded = f"  {word} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def likest[T](typed: str, named: Iterable[tuple[T, str]]) -> list[T]:
    """Those whose names, `plain` as the text is, are spelt like it: the most alike first."""
    scored = [(-likeness(typed, name), abs(len(name) - len(typed)), name, one) for one, name in named]
    return [one for score, _length, _name, one in sorted(scored, key=lambda item: item[:3]) if score]
