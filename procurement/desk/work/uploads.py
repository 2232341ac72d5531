"""An upload is checked, and published if somebody says so: load_transactions does both, the desk reads its reports."""

from typing import Any

from django.db import transaction
from django.tasks import task

from procurement.desk import audit, child, files, reports
from procurement.desk.models import Action, Result, State, Upload
from procurement.desk.work import builds, loading
from procurement.desk.work.closing import close
from procurement.desk.work.moving import move
from procurement.models import Edition
from procurement.routing import database_of

NOTHING = "nothing"
"""Failure of an upload of which no row can be published."""
SECOND = "second.json"
"""Report of the run that leaves rejected rows out."""


@task
def check(pk: int) -> None:
    """A dry run. Where rows are rejected, a second one shows what the rest would change."""
    upload = Upload.objects.get(pk=pk)
    if not move(upload, State.CHECKING, progress={}, report={}, plan="", rejects=0, failure=""):
        return
    end = loading.run(upload, "--dry-run", "--queue-names")
    report = reports.read(files.place(upload.folder))
    rejects = reports.rejected_rows(report)
    if reports.refused(report) == "F22" and not report["cut"]:
        end, report = _without_rejects(upload, rejects, report)
    _name_rows(upload, report)
    _conclude(upload, end, report, rejects)
    result = Result.DONE if upload.state in (State.PLANNED, State.UNCHANGED) else Result.REFUSED
    audit.write(upload.by, Action.CHECK, f"upload {pk}", result, failure=upload.failure, rejects=upload.rejects)


def _without_rejects(upload: Upload, rejects: int, first: dict[str, Any]) -> tuple[child.End, dict[str, Any]]:
    """The plan of the rest. Where there can be none, why, beside the reasons that the first run found."""
    folder = files.place(upload.folder)
    end = loading.run(upload, "--dry-run", f"--publish-with-rejects={rejects}", report=SECOND)
    second = folder / SECOND
    if end.code == 0 and second.exists():
        second.replace(folder / reports.REPORT)
        return end, reports.read(folder)
    second_report = reports.read(folder, SECOND)
    return end, first | ({"refused": second_report["refused"]} if "refused" in second_report else {})


def _conclude(upload: Upload, end: child.End, report: dict[str, Any], rejects: int) -> None:
    kept = reports.kept(report)
    if end.code == 0 and report.get("unchanged"):
        move(upload, State.UNCHANGED, report=kept)
        close(upload)
    elif end.code == 0 and report.get("slices"):
        move(upload, State.PLANNED, report=kept, plan=report["plan"], rejects=rejects)
    else:
        failure = reports.refused(report) or (NOTHING if end.code == 0 else end.reason())
        move(upload, State.REFUSED, report=kept, failure=failure, rejects=rejects)


@task
def publish(pk: int) -> None:
    """The run that was planned, and only that: load_transactions refuses any other (F32)."""
    upload = Upload.objects.get(pk=pk)
    if not move(upload, State.PUBLISHING, progress={}):
        return
    consent = [f"--plan={upload.plan}", f"--operator={upload.decided_by}", f"--publish-with-rejects={upload.rejects}"]
    if token := upload.report.get("confirm"):
        consent.append(f"--confirm={token}")
    end = loading.run(upload, *consent)
    report = reports.read(files.place(upload.folder))
    edition = report.get("edition") or edition_of(upload)
    if edition:
        published(upload, edition)
    elif end.code == 0:
        move(upload, State.UNCHANGED)
        close(upload)
    else:
        refused = {"refused": report["refused"]} if "refused" in report else {}
        move(upload, State.REFUSED, failure=reports.refused(report) or end.reason(), report=upload.report | refused)
    result = Result.DONE if edition else Result.REFUSED
    audit.write(upload.decided_by, Action.PUBLISH, f"upload {pk}", result, edition=edition, failure=upload.failure)


def published(upload: Upload, edition: int) -> None:
    with transaction.atomic(using=database_of("desk")):
        move(upload, State.PUBLISHED, edition=edition)
        builds.order(edition)
    close(upload)


def edition_of(upload: Upload) -> int | None:
    """The edition that an upload in state PUBLISHING has made, whatever became of the process that made it."""
    hashes = sorted(upload.files.values_list("sha256", flat=True))
    since = upload.changed_at.replace(microsecond=0)
    made = Edition.objects.filter(load__started_at__gte=since, load__operator=upload.decided_by).order_by("-number")
    for edition in made.select_related("load"):
        if edition.load and sorted(edition.load.files.values_list("sha256", flat=True)) == hashes:
            return edition.number
    return None


def _name_rows(upload: Upload, report: dict[str, Any]) -> None:
    """The rows of each file, in the order of the files; a report that refuses before reading has none."""
    for file, said in zip(upload.files.all(), report.get("files", []), strict=False):
        file.rows = said["rows"]
        file.save(update_fields=["rows"])
