"""Uploads: one row a load on its way, from the first byte received to what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an upload or a withdrawal stands."""

    RECEIVING = "receiving", _("being received")
    QUEUED = "queued", _("waits for its turn")
    CHECKING = "checking", _("being checked")
    PLANNED = "planned", _("waits for a decision")
    REFUSED = "refused", _("refused")
    ACCEPTED = "accepted", _("about to be published")
    PUBLISHING = "publishing", _("being published")
    PUBLISHED = "published", _("published")
    UNCHANGED = "unchanged", _("nothing new in it")
    DISCARDED = "discarded", _("discarded")
    EXPIRED = "expired", _("discarded: nobody decided in time")
    INTERRUPTED = "interrupted", _("interrupted")


RUNNING = (State.RECEIVING, State.QUEUED, State.CHECKING, State.ACCEPTED, State.PUBLISHING)
"""States in which the desk itself is at work; one upload at a time."""
OPEN = (State.PLANNED, State.REFUSED)
"""States that wait for a person. The files are still there."""


class Upload(models.Model):
    state = models.TextField(_("state"), choices=State.choices, default=State.RECEIVING)
    by = models.TextField(_("user"))
    received_at = models.DateTimeField(_("received"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    folder = models.TextField(help_text="name under DATA_DIR/uploads; empty once the files are deleted", blank=True)
    options = models.JSONField(default=dict, help_text="of load_transactions, as its long options")
    # Progress of the child process: what it reads, bytes done, bytes in all
    progress = models.JSONField(default=dict)
    # What the check found: load_transactions' report, shortened (`reports.kept`)
    report = models.JSONField(default=dict)
    plan = models.TextField(blank=True, help_text="fingerprint of the plan that was shown")
    rejects = models.BigIntegerField(default=0, help_text="rejected rows, which the plan leaves out")
    # What became of it
    decided_by = models.TextField(blank=True)
    edition = models.IntegerField(null=True)
    failure = models.TextField(blank=True, help_text="code of a refusal, or how the child process ended (`child.End`)")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        default_permissions = ()
        permissions = [
            ("upload_exports", _("May upload exports")),
            ("publish_loads", _("May publish and withdraw loads")),
            ("edit_claims", _("May edit claims")),
            ("mask_names", _("May mask names of natural persons")),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    def is_running(self) -> bool:
        return self.state in RUNNING

    def is_open(self) -> bool:
        return self.state in OPEN


class UploadedFile(models.Model):
    """One file of an upload. The file itself is deleted; this stays."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="files")
    name = models.TextField(_("name"))
    size = models.BigIntegerField(_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    rows = models.BigIntegerField(_("rows"), null=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
