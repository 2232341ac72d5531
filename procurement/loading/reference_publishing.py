"""Publishes a list of governments: what regions.reference takes, with the edition that it makes."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from procurement.loading.editions import make_edition
from procurement.models import Edition
from regions.reference import Outcome, load_regions


@dataclass(frozen=True)
class PublishedRegions:
    outcome: Outcome
    edition: int | None
    """None: nothing changed, or it was a dry run."""


def publish_regions(path: Path, *, dry_run: bool = False) -> PublishedRegions:
    """Raises ReferenceRefused, changing nothing. A dry run is the real run, rolled back."""
    with transaction.atomic():
        outcome = load_regions(path)
        edition = make_edition(Edition.Cause.REGIONS) if outcome.changed else None
        transaction.set_rollback(dry_run)
    return PublishedRegions(outcome, edition.number if edition and not dry_run else None)
