"""A person's answer about a name of a government, with the edition that it makes."""

from collections.abc import Callable

from django.db import transaction

from procurement.loading.editions import make_edition
from procurement.models import Edition


def publish_answer(answer: Callable[[], bool], *, dry_run: bool = False) -> int | None:
    """`answer` is a call of regions.aliases; what it raises is raised. None where it is no news, or for a dry run.

    The answers stand on /data/, so a new one makes an edition; figures change with the next load.
    """
    with transaction.atomic():
        edition = make_edition(Edition.Cause.ALIASES) if answer() else None
        transaction.set_rollback(dry_run)
    return edition.number if edition and not dry_run else None
