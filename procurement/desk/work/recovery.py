"""What a killed process left behind: nothing is left running that nobody runs, and no file that nobody needs."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.tasks import Task, TaskResultStatus

from procurement.desk import audit, files
from procurement.desk.models import OPEN, Action, Build, QueuedTask, Result, State, Upload, Withdrawal
from procurement.desk.work import builds, uploads, withdrawals
from procurement.desk.work.closing import close
from procurement.desk.work.moving import move
from procurement.models import Edition

AT_WORK = (State.CHECKING, State.PUBLISHING)
WAITING = (State.QUEUED, State.ACCEPTED)
DECIDED = (State.ACCEPTED, State.PUBLISHING)
"""What is interrupted in these is the deed of who decided; before, the looking of who asked."""


def recover() -> None:
    """To be called by the only worker, while it runs nothing."""
    QueuedTask.objects.filter(status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.FAILED, finished_at=datetime.now(), error="InterruptedError"
    )
    for upload in _left(Upload, uploads.check, uploads.publish):
        _end_upload(upload)
    for one in _left(Withdrawal, withdrawals.look, withdrawals.carry_out):
        _end_withdrawal(one)
    for build in Build.objects.filter(state=Build.State.WAITING).exclude(pk__in=_waiting_for(builds.build)):
        builds.build.enqueue(build.pk)
    _order_missing_build()
    _end_receptions()


def _order_missing_build() -> None:
    """Of the edition that stands: whoever published it may have died before the files of /data/ were asked for."""
    newest = Edition.objects.latest_number()
    if newest and not Build.objects.filter(edition__gte=newest).exists():
        builds.order(newest)


def _left[T: Model](model: type[T], *tasks: "Task[..., Any]") -> list[T]:
    """What was being worked on, and what waits for a task that is no more."""
    at_work = model._default_manager.filter(state__in=AT_WORK)
    waiting = model._default_manager.filter(state__in=WAITING).exclude(pk__in=_waiting_for(*tasks))
    return [*at_work, *waiting]


def _waiting_for(*tasks: "Task[..., Any]") -> list[int]:
    ready = QueuedTask.objects.filter(status=TaskResultStatus.READY, path__in=[one.module_path for one in tasks])
    return [row.args[0] for row in ready]


def tidy() -> None:
    """From time to time: what nobody decided in time, files that nobody needs, sessions that ran out."""
    limit = datetime.now() - timedelta(days=settings.DESK_KEEP_DAYS)
    for upload in Upload.objects.filter(state__in=OPEN, changed_at__lt=limit):
        if move(upload, State.EXPIRED):
            audit.write("", Action.DISCARD, f"upload {upload.pk}", reason="expired")
            close(upload)
    for one in Withdrawal.objects.filter(state=State.PLANNED, changed_at__lt=limit):
        if move(one, State.EXPIRED):
            audit.write("", Action.DISCARD, f"withdrawal {one.pk}", reason="expired")
    over = Upload.objects.exclude(state__in=[*OPEN, *AT_WORK, *WAITING, State.RECEIVING]).exclude(folder="")
    for upload in over:
        close(upload)
    _end_receptions()
    files.delete_strays(set(Upload.objects.exclude(folder="").values_list("folder", flat=True)))
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def _end_receptions() -> None:
    """A request that died while its files came in has given its lock back."""
    with files.lock(files.RECEIVING) as free:
        if free:
            for upload in Upload.objects.filter(state=State.RECEIVING):
                _interrupt(upload)


def _end_upload(upload: Upload) -> None:
    edition = uploads.edition_of(upload) if upload.state == State.PUBLISHING else None
    if edition:
        uploads.published(upload, edition)
        audit.write(upload.decided_by, Action.PUBLISH, f"upload {upload.pk}", edition=edition)
    else:
        _interrupt(upload)


def _interrupt(upload: Upload) -> None:
    action, by = Action.CHECK, upload.by
    if upload.state in DECIDED:
        action, by = Action.PUBLISH, upload.decided_by
    elif upload.state == State.RECEIVING:
        action = Action.UPLOAD
    if move(upload, State.INTERRUPTED):
        audit.write(by, action, f"upload {upload.pk}", Result.INTERRUPTED)
        close(upload)


def _end_withdrawal(one: Withdrawal) -> None:
    edition = withdrawals.edition_of(one) if one.state == State.PUBLISHING else None
    decided = one.state in DECIDED
    if edition:
        withdrawals.done(one, edition)
    else:
        move(one, State.INTERRUPTED)
    result = Result.DONE if edition else Result.INTERRUPTED
    action, by = (Action.WITHDRAW, one.decided_by) if decided else (Action.PLAN_WITHDRAWAL, one.by)
    audit.write(by, action, f"withdrawal {one.pk}", result, edition=edition)
