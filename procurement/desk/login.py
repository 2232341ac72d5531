"""Passwords are tried a few times, then none for a while: the same answer for names that exist and that do not."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from procurement.desk import audit
from procurement.desk.models import Action, AuditEntry, FailedLogin, Result

WINDOW = timedelta(minutes=15)
"""Failures older than this count no more; so long a lock lasts after the last failure."""
OF_A_NAME_FROM_AN_ADDRESS = 5
OF_AN_ADDRESS = 20
OF_A_NAME = 50
"""Failures within the window, after which no password is tried. Of a name alone there must be many more, so that a
stranger cannot easily keep its owner out."""


def name_key(name: str) -> str:
    """What is kept of a name as typed: people type their password into the wrong field."""
    return hashlib.sha256(name.strip().casefold().encode()).hexdigest()


def begin(name: str, address: str) -> FailedLogin | None:
    """Notes a try before the password is looked at, so that many at once do not slip through; None when locked.

    Whoever turns out to know the password calls `forgive`. Tries while locked do not prolong the lock.
    """
    FailedLogin.objects.filter(at__lt=datetime.now() - WINDOW).delete()
    if _too_many(name, address, 0):
        return None
    attempt = FailedLogin.objects.create(name=name_key(name), address=address)
    return None if _too_many(name, address, 1) else attempt


def forgive(attempt: FailedLogin) -> None:
    """The right password: what was tried wrong for this name from this address counts no more."""
    FailedLogin.objects.filter(name=attempt.name, address=attempt.address).delete()


def _too_many(name: str, address: str, more: int) -> bool:
    recent = FailedLogin.objects.filter(at__gt=datetime.now() - WINDOW)
    key = name_key(name)
    return (
        recent.filter(name=key, address=address).count() >= OF_A_NAME_FROM_AN_ADDRESS + more
        or recent.filter(address=address).count() >= OF_AN_ADDRESS + more
        or recent.filter(name=key).count() >= OF_A_NAME + more
    )


def _said_already(name: str, address: str) -> bool:
    recent = AuditEntry.objects.filter(at__gt=datetime.now() - WINDOW, result=Result.LOCKED)
    return recent.filter(by=name, address=address).exists()


class LoginForm(AdminAuthenticationForm):
    """The admin's form with the lock in front of it; a refused try is logged with its address, never its password."""

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _("Name or password is wrong, or the account may not use the desk."),
        "locked": _("Too many wrong passwords. Wait a quarter of an hour, then try again."),
    }
    request: HttpRequest

    def clean(self) -> dict[str, Any]:
        name, address = self.cleaned_data.get("username") or "", audit.address_of(self.request)
        attempt = begin(name, address)
        if attempt is None:
            self._log(name, address, Result.LOCKED)
            raise ValidationError(self.error_messages["locked"], code="locked")
        try:
            cleaned = super().clean()
        except ValidationError:
            self._log(name, address, Result.WRONG_PASSWORD)
            raise
        if self.get_user() is not None:
            forgive(attempt)
        return cleaned

    def _log(self, name: str, address: str, result: str) -> None:
        """The name only where it is a user's: people type their password into the wrong field.

        That a name is locked for an address is said once a window: tries go on for nothing, and would fill the log.
        """
        known = User.objects.filter(username=name).values_list("username", flat=True).first()
        if result == Result.LOCKED and _said_already(known or "", address):
            return
        audit.write(known or "", Action.LOG_IN, result=result, address=address)
        audit.log.warning("login of %s from %s: %s", known or "nobody we know", address or "?", result)
