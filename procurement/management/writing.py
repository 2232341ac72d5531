"""How a command writes: alone, and with every refusal as a sentence and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from procurement.loading.database_lock import newest_edition, what_stands
from procurement.loading.locking import only_one
from procurement.loading.refusals import Refusal

NOTHING = "Tidak ada perubahan. / Nothing changed."


@contextmanager
def alone() -> Iterator[None]:
    """Holds the writer's lock. A refusal inside has changed nothing: one transaction.

    After an error of the database it is said what stands now.
    """
    before = None
    try:
        with only_one(settings.DATA_DIR):
            before = newest_edition()
            yield
    except Refusal as refusal:
        raise refused(refusal) from None
    except DatabaseError as error:
        raise refused(what_stands(error, before)) from error


def refused(refusal: Refusal) -> CommandError:
    said = str(refusal) if refusal.code == "F30" else f"{refusal}\n{NOTHING}"
    return CommandError(said, returncode=refusal.exit_code)
