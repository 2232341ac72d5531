"""Growth as a source states it. A claims file has no column for it: it stands in the claim's remark, in one wording."""

import re
from dataclasses import dataclass

_STATED = re.compile(r"\b(?P<more>more than )?(?P<percent>\d{1,4}) % above the year before\b")


@dataclass(frozen=True)
class Growth:
    percent: int
    """Above the year before: of which days, and of what, the source does not say."""
    more_than: bool
    """The source says more than that."""


def growth_in(note: str) -> Growth | None:
    """What a remark of the claims file says of growth; None where it says nothing."""
    found = _STATED.search(note)
    return Growth(int(found["percent"]), bool(found["more"])) if found else None
