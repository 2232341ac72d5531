"""The WSGI entry of a serving process: its database connection can only read."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.settings")
os.environ.setdefault("BELANJA_SERVING", "1")

_django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """A request that names no host asks for none of ours: Django would take the server's own name instead (H41)."""
    environ.setdefault("HTTP_HOST", "")
    return _django(environ, start_response)
