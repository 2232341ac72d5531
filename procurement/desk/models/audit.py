"""Who did what at the desk: rows are added, never changed or taken out."""

import re
from typing import Any, NoReturn, Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What is done at the desk, by its own pages and those of other apps."""

    LOG_IN = "log in", _("log in")
    LOG_OUT = "log out", _("log out")
    PASSWORD = "password", _("change the password")
    ACCOUNT = "account", _("change an account")
    UPLOAD = "upload", _("upload")
    CHECK = "check", _("check")
    PUBLISH = "publish", _("publish")
    DISCARD = "discard", _("discard")
    DELETE_FILES = "delete files", _("delete uploaded files")
    PLAN_WITHDRAWAL = "plan withdrawal", _("look at a withdrawal")
    WITHDRAW = "withdraw", _("withdraw")
    BUILD = "build", _("make the files of /data/")
    EDIT = "edit", _("edit a claim")
    ANSWER = "answer", _("answer about a name")
    MASK = "mask", _("mask")
    LIFT = "lift", _("lift a mask")


class Result(models.TextChoices):
    DONE = "done", _("done")
    REFUSED = "refused", _("refused")
    WRONG_PASSWORD = "wrong password", _("wrong password")
    LOCKED = "locked", _("locked out")
    INTERRUPTED = "interrupted", _("interrupted")


NAMED = re.compile(r"(upload|withdrawal|edition|mask|supplier|order) ([0-9a-z]+)")
THINGS = {
    "upload": _("Upload %(number)s"),
    "withdrawal": _("Withdrawal %(number)s"),
    "edition": _("edition %(number)s"),
    "mask": _("mask %(number)s"),
    "supplier": _("supplier %(number)s"),
    "order": _("order %(number)s"),
}
"""What is stored of a thing, and how a page says it."""


REQUESTED = _("requested")
CARRIED_OUT_LATER = (Action.CHECK, Action.PUBLISH, Action.PLAN_WITHDRAWAL, Action.WITHDRAW)
"""What the worker does with an upload or a withdrawal after somebody has asked for it."""


class AppendOnly(models.QuerySet["AuditEntry"]):
    """Rows that stay as they were written, whoever asks."""

    def with_requests(self) -> Self:
        """Each with `is_request`: only asked for, from an address; the worker has none, and writes what came of it."""
        things = models.Q(what__startswith="upload ") | models.Q(what__startswith="withdrawal ")
        asked = things & models.Q(result=Result.DONE, action__in=CARRIED_OUT_LATER) & ~models.Q(address="")
        return self.annotate(is_request=models.ExpressionWrapper(asked, models.BooleanField()))

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit log is append-only")

    delete = bulk_update = update  # type: ignore[assignment]


class AuditEntry(models.Model):
    at = models.DateTimeField(_("time"), auto_now_add=True)
    by = models.TextField(_("user"), help_text=_("Name, as text: it stays when the user goes"))
    address = models.TextField(_("from address"), blank=True)
    action = models.TextField(_("action"), choices=Action.choices)
    what = models.TextField(_("on what"), blank=True)
    result = models.TextField(_("result"), choices=Result.choices)
    details = models.JSONField(_("details"), default=dict, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["result", "at"], name="audit_of_result")]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.by}: {self.get_action_display()} {self.on_what()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:  # it has none before it is written, whatever the stubs say
            raise TypeError("the audit log is append-only")
        super().save(*args, **kwargs)  # type: ignore[unreachable]

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("the audit log is append-only")

    def on_what(self) -> str:
        """`upload 5` in the language of the page; anything else is a name, and stays."""
        match = NAMED.fullmatch(self.what)
        return str(THINGS[match[1]] % {"number": match[2]}) if match else self.what
