"""Changes one claim of those that stand, with the strictness of a claims file: all of them are read again as one.

So a claim without figure as printed, source, publisher or address is refused here exactly as it is in a file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from awards.columns import COLUMNS
from awards.publishing import Replaced, replace_claims
from awards.reading import read_cells
from awards.writing import Cells, standing
from procurement.loading.refusals import Refusal
from regions.models import Region

FIRST_LINE = 2
"""The line of the first claim in a file."""
OF_AN_EVENT = ("event", "event_date")
"""What all claims of an event say alike."""


@dataclass(frozen=True)
class Change:
    """All claims as they are and as they would be."""

    before: list[Cells]
    rows: list[Cells]
    about: str
    """The claim that it adds, alters or takes out."""

    @property
    def token(self) -> str:
        """What publishing must repeat: it changes when the claims that stand do."""
        return sha256(repr((self.before, self.rows)).encode()).hexdigest()[:16]

    @property
    def line(self) -> int | None:
        """The line of the claim that it is about, as reasons name it; None where it takes the claim out."""
        ids = [row["claim_id"] for row in self.rows]
        return FIRST_LINE + ids.index(self.about) if self.about in ids else None


def put(cells: Mapping[str, str], *, whole_event: bool = False) -> Change:
    """The claim in place of the one of the same id, or after the last.

    `whole_event`: what it says of its event is said for all claims of that event, which must agree.
    """
    given = {name: cells.get(name, "") for name in COLUMNS}
    before = standing()
    rows = [given if row["claim_id"] == given["claim_id"] else row for row in before]
    if given not in rows:
        rows.append(given)
    if whole_event and given["event_slug"]:
        rows = [row | _said_alike(given) if row["event_slug"] == given["event_slug"] else row for row in rows]
    return Change(before, rows, given["claim_id"])


def take_out(claim_id: str) -> Change:
    """All claims but this one. Raises KeyError where there is no such claim."""
    before = standing()
    rows = [row for row in before if row["claim_id"] != claim_id]
    if len(rows) == len(before):
        raise KeyError(claim_id)
    return Change(before, rows, claim_id)


def plan(change: Change) -> Replaced:
    """What publishing would change, verdicts too. Raises RowsRefused with every reason."""
    return replace_claims(_read(change.rows), dry_run=True)


def publish(change: Change, confirm: str) -> Replaced:
    """Raises RowsRefused, and Refusal F32 where the claims have changed since the plan. Hold the writer's lock."""
    if confirm != change.token:
        raise Refusal("F32")
    return replace_claims(_read(change.rows))


def _read(rows: Sequence[Cells]) -> list[dict[str, Any]]:
    return read_cells(enumerate(rows, start=FIRST_LINE), dict(Region.objects.values_list("code", "kind")))


def _said_alike(given: Cells) -> Cells:
    """A venue may be left out of a claim, so it is not given to others."""
    return {name: given[name] for name in OF_AN_EVENT}
