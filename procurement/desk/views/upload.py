"""/unggahan/<n>/: one upload: its progress, its plan, and what is decided about it."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from procurement.desk import audit, files, plans, reports
from procurement.desk.forms import PublishForm
from procurement.desk.models import Action, Build, Result, State, Upload
from procurement.desk.pages import page, problem
from procurement.desk.permissions import PUBLISH, STAFF, UPLOAD, allowed, may
from procurement.desk.work import uploads as work
from procurement.desk.work.closing import close
from procurement.desk.work.moving import move
from procurement.downloads.cells import cell, csv_lines
from procurement.models import Edition
from procurement.routing import database_of
from procurement.views import words

REFRESH = 2
"""Seconds."""
OURS = ("F21", "F27", "F30", "F31")
"""Refusals for want of room, of a migration, of a storage that takes what is written, of a database without sample."""
CHECK_AGAIN = ("F20", "F26", "F32")
"""Refusals of what a new check may find otherwise, or ask about."""
ONE_OF_THEM = ("F35", "F36", "F40")
"""Refusals of what must not be loaded together."""


@allowed(GET=STAFF)
def shown(request: HttpRequest, number: int) -> HttpResponse:
    upload = get_object_or_404(Upload, pk=number)
    return _page(request, upload, _publish_form(request, upload))


@allowed(POST=PUBLISH)
def publish(request: HttpRequest, number: int) -> HttpResponse:
    upload = get_object_or_404(Upload, pk=number)
    if upload.state != State.PLANNED:
        return _too_late(request, upload)
    form = PublishForm(request.POST, upload=upload)
    if not form.is_valid():
        audit.record(request, Action.PUBLISH, f"upload {number}", Result.REFUSED, failure=sorted(form.errors))
        return _page(request, upload, form, status=400)
    with transaction.atomic(using=database_of("desk")):
        if not move(upload, State.ACCEPTED, decided_by=request.user.get_username()):
            return _too_late(request, upload)
        work.publish.enqueue(upload.pk)
    said = {"plan": upload.plan, "rejects": upload.rejects, "confirmed": upload.report.get("confirm")}
    audit.record(request, Action.PUBLISH, f"upload {number}", **said)
    return redirect("desk-upload", number)


@allowed(POST=(UPLOAD, PUBLISH))
def discard(request: HttpRequest, number: int) -> HttpResponse:
    upload = get_object_or_404(Upload, pk=number)
    if not upload.is_open() or not move(upload, State.DISCARDED, decided_by=request.user.get_username()):
        return _too_late(request, upload)
    audit.record(request, Action.DISCARD, f"upload {number}")
    close(upload)
    return redirect("desk-upload", number)


@allowed(POST=(UPLOAD, PUBLISH))
def check_again(request: HttpRequest, number: int) -> HttpResponse:
    upload = get_object_or_404(Upload, pk=number)
    with transaction.atomic(using=database_of("desk")):
        if not upload.is_open() or not move(upload, State.QUEUED):
            return _too_late(request, upload)
        work.check.enqueue(upload.pk)
    audit.record(request, Action.CHECK, f"upload {number}")
    return redirect("desk-upload", number)


@allowed(GET=(UPLOAD, PUBLISH))
def rejects(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """Every reason as CSV, while the upload is open; what may be a formula is defused as in any download."""
    upload = get_object_or_404(Upload, pk=number)
    if not upload.is_open() or not upload.folder:
        raise Http404
    report = reports.read(files.place(upload.folder))
    lines = _lines(report.get("rejections", []), words.language())
    name = f"tolakan-{upload.pk}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _lines(rejections: list[dict[str, Any]], language: str) -> Iterator[str]:
    header = [_("file"), _("line"), _("column"), _("code"), _("value"), _("reason")]
    fields = ("file", "line", "column", "code", "value", language)
    return csv_lines(header, ([cell(one[field]) for field in fields] for one in rejections))


def _publish_form(request: HttpRequest, upload: Upload) -> PublishForm | None:
    if upload.state != State.PLANNED or not may(request.user, PUBLISH):
        return None
    return PublishForm(upload=upload)


def _page(request: HttpRequest, upload: Upload, form: PublishForm | None, *, status: int = 200) -> HttpResponse:
    build = Build.objects.filter(edition=upload.edition).first() if upload.edition else None
    is_refused = upload.state == State.REFUSED
    running = upload.is_running() or (build is not None and build.state == Build.State.WAITING)
    context = {
        "upload": upload,
        "files": upload.files.all(),
        "progress": plans.progress(upload),
        "plan": plans.described(upload.report) if upload.report else None,
        "failure": plans.failure(upload.failure, upload.report) if is_refused else "",
        "outside": plans.outside(upload.report) if is_refused and upload.failure == work.NOTHING else [],
        "next": _next(upload),
        "form_again": _form_again(request, upload),
        "names_wait": _names_wait(upload),
        "load": _load(upload),
        "form": form,
        "may_decide": upload.is_open() and may(request.user, UPLOAD, PUBLISH),
        "has_rejects": upload.is_open() and bool(upload.report.get("reasons")),
        "build": build,
        "build_failure": plans.build_failure(build.failure) if build else "",
        "refresh": REFRESH if running else None,
    }
    title = _("Upload %(number)s") % {"number": upload.pk}
    return page(request, "desk/upload.html", title, context, status=status)


def _next(upload: Upload) -> str:
    """What is to be done now, where the page itself does not say it."""
    if upload.state == State.PUBLISHED:
        return _("Published. What it holds, and the way to withdraw it:")
    if _names_wait(upload):
        return _("Names that no rule may match wait for an answer. Answer them, then check this upload again:")
    return _after(upload) if upload.state == State.REFUSED and upload.folder else ""


def _after(upload: Upload) -> str:
    """What helps against a refusal: often the export is not to blame."""
    failure = upload.failure
    if plans.unstated(upload):
        return _(
            "Nothing has changed. If the file is right, state that in the form, choose the files again and send them."
        )
    if failure in CHECK_AGAIN or plans.is_recounted(upload):
        return _("Nothing has changed, and nothing is wrong with the files: check this upload again.")
    if failure in ("time", "memory"):
        return _("Close this upload and send the files again, fewer at a time.")
    if failure in OURS or failure.startswith("exit "):
        return _("The files are not to blame. Tell who runs this site; once that is mended, check this upload again.")
    if failure == work.NOTHING and plans.outside(upload.report):
        return _(
            "Nothing has changed, and nothing is broken in the files: check which governments were asked for, "
            "close this upload and send the files of those."
        )
    if failure in ONE_OF_THEM:
        return _("Nothing has changed, and the files may all be right: close this upload and send only one of them.")
    return _(
        "Nothing has changed. Mend the export at its source or download it again, never in a spreadsheet; "
        "then close this upload and send the new file."
    )


def _form_again(request: HttpRequest, upload: Upload) -> str:
    """The form's address, at the field that the refusal asks for."""
    asked = plans.unstated(upload) if upload.state == State.REFUSED and upload.folder else []
    if not asked or not may(request.user, UPLOAD):
        return ""
    return f"{reverse('desk-upload-new')}?seperti={upload.pk}#id_{asked[0]}"


def _names_wait(upload: Upload) -> bool:
    """Whether answers about names could bring in rows that are rejected now."""
    return upload.is_open() and bool(upload.folder) and bool(upload.report.get("names_wait"))


def _load(upload: Upload) -> int | None:
    """The load that it has become."""
    made = Edition.objects.filter(number=upload.edition) if upload.edition else Edition.objects.none()
    return made.values_list("load", flat=True).first()


def _too_late(request: HttpRequest, upload: Upload) -> HttpResponse:
    upload.refresh_from_db()
    says = _("Upload %(number)s is no longer open to this: %(state)s.")
    says %= {"number": upload.pk, "state": upload.get_state_display()}
    return problem(request, 409, _("Too late"), says)
