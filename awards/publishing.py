"""Replaces the claims as a whole, in one transaction, and makes an edition where anything changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from awards.columns import IN_SEN
from awards.models import Claim, Event, Verdict
from awards.terms import Quantity
from procurement.loading.editions import make_edition
from procurement.models import Edition


@dataclass(frozen=True)
class MovedVerdict:
    """One verdict that is not what it was. None: there was, or is, no such verdict."""

    claim_id: str
    quantity: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Replaced:
    """What a claims file changed, or would change."""

    claims: int
    added: list[str]
    removed: list[str]
    altered: list[str]
    edition: Edition | None
    """None: the same claims stood already, or it was a dry run; nothing was written."""
    unchanged: bool = False
    moved: list[MovedVerdict] = field(default_factory=list)
    """In the order of the claims; what the edition before said of them against what this one says."""


def replace_claims(rows: list[dict[str, Any]], *, dry_run: bool = False) -> Replaced:
    """Claims as read by reading.py in place of those that stand. A dry run is the real run, rolled back."""
    with transaction.atomic():
        events, claims = _events(rows), _claims(rows)
        before = {claim.pk: _content(claim) for claim in Claim.objects.all()}
        after = {claim.pk: _content(claim) for claim in claims}
        same = (
            list(before.items()) == list(after.items())  # in the same order: pages keep it
            and {_content(event) for event in Event.objects.all()} == {_content(event) for event in events}
        )
        edition = None if same else _write(events, claims)
        moved = _moved(edition, [*after, *(key for key in before if key not in after)]) if edition else []
        transaction.set_rollback(dry_run)
    return Replaced(
        len(claims),
        [key for key in after if key not in before],
        [key for key in before if key not in after],
        [key for key in after if key in before and after[key] != before[key]],
        None if dry_run else edition,
        same,
        moved,
    )


def _write(events: list[Event], claims: list[Claim]) -> Edition:
    Claim.objects.all().delete()
    Event.objects.all().delete()
    Event.objects.bulk_create(events)
    Claim.objects.bulk_create(claims)
    return make_edition(Edition.Cause.CLAIMS)


def _moved(edition: Edition, claims: list[str]) -> list[MovedVerdict]:
    """Verdicts of these claims that the edition gives otherwise than the one before."""
    now, then = (
        {(one.claim_id, one.quantity): one.outcome for one in Verdict.objects.filter(edition=number)}
        for number in (edition.number, edition.number - 1)
    )
    return [
        MovedVerdict(claim, quantity, then.get((claim, quantity)), now.get((claim, quantity)))
        for claim in claims
        for quantity in Quantity.values
        if now.get((claim, quantity)) != then.get((claim, quantity))
    ]


def _events(rows: Iterable[Mapping[str, Any]]) -> list[Event]:
    found: dict[str, Event] = {}
    for row in rows:
        if not row["event_slug"]:
            continue
        event = found.setdefault(
            row["event_slug"], Event(slug=row["event_slug"], name=row["event"], date=row["event_date"])
        )
        event.venue = event.venue or row["venue"]
    return list(found.values())


def _claims(rows: Iterable[Mapping[str, Any]]) -> list[Claim]:
    return [
        Claim(
            position=position,
            region_id=row["region_code"],
            **{IN_SEN.get(name, name): value for name, value in row.items() if name not in ("event", "event_slug")},
            event_id=row["event_slug"] or None,
        )
        for position, row in enumerate(rows, start=1)
    ]


def _content(record: Claim | Event) -> tuple[Any, ...]:
    """Everything but its place in the file."""
    return tuple(getattr(record, field.attname) for field in record._meta.concrete_fields if field.name != "position")
