"""Which tags a client says that it holds. Pages and files compare them alike; dates are no validators of either."""

from django.http import HttpRequest
from django.utils.http import parse_etags


def held(request: HttpRequest) -> list[str]:
    """The tags of If-None-Match, all as weak ones: a proxy may have changed them. `*` is none that we gave."""
    tags = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return [tag if tag.startswith("W/") else f"W/{tag}" for tag in tags]
