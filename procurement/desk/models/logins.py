"""Wrong passwords, kept for as long as they count."""

from django.db import models


class FailedLogin(models.Model):
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    name = models.CharField(max_length=64, help_text="SHA-256 of the name as typed, case-folded: it may be a password")
    address = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.address}"
