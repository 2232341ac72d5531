"""How a page of the desk publishes: alone, only what was shown, and with the files of /data/ made afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from procurement.desk import audit
from procurement.desk.models import Result
from procurement.desk.pages import problem
from procurement.desk.sentences import sentence
from procurement.desk.work import builds
from procurement.loading.database_lock import newest_edition, published_since
from procurement.loading.locking import only_one
from procurement.loading.refusals import Refusal
from procurement.models import Edition


class Unsettled(Refusal):
    """F30: the database failed, at whatever moment. Only what is read of it afterwards says what it has done."""

    def __init__(self, error: DatabaseError, before: int | None) -> None:
        super().__init__("F30", {"d": type(error).__name__})  # its message may hold a cell of a file
        self.made = published_since(before)
        """The edition that was published all the same, 0 for none, None where nobody can tell."""


@contextmanager
def alone() -> Iterator[None]:
    """Holds the writer's lock. Raises Refusal, of the database's own trouble too (`Unsettled`).

    What publishes must be the last that asks the database in here: what follows a commit no error may call undone.
    """
    with only_one(settings.DATA_DIR):
        before = newest_edition()
        try:
            yield
        except DatabaseError as error:
            raise Unsettled(error, before) from error


def newest() -> str:
    """What a plan was made on. A form repeats it, and `still` refuses what would be published on anything else."""
    return str(Edition.objects.latest_number())


def still(planned_on: str) -> None:
    """Raises Refusal F32 where something was published since the plan was shown. Call it under the lock."""
    if planned_on != newest():
        raise Refusal("F32")


STATUS = {"F20": 409, "F32": 409, "F30": 503}


def refused(request: HttpRequest, refusal: Refusal, action: str, what: object, **details: Any) -> HttpResponse:
    """A page with the refusal's sentence; 409 where it is worth trying again as things stand now."""
    if isinstance(refusal, Unsettled) and refusal.made != 0:
        return _unsettled(request, refusal, action, what, details)
    audit.record(request, action, what, Result.REFUSED, failure=refusal.code, **details)
    return problem(request, STATUS.get(refusal.code, 400), _("Nothing was changed"), sentence(refusal))


def _unsettled(
    request: HttpRequest, refusal: Unsettled, action: str, what: object, details: dict[str, Any]
) -> HttpResponse:
    """It is published though the database failed, or may be."""
    if refusal.made:
        builds.order(refusal.made)
        audit.record(request, action, what, edition=refusal.made, failure=refusal.code, **details)
        says = _("Edition %(number)s is published; the database failed only after that.") % {"number": refusal.made}
        return problem(request, 200, _("Published"), says)
    audit.record(request, action, what, Result.INTERRUPTED, failure=refusal.code, **details)
    return problem(request, 503, _("It is not known whether anything changed"), sentence(refusal))


def done(
    request: HttpRequest, edition: int | None, action: str, what: object, back: str, **details: Any
) -> HttpResponse:
    """Has the files made, logs what was published, and leads back to `back` (a URL's name)."""
    if edition is not None:
        builds.order(edition)
    audit.record(request, action, what, edition=edition, **details)
    if edition is None:
        messages.info(request, _("The same stood already: nothing was changed, and no edition made."))
    else:
        messages.success(request, _("Published: edition %(number)s.") % {"number": edition})
    return redirect(back)
