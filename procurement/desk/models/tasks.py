"""Background tasks: what `django.tasks` enqueues here, one worker takes in their order."""

import uuid

from django.db import models
from django.tasks import TaskResultStatus


class QueuedTask(models.Model):
    """A task and what came of it. Of an error only its class is kept: its message may hold a cell of an export."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    path = models.TextField(help_text="of the task in Python")
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    status = models.TextField(choices=TaskResultStatus.choices, default=TaskResultStatus.READY)
    enqueued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    worker = models.TextField(blank=True)
    error = models.TextField(blank=True, help_text="class of the exception")
    returned = models.JSONField(null=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.path} {self.args} {self.status}"
