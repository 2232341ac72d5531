"""/unggahan/: the uploads, newest first, and the form for the next one."""

import re
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from procurement.desk import audit, files, receiving
from procurement.desk.forms import UploadForm
from procurement.desk.models import RUNNING, Action, Result, State, Upload, UploadedFile
from procurement.desk.pages import busy, not_kept, not_read, page, page_of
from procurement.desk.permissions import STAFF, UPLOAD, allowed, may
from procurement.desk.work import uploads as work
from procurement.desk.work.closing import close
from procurement.routing import database_of

A_PAGE = 50
NUMBER = re.compile("[1-9][0-9]{0,17}")


@allowed(GET=STAFF)
def listed(request: HttpRequest) -> HttpResponse:
    pages = Paginator(Upload.objects.defer("report").prefetch_related("files"), A_PAGE)
    context = {"uploads": page_of(request, pages), "may_upload": may(request.user, UPLOAD)}
    return page(request, "desk/uploads.html", _("Uploads"), context)


@allowed(GET=UPLOAD)
def new(request: HttpRequest) -> HttpResponse:
    """With `?seperti=N`, filled as upload N was sent."""
    if not (like := request.GET.get("seperti")):
        return _form(request, UploadForm())
    if not NUMBER.fullmatch(like):
        raise Http404
    return _form(request, UploadForm.as_before(get_object_or_404(Upload, pk=int(like)).options))


@csrf_exempt  # the body must not be read before it is known where to: `_take` is protected
@allowed(POST=UPLOAD)
def receive(request: HttpRequest) -> HttpResponseBase:
    """Takes the files, one upload at a time; whatever stops that leaves no file behind."""
    if status := receiving.refused(request, settings.DESK_UPLOAD_BYTES):
        return _not_read(request, status)
    with files.lock(files.RECEIVING) as free:
        running = Upload.objects.filter(state__in=RUNNING).order_by("id").first()
        if not free or running:
            audit.record(request, Action.UPLOAD, result=Result.REFUSED, failure="F20")
            return busy(request, running)
        upload = Upload.objects.create(by=request.user.get_username())
        try:
            receiving.take(request, _folder_of(upload))
            return _take(request, upload)
        except OSError as error:
            return _interrupted(request, upload, error)
        finally:
            _leave_nothing(upload)


def _folder_of(upload: Upload) -> Path:
    """A private folder for the files, known to the upload before anything lies in it."""
    folder = files.new_folder()
    upload.folder = folder.name
    upload.save()
    return folder


@csrf_protect
def _take(request: HttpRequest, upload: Upload) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, status=400)
    with transaction.atomic(using=database_of("desk")):
        UploadedFile.objects.bulk_create(
            UploadedFile(upload=upload, name=one.name, size=one.size, sha256=one.kept.sha256)
            for one in form.cleaned_data["files"]
        )
        upload.options, upload.state = form.options(), State.QUEUED
        upload.save()
        work.check.enqueue(upload.pk)
    hashes = [one.kept.sha256 for one in form.cleaned_data["files"]]
    audit.record(request, Action.UPLOAD, f"upload {upload.pk}", sha256=hashes, options=upload.options)
    return redirect("desk-upload", upload.pk)


def _form(request: HttpRequest, form: UploadForm, *, status: int = 200) -> HttpResponse:
    return page(request, "desk/upload_form.html", _("Upload exports"), {"form": form}, status=status)


def _not_read(request: HttpRequest, status: int) -> HttpResponse:
    audit.record(request, Action.UPLOAD, result=Result.REFUSED, status=status)
    says = _("All files of an upload together may have %(size)d MB. Pack them (.gz), or upload them by government.")
    return not_read(request, status, says % {"size": settings.DESK_UPLOAD_BYTES // 10**6})


def _interrupted(request: HttpRequest, upload: Upload, error: OSError) -> HttpResponse:
    Upload.objects.filter(pk=upload.pk).update(state=State.INTERRUPTED)
    upload.state = State.INTERRUPTED
    audit.record(request, Action.UPLOAD, f"upload {upload.pk}", Result.INTERRUPTED, why=type(error).__name__)
    close(upload)
    return not_kept(request, error)


def _leave_nothing(upload: Upload) -> None:
    """A form that was not taken, or a fault of ours: no file and no row."""
    if upload.state == State.RECEIVING:
        files.delete(upload.folder)
        upload.delete()
