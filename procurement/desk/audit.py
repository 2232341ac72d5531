"""The audit log is written here: who, when, what, from which address, with which result."""

import logging
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from procurement.clients import client_of
from procurement.desk.models import AuditEntry, Result

log = logging.getLogger("procurement.desk")


def address_of(request: HttpRequest) -> str:
    """The client's address: the proxy's word for it only where the settings name its header."""
    return client_of(request.META, settings.CLIENT_ADDRESS_HEADER)


def record(request: HttpRequest, action: str, what: object = "", result: str = Result.DONE, **details: Any) -> None:
    """One entry of whoever is logged in. `details` must hold nothing of a file's cells."""
    write(request.user.get_username(), action, what, result, address_of(request), **details)


def write(
    by: str, action: str, what: object = "", result: str = Result.DONE, address: str = "", **details: Any
) -> None:
    """One entry of somebody who may not be logged in, or of the worker (no address)."""
    AuditEntry.objects.create(by=by, address=address, action=action, what=str(what), result=result, details=details)
