"""Who did what at the desk: rows are added, never changed or taken out."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class AppendOnly(models.QuerySet):
    """Rows that stay as they were written, whoever asks."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit log is append-only")

    delete = bulk_update = update


class AuditEntry(models.Model):
    at = models.DateTimeField(_("time"), auto_now_add=True)
    by = models.TextField(_("user"), help_text=_("Name, as text: it stays when the user goes"))
    address = models.TextField(_("from address"), blank=True)
    action = models.TextField(_("action"))
    what = models.TextField(_("on what"), blank=True)
    result = models.TextField(_("result"))
    details = models.JSONField(_("details"), default=dict, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.by}: {self.action} {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("the audit log is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit log is append-only")
