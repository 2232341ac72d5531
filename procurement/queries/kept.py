"""What is kept in this process, an edition long, since to work it out costs a second or two on a million rows.

Never stale: whatever changes a public page makes an edition, the edition is read in the snapshot that the answer is
made in, and it is part of the key, as the code's version is.
"""

import hashlib
import threading
from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from procurement.models import Edition

_making: dict[str, threading.Lock] = {}
"""Key -> held by whoever is working it out."""


def kept[T](edition: Edition | None, of: Iterable[str], make: Callable[[], T]) -> T:
    """What `of` names, in this edition; made, where nobody has asked for it yet or before any edition.

    Made once, however many ask at the same time: the others wait for it.
    """
    if edition is None:
        return make()
    key = _key(edition, of)
    found: T | None = cache.get(key)
    return _made(key, make) if found is None else found


def _made[T](key: str, make: Callable[[], T]) -> T:
    try:
        with _making.setdefault(key, threading.Lock()):
            found: T | None = cache.get(key)
            if found is None:
                found = make()
                cache.set(key, found, None)
            return found
    finally:
        _making.pop(key, None)


def _key(edition: Edition, of: Iterable[str]) -> str:
    parts = (
        settings.CODE_VERSION,
        str(connection.settings_dict["NAME"]),
        str(edition.number),
        edition.made_at.isoformat(),
        *of,
    )
    return f"kept-{hashlib.blake2b('\0'.join(parts).encode(), digest_size=16).hexdigest()}"
