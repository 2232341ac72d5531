"""How a page of the desk publishes: alone, only what was shown, and with the files of /data/ made afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from procurement.desk import audit
from procurement.desk.models import Result
from procurement.desk.pages import problem
from procurement.desk.work import builds
from procurement.loading.locking import only_one
from procurement.loading.refusals import Refusal
from procurement.models import Edition


@contextmanager
def alone() -> Iterator[None]:
    """Holds the writer's lock. Raises Refusal, the database's own trouble included: nothing has changed then."""
    with only_one(settings.DATA_DIR):
        try:
            yield
        except DatabaseError as error:  # its message may hold a cell of a file
            raise Refusal("F30", {"d": type(error).__name__}) from error


def newest() -> str:
    """What a plan was made on. A form repeats it, and `still` refuses what would be published on anything else."""
    return str(Edition.objects.order_by("-number").values_list("number", flat=True).first() or 0)


def still(planned_on: str) -> None:
    """Raises Refusal F32 where something was published since the plan was shown. Call it under the lock."""
    if planned_on != newest():
        raise Refusal("F32")


def language() -> str:
    return "en" if get_language() == "en" else "id"


def sentence(refusal: Refusal) -> str:
    """As the commands say it, in the language of the page."""
    where = f"{refusal.file}: " if refusal.file else ""
    return f"{where}{refusal.code} {refusal.sentence(language())}"


STATUS = {"F20": 409, "F32": 409, "F30": 503}


def refused(request: HttpRequest, refusal: Refusal, action: str, what: object) -> HttpResponse:
    """A page with the refusal's sentence; 409 where it is worth trying again as things stand now."""
    audit.record(request, action, what, Result.REFUSED, failure=refusal.code)
    return problem(request, STATUS.get(refusal.code, 400), _("Nothing was changed"), sentence(refusal))


def done(request: HttpRequest, edition: int | None, action: str, what: object, back: str) -> HttpResponse:
    """Logs what was published, has the files made, and leads back to `back` (a URL's name)."""
    audit.record(request, action, what, edition=edition)
    if edition is None:
        messages.info(request, _("The same stood already: nothing was changed, and no edition made."))
    else:
        builds.order(edition)
        messages.success(request, _("Published: edition %(number)s.") % {"number": edition})
    return redirect(back)
