"""How a command writes: alone, and with every refusal as a sentence and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError

from procurement.loading.locking import only_one
from procurement.loading.refusals import Refusal

NOTHING = "Tidak ada perubahan. / Nothing changed."


@contextmanager
def alone() -> Iterator[None]:
    """Holds the writer's lock. What refuses inside, the database included, has changed nothing: one transaction."""
    try:
        with only_one(settings.DATA_DIR):
            yield
    except Refusal as refusal:
        raise refused(refusal) from None
    except DatabaseError as error:
        raise refused(Refusal("F30", {"d": f"{type(error).__name__}: {error}"})) from error


def refused(refusal: Refusal) -> CommandError:
    return CommandError(f"{refusal}\n{NOTHING}", returncode=refusal.exit_code)
