"""A backend of `django.tasks` over the desk's own table, for one worker that takes tasks in their order."""

from typing import Any, cast

from django.tasks.backends.base import BaseTaskBackend
from django.tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django.tasks.exceptions import TaskResultDoesNotExist
from django.tasks.signals import task_enqueued
from django.utils.json import normalize_json
from django.utils.module_loading import import_string

from procurement.desk.models import QueuedTask


class DeskQueue(BaseTaskBackend):
    supports_get_result = True

    def enqueue[**P, R](self, task: "Task[P, R]", args: list[Any], kwargs: dict[str, Any]) -> "TaskResult[P, R]":
        self.validate_task(task)
        row = QueuedTask.objects.create(
            path=task.module_path, args=normalize_json(list(args)), kwargs=normalize_json(kwargs)
        )
        result = cast("TaskResult[P, R]", as_result(row, self.alias))
        task_enqueued.send(type(self), task_result=result)
        return result

    def get_result(self, result_id: str) -> "TaskResult[..., Any]":
        row = QueuedTask.objects.filter(key=result_id).first()
        if row is None:
            raise TaskResultDoesNotExist(result_id)
        return as_result(row, self.alias)


def as_result(row: QueuedTask, alias: str) -> "TaskResult[..., Any]":
    """The row as `django.tasks` describes a task's result. Of an error the traceback is not kept (`QueuedTask`)."""
    result: TaskResult[..., Any] = TaskResult(
        task=import_string(row.path),
        id=str(row.key),
        status=TaskResultStatus(row.status),
        enqueued_at=row.enqueued_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        last_attempted_at=row.started_at,
        args=row.args,
        kwargs=row.kwargs,
        backend=alias,
        errors=[TaskError(exception_class_path=row.error, traceback="")] if row.error else [],
        worker_ids=[row.worker] if row.worker else [],
    )
    object.__setattr__(result, "_return_value", row.returned)  # no field of its constructor
    return result
