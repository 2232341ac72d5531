"""Making the files of /data/ after something was published: whether it went well is said at the desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Build(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting", _("waits for its turn")
        DONE = "done", _("made")
        FAILED = "failed", _("not made")

    edition = models.IntegerField(help_text="that asked for it; the files are of the edition that stands by then")
    state = models.TextField(choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField(auto_now_add=True)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.edition} {self.state}"
