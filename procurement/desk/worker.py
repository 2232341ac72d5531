"""The worker: one process that takes tasks in their order, one at a time, and tidies up between them."""

import os
import signal
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, close_old_connections
from django.tasks import TaskResultStatus, task_backends
from django.tasks.signals import task_finished, task_started

from procurement.desk import child
from procurement.desk.audit import log
from procurement.desk.models import QueuedTask
from procurement.desk.queue import as_result
from procurement.desk.work import recovery

PAUSE = 0.5
"""Seconds between two looks at the queue."""
TIDY_EVERY = 60
"""Seconds."""
KEPT_DAYS = 30
"""Days that finished tasks are kept."""


def work() -> None:
    """Until SIGTERM or SIGINT. To be called under the lock of the only worker (`files.WORKING`)."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: child.stopping.set())
    recovery.recover()
    last_tidied, cut_off = 0.0, False
    while not child.stopping.is_set():
        try:
            if cut_off:  # whatever ran then has not said how it ended
                recovery.recover()
                cut_off = False
            if time.monotonic() - last_tidied > TIDY_EVERY:
                last_tidied = time.monotonic()
                recovery.tidy()
                _forget_old_tasks()
            if not run_next():
                child.stopping.wait(PAUSE)
        except DatabaseError as error:
            log.warning("the database is away: %s", type(error).__name__)
            cut_off = True
            close_old_connections()
            child.stopping.wait(5)
    recovery.recover()


def run_next() -> bool:
    """Runs the oldest task that waits; False when none does. A task that fails ends the task, not the worker."""
    row = QueuedTask.objects.filter(status=TaskResultStatus.READY).first()
    if row is None:
        return False
    row.status, row.started_at, row.worker = TaskResultStatus.RUNNING, datetime.now(), str(os.getpid())
    row.save()
    _say(task_started, row)
    try:
        row.error, row.returned = _outcome(row)
    except child.Stopped:
        return True  # `recover` says what became of it
    row.status = TaskResultStatus.FAILED if row.error else TaskResultStatus.SUCCESSFUL
    row.finished_at = datetime.now()
    row.save()
    if row.error:
        recovery.recover()
    _say(task_finished, row)  # outside the handler of an exception: django.tasks would log it with its message
    return True


def _outcome(row: QueuedTask) -> tuple[str, Any]:
    """(class of the exception or "", returned). Its message may hold a cell of an export, so nobody is told it."""
    try:
        return "", as_result(row, "default").task.call(*row.args, **row.kwargs)
    except child.Stopped:
        raise
    except Exception as error:
        log.error("task %s %s failed: %s", row.path, row.args, type(error).__name__)
        return f"{type(error).__module__}.{type(error).__qualname__}", None


def _say(said: object, row: QueuedTask) -> None:
    said.send(type(task_backends["default"]), task_result=as_result(row, "default"))  # type: ignore[attr-defined]


def _forget_old_tasks() -> None:
    QueuedTask.objects.filter(finished_at__lt=datetime.now() - timedelta(days=KEPT_DAYS)).delete()
