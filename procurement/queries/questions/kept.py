"""Records kept in this process, an edition long: over all governments one costs a second or two on a million rows.

Never stale: whatever changes a public page makes an edition, the edition is read in the snapshot that the record is
made in, and it is part of the key, as the code's version is.
"""

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from procurement.models import Edition
from procurement.queries.questions.record import Record
from procurement.queries.questions.scope import Scope


def kept(edition: Edition | None, scope: Scope, make: Callable[[], Record]) -> Record:
    """The record of the scope in this edition; made, where nobody has asked for it yet or before any edition."""
    if edition is None:
        return make()
    key = _key(edition, scope)
    found: Record | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, None)
    return found


def _key(edition: Edition, scope: Scope) -> str:
    parts = (
        settings.CODE_VERSION,
        str(connection.settings_dict["NAME"]),
        str(edition.number),
        edition.made_at.isoformat(),
        str(scope.year),
        scope.channel,
        *scope.codes,
    )
    return f"questions-{hashlib.blake2b('\0'.join(parts).encode(), digest_size=16).hexdigest()}"
