"""The edition that an answer is made from: `middleware.snapshot` finds it out and says it on the request."""

from django.http import HttpRequest

from procurement.models import Edition


def known_edition(request: HttpRequest) -> Edition | None:
    """None while nothing is published, and where no snapshot surrounds the answer, as when the database is away."""
    found: Edition | None = getattr(request, "edition", None)
    return found


def know_edition(request: HttpRequest, edition: Edition | None) -> None:
    request.edition = edition  # type: ignore[attr-defined]
