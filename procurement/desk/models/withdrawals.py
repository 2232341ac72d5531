"""Withdrawals: slices on their way out of what is published."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from procurement.desk.models.uploads import RUNNING, State


class Withdrawal(models.Model):
    state = models.TextField(_("state"), choices=State.choices, default=State.QUEUED)
    by = models.TextField(_("user"))
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    load = models.BigIntegerField(_("load"))
    slices = models.JSONField(default=list, help_text="[government, year, system] of each slice")
    # What would go
    report = models.JSONField(default=dict)
    token = models.TextField(blank=True, help_text="of the plan that was shown")
    # What became of it
    decided_by = models.TextField(blank=True)
    edition = models.IntegerField(null=True)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("withdrawal")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    def is_running(self) -> bool:
        return self.state in RUNNING
